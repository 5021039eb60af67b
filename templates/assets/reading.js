// Comfort for readers with JavaScript: preferences, keys, an outline that opens where there is room.
// The page is whole without any of it.
(function () {
  "use strict";

  var dialog = document.getElementById("preferences");

  // What the reader chose. A browser that keeps nothing forgets it with the page.
  function kept() {
    try {
      return JSON.parse(localStorage.getItem("readery")) || {};
    } catch (error) {
      return {};
    }
  }

  function keep(values) {
    try {
      localStorage.setItem("readery", JSON.stringify(values));
    } catch (error) {
      // Private windows refuse; the choice holds for this page.
    }
  }

  var values = kept();

  function show() {
    dialog.querySelectorAll("input[type=radio]").forEach(function (input) {
      input.checked = input.value === (values[input.name] || "");
    });
    dialog.querySelector("input[name=keys]").checked = values.keys !== "off";
  }

  function choose(name, value) {
    if (value) values[name] = value;
    else delete values[name];
    if (name !== "keys") window.readery.set(name, value);
    keep(values);
  }

  if (dialog) {
    document.querySelector(".preferences").addEventListener("click", function () {
      show();
      dialog.showModal();
    });
    dialog.addEventListener("change", function (event) {
      var input = event.target;
      choose(input.name, input.type === "checkbox" ? (input.checked ? "" : "off") : input.value);
    });
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog) dialog.close();
    });
    dialog.querySelector("[type=reset]").addEventListener("click", function (event) {
      event.preventDefault();
      Object.keys(values).forEach(function (name) {
        choose(name, "");
      });
      show();
    });
  }

  // Keys. Each stands alone only while the reader has not switched them off (WCAG 2.1.4).
  function follow(selector) {
    var link = document.querySelector(selector);
    if (link) link.click();
  }

  function step(by) {
    var links = Array.prototype.slice.call(document.querySelectorAll("main :is(.lead h2, .items, .lines, .names) a"));
    var next = links[Math.max(0, links.indexOf(document.activeElement) + by)];
    if (next) next.focus();
  }

  // To the search field, on this page or on its own.
  function seek() {
    var field = document.querySelector("form.search input");
    var link = document.querySelector(".to-search");
    if (field) field.focus();
    else if (link) location.href = link.href + "#q";
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || values.keys === "off") return;
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "n") follow("a[rel=next]");
    else if (event.key === "p") follow("a[rel=prev]");
    else if (event.key === "/") {
      event.preventDefault();
      seek();
    } else if (event.key === "?" && dialog) follow(".preferences");
  });

  // The outline stands in the margin where the window is wide, and opening it there moves nothing.
  var outline = document.querySelector(".outline details");
  if (outline && getComputedStyle(outline.parentElement).position === "sticky") outline.open = true;

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
})();
