// The review page: a refusal that opens takes the focus, and the button says how many are ticked.
"use strict";
(() => {
  function count() {
    const button = document.querySelector("[data-ticked-label]");
    if (!button) return;
    const ticked = document.querySelectorAll("input[name=suggestion]:checked").length;
    button.textContent = ticked ? button.dataset.tickedLabel.replace("#", ticked) : button.dataset.plainLabel;
  }

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("details[data-reject]") || !event.target.open) return;
    event.target.querySelector("input[type=radio]").focus();
  }, true);
  document.addEventListener("change", count);
  document.addEventListener("swapped", count);
  count();
})();
