/* The work that is asked for while very much is being sent (docs/adr, "The spam wall"): numbers whose digest begins
   with zeros. In short turns, so that the page stays usable; it sends nothing but the numbers and stores nothing.
   Written out, because the browser's own SHA-256 is missing without https and slow for many short texts. */
(function () {
  "use strict";

  var field = document.querySelector("input[data-work]");
  var form = field && field.form;
  if (!form) { return; }

  var TURN = 24;    /* milliseconds of work before the page has its turn */
  var challenge = field.dataset.work;
  var bits = Number(field.dataset.workBits);
  var pieces = Number(field.dataset.workPieces);
  var found = [];
  var number = 0;
  var isWaiting = false, button = null;

  var K = [], START = [];
  (function constants() {
    function part(root) { return ((root - Math.floor(root)) * 4294967296) | 0; }
    for (var candidate = 2; K.length < 64; candidate += 1) {
      var prime = true;
      for (var divisor = 2; divisor * divisor <= candidate; divisor += 1) {
        if (candidate % divisor === 0) { prime = false; break; }
      }
      if (!prime) { continue; }
      if (START.length < 8) { START.push(part(Math.sqrt(candidate))); }
      K.push(part(Math.cbrt(candidate)));
    }
  })();

  var w = new Int32Array(64);

  /* The first 32 bits of the SHA-256 of an ASCII text of at most 55 letters: one block. */
  function firstWord(text) {
    var length = text.length, place;
    for (place = 0; place < 16; place += 1) { w[place] = 0; }
    for (place = 0; place < length; place += 1) { w[place >> 2] |= text.charCodeAt(place) << (24 - 8 * (place & 3)); }
    w[length >> 2] |= 0x80 << (24 - 8 * (length & 3));
    w[15] = length * 8;
    for (place = 16; place < 64; place += 1) {
      var x = w[place - 15], y = w[place - 2];
      w[place] = (w[place - 16] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
        + w[place - 7] + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10)) | 0;
    }
    var a = START[0], b = START[1], c = START[2], d = START[3];
    var e = START[4], f = START[5], g = START[6], h = START[7];
    for (place = 0; place < 64; place += 1) {
      var one = (h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7))
        + (e & f ^ ~e & g) + K[place] + w[place]) | 0;
      var two = (((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c)) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    return (START[0] + a) >>> 0;
  }

  function shown(selector, visible) {
    document.querySelectorAll(selector).forEach(function (part) { part.hidden = !visible; });
  }

  function turn() {
    var end = performance.now() + TURN;
    var prefix = challenge + ":" + found.length + ":";
    while (performance.now() < end) {
      for (var tries = 0; tries < 200; tries += 1, number += 1) {
        if (firstWord(prefix + number) >>> (32 - bits) === 0) {
          found.push(number);
          number = 0;
          var progress = form.querySelector("[data-work-progress]");
          if (progress) { progress.max = pieces; progress.value = found.length; }
          if (found.length === pieces) { done(); return; }
          prefix = challenge + ":" + found.length + ":";
        }
      }
    }
    window.setTimeout(turn, 0);
  }

  function done() {
    field.value = found.join(",");
    shown("[data-with-work]", false);
    if (isWaiting) { form.requestSubmit(button); return; }
    if ("workSend" in form.dataset) { form.requestSubmit(form.querySelector("button[value=send]")); }
  }

  /* Pressed before it is done: sent once it is. "Back" and "Remove" need no work. In the capture phase, before
     anything else hears of the sending. */
  document.addEventListener("submit", function (event) {
    var pressed = event.submitter;
    if (event.target !== form || field.value || (pressed && /^(back|remove)/.test(pressed.value))) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    isWaiting = true;
    button = pressed;
  }, true);

  shown("[data-without-work]", false);
  shown("[data-with-work]", true);
  turn();
})();
