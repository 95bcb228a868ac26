// Shows the print buttons, which only a script can press.
"use strict";
(() => {
  const show = () => document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("swapped", show);
  show();
})();
