// The way in: six digits are sent by themselves, an answer of the identity provider goes on by itself, a page that was gone
// back to asks the server anew, and what waits here sealed is sent.

import { Delivery } from "./delivery.js";

for (const pin of document.querySelectorAll("input[data-pin]")) {
  const sent = () => {
    if (/^[0-9]{6}$/.test(pin.value)) {
      pin.form.requestSubmit();
    }
  };
  pin.addEventListener("input", sent);
  sent(); // quick fingers are through before a slow network has brought this file
}
document.querySelector("form.going")?.requestSubmit();
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

const told = Object.assign(document.createElement("p"), { className: "soft", role: "status", hidden: true });
document.querySelector("main")?.append(told);
new Delivery({ say: (words) => Object.assign(told, { textContent: words, hidden: false }) });

// On a tablet that keeps the display lit, the way in that nobody touches for a minute gives it back its place.
const display = document.querySelector("a[data-display]");
if (display) {
  const IDLE_MS = 60000;
  let idle;
  const wait = () => {
    clearTimeout(idle);
    idle = setTimeout(() => location.replace(display.href), IDLE_MS);
  };
  for (const kind of ["pointerdown", "keydown", "input"]) {
    addEventListener(kind, wait, { capture: true, passive: true });
  }
  wait();
}
