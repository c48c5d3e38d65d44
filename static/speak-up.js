/* The speak-up pages with script: a print button, and an empty page behind whoever leaves. It stores nothing;
   the draft that a reporter may ask for is in draft.js. */
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  /* What the browser keeps of a page for its Back button is then an empty one. */
  function wipe() {
    document.querySelectorAll("input, textarea").forEach(function (control) {
      control.value = "";
      control.checked = false;
    });
    document.getElementById("content").textContent = "";
  }

  var link = document.querySelector("[data-leave]");
  if (!link) { return; }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-leave]")) { window.setTimeout(wipe, 0); }
  });

  /* The same three presses of Escape that public.js counts. */
  var presses = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    presses = presses.filter(function (moment) { return event.timeStamp - moment < 2000; });
    presses.push(event.timeStamp);
    if (presses.length === 3) { window.setTimeout(wipe, 0); }
  });
})();
