// The board: a card for each open session, who needs somebody first at the front; it counts and looks by itself.

import { Day } from "./day.js";
import { arrange, clock, h, redraw } from "./dom.js";
import { Sound } from "./sound.js";
import { Heartbeat, ServerTime } from "./wire.js";

const STALE_S = 10;
const NUMBER = /^[1-9][0-9]?$/;
const FOLLOWS_MS = 700; // so long a first digit waits for a second one
const MOST = 2; // alerts that are no red ones, on one card
const DENSE = 12; // more cards than this and each shows less
let board;

export default function mount(component) {
  const [{ told, palette }] = component.data;
  const place = component.parentElement.querySelector(".mount");
  board ??= new Board(told);
  board.settle(place, told, palette);
  return () => board?.leave(place);
}

class Board {
  constructor(told) {
    this.told = told;
    this.time = new ServerTime(told.now);
    this.heard = performance.now();
    this.cards = new Map();
    this.age = h("div", { class: "age" });
    this.list = h("div", { class: "cards" });
    this.nothing = h("p", { class: "nothing" }, "No session is open.");
    this.day = new Day();
    this.sound = new Sound();
    const chairs = h("div", { class: "chairs" }, this.list, this.nothing);
    const head = h("div", { class: "head" }, this.sound.place, this.age);
    this.surface = h("div", { class: "board" }, head, h("div", { class: "beside" }, chairs, this.day.surface));
    this.keys = (event) => this.key(event);
  }

  settle(place, told, palette) {
    for (const [name, colour] of Object.entries(palette)) {
      this.surface.style.setProperty(`--${name.replaceAll("_", "-")}`, colour);
    }
    place.replaceChildren(this.surface);
    if (told.now >= this.told.now) {
      this.told = told;
    }
    this.heart ??= new Heartbeat("/api/board", {
      tag: () => this.told.tag,
      onTime: (now) => this.time.heard(now),
      onState: (state) => (this.told = state),
      onAnswer: (connection) => this.answered(connection),
    });
    this.ticking ??= setInterval(() => this.draw(), 1000);
    document.addEventListener("keydown", this.keys);
    this.draw();
  }

  leave(place) {
    if (!place.contains(this.surface)) {
      return; // it lives on in another place
    }
    document.removeEventListener("keydown", this.keys);
    this.heart.stop();
    clearInterval(this.ticking);
    board = null;
  }

  answered(connection) {
    this.connection = connection;
    if (connection === "connected") {
      this.heard = performance.now();
    }
    this.draw();
  }

  // A number opens the chair that is named so, or, where no chair is named by a number, the place on the board. Where a
  // chair 12 is there, a 1 waits for what may follow it. Keys typed into a field are not meant.
  key(event) {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.composedPath()[0]?.tagName ?? "");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) {
      return;
    }
    clearTimeout(this.typing);
    const cards = [...this.list.children];
    const typed = (this.typed ?? "") + event.key;
    const open = () => {
      this.typed = "";
      const named = cards.find((card) => card.dataset.key === typed);
      (named?.querySelector("a") ?? named)?.click();
    };
    this.typed = typed;
    const mayGoOn = cards.some(({ dataset }) => dataset.key !== typed && dataset.key?.startsWith(typed));
    if (mayGoOn) {
      this.typing = setTimeout(open, FOLLOWS_MS);
    } else {
      open();
    }
  }

  draw() {
    this.drawAge();
    const minute = Math.floor(this.time.now() / 60);
    const ordered = this.told.cards
      .map((card) => ({ card, need: need(card, minute) }))
      .sort((one, two) => inOrder(one.need.order, two.need.order) || (one.card.name < two.card.name ? -1 : 1));
    const wanted = ordered.map(({ card, need }) => this.card(card, need, minute));
    const free = this.told.free.map((chair) => this.day.free(chair));
    const digits = [...this.told.cards, ...this.told.free].some(({ chair }) => NUMBER.test(chair));
    [...wanted, ...free].forEach((card, place) => {
      const name = card.querySelector(".chair")?.textContent ?? "";
      const key = digits ? (NUMBER.test(name) ? name : "") : place < 9 ? String(place + 1) : "";
      card.dataset.key = key;
      card.querySelector("kbd")?.replaceChildren(digits ? "" : key);
    });
    arrange(this.list, [...wanted, ...free]);
    const dense = wanted.length + free.length > DENSE;
    this.list.classList.toggle("dense", dense);
    this.surface.classList.toggle("many", dense);
    this.nothing.hidden = wanted.length > 0;
    this.day.draw(this.told);
    this.sound.heard(new Map(ordered.map(({ card, need }) => [card.session, need.kind])));
    const open = new Set(this.told.cards.map(({ session }) => session));
    for (const session of this.cards.keys()) {
      if (!open.has(session)) {
        this.cards.delete(session);
      }
    }
  }

  drawAge() {
    const old = Math.floor((performance.now() - this.heard) / 1000);
    const shown = new Date(this.time.now() * 1000 - (performance.now() - this.heard));
    const at = shown.toLocaleTimeString("en-GB", { timeZone: this.told.zone });
    const lost = old >= STALE_S;
    const words = lost
      ? `Not connected: this is how it stood ${old} s ago. Times go on counting, readings do not.`
      : `Shown as of ${at}`;
    const { clock: setBack } = this.told;
    redraw(this.age, [words, setBack], () => [
      setBack && h("span", { role: "alert", class: "lost" }, `${setBack} `),
      h("span", { role: lost ? "alert" : null, class: lost ? "lost" : "" }, words),
    ]);
  }

  card(card, need, minute) {
    const { session, name, born, number, chair, room, on } = card;
    if (!this.cards.has(session)) {
      const label = `${name}, born ${born}, No. ${number}`;
      this.cards.set(session, h("a", { href: `/chair?session=${session}`, target: "_self", "aria-label": label }));
    }
    const element = this.cards.get(session);
    element.className = `card ${need.kind}`;
    const minutes = card.started === null ? "" : ` · ${minute - Math.floor(card.started / 60)}′`;
    const phase = card.phase[0].toUpperCase() + card.phase.slice(1) + minutes;
    redraw(element, [card, need, phase], () => [
      h(
        "div",
        { class: "who" },
        chair && h("span", { class: "chair", title: ["Chair", chair, room].filter(Boolean).join(" ") }, chair),
        h("b", {}, name),
        h("kbd", {}),
      ),
      h("div", { class: "soft" }, `${born} · No. ${number}`),
      h(
        "div",
        { class: "need" },
        h("b", {}, need.words),
        h("span", {}, [need.more, card.count].filter(Boolean).join(" · ")),
      ),
      h(
        "div",
        { class: "values" },
        card.last.length === 0 && !card.restricted && h("span", { class: "soft" }, "no reading yet"),
        card.last.map(({ label, value, at, delta }) =>
          h("span", {}, h("b", {}, value), ` ${label === "BP" ? delta : label} `, h("i", {}, clock(at, card.zone))),
        ),
      ),
      need.then && h("div", { class: "then" }, need.then),
      also(card.alerts, need),
      h(
        "div",
        { class: "effects" },
        card.effects.length === 0
          ? h("span", { class: "soft" }, card.no_effects)
          : card.effects.map((words) => h("span", { class: "effect" }, words)),
      ),
      h("div", { class: "soft foot" }, h("span", {}, `${phase} · ${card.given}`), on && h("span", { class: "on" }, on)),
    ]);
    return element;
  }
}

