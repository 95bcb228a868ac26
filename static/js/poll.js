// <section id="x" data-poll="URL" data-version="7">: asks URL?version=7 every 3 s. 204 = nothing new;
// 200 = the same section again, with its new version. [data-poll-lost] shows while the network is away.
"use strict";
(() => {
  const EVERY_MS = 3000;

  function lost(is) {
    for (const note of document.querySelectorAll("[data-poll-lost]")) note.hidden = !is;
  }

  function renew(part, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(part.id);
    if (!fresh) return part;
    const focused = part.contains(document.activeElement) && document.activeElement.id;
    part.replaceWith(fresh);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("swapped", { detail: fresh }));
    return fresh;
  }

  async function ask(part) {
    const url = new URL(part.dataset.poll, location.href);
    url.searchParams.set("version", part.dataset.version);
    const response = await fetch(url, { headers: { Accept: "text/html" } });
    if (response.redirected || response.status === 401) return location.reload(); // signed out meanwhile
    if (!response.ok) throw new Error(String(response.status));
    return response.status === 204 ? part : renew(part, await response.text());
  }

  async function watch(part) {
    const busy = document.hidden || part.querySelector("input:focus, select:focus, textarea:focus");
    try {
      if (!busy) part = await ask(part);
      lost(false);
    } catch {
      lost(true);
    }
    if (part) setTimeout(watch, EVERY_MS, part);
  }

  for (const part of document.querySelectorAll("[data-poll]")) setTimeout(watch, EVERY_MS, part);
})();
