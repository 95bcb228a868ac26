// Keys for people who review many rows. Only digits, arrows and F1: UniKey turns letters into others.
// data-key="1" is pressed by 1, in the current [data-row] first; arrows choose the row; F1 opens dialog[data-help].
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const current = () => document.querySelector("[data-row].is-current");
  const UNICODE_INPUT = 229; // an input method is still composing

  function mark(row, focus) {
    current()?.classList.remove("is-current");
    if (!row) return;
    row.classList.add("is-current");
    row.tabIndex = -1;
    if (!focus) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows();
    const next = all[all.indexOf(current()) + by];
    if (next) mark(next, true);
    return Boolean(next); // at either end the arrow scrolls as usual
  }

  function press(key) {
    const inside = current()?.querySelector(`[data-key="${key}"]`);
    const outside = [...document.querySelectorAll(`[data-key="${key}"]`)].find((e) => !e.closest("[data-row]"));
    const button = inside || outside;
    if (!button || button.disabled) return false;
    button.click();
    return true;
  }

  function help() {
    const dialog = document.querySelector("dialog[data-help]");
    if (!dialog) return false;
    if (dialog.open) dialog.close();
    else dialog.showModal();
    return true;
  }

  function typing(target) {
    if (target.isContentEditable || target.matches?.("textarea, select")) return true;
    return target.matches?.("input:not([type=checkbox], [type=button], [type=submit])");
  }

  function act(key) {
    if (key === "F1") return help();
    if (document.querySelector("dialog[open]")) return false;
    if (key === "ArrowDown") return step(1);
    if (key === "ArrowUp") return step(-1);
    return /^([0-9]|Arrow(Left|Right))$/.test(key) && press(key);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === UNICODE_INPUT || event.repeat && /^[0-9]$/.test(event.key)) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key !== "F1" && typing(event.target)) return;
    if (act(event.key)) event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && row !== current()) mark(row, false);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help-open]")) help();
  });
  document.addEventListener("swapped", () => current() || mark(rows()[0], false));
  for (const button of document.querySelectorAll("[data-help-open]")) button.hidden = false;
  mark(rows()[0], false);
})();
