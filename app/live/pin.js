// The way in: six digits are sent by themselves, an answer of the identity provider goes on by itself, a page that was gone
// back to asks the server anew, and what waits here sealed is sent.

const FAST = "chairside.fast"; // where the chair's page looks for what was typed on its way (fast.js)
const down = new Set();
for (const [kind, does] of [
  ["keydown", (code) => down.add(code)],
  ["keyup", (code) => down.delete(code)],
]) {
  addEventListener(kind, ({ code }) => does(code), true);
}
handOn(null);

for (const pin of document.querySelectorAll("input[data-pin]")) {
  const sent = () => {
    if (/^[0-9]{6}$/.test(pin.value)) {
      pin.form.requestSubmit();
    }
  };
  pin.addEventListener("input", sent);
  pin.form.addEventListener("submit", goOnce);
  sent(); // quick fingers are through before a slow network has brought this file, which therefore needs no other one
}
document.querySelector("form.going")?.requestSubmit();
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

// Six digits and Enter are one answer: a second one would use up the code, or unlock twice.
function goOnce(event) {
  const form = event.currentTarget;
  if (form.dataset.gone) {
    event.preventDefault();
    return;
  }
  form.dataset.gone = "true";
  if (form.elements.next?.value.startsWith("/chair?")) {
    keepTyping();
  }
}

// Whoever types on after the sixth digit means the line of the chair that is on its way.
function keepTyping() {
  let text = "";
  const tell = () => handOn({ text, at: Date.now(), down: [...down] });
  tell();
  addEventListener(
    "keydown",
    (event) => {
      const isWritten = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isWritten || event.key === "Backspace") {
        event.preventDefault();
        text = isWritten ? text + event.key : text.slice(0, -1);
      }
      tell();
    },
    true,
  );
  addEventListener("keyup", tell, true);
}

function handOn(typed) {
  try {
    if (typed) {
      sessionStorage.setItem(FAST, JSON.stringify(typed));
    } else {
      sessionStorage.removeItem(FAST);
    }
  } catch {
    // A forbidden storage hands nothing on.
  }
}

// On a tablet that keeps the display lit, the way in that nobody touches for a minute gives it back its place.
const display = document.querySelector("a[data-display]");
if (display) {
  const IDLE_MS = 60000;
  // The display ends what is open at this browser: while somebody is in, in another tab, it waits.
  const goBack = async () => {
    const answer = await fetch("/api/session").catch(() => null);
    if (answer?.status === 200) {
      wait();
    } else {
      location.replace(display.href);
    }
  };
  let idle;
  const wait = () => {
    clearTimeout(idle);
    idle = setTimeout(goBack, IDLE_MS);
  };
  for (const kind of ["pointerdown", "keydown", "input"]) {
    addEventListener(kind, wait, { capture: true, passive: true });
  }
  wait();
}

const told = Object.assign(document.createElement("p"), { className: "soft", role: "status", hidden: true });
document.querySelector("main")?.append(told);
const { Delivery } = await import("./delivery.js");
new Delivery({ say: (words) => Object.assign(told, { textContent: words, hidden: false }) });
