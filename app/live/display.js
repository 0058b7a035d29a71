// The display: a wall screen or a locked tablet keeps the board lit without a person. It shows what one function of the
// server gives (app/live/display.py), says how old that is, and leaves nothing standing that could be taken for now.

import { arrange, clock, h, redraw } from "./dom.js";
import { Heartbeat, ServerTime } from "./wire.js";

const STALE_S = 10; // five looks without an answer: it says so
const GONE_S = 120; // and what was shown goes
const WORDS = { baseline: "Baseline due", due_now: "Due now" };

class Display {
  constructor() {
    this.told = { tag: "", cards: [], zone: "UTC" };
    this.elements = new Map();
    this.asOf = h("span", { class: "as-of" });
    this.hour = h("b", { class: "hour" });
    this.said = h("p", { class: "said", role: "alert", hidden: true });
    this.cards = h("div", { class: "cards" });
    const ways = [
      h("a", { class: "urgent", href: "/emergency" }, "Emergency entry"),
      h("a", { href: "/login" }, "Sign in"),
    ];
    document.body.append(h("header", {}, this.hour, this.asOf, h("nav", {}, ways)), this.said, this.cards);
    this.heard = null;
    this.heart = new Heartbeat("/display/board", {
      tag: () => this.told.tag,
      onTime: (now) => this.onTime(now),
      onState: (told) => (this.told = told),
      onAnswer: (connection) => this.answered(connection),
    });
    setInterval(() => this.draw(), 1000);
    this.keepAwake();
    addEventListener("visibilitychange", () => this.keepAwake());
  }

  onTime(now) {
    this.time ??= new ServerTime(now);
    this.time.heard(now);
  }

  answered(connection) {
    if (connection === "connected") {
      if (this.heard && this.age() > GONE_S) {
        location.reload(); // the server may be a newer one
      }
      this.heard = { counter: performance.now(), wall: Date.now() };
    }
    this.ended = connection === "signed-out";
    if (this.ended) {
      this.told = { tag: "", cards: [], zone: "UTC" };
      this.heard = null;
    }
    this.draw();
  }

  // Since the last answer, in seconds: the counter stands still while a screen sleeps, the wall clock can be set.
  age() {
    const since = Math.max(performance.now() - this.heard.counter, Date.now() - this.heard.wall);
    return since / 1000;
  }

  draw() {
    const age = this.heard ? Math.floor(this.age()) : null;
    const gone = age === null || age >= GONE_S;
    const stale = !gone && age >= STALE_S;
    document.body.classList.toggle("stale", stale);
    this.drawHead(age);
    this.drawSaid(age, stale || gone);
    const minute = this.time ? Math.floor(this.time.now() / 60) : 0;
    const cards = gone ? [] : this.told.cards;
    arrange(
      this.cards,
      cards.map((card) => this.card(card, minute)),
    );
    const columns = Math.max(1, Math.round(Math.sqrt(cards.length * (innerWidth / innerHeight / 1.6))));
    this.cards.style.setProperty("--columns", columns);
    this.cards.style.setProperty("--rows", Math.max(1, Math.ceil(cards.length / columns)));
    const open = new Set(cards.map(({ session }) => session));
    [...this.elements.keys()].filter((session) => !open.has(session)).forEach((one) => this.elements.delete(one));
  }

  drawHead(age) {
    if (age === null || !this.time) {
      this.hour.textContent = this.asOf.textContent = "";
      return;
    }
    const seconds = this.time.now();
    const at = new Date((seconds - age) * 1000).toLocaleTimeString("en-GB", { timeZone: this.told.zone });
    this.hour.textContent = clock(seconds, this.told.zone);
    this.asOf.textContent = `as of ${at}`;
  }

  drawSaid(age, lost) {
    const words = this.ended
      ? "This tablet keeps no display any more. An administrator lights it again."
      : age === null
        ? "Not connected yet: nothing is shown."
        : lost
          ? `Not connected for ${age} s: this is no picture of now.`
          : this.told.cards.length === 0
            ? "No session is open."
            : "";
    this.said.hidden = !words;
    this.said.classList.toggle("lost", this.ended || age === null || lost);
    redraw(this.said, words, () => words);
  }

  card(card, minute) {
    const { session, initials, digits, chair, phase, called } = card;
    if (!this.elements.has(session)) {
      const there = encodeURIComponent(`/chair?session=${session}`);
      this.elements.set(session, h("a", { href: `/login?next=${there}` }));
    }
    const element = this.elements.get(session);
    const { kind, words } = due(card.due, minute);
    element.className = ["card", kind, called && "called"].filter(Boolean).join(" ");
    redraw(element, [card, words], () => [
      h(
        "div",
        { class: "who" },
        h("span", { class: "chair" }, chair || "–"),
        h("b", {}, initials),
        h("i", {}, `…${digits}`),
      ),
      h("div", { class: "due" }, words),
      h("div", { class: "foot" }, h("span", {}, phase), called && h("span", { class: "call" }, "▲ called")),
    ]);
    return element;
  }

  // Where the browser can it keeps the screen on; elsewhere the device's own setting does.
  keepAwake() {
    if (document.visibilityState === "visible") {
      navigator.wakeLock?.request("screen").catch(() => {});
    }
  }
}

function due(told, minute) {
  if (!told) {
    return { kind: "none", words: "Nothing due" };
  }
  const past = minute - Math.floor(told.at / 60);
  if (told.state === "not_taken") {
    return { kind: "overdue", words: `Not taken, ${past} min` };
  }
  if (told.state === "baseline") {
    return { kind: "due", words: WORDS.baseline };
  }
  if (past > 0) {
    return { kind: "overdue", words: `Overdue ${past} min` };
  }
  return past === 0 ? { kind: "due", words: WORDS.due_now } : { kind: "later", words: `Due in ${-past} min` };
}

new Display();
