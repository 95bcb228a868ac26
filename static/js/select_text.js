// A scanner or quick hands type over what stands in the first box, not behind it.
"use strict";
(() => {
  function select() {
    const box = document.querySelector("[data-select][autofocus]");
    if (!box) return;
    box.focus();
    box.select();
  }

  select();
  document.addEventListener("swapped", select);
})();
