// <form data-auto-submit>: sends itself once it stands on the page, so that a long reading goes on
// by itself. Without this script its button does the same.
"use strict";
(() => {
  const PAUSE_MS = 50; // the progress bar is drawn first

  function start() {
    const form = document.querySelector("form[data-auto-submit]:not([data-started])");
    if (!form) return;
    form.dataset.started = "1";
    setTimeout(() => form.requestSubmit(), PAUSE_MS);
  }

  document.addEventListener("swapped", start);
  start();
})();
