/* What the signed-in pages add to public.js: asking twice, the warning before words are lost, menus that close. */
(function () {
  "use strict";
  var dialog = document.getElementById("confirm");
  var agreed = null;

  /* Asking twice: <form data-confirm="…"> or <button data-confirm="…">. In the capture phase, before anything sends. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter;
    var sentence = (button && button.dataset.confirm) || form.dataset.confirm;
    if (!sentence || agreed === form) { agreed = null; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!dialog || !dialog.showModal) {
      if (window.confirm(sentence)) { agreed = form; form.requestSubmit(button); }
      return;
    }
    document.getElementById("confirm-sentence").textContent = sentence;
    dialog.returnValue = "no";
    dialog.addEventListener("close", function () {
      if (dialog.returnValue === "yes") { agreed = form; form.requestSubmit(button); }
    }, { once: true });
    dialog.showModal();
  }, true);

  /* Unsaved words: a warning only, and only once something was typed. */
  var dirty = new Set();
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-unsaved")) { dirty.add(form); }
  });
  document.addEventListener("submit", function () { dirty.clear(); });
  window.addEventListener("beforeunload", function (event) {
    if (dirty.size) { event.preventDefault(); event.returnValue = ""; }
  });

  /* Menus close on Escape and on a press elsewhere. */
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) { menu.open = false; }
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  /* The open drawer is a dialog and needs a name; the column on a desk is none and must not have one. */
  var drawer = document.getElementById("portal-navigation");
  if (drawer) {
    drawer.addEventListener("show.bs.offcanvas", function () {
      drawer.setAttribute("aria-labelledby", drawer.dataset.drawerName);
    });
    drawer.addEventListener("hidden.bs.offcanvas", function () { drawer.removeAttribute("aria-labelledby"); });
  }

  /* On a phone the row of tabs scrolls: it begins with the current one in sight, and the page itself stays. */
  document.querySelectorAll(".tab-row a[aria-current]").forEach(function (tab) {
    var row = tab.closest(".tab-row"), place = tab.getBoundingClientRect(), frame = row.getBoundingClientRect();
    row.scrollLeft += place.left + place.width / 2 - (frame.left + frame.width / 2);
  });

  /* A filter sends itself when a choice changes, where its form asks for that. */
  document.querySelectorAll("form[data-autosend]").forEach(function (form) {
    form.addEventListener("change", function (event) {
      if (event.target.matches("select, input[type=checkbox], input[type=radio]")) { form.requestSubmit(); }
    });
  });
})();
