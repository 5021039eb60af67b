// Finds articles: reads the files of the search index (docs/search.md) and ranks what it finds. No page is touched here.
// Words are cut exactly as readery/search/_terms.py cuts them.
(function () {
  "use strict";

  var UNSPACED =
    "\\u0e00-\\u0eff\\u0f00-\\u0fff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f" +
    "\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var RUN = new RegExp("^[" + UNSPACED + "]", "u");
  var WORD = new RegExp("[" + UNSPACED + "]+|(?:(?![" + UNSPACED + "])[\\p{L}\\p{N}\\p{M}])+", "gu");
  var ACCENTS = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
  var LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ς: "σ", ة: "ه", ى: "ي" };
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var LONGEST = 40; // characters of a word that count
  var CHILDREN = 3; // files that a beginning of a word may ask for besides its own
  var CANDIDATES = 60; // articles that are read for a phrase
  var CACHED = 400; // files that are remembered
  var FOLDERS = 64; // that the articles' files are dealt into
  var base = document.currentScript.dataset.index;

  // Files of the index. Each is a script that calls `put`.

  var files = new Map();
  var waiting = new Map();

  function put(name, value) {
    if (waiting.has(name)) waiting.get(name)(value);
  }

  function load(name) {
    if (files.has(name)) return files.get(name);
    var promise = new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      waiting.set(name, resolve);
      script.onload = script.onerror = function (event) {
        waiting.delete(name);
        script.remove();
        if (event.type === "error") files.delete(name);
        reject(new Error(name)); // no more than a formality where the file has called `put`
      };
      script.src = base + name + ".js";
      document.head.append(script);
    });
    if (files.size > CACHED) files.delete(files.keys().next().value);
    files.set(name, promise);
    return promise;
  }

  var ready = null;

  // The manifest and the stemmers, once.
  function open() {
    ready =
      ready ||
      load("index").then(function (index) {
        var cut = index.langs.map(function (lang) {
          return lang ? load("stemmers/" + lang) : { stemWord: String };
        });
        return Promise.all(cut).then(function (stemmers) {
          return { articles: index.articles, prefixes: new Set(index.files.split(" ")), stemmers: stemmers };
        });
      });
    ready.catch(function () {
      ready = null;
    });
    return ready;
  }

  // Words.

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function fold(word) {
    return word.normalize("NFD").replace(ACCENTS, "").normalize("NFC").replace(/[ßæœøđðþłıςةى]/g, function (letter) {
      return LETTERS[letter];
    });
  }

  function pairs(run) {
    var letters = Array.from(run);
    if (letters.length === 1) return letters;
    return letters.slice(1).map(function (letter, at) {
      return letters[at] + letter;
    });
  }

  function tokens(text) {
    return (plain(text).match(WORD) || []).flatMap(function (word) {
      return RUN.test(word) ? pairs(word) : [word];
    });
  }

  function terms(word, stemmers) {
    var short = Array.from(word).slice(0, LONGEST).join("");
    var bare = fold(short);
    var found = new Set();
    stemmers.forEach(function (stemmer) {
      found.add(fold(stemmer.stemWord(short)));
      found.add(fold(stemmer.stemWord(bare)));
    });
    found.delete("");
    return Array.from(found);
  }

  function key(name) {
    return tokens(name).map(fold).join("-");
  }

  // Text as phrases are looked up in it: folded words, one space apart and around.
  function line(text) {
    return " " + (plain(text).match(WORD) || []).map(fold).join(" ") + " ";
  }

  // Numbers.

  function reader(text) {
    var at = 0;
    return {
      more: function () {
        return at < text.length;
      },
      digit: function () {
        return DIGITS.indexOf(text[at++]);
      },
      number: function () {
        var value = 0;
        var scale = 1;
        for (;;) {
          var digit = DIGITS.indexOf(text[at++]);
          value += (digit & 31) * scale;
          if (digit < 32) return value;
          scale *= 32;
        }
      },
    };
  }

  function articles(text) {
    var from = reader(text);
    var found = [];
    for (var last = -1; from.more(); found.push(last)) last += from.number();
    return found;
  }

  // Looking up. A hit is {of: article → weight, count: articles that have it, common: whether only titles are known}.

  function fileOf(word, prefixes) {
    var length = word.length;
    while (!prefixes.has(word.slice(0, length))) length -= 1;
    return word.slice(0, length);
  }

  function fileName(prefix) {
    var name = Array.from(prefix, function (letter) {
      return /[a-z0-9]/i.test(letter) ? letter : "_" + letter.codePointAt(0).toString(16) + "_";
    });
    return "words/" + name.join("") + "_";
  }

  function take(hit, postings, worth) {
    if (postings[0] === ".") {
      var end = postings.indexOf(".", 1);
      hit.common += Number(postings.slice(1, end));
      postings = postings.slice(end + 1);
    }
    var from = reader(postings);
    for (var last = -1; from.more(); ) {
      last += from.number();
      var digit = from.digit();
      // 1 to 32; more where the word stands in the title.
      var weight = ((digit & 31) + 1) * worth + (digit & 32);
      if (!(hit.of.get(last) >= weight)) hit.of.set(last, weight);
    }
  }

  function exact(hit, word, prefixes) {
    var prefix = fileOf(word, prefixes);
    return load(fileName(prefix)).then(function (text) {
      var start = text.indexOf("\n" + word.slice(prefix.length) + " ");
      if (start < 0) return;
      start += word.length - prefix.length + 2;
      take(hit, text.slice(start, text.indexOf("\n", start)), 1);
    });
  }

  // All words that begin with `word`.
  function beginning(hit, word, prefixes) {
    var own = fileOf(word, prefixes);
    var further = Array.from(prefixes).filter(function (prefix) {
      return prefix.length > word.length && prefix.startsWith(word);
    });
    var wanted = further.length > CHILDREN ? [own] : [own].concat(further);
    return Promise.all(
      wanted.map(function (prefix) {
        return load(fileName(prefix)).then(function (text) {
          var rest = "\n" + word.slice(prefix.length);
          for (var at = text.indexOf(rest); at >= 0; at = text.indexOf(rest, at + 1)) {
            var space = text.indexOf(" ", at);
            if (space < 0) break;
            take(hit, text.slice(space + 1, text.indexOf("\n", space)), prefix + text.slice(at + 1, space) === word ? 1 : 0.8);
          }
        });
      })
    );
  }

  // The longest stem that `word` begins with: what is left while an ending is being typed.
  function shortened(hit, word, prefixes) {
    var length = word.length - 1;
    function next() {
      if (hit.of.size || hit.common || length < Math.max(3, word.length - 3)) return null;
      return exact(hit, word.slice(0, length--), prefixes).then(next);
    }
    return next();
  }

  function lookUp(want, index) {
    var hit = { of: new Map(), common: 0 };
    var found = want.terms.map(function (term) {
      return exact(hit, term, index.prefixes);
    });
    if (want.open) found.push(beginning(hit, want.open, index.prefixes));
    return Promise.all(found)
      .then(function () {
        if (want.open) return shortened(hit, want.open, index.prefixes);
      })
      .then(function () {
        hit.count = Math.max(hit.of.size, hit.common);
        hit.rarity = Math.log(1 + (index.articles - Math.min(hit.count, index.articles) + 0.5) / (hit.count + 0.5));
        return hit;
      });
  }

  // Queries.

  var PART = /(?:(tag|site|author|before|after):)?(?:"([^"]*)("|$)|(\S+))/gi;

  // What a reader typed, as {words, phrases, names, before, after, text}. The last word may still be growing.
  function parse(query) {
    var asked = { words: [], phrases: [], names: [], before: null, after: null, text: "" };
    query = query.slice(0, 1000);
    Array.from(query.matchAll(PART)).forEach(function (part) {
      var kind = (part[1] || "").toLowerCase();
      var quoted = part[2] !== undefined;
      var value = quoted ? part[2] : part[4];
      if (kind === "before" || kind === "after") {
        var day = dayOf(value);
        if (day !== null) asked[kind] = day;
      } else if (kind) {
        if (key(value)) asked.names.push(":" + kind + ":" + key(value));
      } else {
        var said = tokens(value);
        var last = !quoted && part.index + part[0].length === query.length;
        said.forEach(function (word, at) {
          asked.words.push({ word: word, open: last && at === said.length - 1 });
        });
        if (quoted && said.length) asked.phrases.push(value);
        asked.text += " " + value;
      }
    });
    asked.words = asked.words.slice(-24);
    return asked;
  }

  // Days since the first of January of year 1, which is 1; null where there is none. 2016 and 2016-12 are their first days.
  function dayOf(text) {
    var parts = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text);
    if (!parts) return null;
    var when = new Date(0);
    when.setUTCFullYear(Number(parts[1]), Number(parts[2] || 1) - 1, Number(parts[3] || 1));
    return Math.floor(when / 864e5) + 719163;
  }

  // Article → day.
  function dates() {
    return load("dates").then(function (value) {
      var from = reader(value[1]);
      var days = new Map();
      for (var last = -1; from.more(); ) {
        last += from.number();
        days.set(last, value[0] + from.number());
      }
      return days;
    });
  }

  // Conditions that an article must meet: functions of its number.
  function conditions(asked, index) {
    var wanted = asked.names.map(function (name) {
      var hit = { of: new Map(), common: 0 };
      return exact(hit, name, index.prefixes).then(function () {
        return function (article) {
          return hit.of.has(article);
        };
      });
    });
    if (asked.before !== null || asked.after !== null) {
      wanted.push(
        dates().then(function (days) {
          return function (article) {
            var day = days.get(article);
            return day && (asked.before === null || day < asked.before) && (asked.after === null || day >= asked.after);
          };
        })
      );
    }
    return Promise.all(wanted);
  }

  // Articles by rank. Those with all words; where none has all, those with most; `all` says which.
  function rank(hits) {
    var rare = hits.filter(function (hit) {
      return !hit.common;
    });
    var must = rare.length ? rare : hits;
    var most = must.reduce(function (sum, hit) {
      return sum + hit.rarity;
    }, 0);
    var scores = new Map();
    must.forEach(function (hit) {
      hit.of.forEach(function (weight, article) {
        var score = scores.get(article) || { article: article, words: 0, rarity: 0, title: 0, sum: 0 };
        score.words += 1;
        score.rarity += hit.rarity;
        if (weight > 32) score.title += hit.rarity;
        score.sum += hit.rarity * (weight > 32 ? weight - 32 : weight);
        scores.set(article, score);
      });
    });
    var found = Array.from(scores.values());
    var whole = found.filter(function (score) {
      return score.words === must.length;
    });
    var all = rare.length === 0 || whole.length > 0;
    if (rare.length && whole.length) found = whole;
    hits.forEach(function (hit) {
      if (!hit.common || !rare.length) return;
      found.forEach(function (score) {
        var weight = hit.of.get(score.article);
        if (weight) score.sum += hit.rarity * (weight - 32);
      });
    });
    // A title that holds all that was asked for stands above texts that do; fewer words never above more.
    found.forEach(function (score) {
      score.sum += score.title >= most - 1e-9 ? 32 * most : 8 * score.title;
      if (!all) score.sum *= score.rarity / most;
    });
    found.sort(function (one, other) {
      return other.sum - one.sum || one.article - other.article;
    });
    return { all: all, found: found };
  }

  function cardFile(article) {
    return "articles/" + (article % FOLDERS) + "/" + article;
  }

  function card(article) {
    return load(cardFile(article));
  }

  // Whether an article holds a text word for word.
  function holds(article, phrases) {
    var left = phrases.map(function (phrase) {
      var said = line(phrase);
      if (RUN.test(said.trim())) said = said.trimStart();
      return RUN.test(said.trim().slice(-1)) ? said.trimEnd() : said;
    });
    function look(texts) {
      texts.forEach(function (text) {
        var said = line(text || "");
        left = left.filter(function (phrase) {
          return !said.includes(phrase);
        });
      });
      return left.length === 0;
    }
    function further(parts, part) {
      if (part > parts) return false;
      return load(cardFile(article) + "-" + part).then(function (text) {
        return look([text]) || further(parts, part + 1);
      });
    }
    return card(article).then(function (found) {
      return look([found.title, found.dek, found.text]) || further(found.parts, 2);
    });
  }

  // Finds articles: {articles: numbers by rank, all: whether they have all words, likely: how many were read for a
  // phrase where not all could be, marks: what tells a word that was found}.
  function find(query) {
    return open().then(function (index) {
      var asked = parse(query);
      var wants = asked.words.map(function (word) {
        return { terms: terms(word.word, index.stemmers), open: word.open && fold(word.word) };
      });
      return Promise.all([
        conditions(asked, index),
        Promise.all(
          wants.map(function (want) {
            return lookUp(want, index);
          })
        ),
      ]).then(function (both) {
        function meets(article) {
          return both[0].every(function (condition) {
            return condition(article);
          });
        }
        var answer = { articles: [], all: true, likely: 0, asked: asked, matcher: matcher(wants, index.stemmers) };
        if (!wants.length) {
          if (!both[0].length) return answer;
          return newest(asked, index, meets, answer);
        }
        both[1].forEach(function (hit) {
          hit.of.forEach(function (_, article) {
            if (!meets(article)) hit.of.delete(article);
          });
        });
        var ranked = rank(both[1]);
        answer.all = ranked.all;
        answer.articles = ranked.found.map(function (score) {
          return score.article;
        });
        if (asked.phrases.length) return narrowed(answer);
        return titled(answer);
      });
    });
  }

  // Filters without words: the newest first, those without a date last.
  function newest(asked, index, meets, answer) {
    var named = { of: new Map(), common: 0 };
    return Promise.all([dates(), asked.names.length ? exact(named, asked.names[0], index.prefixes) : null]).then(function (both) {
      var days = both[0];
      answer.articles = Array.from((asked.names.length ? named.of : days).keys()).filter(meets);
      answer.articles.sort(function (one, other) {
        return (days.get(other) || 0) - (days.get(one) || 0) || one - other;
      });
      return answer;
    });
  }

  function narrowed(answer) {
    var likely = answer.all ? answer.articles.slice(0, CANDIDATES) : [];
    if (likely.length < answer.articles.length && answer.all) answer.likely = likely.length;
    answer.all = true;
    return Promise.all(
      likely.map(function (article) {
        return holds(article, answer.asked.phrases);
      })
    ).then(function (held) {
      answer.articles = likely.filter(function (_, at) {
        return held[at];
      });
      return answer;
    });
  }

  // Of the first results one whose title is what was typed comes first.
  function titled(answer) {
    var said = line(answer.asked.text);
    var first = answer.articles.slice(0, 10);
    if (answer.asked.words.length < 2) return answer;
    return Promise.all(first.map(card)).then(function (cards) {
      var same = first.filter(function (_, at) {
        return line(cards[at].title) === said;
      });
      answer.articles = same.concat(
        answer.articles.filter(function (article) {
          return !same.includes(article);
        })
      );
      return answer;
    });
  }

  // Tells which of the words asked for a word of a text is: its place, or -1. Stems are cut only where they may fit.
  function matcher(wants, stemmers) {
    var known = new Map();
    function judge(word) {
      var bare = fold(word);
      return wants.findIndex(function (want) {
        if (want.open && bare.startsWith(want.open)) return true;
        if (want.terms.includes(bare)) return true;
        var near = want.terms.some(function (term) {
          return term.slice(0, 2) === bare.slice(0, 2);
        });
        return (
          near &&
          terms(word, stemmers).some(function (term) {
            return want.terms.includes(term);
          })
        );
      });
    }
    return function (word) {
      word = plain(word);
      if (!known.has(word)) known.set(word, judge(word));
      return known.get(word);
    };
  }

  // Places of the words asked for in a text: [start, end, which].
  function places(text, matches) {
    var found = [];
    Array.from(text.matchAll(WORD)).forEach(function (piece) {
      if (!RUN.test(piece[0])) {
        var which = matches(piece[0]);
        if (which >= 0) found.push([piece.index, piece.index + piece[0].length, which]);
        return;
      }
      var at = piece.index;
      var letters = Array.from(piece[0]);
      letters.forEach(function (letter, place) {
        var pair = letter + (letters[place + 1] || "");
        var of = matches(pair);
        if (of >= 0) found.push([at, at + pair.length, of]);
        at += letter.length;
      });
    });
    return found;
  }

  Object.assign(window.readery, {
    put: put,
    open: open,
    find: find,
    card: card,
    places: places,
    key: key,
    parse: parse,
    // For tests and for the curious.
    cut: function (text, lang) {
      return (lang ? load("stemmers/" + lang) : Promise.resolve({ stemWord: String })).then(function (stemmer) {
        return tokens(text).map(function (word) {
          return terms(word, [stemmer]);
        });
      });
    },
    filters: function () {
      return Promise.all([load("filters"), dates()]).then(function (both) {
        function rows(kind) {
          return both[0][kind].map(function (row) {
            return { name: row[0], key: row[1], articles: articles(row[2]) };
          });
        }
        var years = new Map();
        both[1].forEach(function (day, article) {
          var year = new Date((day - 719163) * 864e5).getUTCFullYear();
          if (!years.has(year)) years.set(year, []);
          years.get(year).push(article);
        });
        return { site: rows("site"), tag: rows("tag"), years: years };
      });
    },
  });
})();
