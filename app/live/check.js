// The check before the dose: each item unknown until it was asked; then go, hold or cancel, at which pressure, by whom.

import { h, redraw } from "./dom.js";

const ANSWERS = [
  ["yes", "Yes"],
  ["no", "No"],
  ["does_not_apply", "n/a"],
];
// What a bare yes says nothing about is asked for by its parts; each part not said stays unknown.
const YES_NO = ANSWERS.slice(0, 2);
const PARTS = {
  medicines: [
    { name: "own", label: "Own blood pressure tablet", kind: "choice", options: YES_NO },
    { name: "benzodiazepine", label: "Benzodiazepine", kind: "choice", options: YES_NO },
    { name: "stimulant", label: "Stimulant", kind: "choice", options: YES_NO },
    { name: "opioid", label: "Opioid", kind: "choice", options: YES_NO },
    { name: "maoi", label: "MAOI", kind: "choice", options: YES_NO },
    { name: "words", label: "Which, how much, when", kind: "words", max: 300 },
  ],
  food_and_drink: [
    { name: "food", label: "Last food, for example 07:30" },
    { name: "drink", label: "Last drink" },
    { name: "words", label: "In words", kind: "words", max: 200 },
  ],
};
const ASKS = { medicines: "Which…", food_and_drink: "When…" };
const NO = { medicines: "None", food_and_drink: "Not known" };
const DECISIONS = [
  ["go", "Go"],
  ["hold", "Hold"],
  ["cancel", "Cancel the dose"],
];

export class Check {
  constructor(panel) {
    this.panel = panel;
    this.place = h("section", { role: "region", "aria-label": "Before the dose", class: "check-list", hidden: true });
  }

  // How far it is, for the button that opens it.
  said() {
    const { asked, items, decision } = this.panel.state.check;
    return decision ? decision.split(" · ")[0] : `${asked} of ${items.length} asked, no decision`;
  }

  toggle() {
    this.place.hidden = !this.place.hidden;
    this.draw();
  }

  draw() {
    const { check } = this.panel.state;
    redraw(this.place, [check, this.place.hidden], () => [
      h("h3", {}, "Before the dose"),
      h("section", { role: "region", "aria-label": "Order" }, this.order(check.order)),
      check.items.map((item) => this.row(item)),
      h("div", { class: "item" }, h("span", {}, h("b", {}, "Baseline readings"), h("small", {}, ` ${check.readings}`))),
      h("p", { class: check.limits.length > 0 ? "check" : "soft" }, this.pressure(check)),
      h("p", {}, check.decision ?? "No decision is written down."),
      h(
        "div",
        { class: "row4" },
        DECISIONS.map(([decision, label]) => h("button", { onclick: () => this.decide(decision, label) }, label)),
        h("button", { onclick: () => this.toggle() }, "Close"),
      ),
    ]);
  }

  // What was ordered, and in what the session differs from it.
  order(order) {
    if (order === null) {
      return h("p", { class: "soft" }, "No order for this session is written down.");
    }
    const [first, ...more] = order.lines;
    return [
      h("p", {}, h("b", {}, `Ordered: ${first}`)),
      more.length > 0 && h("p", { class: "soft" }, more.join(" · ")),
      order.differs && h("p", { class: "check" }, order.differs),
      order.unknown && h("p", { class: "soft" }, order.unknown),
    ];
  }

  pressure({ pressure, limits, again, limited }) {
    if (!limited) {
      return `Blood pressure ${pressure ?? "not taken yet"}: this version of the protocol has no limits before the dose.`;
    }
    if (pressure === null) {
      return "No whole blood pressure was taken yet: the go is a prescriber's.";
    }
    if (limits.length === 0) {
      return `Blood pressure ${pressure}: no limit before the dose is crossed.`;
    }
    const repeat = again ? " Take it again after 5 minutes of rest." : "";
    return `Blood pressure ${pressure}: ${limits.join("; ")}.${repeat} The go is a prescriber's.`;
  }

  row({ item, label, answer }) {
    return h(
      "div",
      { class: "item" },
      h("span", {}, h("b", {}, label), h("small", {}, ` ${answer ?? "not asked"}`)),
      h(
        "span",
        { class: "answers" },
        ANSWERS.filter(([says]) => !PARTS[item] || says === "no").map(([says, word]) =>
          this.answer(item, label, says, PARTS[item] ? NO[item] : word),
        ),
        PARTS[item]
          ? h("button", { "aria-label": `${label}: in parts`, onclick: () => this.inParts(item, label) }, ASKS[item])
          : h("button", { "aria-label": `${label}: in words`, onclick: () => this.inWords(item, label) }, "…"),
      ),
    );
  }

  answer(item, label, says, word) {
    return h("button", { "aria-label": `${label}: ${word}`, onclick: () => this.tap(item, says) }, word);
  }

  tap(item, says) {
    this.panel.tap("check-answers", { item, says }, "Before the dose");
  }

  inWords(item, label, typed) {
    const fields = [
      { name: "says", label: "Answer", kind: "choice", options: ANSWERS, required: true },
      { name: "words", label: "In words", kind: "words", required: true },
      { name: "stated", label: "Time", kind: "time" },
    ];
    const send = (filled) => this.panel.send("check-answers", { item, ...filled });
    this.panel.forms.open(label, fields, send, { typed, from: { kind: "check-answers", body: { item } } });
  }

  // The parts that were said, as the words of the answer.
  inParts(item, label, typed) {
    const parts = PARTS[item];
    const fields = [...parts, { name: "stated", label: "Time", kind: "time" }];
    const send = ({ id, stated, words: more, ...filled }) => {
      const said = parts.filter(({ name }) => filled[name]).map((part) => `${partLabel(part)} ${filled[part.name]}`);
      const words = [...said, more].filter(Boolean).join("; ");
      this.panel.send("check-answers", { id, item, says: "yes", words, stated });
    };
    const check = (filled) =>
      parts.some(({ name }) => filled[name]) ? null : `${label.split(":")[0]}: say at least one of these.`;
    this.panel.forms.open(label.split(":")[0], fields, send, {
      typed,
      check,
      from: { kind: "check-answers", body: { item } },
    });
  }

  decide(decision, label, typed) {
    const needed = decision !== "go";
    const fields = [
      { name: "decided_by", label: "Decided by, if not you" },
      { name: "words", label: "Reason", kind: "words", required: needed },
      { name: "stated", label: "Time", kind: "time" },
    ];
    const send = (filled) => {
      this.place.hidden = true; // what comes next, the start, lies under the list
      this.draw();
      this.panel.send("decisions", { decision, ...filled });
    };
    const from = { kind: "decisions", body: { decision } };
    this.panel.forms.open(`${label}: before the dose`, fields, send, { typed, from });
  }

  // Opens the form of one of these kinds again.
  again(kind, body, typed) {
    if (kind === "decisions") {
      const [, label] = DECISIONS.find(([name]) => name === body.decision) ?? [];
      return label && this.decide(body.decision, label, typed);
    }
    const found = this.panel.state.check.items.find(({ item }) => item === body.item);
    const open = PARTS[body.item] ? "inParts" : "inWords";
    return found && this[open](found.item, found.label, typed);
  }
}

const partLabel = ({ label }) =>
  label
    .split(",")[0]
    .replace(/^Last /, "")
    .toLowerCase()
    .replace("maoi", "MAOI");
