/* The draft of a report, on the reporter's own device and only if they tick it (docs/adr/0007).

   Kept: the page's sealed field as the server made it, and what is being typed, encrypted under a key that is shown in
   the open page and kept nowhere on the device. To go on, the sealed field is sent as any page sends it; the server's
   answer holds the key again, for as long as the sealed field is not too old. No files, no names of files. */
(function () {
  "use strict";

  var NAME = "draft";
  var GO_ON = "#go-on";
  var subtle = window.crypto && window.crypto.subtle;
  var place = document.querySelector("[data-draft]");
  var form = place && place.closest("form");
  var tick = place && place.querySelector("input");
  var offer = document.querySelector("[data-draft-offer]");
  var sent = document.querySelector("[data-draft-sent]");
  var gone = false;
  var latest = 0;
  var waiting;

  function read() {
    var draft;
    try { draft = JSON.parse(window.localStorage.getItem(NAME)); } catch (error) { draft = null; }
    if (draft && draft.until > Date.now()) { return draft; }
    forget();
    return null;
  }

  function forget() {
    latest += 1;
    window.clearTimeout(waiting);
    try { window.localStorage.removeItem(NAME); } catch (error) { /* No storage: nothing to forget. */ }
  }

  function isOurs(draft) { return Boolean(draft && place && draft.form === place.dataset.draft); }

  /* --- what is being typed ------------------------------------------------------------------------------- */
  function controls() {
    return Array.prototype.filter.call(form.elements, function (control) {
      /* What is not shown is not meant: a name typed before choosing to stay anonymous is not kept. A choice in a
         group that was folded up again is. */
      return control.name && control.type !== "file" && control.type !== "hidden" && control.tagName !== "BUTTON"
        && (control.getClientRects().length > 0 || control.closest(".choice-group"));
    });
  }

  function isMark(control) { return control.type === "radio" || control.type === "checkbox"; }

  function isWriting(control) { return control.tagName === "TEXTAREA" || control.type === "text"; }

  function typed() {
    return controls()
      .filter(function (control) { return !isMark(control) || control.checked; })
      .map(function (control) { return [control.name, control.value]; });
  }

  function fillIn(words) {
    controls().forEach(function (control) {
      var mine = words.filter(function (word) { return word[0] === control.name; });
      if (isMark(control)) {
        control.checked = mine.some(function (word) { return word[1] === control.value; });
        if (control.checked && control.closest(".choice-group")) { control.closest(".choice-group").open = true; }
      } else if (mine.length) {
        control.value = mine[0][1];
      }
    });
  }

  /* --- sealing ------------------------------------------------------------------------------------------- */
  function bytes(hex) {
    return new Uint8Array(hex.match(/../g).map(function (pair) { return parseInt(pair, 16); }));
  }

  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  function key(use) { return subtle.importKey("raw", bytes(place.dataset.draftKey), "AES-GCM", false, [use]); }

  function how(nonce) {
    return { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(place.dataset.draft) };
  }

  function sealed(words) {
    var nonce = window.crypto.getRandomValues(new Uint8Array(12));
    return key("encrypt").then(function (ours) {
      return subtle.encrypt(how(nonce), ours, new TextEncoder().encode(JSON.stringify(words)));
    }).then(function (ciphertext) { return { nonce: hex(nonce), words: hex(ciphertext) }; });
  }

  function opened(draft) {
    return key("decrypt").then(function (ours) {
      return subtle.decrypt(how(bytes(draft.nonce)), ours, bytes(draft.words));
    }).then(function (plain) { return JSON.parse(new TextDecoder().decode(plain)); });
  }

  /* --- keeping and giving back --------------------------------------------------------------------------- */
  function keep() {
    var turn = latest += 1;
    return sealed(typed()).then(function (secret) {
      /* Meanwhile something newer was typed, or the draft was wiped, here or in another tab. */
      if (gone || turn !== latest || !tick.checked) { return; }
      window.localStorage.setItem(NAME, JSON.stringify({
        form: place.dataset.draft,
        path: window.location.pathname,
        page: place.dataset.draftPage,
        until: Date.now() + Number(place.dataset.draftSeconds) * 1000,
        capsule: form.elements.capsule.value,
        nonce: secret.nonce,
        words: secret.words
      }));
    }).catch(function () {
      /* A full or forbidden store: then nothing is kept, and the tick says so. */
      tick.checked = false;
      forget();
    });
  }

  function keepSoon(event) {
    if (!tick.checked || event.target === tick) { return; }
    if (!isOurs(read())) { tick.checked = false; return; }
    window.clearTimeout(waiting);
    waiting = window.setTimeout(keep, 300);
  }

  function goOn(draft) {
    if (window.location.pathname !== draft.path || !form) {
      window.location.assign(draft.path + GO_ON);
      return;
    }
    var button = document.createElement("input");
    button.type = "hidden";
    button.name = "go";
    button.value = "resume";
    form.appendChild(button);
    form.elements.capsule.value = draft.capsule;
    form.submit();
  }

  function wasAskedToGoOn() {
    if (window.location.hash !== GO_ON) { return false; }
    window.history.replaceState(null, "", window.location.pathname);
    return true;
  }

  function showOffer(draft) {
    offer.hidden = false;
    offer.querySelector("[data-draft-go-on]").addEventListener("click", function () { goOn(draft); });
    offer.querySelector("[data-draft-delete]").addEventListener("click", function () {
      forget();
      offer.hidden = true;
    });
  }

  function openPage(draft) {
    tick.checked = isOurs(draft);
    tick.addEventListener("change", function () { if (tick.checked) { keep(); } else { forget(); } });
    form.addEventListener("input", keepSoon);
    form.addEventListener("change", keepSoon);
    /* Offered where something is written; a page of choices has enough to read. */
    place.hidden = !tick.checked && !controls().some(isWriting);
    if (!tick.checked) { return; }
    var isToBeFilled = "draftRestore" in place.dataset && draft.page === place.dataset.draftPage;
    (isToBeFilled ? opened(draft).then(fillIn, function () { /* Another key: the page as the server knows it. */ })
      : Promise.resolve()).then(keep);
  }

  document.addEventListener("portal:leave", function () { gone = true; forget(); });

  var draft = read();
  if (draft && sent && sent.dataset.draftSent === draft.form) { forget(); return; }
  /* Without encryption (an old browser, a page without https) nothing is kept. */
  if (!subtle) { return; }
  var isAsked = wasAskedToGoOn();
  if (place) { openPage(draft); }
  if (draft && !isOurs(draft) && offer) {
    if (isAsked) { goOn(draft); } else { showOffer(draft); }
  }
})();
