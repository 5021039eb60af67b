// The search page: results while the reader types, the address that carries the query, what to narrow results by.
(function () {
  "use strict";

  var SHOWN = 10; // results at a time
  var PAUSE = 60; // milliseconds without a key before results are looked for
  var SNIPPET = 240; // characters
  var readery = window.readery;
  var form = document.querySelector("form.search");
  var field = form.querySelector("input");
  var status = form.querySelector("[role=status]");
  var list = document.getElementById("results");
  var narrow = form.querySelector("details");
  var said = form.dataset;
  var lang = document.documentElement.lang;
  var number = new Intl.NumberFormat(lang);
  var turn = 0; // counts what was asked for; an answer to an earlier question is dropped
  var latest = null;

  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach(function (each) {
      if (attributes[each]) made.setAttribute(each, attributes[each]);
    });
    return made;
  }

  function count(n) {
    var forms = JSON.parse(said.results);
    return (forms[new Intl.PluralRules(lang).select(n)] || forms.other).replace("{n}", number.format(n));
  }

  // `text` with the words that were found marked.
  function marked(into, text, places) {
    var at = 0;
    places.forEach(function (place) {
      if (place[1] <= at) return;
      into.append(text.slice(at, Math.max(at, place[0])), element("mark", text.slice(Math.max(at, place[0]), place[1])));
      at = place[1];
    });
    into.append(text.slice(at));
    return into;
  }

  // The stretch of a text that holds most of the words that were asked for, the first of several.
  function snippet(text, matches) {
    var places = readery.places(text, matches);
    if (!places.length) return null;
    var best = 0;
    var most = 0;
    places.forEach(function (place, first) {
      var words = new Set();
      for (var at = first; at < places.length && places[at][1] - place[0] <= SNIPPET * 0.75; at++) words.add(places[at][2]);
      if (words.size > most) {
        most = words.size;
        best = first;
      }
    });
    var start = Math.max(0, places[best][0] - SNIPPET / 4);
    var paragraph = text.lastIndexOf("\n\n", places[best][0]);
    if (paragraph >= start) start = paragraph + 2;
    else if (start) start = Math.min(places[best][0], text.indexOf(" ", start) + 1 || start);
    var end = Math.min(text.length, start + SNIPPET);
    if (end < text.length) end = Math.max(places[best][1], text.lastIndexOf(" ", end));
    var inside = places.filter(function (place) {
      return place[0] >= start && place[1] <= end;
    });
    var shown = marked(
      element("p", start ? "… " : "", { class: "summary" }),
      text.slice(start, end).replace(/\s/g, " "),
      inside.map(function (place) {
        return [place[0] - start, place[1] - start];
      })
    );
    if (end < text.length) shown.append(" …");
    return shown;
  }

  function result(card, matches) {
    var item = element("li");
    var heading = element("h2");
    var link = element("a", "", { href: said.root + card.path.split("/").map(encodeURIComponent).join("/"), lang: card.lang, dir: card.dir });
    var facts = element("p", "", { class: "facts" });
    heading.append(marked(link, card.title, readery.places(card.title, matches)));
    item.append(heading);
    if (card.source) {
      facts.append(element("span"));
      facts.lastChild.append(element("bdi", card.source));
    }
    if (/^\d{4}-\d\d-\d\d$/.test(card.date || "")) {
      var day = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(card.date));
      facts.append(element("span"));
      facts.lastChild.append(element("time", day, { datetime: card.date }));
    }
    if (facts.firstChild) item.append(facts);
    var about = snippet(card.text || "", matches) || element("p", card.dek || (card.text || "").slice(0, SNIPPET), { class: "summary" });
    if (card.lang) about.lang = card.lang;
    about.dir = card.dir;
    if (about.textContent) item.append(about);
    return item;
  }

  // Shows results; asked for by the button, or while a result has the focus, the focus goes to the first of them.
  function show(answer, from, mine, focus) {
    return Promise.all(answer.articles.slice(from, from + SHOWN).map(readery.card)).then(function (cards) {
      if (mine !== turn) return;
      var items = cards.map(function (card) {
        return result(card, answer.matcher);
      });
      var old = list.querySelector("button");
      if (list.contains(document.activeElement)) focus = true;
      if (old) old.remove();
      if (!from) list.replaceChildren();
      if (items.length) {
        if (!from) list.append(element("ul", "", { class: "items" }));
        list.firstChild.append.apply(list.firstChild, items);
      }
      if (from + SHOWN < answer.articles.length) {
        var more = element("button", said.more, { type: "button" });
        more.addEventListener("click", function () {
          show(answer, from + SHOWN, mine, true);
        });
        list.append(more);
      }
      if (focus && items.length) items[0].querySelector("a").focus();
    });
  }

  function announce(answer) {
    var n = answer.articles.length;
    if (!n) return said.none;
    if (answer.likely) return said.likely.replace("{results}", count(n)).replace("{n}", number.format(answer.likely));
    return answer.all ? count(n) : said.some.replace("{results}", count(n));
  }

  function search() {
    var query = field.value;
    var mine = ++turn;
    remember(query);
    if (!query.trim()) {
      latest = null;
      list.replaceChildren();
      status.textContent = "";
      narrow.hidden = true;
      return;
    }
    readery
      .find(query)
      .then(function (answer) {
        if (mine !== turn) return;
        latest = answer;
        return show(answer, 0, mine).then(function () {
          if (mine !== turn) return;
          status.textContent = announce(answer);
          narrow.hidden = false;
          if (narrow.open) offer();
        });
      })
      .catch(function () {
        if (mine === turn) status.textContent = said.failed;
      });
  }

  // The address carries the query, so that it can be kept and sent. From a disk a browser may refuse that.
  function remember(query) {
    try {
      history.replaceState(null, "", query.trim() ? "?q=" + encodeURIComponent(query) : location.pathname);
    } catch (error) {
      // The results stand all the same.
    }
  }

  // What to narrow results by, with how many of them each choice leaves. A choice becomes part of the query.
  var KINDS = { site: /\s*\bsite:(?:"[^"]*"?|\S+)/gi, tag: /\s*\btag:(?:"[^"]*"?|\S+)/gi, year: /\s*\b(?:before|after):\S+/gi };

  function offer() {
    var answer = latest;
    if (!answer) return;
    readery.filters().then(function (all) {
      if (answer !== latest) return;
      var found = new Set(answer.articles);
      function counted(articles) {
        return articles.reduce(function (sum, article) {
          return sum + found.has(article);
        }, 0);
      }
      ["site", "tag"].forEach(function (kind) {
        var chosen = answer.asked.names
          .filter(function (name) {
            return name.startsWith(":" + kind + ":");
          })
          .map(function (name) {
            return name.slice(kind.length + 2);
          })[0];
        fill(
          kind,
          all[kind].map(function (row) {
            return [row.key, row.name, counted(row.articles)];
          }),
          chosen
        );
      });
      var years = Array.from(all.years.keys()).sort(function (one, other) {
        return other - one;
      });
      var year = /\bafter:(\d{4})(?=\s|$)/i.exec(field.value);
      fill(
        "year",
        years.map(function (each) {
          return [String(each), String(each), counted(all.years.get(each))];
        }),
        year && year[1]
      );
    });
  }

  function fill(kind, rows, chosen) {
    var select = form.querySelector("select[data-kind=" + kind + "]");
    var options = rows
      .filter(function (row) {
        return row[2] || row[0] === chosen;
      })
      .map(function (row) {
        return new Option(row[1] + " (" + number.format(row[2]) + ")", row[0], false, row[0] === chosen);
      });
    select.replaceChildren.apply(select, [select.options[0]].concat(options));
    if (!chosen) select.selectedIndex = 0;
  }

  function choose(kind, value) {
    var rest = field.value.replace(KINDS[kind], "").trim();
    var part = kind === "year" ? "after:" + value + " before:" + (Number(value) + 1) : kind + ":" + value;
    field.value = value ? (rest + " " + part).trim() : rest;
    search();
  }

  // What every search needs is fetched when the reader turns to the field; if that fails, the search itself will say so.
  field.addEventListener("focus", function () {
    readery.open().catch(function () {});
  });

  var pause = 0;
  field.addEventListener("input", function (event) {
    clearTimeout(pause);
    if (!event.isComposing) pause = setTimeout(search, PAUSE);
  });
  field.addEventListener("compositionend", search);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(pause);
    search();
  });
  field.addEventListener("keydown", function (event) {
    var first = list.querySelector("a");
    if (event.key !== "ArrowDown" || !first) return;
    event.preventDefault();
    first.focus();
  });
  narrow.addEventListener("toggle", function () {
    if (narrow.open) offer();
  });
  form.querySelectorAll("select").forEach(function (select) {
    select.addEventListener("change", function () {
      choose(select.dataset.kind, select.value);
    });
  });

  var asked = new URLSearchParams(location.search).get("q");
  if (asked) field.value = asked;
  if (field.value) search();
  if (location.hash === "#q") field.focus();
})();
