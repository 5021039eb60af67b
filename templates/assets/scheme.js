// Runs before the first paint, and is all that a page loads: the reader's preferences become attributes of the page, and the style
// does the rest. What answers keys and buttons (reading.js) comes at the reader's first move.
(function (root, script) {
  var data = script.dataset;
  var kinds = ["pointermove", "keydown", "click"];
  var loading;

  // Loads a script or a style sheet.
  function load(name, values) {
    return document.head.appendChild(Object.assign(document.createElement(name), values));
  }

  // What a reader does before reading.js is here waits for it.
  function note(event) {
    if (event.type !== kinds[0]) readery.waiting.push(event);
    // Some browsers look through the page at this key.
    if (event.key === "/" && event.target === document.body && !root.dataset.keys) event.preventDefault();
    loading = loading || load("script", { src: data.reading });
  }

  var readery = (window.readery = {
    load: load,
    waiting: [],
    // Sets one preference. The legible typeface is loaded when it is first wanted.
    set: function (name, value) {
      if (value) root.setAttribute("data-" + name, value);
      else root.removeAttribute("data-" + name);
      if (value === "legible" && !document.getElementById(value)) load("link", { id: value, rel: "stylesheet", href: data.legible });
    },
    // reading.js is here.
    ready: function () {
      kinds.forEach(function (kind) {
        removeEventListener(kind, note);
      });
    },
  });

  root.classList.add("js");
  kinds.forEach(function (kind) {
    addEventListener(kind, note);
  });
  try {
    var kept = JSON.parse(localStorage.readery);
    for (var name in kept) readery.set(name, kept[name]);
  } catch (error) {
    // A browser that keeps nothing, or kept nothing yet, shows the page as it is.
  }

  // The outline stands in the margin where the window is wide, and opening it there moves nothing. Who wants no motion need not move.
  document.addEventListener("DOMContentLoaded", function () {
    if (root.dataset.motion) note({ type: kinds[0] });
    var outline = document.querySelector(".outline");
    if (outline && getComputedStyle(outline).position === "sticky") outline.firstElementChild.open = true;
  });
})(document.documentElement, document.currentScript);
