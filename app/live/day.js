// The day beside the cards: free chairs, and who is expected, in progress, finished, held or has not come.

import { clock, h, redraw } from "./dom.js";

export class Day {
  constructor() {
    this.chairs = new Map();
    this.surface = h("section", { class: "day", "aria-label": "Today's list" });
  }

  // A free chair as a card of its own; its element stays the same while the chair is free.
  free({ id, chair, room, on }) {
    if (!this.chairs.has(id)) {
      this.chairs.set(id, h("div", { class: "card free" }));
    }
    const card = this.chairs.get(id);
    redraw(card, [chair, room, on], () => [
      h("div", { class: "who" }, h("span", { class: "chair" }, chair), room && h("span", { class: "soft" }, room)),
      h("div", { class: "soft empty" }, "Free"),
      h(
        "a",
        {
          class: "start",
          href: `/begin?chair=${id}`,
          target: "_self",
          "aria-label": `Start session at chair ${chair}`,
        },
        "Start session",
      ),
      h("div", { class: "soft foot" }, h("span", { class: "on" }, on)),
    ]);
    return card;
  }

  draw({ today, zone }) {
    redraw(this.surface, [today, zone], () => [
      h("h3", {}, "Today"),
      today.length === 0 && h("p", { class: "soft" }, "Nobody is planned, and nobody has come yet."),
      today.length > 0 && h("ul", {}, rows(today, zone)),
    ]);
  }
}

// A heading before the first of each kind, with how many there are.
function rows(today, zone) {
  let before = null;
  return today.flatMap((row) => {
    const first = row.state !== before;
    before = row.state;
    const count = today.filter(({ state }) => state === row.state).length;
    // Who is in progress has a card already.
    const more = row.state !== "in progress" && line(row, zone);
    return [first && h("li", { class: "state" }, `${row.state} (${count})`), more].filter(Boolean);
  });
}

function line({ state, at, name, born, number, more, session, appointment }, zone) {
  const where = session ? `/chair?session=${session}` : state === "expected" && `/begin?appointment=${appointment}`;
  const who = [h("b", {}, name), h("span", { class: "soft" }, `${born} · No. ${number}`)];
  return h(
    "li",
    {},
    h("span", { class: "time" }, clock(at, zone)),
    where ? h("a", { href: where, target: "_self" }, who) : h("span", { class: "name" }, who),
    h("span", { class: "soft more" }, more),
  );
}
