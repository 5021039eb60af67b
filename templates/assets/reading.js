// Comfort for readers with JavaScript: keys, the button for preferences, stops of the Tab key where something scrolls.
// Loaded at the reader's first move; the page is whole without it.
(function (readery, script) {
  "use strict";

  // The dialog is loaded when it is first asked for, and opens itself.
  function preferences() {
    if (readery.open) readery.open();
    else readery.load("script", { src: new URL("../preferences.js", script.src) });
  }

  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) link.click();
  }

  function step(by) {
    var links = Array.prototype.slice.call(document.querySelectorAll("main :is(.lead h2, .items, .lines, .names) a"));
    var next = links[Math.max(0, links.indexOf(document.activeElement) + by)];
    if (next) next.focus();
  }

  // To the search field, on this page or on its own, with what was typed for it already.
  function seek(typed) {
    var field = document.querySelector("form.search input");
    var link = document.querySelector(".to-search");
    if (field) {
      field.focus();
      if (!typed) return;
      field.value += typed;
      field.dispatchEvent(new Event("input"));
    } else if (link) location.href = link.href + (typed ? "?q=" + encodeURIComponent(typed) : "") + "#q";
  }

  // Whether a key stands alone, which it may only while the reader has not switched keys off (WCAG 2.1.4).
  function alone(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
    if (document.documentElement.dataset.keys === "off") return false;
    return !(event.target.closest && event.target.closest("input, textarea, select, [contenteditable], dialog"));
  }

  function key(event) {
    if (!alone(event)) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "n") follow("a[rel=next]");
    else if (event.key === "p") follow("a[rel=prev]");
    else if (event.key === "/") {
      event.preventDefault();
      seek();
    } else if (event.key === "?" && document.querySelector(".preferences")) preferences();
  }

  function click(event) {
    if (event.target.closest && event.target.closest("button.preferences")) preferences();
  }

  // Pictures that move have a still one beside them.
  readery.still = function () {
    var media = document.documentElement.dataset.motion ? "all" : "(prefers-reduced-motion: reduce)";
    document.querySelectorAll("source[media]").forEach(function (source) {
      source.media = media;
    });
  };

  readery.still();
  readery.ready();
  addEventListener("keydown", key);
  addEventListener("click", click);
  // What was typed after the key for search, before this was here, was meant for its field.
  var typed = null;
  readery.waiting.forEach(function (event) {
    if (event.type === "click") click(event);
    else if (typed === null && event.key === "/" && alone(event)) typed = "";
    else if (typed === null) key(event);
    else if (event.key.length === 1 && alone(event)) typed += event.key;
  });
  if (typed !== null) seek(typed);

  // What does not scroll needs no stop for the Tab key.
  var watch = new ResizeObserver(function (boxes) {
    boxes.forEach(function (box) {
      if (box.target.scrollWidth > box.target.clientWidth) box.target.tabIndex = 0;
      else box.target.removeAttribute("tabindex");
    });
  });
  document.querySelectorAll(".scroll, pre").forEach(function (box) {
    watch.observe(box);
  });
})(window.readery, document.currentScript);
