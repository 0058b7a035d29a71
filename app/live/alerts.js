// Alerts: what is over a limit, one line while closed; opened, each with its limit's source, what is now, and who did what.

import { h, redraw } from "./dom.js";

const MARK = { red: "▲", caution: "◆" };
const OPEN = new Set(["active", "acknowledged"]);
const ROWS = 2;

export class Alerts {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", {
      role: "region",
      "aria-label": "Alerts",
      "aria-live": "polite",
      class: "alerts",
      hidden: true,
    });
  }

  draw() {
    const { alerts } = this.panel.state;
    const open = alerts.filter(({ state }) => OPEN.has(state));
    // What is over by itself waits in the list; in the line it would hide what is not.
    const shown = open.filter(({ rank, back }) => rank === "red" || !back);
    const waits = open.length - shown.length;
    this.place.hidden = alerts.length === 0;
    redraw(this.place, [alerts, this.open], () => [
      h(
        "button",
        { class: "line", "aria-expanded": String(Boolean(this.open)), onclick: () => this.toggle() },
        shown.map((alert) => h("span", { class: this.look(alert), "data-rank": alert.rank }, this.short(alert))),
        h("span", { class: "back more", hidden: true }),
        waits > 0 && h("span", { class: "back" }, `${waits} over, to be confirmed`),
        open.length === 0 && h("span", { class: "back" }, `No open alert, ${alerts.length} before`),
      ),
      this.open && [
        h(
          "ul",
          {},
          alerts.map((alert) => this.row(alert)),
        ),
        h("div", { class: "row4" }, h("button", { onclick: () => this.call() }, "Prescriber called")),
        h("p", { class: "soft" }, "Limits are the protocol's, an example. This is no alarm and no monitor."),
      ],
    ]);
    this.limit();
  }

  // Two rows at most, or chart and readings below would go out of sight: the worst come first, the others are counted.
  limit() {
    const chips = [...this.place.querySelectorAll("[data-rank]")];
    const more = this.place.querySelector(".more");
    if (chips.length === 0) {
      return;
    }
    [...chips, more].forEach((chip) => (chip.hidden = chip === more));
    const rows = [...new Set(chips.map(({ offsetTop }) => offsetTop))];
    const isBelow = ({ offsetTop }) => offsetTop >= rows[ROWS];
    const over = rows.length > ROWS ? chips.filter(isBelow) : [];
    while (over.length > 0) {
      over.forEach((chip) => (chip.hidden = true));
      const red = over.filter(({ dataset }) => dataset.rank === "red").length;
      more.textContent = `and ${over.length} more${red > 0 ? `, ${red} of them red` : ""}`;
      more.hidden = false;
      if (!isBelow(more) || over.length === chips.length) {
        return;
      }
      over.unshift(chips[chips.length - over.length - 1]); // the count itself needs room
    }
  }

  look({ rank, back, state }) {
    return [rank, back && state !== "active" && "back", state === "acknowledged" && "seen"].filter(Boolean).join(" ");
  }

  short({ rank, words, state, over }) {
    return `${state === "acknowledged" ? "✓" : MARK[rank]} ${words}${over ? `, ${over}` : ""}`;
  }

  row(alert) {
    const { rank, words, more, state, answers } = alert;
    const kind = rank === "red" ? "Red" : "Caution";
    const said = [more, ...answers].join(" · ");
    return h(
      "li",
      { class: state },
      h("span", { class: "about" }, h("b", { class: rank }, `${kind}, ${state}: ${words}`), ` · ${said}`),
      OPEN.has(state) && h("span", { class: "acts" }, this.buttons(alert)),
    );
  }

  buttons({ id, words, back, state }) {
    const answer = (act) => () => this.panel.tap("alert-answers", { alert_id: id, act });
    return [
      state === "active" &&
        h("button", { "aria-label": `Acknowledge ${words}`, onclick: answer("acknowledged") }, "Acknowledge"),
      state === "active" &&
        h("button", { "aria-label": `Note on ${words}`, onclick: () => this.note(id, words) }, "… note"),
      back
        ? h("button", { "aria-label": `Confirm ${words} is over`, onclick: answer("resolved") }, "Confirm it is over")
        : h("button", { "aria-label": `Resolve ${words}`, onclick: () => this.resolve(id, words) }, "Resolve…"),
      h("button", { "aria-label": `Prescriber called about ${words}`, onclick: () => this.call({}, id) }, "Call…"),
    ];
  }

  // Seen, and what is to be said of it: a tap alone says no more than that it was seen.
  note(id, words, typed) {
    const body = { alert_id: id, act: "acknowledged" };
    this.fold();
    this.panel.forms.open(
      `Acknowledge: ${words}`,
      [{ name: "words", label: "Note", kind: "words", required: true }],
      (filled) => this.panel.send("alert-answers", { ...body, ...filled }),
      { save: "Acknowledge", typed, from: { kind: "alert-answers", body } },
    );
  }

  resolve(id, words, typed) {
    const fields = [{ name: "words", label: "Reason", kind: "words", required: true }];
    const body = { alert_id: id, act: "resolved" };
    this.fold();
    this.panel.forms.open(
      `Resolve: ${words}`,
      fields,
      (filled) => this.panel.send("alert-answers", { ...body, ...filled }),
      {
        save: "Resolve",
        said: "It is not back within its limits; it stays in the record with this reason.",
        typed,
        from: { kind: "alert-answers", body },
      },
    );
  }

  call(typed, id = null) {
    const body = { alert_id: id };
    this.fold();
    const send = (filled) => this.panel.send("calls", { ...body, ...filled });
    this.panel.forms.open("Prescriber called", CALL, send, { typed, from: { kind: "calls", body } });
  }

  // A form opens below: the list makes room for it, and is there again once the form is closed.
  fold() {
    this.waits = this.open;
    this.open = false;
    this.draw();
  }

  unfold() {
    if (this.waits) {
      this.waits = false;
      this.open = true;
      this.draw();
    }
  }

  toggle() {
    this.open = !this.open;
    this.draw();
  }
}

export const CALL = [
  { name: "called", label: "Who was called", required: true },
  { name: "called_by", label: "Called by, if not you" },
  { name: "answer", label: "Answer", kind: "words" },
  {
    name: "read_back",
    label: "Answer read back",
    kind: "choice",
    options: [
      ["yes", "yes"],
      ["no", "no"],
    ],
  },
  { name: "stated", label: "Time", kind: "time" },
];
