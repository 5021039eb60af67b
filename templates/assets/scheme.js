// Runs before the first paint: the reader's preferences become attributes of the page, and the style does the rest.
(function (root, script) {
  window.readery = {
    // Sets one preference. The legible typeface is loaded when it is first wanted.
    set: function (name, value) {
      if (value) root.setAttribute("data-" + name, value);
      else root.removeAttribute("data-" + name);
      if (value !== "legible" || document.getElementById("legible")) return;
      var link = document.createElement("link");
      link.id = "legible";
      link.rel = "stylesheet";
      link.href = script.dataset.legible;
      document.head.append(link);
    },
  };
  root.classList.add("js");
  try {
    var kept = JSON.parse(localStorage.getItem("readery")) || {};
    ["scheme", "size", "leading", "measure", "face", "align"].forEach(function (name) {
      if (kept[name]) window.readery.set(name, kept[name]);
    });
  } catch (error) {
    // A browser that keeps nothing shows the page as it is.
  }
})(document.documentElement, document.currentScript);
