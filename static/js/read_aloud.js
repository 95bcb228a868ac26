// Reads a card aloud with a Vietnamese voice of this device. A voice that sends the text to someone
// else's server is not used: what a person may read stays in the room. No voice, no button.
"use strict";
(() => {
  const speech = window.speechSynthesis;
  const buttons = [...document.querySelectorAll("[data-read]")];
  if (!speech || !buttons.length) return;
  const SPOKEN = [[/\s+/g, " "], [/–/g, " đến "], [/\bkm\b/g, "ki lô mét"], [/anh\/chị/gi, "anh chị"], [/\//g, " một "]];
  let voice = null;

  function findVoice() {
    voice = speech.getVoices().find((one) => /^vi\b/i.test(one.lang) && one.localService) || null;
    for (const button of buttons) button.hidden = !voice;
  }

  function mark(reading) {
    for (const button of buttons) {
      const is = button === reading;
      button.setAttribute("aria-pressed", String(is));
      button.querySelector("[data-read-label]").textContent = is ? "Dừng đọc" : "Nghe đọc";
    }
  }

  function stop() {
    speech.cancel();
    mark(null);
  }

  // Listening is using the screen: the clock that clears a kiosk starts anew with each sentence.
  const stay = () => document.dispatchEvent(new Event("input", { bubbles: true }));

  function read(button) {
    const part = document.getElementById(button.dataset.read);
    const lines = [...part.querySelectorAll("[data-say]")].map((line) => line.textContent.trim());
    speech.cancel();
    mark(button);
    for (const [number, line] of lines.entries()) {
      const spoken = new SpeechSynthesisUtterance(SPOKEN.reduce((text, [from, to]) => text.replace(from, to), line));
      spoken.voice = voice;
      spoken.lang = "vi-VN";
      spoken.rate = 0.9;
      spoken.onstart = stay;
      if (number === lines.length - 1) spoken.onend = () => { stay(); mark(null); };
      speech.speak(spoken);
    }
  }

  for (const button of buttons) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-pressed") === "true") stop();
      else read(button);
    });
  }
  addEventListener("submit", stop, { capture: true });
  addEventListener("pagehide", stop);
  speech.addEventListener("voiceschanged", findVoice);
  stop();
  findVoice();
})();
