// <form data-swap="ID">: posts, follows the redirect, and renews the part #ID and the messages
// without loading the page again ("next person"). Anything unexpected becomes a plain post; without
// a network a form with data-outbox is handed to outbox.js.
"use strict";
(() => {
  const BUSY = 503; // nothing was saved: send it again
  const BOX = "[data-outbox] input:not([type=hidden])";

  function settle(part) {
    const target = part.querySelector("[autofocus]") || part.querySelector("h1, h2, [data-row]") || part;
    if (!target.matches("a, button, input")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (part.getBoundingClientRect().top < 0) part.scrollIntoView();
    document.dispatchEvent(new CustomEvent("swapped", { detail: part }));
  }

  function show(form, response, page) {
    const fresh = page.getElementById(form.dataset.swap);
    const old = document.getElementById(form.dataset.swap);
    if (!fresh || !old) {
      if (!response.redirected) throw new Error("no part to renew");
      return location.assign(response.url);
    }
    const words = page.querySelectorAll("#flashes > *");
    // Hands that went on while the answer was on its way lose nothing. They may stand in a later
    // form than the one that was sent.
    const typed = old.querySelector(BOX)?.value;
    old.replaceWith(fresh);
    if (form.dataset.outbox && typed) fresh.querySelector(BOX).value = typed;
    // The live region itself stays where it can, or its new words are not read out.
    document.getElementById("flashes")?.replaceChildren(...words);
    document.title = page.title;
    if (response.redirected) history.replaceState(null, "", response.url);
    settle(fresh);
  }

  function postPlainly(form, submitter) {
    if (submitter?.name) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(field);
    }
    HTMLFormElement.prototype.submit.call(form); // form.submit may be a button of that name
  }

  async function send(form, submitter) {
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    const url = new URL(form.getAttribute("action") || "", location.href);
    let response;
    try {
      response = await fetch(url, { method: "POST", body });
    } catch {
      if (!form.dataset.outbox) return postPlainly(form, submitter);
    }
    if (form.dataset.outbox && (!response || response.status === BUSY)) {
      return document.dispatchEvent(new CustomEvent("unsent", { detail: { form, url, body } }));
    }
    try {
      show(form, response, new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch {
      postPlainly(form, submitter);
    }
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.swap || event.defaultPrevented) return;
    event.preventDefault();
    send(event.target, event.submitter);
    if (event.target.dataset.outbox) {
      document.dispatchEvent(new CustomEvent("taken", { detail: event.target }));
    }
  });
})();
