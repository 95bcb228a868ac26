// Without a network a page already open goes on: what is sent waits here, in this page's memory
// only, and is sent again by itself. Each keeps its "once", so each lands once.
"use strict";
(() => {
  const EVERY_MS = 3000;
  const BUSY = 503;
  const waiting = []; // { url, body, label }
  if (!document.querySelector("[data-outbox-bar]")) return;

  function say(text, is_bad) {
    const bar = document.querySelector("[data-outbox-bar]"); // the page's part may have been renewed
    bar.hidden = !text;
    bar.classList.toggle("flash-error", is_bad);
    bar.classList.toggle("flash-success", !is_bad);
    bar.textContent = text;
  }

  // crypto.randomUUID does not exist on plain http across a network.
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // The next person may already stand at the desk: the form is free again at once. Empty, and not
  // reset: its page may have come with what was wrong with the person before.
  function free(form) {
    const boxes = [...form.querySelectorAll("input:not([type=hidden])")];
    for (const box of boxes) {
      if (box.type === "checkbox") box.checked = false;
      else box.value = "";
    }
    form.querySelector("input[name=once]").value = newKey();
    boxes[0]?.focus();
  }

  function count() {
    say(`Mất mạng. Máy này giữ ${waiting.length} việc và tự gửi lại. Đừng đóng trang này.`, true);
  }

  // What the server did not take is said with what was typed, and is not tried again.
  function refused(one, page) {
    const why = page.querySelector(".error-summary li, .error-text p, #flashes > *")?.textContent.trim() || "";
    say(`Cần xem lại “${one.label}”. ${why}`, true);
  }

  async function sendFirst() {
    const one = waiting[0];
    const response = await fetch(one.url, { method: "POST", body: one.body });
    if (response.status === BUSY) throw new Error("busy");
    waiting.shift();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok) refused(one, page);
    else if (waiting.length) count();
    else say("Có mạng lại. Đã gửi hết các việc giữ trên máy.", false);
  }

  async function pump() {
    try {
      while (waiting.length) await sendFirst();
    } catch {
      count();
    }
    setTimeout(pump, EVERY_MS);
  }

  document.addEventListener("taken", (event) => free(event.detail));
  document.addEventListener("unsent", (event) => {
    const { form, url, body } = event.detail;
    const box = form.querySelector("input:not([type=hidden])");
    waiting.push({ url, body, label: (box && body.get(box.name)) || form.dataset.outbox });
    count();
  });
  addEventListener("beforeunload", (event) => {
    if (waiting.length) event.preventDefault();
  });
  setTimeout(pump, EVERY_MS);
})();
