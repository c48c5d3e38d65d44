/* Sets the theme before the first paint; loaded in <head>, blocking, on the portal's own pages only.
   The speak-up pages never load this file: they follow the system and store nothing. */
(function () {
  "use strict";
  var root = document.documentElement;
  var chosen = null;
  try { chosen = window.localStorage.getItem("theme"); } catch (refused) { chosen = null; }
  if (chosen === "light" || chosen === "dark") { root.setAttribute("data-bs-theme", chosen); }
  root.classList.add("has-script");

  function current() {
    return root.getAttribute("data-bs-theme") ||
      (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-toggle]").forEach(function (button) {
      function say() { button.setAttribute("aria-pressed", String(current() === "dark")); }
      say();
      button.hidden = false;
      button.addEventListener("click", function () {
        var next = current() === "dark" ? "light" : "dark";
        root.setAttribute("data-bs-theme", next);
        try { window.localStorage.setItem("theme", next); } catch (refused) { /* a private window: for this page only */ }
        say();
      });
    });
  });
})();
