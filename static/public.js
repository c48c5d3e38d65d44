/* The little that the speak-up pages do with script; each of them works without it. It stores nothing. */
(function () {
  "use strict";

  function leave(link) {
    /* Whatever else is kept on this page goes first. */
    document.dispatchEvent(new CustomEvent("portal:leave"));
    /* replace(): the page just left is not behind the browser's back button. */
    window.location.replace(link.href);
  }

  document.querySelectorAll("[data-leave]").forEach(function (link) {
    var presses = [];
    link.addEventListener("click", function (event) { event.preventDefault(); leave(link); });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") { return; }
      presses = presses.filter(function (moment) { return event.timeStamp - moment < 2000; });
      presses.push(event.timeStamp);
      if (presses.length === 3) { leave(link); }
    });
  });

  document.querySelectorAll("[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var from = document.getElementById(button.dataset.copy);
      var status = document.getElementById(button.dataset.copyStatus);
      navigator.clipboard.writeText(from.dataset.copyText || from.textContent.trim()).then(function () {
        status.textContent = button.dataset.copied;
      });
    });
  });

  /* One sending for one press. Buttons are switched off only after the browser has read the form. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method === "dialog") { return; }
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "yes";
    window.setTimeout(function () {
      form.querySelectorAll("button[type=submit], button:not([type])").forEach(function (button) {
        button.disabled = true;
        button.classList.add("is-sending");
      });
    }, 0);
    /* A download leaves the page where it is. */
    window.setTimeout(function () { awake(form); }, 8000);
  });

  function awake(form) {
    delete form.dataset.sending;
    form.querySelectorAll(".is-sending").forEach(function (button) {
      button.disabled = false;
      button.classList.remove("is-sending");
    });
  }

  /* Back from the browser's memory: let the form be sent again. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { document.querySelectorAll("form[data-sending]").forEach(awake); }
  });

  var summary = document.getElementById("error-summary");
  if (summary && !summary.closest("[data-example]")) { summary.focus(); }
})();
