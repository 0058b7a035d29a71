// The lock: a page that nobody has touched for the set time hides itself and goes to the way in. The server ends the
// sign-in by itself a little later, where no page does.

const TELL_MS = 20000; // a touch is told to the server at most so often
const LOOK_MS = 3000; // how soon a sign-in that was ended elsewhere is seen
const ASLEEP_MS = 8000; // so long without an answer or a turn of its own, and the page has slept or was in the background
const PATIENCE_MS = 2500;
const TURN_MS = 1000; // so long the page's colours stay turned before it is drawn anew in them
// Board and chair ask the server every two seconds anyway (wire.js): while they do, the lock asks nothing of its own.
const ANSWERED = "chairside:answered";
const ASKED_S = 1800; // so long before its end the shift is asked about
const touches = new BroadcastChannel("chairside.touch"); // every page of this browser is touched with one of them
let watch = null;

// Streamlit calls this at the first mount and after every rerun.
export default function mount(component) {
  const [data] = component.data;
  watch ??= new Watch();
  watch.settle(data);
  return () => {};
}

class Watch {
  constructor() {
    this.touched = Date.now();
    this.told = 0;
    this.heard = Date.now(); // when the server last answered anything: it has just given this page
    for (const kind of ["pointerdown", "keydown"]) {
      addEventListener(kind, () => this.touch(), { capture: true, passive: true });
    }
    addEventListener(ANSWERED, ({ detail }) => this.answered(detail));
    touches.addEventListener("message", () => (this.touched = Date.now()));
    this.turned = Date.now();
    setInterval(() => this.turn(), 500);
    setInterval(() => Date.now() - this.heard < LOOK_MS || this.look(), LOOK_MS);
    // A page that turns dark at dusk is drawn anew, or half of it would stay light and a name be white on white. One whose
    // colours come back at once stays: a browser may let go of them for a moment while it is on its way to another page,
    // and would be called back from there.
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const drawn = dark.matches;
    const turned = () => dark.matches === drawn || this.locked || location.reload();
    dark.addEventListener("change", () => setTimeout(turned, TURN_MS));
    for (const kind of ["visibilitychange", "focus", "pageshow", "resume"]) {
      addEventListener(kind, () => this.wake());
    }
  }

  settle({ left, ends, ...rest }) {
    Object.assign(this, rest);
    this.lasts(left, ends);
  }

  // The shift's end, by the browser's own counter.
  lasts(seconds, ends) {
    this.ends = ends;
    this.endsAt = performance.now() + seconds * 1000;
    this.note?.remove();
    this.note = null;
  }

  ask() {
    if (this.note || performance.now() < this.endsAt - ASKED_S * 1000) {
      return;
    }
    const said = Object.assign(document.createElement("span"), { textContent: `Your shift ends at ${this.ends}. ` });
    const more = Object.assign(document.createElement("button"), { textContent: "Two hours more" });
    more.addEventListener("click", () => this.longer(said));
    this.note = Object.assign(document.createElement("div"), { className: "shift", role: "status" });
    this.note.append(said, more);
    document.body.append(this.note);
  }

  async longer(said) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/api/shift", { method: "POST", headers, body: "{}" }).catch(() => null);
    const body = await answer?.json().catch(() => null);
    if (answer?.ok && body) {
      this.lasts(body.left, body.ends);
    } else {
      said.textContent = `${body?.problem ?? "The server did not answer: press again."} `;
    }
  }

  isLate() {
    return Date.now() - this.touched > this.seconds * 1000;
  }

  // A machine that slept tells its pages nothing: their turns are late.
  turn() {
    const late = Date.now() - this.turned > ASLEEP_MS;
    this.turned = Date.now();
    if (late) {
      this.wake();
    } else {
      this.check();
    }
  }

  // What wakes hides first and asks then: the sign-in may have been ended meanwhile. The caret stays where it was.
  async wake() {
    this.check();
    const slept = Date.now() - this.heard > ASLEEP_MS;
    document.documentElement.style.opacity = slept || this.locked ? 0 : "";
    await this.look();
    if (!this.locked) {
      document.documentElement.style.opacity = "";
    }
  }

  touch() {
    if (this.isLate()) {
      this.lock();
      return;
    }
    this.touched = Date.now();
    touches.postMessage(null);
    if (this.touched - this.told > TELL_MS) {
      this.told = this.touched;
      const headers = { "content-type": "application/json" };
      fetch("/api/touch", { method: "POST", headers, body: JSON.stringify({ where: this.where }) }).catch(() => {});
    }
  }

  check() {
    this.ask();
    if (this.isLate()) {
      this.lock();
    }
  }

  // Without an answer the page stays: what is typed is kept, and nobody else can be let in meanwhile either.
  async look() {
    const answer = await fetch("/api/session", { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
    if (answer) {
      this.answered(answer.status);
    }
  }

  answered(status) {
    this.heard = Date.now();
    if (status === 401) {
      this.lock();
    }
  }

  lock() {
    if (this.locked) {
      return;
    }
    this.locked = true;
    document.documentElement.style.visibility = "hidden";
    const there = encodeURIComponent(location.pathname + location.search);
    location.replace(`/login?who=${this.who}&next=${there}`);
  }
}
