// A scanner or quick hands type over what stands in the first box, not behind it; what they typed
// while an answer was on its way stays.
"use strict";
(() => {
  function select() {
    const box = document.querySelector("[data-select][autofocus]");
    if (!box) return;
    box.focus();
    if (box.value === box.defaultValue) box.select();
  }

  select();
  document.addEventListener("swapped", select);
})();
