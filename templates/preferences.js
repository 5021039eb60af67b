// The dialog of preferences, in the site's language; loaded when it is first asked for.
(function (readery, script) {
  "use strict";

  var values = {};
  try {
    values = JSON.parse(localStorage.readery) || values;
  } catch (error) {
    // Nothing was chosen yet, or nothing is kept here.
  }

  document.body.insertAdjacentHTML("beforeend", {% filter tojson %}{% include "parts/preferences.html" %}{% endfilter %});
  var dialog = document.getElementById("preferences");

  function show() {
    dialog.querySelectorAll("input[type=radio]").forEach(function (input) {
      input.checked = input.value === (values[input.name] || "");
    });
    dialog.querySelector("input[name=keys]").checked = values.keys !== "off";
  }

  function choose(name, value) {
    if (value) values[name] = value;
    else delete values[name];
    readery.set(name, value);
    readery.still();
    try {
      localStorage.readery = JSON.stringify(values);
    } catch (error) {
      // Private windows refuse; the choice holds for this page.
    }
  }

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

  readery.open = function () {
    show();
    dialog.showModal();
  };

  // Shown when its style is there, or will not come.
  readery.load("link", { rel: "stylesheet", href: new URL("{{ link(assets['preferences.css']) }}", script.src), onload: readery.open, onerror: readery.open });
})(window.readery, document.currentScript);
