// The review page: the next person is fetched ahead and shown at the key without loading a page;
// a refusal that opens takes the focus; the button says how many are ticked; what was read is told.
"use strict";
(() => {
  const KEPT_MS = 60000; // an older copy is fetched again
  const ahead = new Map(); // address -> { at, page }

  function count() {
    const button = document.querySelector("[data-ticked-label]");
    if (!button) return;
    const ticked = document.querySelectorAll("input[name=suggestion]:checked").length;
    button.textContent = ticked ? button.dataset.tickedLabel.replace("#", ticked) : button.dataset.plainLabel;
  }

  // Details that were opened: the approval says so, alone or together with others.
  function tell(details) {
    details.querySelector("[data-opened]").disabled = false;
    const own = details.closest("[data-row]").querySelector(".decide input[name=opened]");
    if (own) own.value = "1";
  }

  async function load(url) {
    const response = await fetch(url);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok || response.redirected || !page.getElementById("person")) throw new Error("not a person");
    return page;
  }

  function fetched(url) {
    const known = ahead.get(url);
    if (known && Date.now() - known.at < KEPT_MS) return known.page;
    const page = load(url);
    page.catch(() => ahead.delete(url));
    ahead.set(url, { at: Date.now(), page });
    return page;
  }

  function fetchNext() {
    const next = document.querySelector(".person-nav a[rel=next]");
    if (!next) return;
    // This person is done: how many still wait changed with the last decision.
    if (next.classList.contains("btn-primary")) ahead.delete(next.href);
    fetched(next.href);
  }

  function show(page, url) {
    const fresh = document.adoptNode(page.getElementById("person"));
    document.getElementById("person").replaceWith(fresh);
    document.getElementById("flashes")?.replaceChildren();
    document.title = page.title;
    history.pushState(null, "", url);
    scrollTo(0, 0);
    const heading = fresh.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    document.dispatchEvent(new CustomEvent("swapped", { detail: fresh }));
  }

  async function move(url) {
    try {
      const page = await fetched(url);
      ahead.delete(url);
      show(page, url);
    } catch {
      location.assign(url);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".person-nav a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    move(link.href);
  });
  addEventListener("popstate", () => location.reload());
  document.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    if (event.target.matches("details[data-reject]")) event.target.querySelector("input[type=radio]").focus();
    if (event.target.matches("details[data-opens]")) tell(event.target);
  }, true);
  document.addEventListener("change", count);
  document.addEventListener("swapped", () => {
    count();
    fetchNext();
  });
  count();
  fetchNext();
})();
