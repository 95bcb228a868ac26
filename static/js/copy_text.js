// "Chép": a button beside each text to copy; without a script the box itself is selected and copied by hand.
"use strict";
(() => {
  function copy(box, button) {
    box.focus();
    box.select();
    // On plain http there is no clipboard object; the older command still works there.
    const done = navigator.clipboard ? navigator.clipboard.writeText(box.value) : Promise.resolve(document.execCommand("copy"));
    done.then(() => { button.textContent = "Đã chép"; }, () => { button.textContent = "Bấm Ctrl + C để chép"; });
  }

  document.querySelectorAll("textarea[data-copy]").forEach((box) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet mb-3";
    button.textContent = "Chép nội dung Zalo";
    button.addEventListener("click", () => copy(box, button));
    box.insertAdjacentElement("afterend", button);
  });
})();
