// A field that narrows a long list of names to those that hold what is typed.
(function () {
  "use strict";

  var register = document.querySelector("[data-filter]");
  if (!register) return;

  var field = document.createElement("input");
  var label = document.createElement("label");
  var row = document.createElement("div");
  var status = document.createElement("span");
  field.type = "text";
  field.autocomplete = "off";
  field.spellcheck = false;
  label.append(register.dataset.filter + " ", field);
  status.setAttribute("role", "status");
  status.className = "count";
  row.className = "filter";
  row.append(label, status);
  register.before(row);

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  field.addEventListener("input", function () {
    var wanted = plain(field.value.trim());
    var left = 0;
    register.querySelectorAll("section").forEach(function (section) {
      var some = false;
      section.querySelectorAll("li").forEach(function (item) {
        item.hidden = !plain(item.firstElementChild.textContent).includes(wanted);
        if (!item.hidden) {
          some = true;
          left += 1;
        }
      });
      section.hidden = !some;
    });
    status.textContent = wanted ? String(left) : "";
  });
})();
