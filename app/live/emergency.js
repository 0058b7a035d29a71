// The emergency entry's page: Enter saves; what cannot be sent is sent again, under its id, until there is an answer.

const AGAIN_MS = 1000;
const PATIENCE_MS = 8000;
const IDLE_MS = 60000; // so long what was saved stays in sight, on a page that nobody is signed in at
let idle;

function watch() {
  const form = document.querySelector("form.urgent");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.dataset.sending) {
      form.dataset.sending = "yes";
      send(form, performance.now());
    }
  });
}

async function send(form, pressed) {
  const body = new URLSearchParams(new FormData(form));
  body.set("age_ms", String(Math.round(performance.now() - pressed)));
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(form.action, { method: "POST", body, signal, redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      location.replace("/login?why=tablet");
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (page) {
      document.querySelector("main").replaceWith(page);
      watch();
      document.querySelector("[autofocus]")?.focus();
      return;
    }
  } catch {
    // No answer at all: it is tried again.
  }
  waits(form);
  setTimeout(() => send(form, pressed), AGAIN_MS);
}

// Nothing is changed while it waits: what is sent under this id is what was meant.
function waits(form) {
  if (!form.querySelector("[data-waits]")) {
    const words = "Not saved yet: it is sent again by itself.";
    const said = Object.assign(document.createElement("p"), { textContent: words });
    said.dataset.waits = "";
    said.setAttribute("role", "alert");
    form.prepend(said);
    form.querySelectorAll("input, textarea").forEach((field) => (field.readOnly = true));
  }
}

// Nobody is here any more: what was saved goes out of sight, and the page with it unless something is written on it.
function leave() {
  document.querySelector(".saved")?.remove();
  const fields = [...document.querySelectorAll("input:not([type=hidden]), textarea")];
  if (fields.every(({ value }) => value === "")) {
    location.replace("/login");
  }
}

function touched() {
  clearTimeout(idle);
  idle = setTimeout(leave, IDLE_MS);
}

for (const kind of ["pointerdown", "keydown", "input"]) {
  addEventListener(kind, touched, { capture: true, passive: true });
}
touched();
watch();