// The alerts beside what the card needs: every red one, of the others as many as there is room for, the rest counted.
function also(alerts, need) {
  const told = alerts.filter(({ words }) => words !== need.words);
  const reds = told.filter(({ rank }) => rank === "red");
  const others = told.filter(({ rank }) => rank !== "red");
  const left = others.length - MOST;
  const more = told.length > 1 ? told.length - 1 : null; // a small card shows the first alone, and counts the rest
  return [
    ...[...reds, ...others.slice(0, MOST)].map(({ rank, words, state, back }) => {
      const mark = state === "acknowledged" ? "✓" : rank === "red" ? "▲" : "◆";
      const over = back ? " · over, to be confirmed" : "";
      const text = `${mark} ${words}${over}`;
      return h("div", { class: `also ${rank} ${state}`, "data-more": more, title: text }, h("span", {}, text));
    }),
    left > 0 && h("div", { class: "also caution" }, `◆ and ${left} more ${left === 1 ? "alert" : "alerts"}`),
  ];
}

// What this chair needs now: its rank among the others, and within the rank by what. A red alert comes first until
// somebody has seen it, and before the dues of others until it is resolved.
function need(card, minute) {
  const reds = card.alerts.filter(({ rank }) => rank === "red");
  const unseen = reds.filter(({ state }) => state === "active");
  const active = unseen.find(({ back }) => !back) ?? unseen[0];
  const told = due(card, minute);
  const order = [told.rank, told.by];
  if (card.unclaimed.length > 0) {
    const count = card.unclaimed.length > 1 ? `${card.unclaimed.length} emergency entries` : "Emergency entry";
    const more = `unclaimed at ${[...new Set(card.unclaimed)].join(", ")} · claim it at the chair`;
    return { kind: "red", order: [-3, 0, ...order], words: `${count}, unclaimed`, more, then: saying(told) };
  }
  if (active) {
    const then = saying(told);
    // What is over by itself comes after what is not; then the one who is overdue by more.
    return { kind: "red", order: [-2, Number(active.back), ...order], words: active.words, more: active.more, then };
  }
  return { ...told, order: reds.length > 0 ? [-1, ...order] : order };
}

// What is due, under something that is more.
function saying(told) {
  return told.kind === "none" ? "" : `${told.words} · ${told.more}`;
}

function inOrder(one, two) {
  const place = one.findIndex((value, index) => value !== two[index]);
  return place < 0 ? 0 : one[place] - (two[place] ?? 0);
}

function due({ next, owed, zone, before }, minute) {
  const past = next && minute - Math.floor(next.at / 60);
  const late = owed && minute - Math.floor(owed.at / 60);
  const isOverdue = next && !next.baseline && past > 0;
  if (owed && !(isOverdue && past > late)) {
    const then =
      next && `${isOverdue ? `Overdue ${past} min` : past === 0 ? "Due now" : `Next in ${-past} min`} · ${next.signs}`;
    const words = `Not taken at ${clock(owed.at, zone)}, ${late} min ago`;
    return { kind: "overdue", rank: 0, by: -late, words, more: owed.signs, then: next && !next.baseline ? then : "" };
  }
  if (isOverdue) {
    const more = `was due ${clock(next.at, zone)} · ${next.signs}`;
    return { kind: "overdue", rank: 0, by: -past, words: `Overdue ${past} min`, more };
  }
  if (next && (next.baseline || next.state === "due_now" || past === 0)) {
    const words = next.baseline ? "Baseline due" : past === 0 ? "Due now" : `Due in ${-past} min`;
    return { kind: "due", rank: 2, by: next.at, words, more: next.signs };
  }
  if (next) {
    const more = `${clock(next.at, zone)} · ${next.signs}`;
    return { kind: "later", rank: 3, by: next.at, words: `Next in ${-past} min`, more };
  }
  if (before) {
    return { kind: "none", rank: 4, by: 0, ...before };
  }
  return { kind: "none", rank: 4, by: 0, words: "Nothing is due", more: "" };
}
