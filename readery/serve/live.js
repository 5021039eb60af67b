// In each page of the preview: loads the page anew after a build, and shows over it what the build found wrong.
(function () {
  "use strict";

  var script = document.currentScript;
  var mine = script.dataset.build;
  var panel = null;

  function element(name, text) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  }

  // In a shadow tree, so that neither the site's style nor ours reaches the other.
  function show(told) {
    if (panel) panel.remove();
    panel = null;
    var key = JSON.stringify([told.failed, told.findings]);
    if (!told.failed && !told.findings.length) return;
    if (sessionStorage.getItem("readery-preview-hidden") === key) return;

    panel = element("div");
    var inside = panel.attachShadow({ mode: "open" });
    var style = element(
      "style",
      ":host{position:fixed;inset:auto 1rem 1rem auto;z-index:2147483647;max-inline-size:min(40rem,calc(100vw - 2rem))}" +
        "section{font:1rem/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff8e6;border:2px solid #8a5a00;border-radius:.5rem;" +
        "padding:.75rem 1rem;max-block-size:60vh;overflow:auto;box-shadow:0 .5rem 2rem #0006;text-align:start}" +
        "section.failed{background:#fff0ee;border-color:#9c1c0c}" +
        "h2{font-size:1.1rem;margin:0 0 .5rem}ul{margin:0;padding:0;list-style:none}li{margin:0 0 .75rem;overflow-wrap:anywhere}" +
        "code{font:inherit;font-weight:600}p{margin:.1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}" +
        "button{font:inherit;padding:.3rem .8rem;min-block-size:2rem;cursor:pointer}" +
        "@media print{:host{display:none}}"
    );
    var box = element("section");
    var count = told.findings.length + told.more;
    box.setAttribute("role", "status");
    box.setAttribute("lang", "en");
    box.setAttribute("dir", "ltr");
    box.tabIndex = 0;
    box.className = told.failed ? "failed" : "";
    box.setAttribute("aria-label", "Findings of the build");
    box.append(
      element("h2", told.failed ? "The site could not be built" : count === 1 ? "1 thing to mend" : count + " things to mend")
    );
    if (told.failed) box.append(element("p", told.failed));
    var list = element("ul");
    told.findings.forEach(function (finding) {
      var item = element("li");
      item.append(element("code", finding.where), " [" + finding.code + " " + finding.title + "]");
      item.append(element("p", finding.problem), element("p", "→ " + finding.remedy));
      list.append(item);
    });
    box.append(list);
    if (told.more) box.append(element("p", "… and " + told.more + " more, in the terminal."));
    var hide = element("button", "Hide");
    hide.type = "button";
    hide.addEventListener("click", function () {
      sessionStorage.setItem("readery-preview-hidden", key);
      panel.remove();
      panel = null;
    });
    box.append(hide);
    inside.append(style, box);
    document.body.append(panel);
  }

  var events = new EventSource("/.readery-preview/events");
  events.addEventListener("message", function (event) {
    var told = JSON.parse(event.data);
    if (told.build !== mine) {
      events.close();
      location.reload();
      return;
    }
    show(told);
  });
  // A page that goes into the browser's memory of past pages must not keep the connection, and listens again when it is back.
  window.addEventListener("pagehide", function () {
    events.close();
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });
})();
