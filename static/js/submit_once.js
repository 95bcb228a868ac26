// A second press while the first is under way does nothing. The server's "once" is the real guard.
"use strict";
(() => {
  const RELEASE_MS = 10000; // a download leaves the page standing

  function release(form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[data-held]")) {
      button.disabled = false;
      delete button.dataset.held;
    }
  }

  function hold(form) {
    form.dataset.sent = "1";
    // After the event: a disabled button would not send its own name and value.
    setTimeout(() => {
      for (const button of form.querySelectorAll("button[type=submit]:not(:disabled)")) {
        button.disabled = true;
        button.dataset.held = "1";
      }
    });
    setTimeout(() => release(form), RELEASE_MS);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post") return; // form.method may be a field of that name
    if (form.dataset.outbox) return; // free for the next person at once, under a key of its own
    if (form.dataset.sent) event.preventDefault();
    else if (!event.defaultPrevented) hold(form);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
})();
