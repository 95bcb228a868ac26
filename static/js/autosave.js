// <form data-autosave="URL" data-autosave-once="KEY">: a few seconds after typing stops, the draft is
// posted to URL; the answer says when it was kept, under which address and version. The button
// "Lưu nháp" does the same without a script.
"use strict";
(() => {
  const WAIT_MS = 3000;
  const RETRY_MS = 15000;

  function start(form) {
    const note = form.querySelector("[data-autosave-note]");
    let timer = 0;
    let isBusy = false;
    let isChanged = false;

    function plan(ms) {
      clearTimeout(timer);
      timer = setTimeout(save, ms);
    }

    function body() {
      const data = new FormData(form);
      data.set("once", form.dataset.autosaveOnce);
      return data;
    }

    function keep(answer) {
      form.dataset.autosave = answer.save;
      form.dataset.autosaveOnce = answer.once;
      form.action = answer.edit;
      form.querySelector('input[name="version"]').value = answer.version;
      history.replaceState(null, "", answer.edit);
      note.textContent = answer.note;
    }

    async function save() {
      if (isBusy || form.dataset.sent) return;
      isBusy = true;
      isChanged = false;
      try {
        const response = await fetch(form.dataset.autosave, { method: "POST", body: body() });
        const answer = await response.json();
        if (response.ok) keep(answer);
        else note.textContent = answer.note;
      } catch {
        note.textContent = note.dataset.autosaveLost;
        isChanged = true;
        plan(RETRY_MS);
      }
      isBusy = false;
      if (isChanged) plan(WAIT_MS);
    }

    form.addEventListener("input", () => {
      isChanged = true;
      if (!isBusy) plan(WAIT_MS);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) start(form);
})();
