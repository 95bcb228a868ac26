// A shared kiosk forgets its person: after data-idle-seconds without a touch, and on "Xong, thoát".
// The post is sent aside and the page replaced, so that Back finds nothing.
"use strict";
(() => {
  const form = document.querySelector("[data-idle-form]");
  if (!form) return;
  const timer = document.querySelector("[data-idle-seconds]");
  const limit = timer ? Number(timer.dataset.idleSeconds) * 1000 : Infinity;
  const WARN_SECONDS = 20;
  let touched = Date.now();
  let leaving = false;
  // Two tabs are one visit: a touch in one keeps both, leaving one clears both.
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("visit") : null;

  function touch() {
    touched = Date.now();
    if (tabs) tabs.postMessage("touched");
  }

  async function leave() {
    if (leaving) return;
    leaving = true;
    document.body.hidden = true;
    if (tabs) tabs.postMessage("left");
    try {
      const response = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form) });
      location.replace(response.redirected ? response.url : "/");
    } catch {
      HTMLFormElement.prototype.submit.call(form);
    }
  }

  function tick() {
    const left = Math.max(0, Math.ceil((touched + limit - Date.now()) / 1000));
    const ending = left <= WARN_SECONDS;
    timer.classList.toggle("is-ending", ending);
    timer.querySelector("[data-idle-bar]").value = left;
    timer.querySelector("[data-idle-text]").textContent = ending
      ? `Chạm vào màn hình để xem tiếp. Còn ${left} giây` : `Màn hình tự xóa sau ${left} giây`;
    timer.querySelector("[data-idle-alert]").textContent = ending
      ? `Màn hình sắp tự xóa. Chạm hoặc bấm phím để xem tiếp.` : "";
    if (left === 0) leave();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  for (const sign of ["pointerdown", "keydown", "scroll", "input"]) {
    addEventListener(sign, touch, { passive: true, capture: true });
  }
  if (tabs) {
    tabs.onmessage = (event) => {
      touched = Date.now();
      if (event.data !== "left" || leaving) return;
      leaving = true;
      document.body.hidden = true;
      location.replace(form.dataset.idleForm);
    };
  }
  // A page kept in memory for Back is fetched again instead of shown.
  addEventListener("pagehide", () => { document.body.hidden = true; });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  if (!timer) return;
  tick();
  setInterval(tick, 1000);
})();
