// Effects: one tap begins an effect, the next states how severe; the running ones are chips, one of them open.

import { h, redraw } from "./dom.js";
import { parse } from "./line.js";

// What is judged of an effect; also asked in its correction.
export const JUDGED = [
  {
    name: "relatedness",
    label: "Related to the drug",
    kind: "choice",
    options: ["certain", "probable", "possible", "unlikely", "unassessable"].map((one) => [one, one]),
  },
  {
    name: "serious",
    label: "Serious",
    kind: "choice",
    options: [
      ["yes", "yes"],
      ["no", "no"],
    ],
  },
];
export const ACTION = [
  { name: "drug", label: "Medicine" },
  { name: "dose", label: "Dose" },
  { name: "route", label: "Route" },
  { name: "ordered_by", label: "Ordered by" },
  { name: "response", label: "Response", max: 500 },
  { name: "words", label: "Or in words", kind: "words" },
  { name: "stated", label: "Time", kind: "time" },
];
const SEVERITIES = ["Mild", "Moderate", "Severe", "Life-threatening"];

export class Effects {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", { role: "region", "aria-label": "Effects", class: "effects" });
    this.offered = h("div", { class: "offered" }); // under the second face, whose signs offer their effects too
    this.open = null;
  }

  draw() {
    const { state, data } = this.panel;
    const coming = this.coming();
    const begun = new Set([...state.effects.running, ...coming].map(({ key }) => key));
    const key = [state.effects, state.previous.dissociation, state.previous.moaas, coming, this.open, this.all];
    redraw(this.offered, key, () => [this.offer(begun)]);
    redraw(this.place, key, () => [
      h(
        "div",
        { class: "head" },
        h("span", {}, "Effects"),
        h("span", {}, state.effects.asked ? `asked ${state.effects.asked}` : "not asked yet"),
      ),
      h(
        "div",
        { class: "grid" },
        data.terms.filter(({ common }) => common || this.all).map((term) => this.button(term, begun)),
        this.all && (data.own ?? []).map((words) => this.ownButton(words)),
      ),
      this.offer(begun), // under the grid: nothing may push an effect's button from under the finger
      h(
        "div",
        { class: "chips" },
        state.effects.running.map((effect) => this.chip(effect)),
        coming.map((effect) => this.chip(effect, { "aria-hidden": "true", inert: true })),
      ),
      h(
        "div",
        { class: "row4" },
        h("button", { onclick: () => this.panel.tap("none-reported", {}) }, "None reported"),
        h(
          "button",
          { "aria-expanded": String(Boolean(this.all)), onclick: () => this.more() },
          this.all ? "Fewer" : "More…",
        ),
        this.all && h("button", { onclick: () => this.inWords() }, "In words"),
        h("button", { onclick: () => this.action() }, "Action"),
        h("button", { onclick: () => this.note() }, "Note"),
      ),
    ]);
  }

  // What is being saved has the room it will take, so that what stands below moves with the tap and not under the next one.
  coming() {
    const { state, data } = this.panel;
    const running = new Set(state.effects.running.map(({ id }) => id));
    return this.panel
      .waitingHere()
      .filter(({ kind, answer, author }) => kind === "effects" && !answer && author === data.author.id)
      .filter(({ body }) => !body.replaces && !running.has(body.id))
      .map((item) => ({ ...this.beginning(item.body), id: item.body.id, waits: true, since: this.pressed(item) }))
      .filter(({ label }) => label)
      .map((effect) => ({ ...effect, severity: null, severity_word: "being saved" }));
  }

  // Which effect an entry begins; nothing where its line says more of one that runs.
  beginning({ effect = null, line, words }) {
    if (!line) {
      return { key: effect, label: words ?? this.panel.effectLabel(effect) };
    }
    const said = parse(line, this.panel.entry.setting(), this.panel.data.tables).effect;
    const begins = said && !said.running && !said.ends;
    return begins ? { key: said.key, label: said.words ?? this.panel.effectLabel(said.key) } : {};
  }

  // When it was entered, as wide as the time that will stand there.
  pressed({ entered }) {
    return this.panel.clock(this.panel.time.now() - this.panel.time.since(entered));
  }

  button(term, begun) {
    const on = begun.has(term.key);
    return h("button", { class: on ? "on" : "", "aria-label": term.label, onclick: () => this.tap(term) }, term.short);
  }

  // The clinic's own additions, and the patient's own words.
  ownButton(words) {
    const running = this.panel.state.effects.running.find(({ key, label }) => key === null && label === words);
    const tap = () => (running ? this.toggle(running.id) : this.begun(this.panel.tap("effects", { words })));
    return h("button", { class: running ? "on" : "", onclick: tap }, words);
  }

  inWords(typed) {
    const fields = [
      { name: "words", label: "In the patient's words", required: true, max: 200 },
      { name: "stated", label: "Onset", kind: "time" },
    ];
    const send = (filled) => this.begun(this.panel.send("effects", filled));
    const from = { kind: "effects", body: { words: true } };
    this.panel.forms.open("Effect in words", fields, send, { typed, from });
  }

  // A second tap on a running effect opens it: an episode is never begun twice by a nervous finger.
  tap(term) {
    const running = this.panel.state.effects.running.find(({ key }) => key === term.key);
    const waits = this.coming().some(({ key }) => key === term.key);
    if (running) {
      this.toggle(running.id);
    } else if (!waits && this.panel.state.session.entered_afterwards) {
      this.open = this.panel.tap("effects", { effect: term.key }, `${term.label}: onset`);
    } else if (!waits) {
      this.begun(this.panel.send("effects", { effect: term.key }));
    }
  }

  // Open from its tap on: how severe it is comes next.
  begun(id) {
    this.open = id;
    this.draw();
  }

  // As its button calls it, so that several chips stand side by side.
  short({ key, label }) {
    return this.panel.data.terms.find((term) => term.key === key)?.short ?? label;
  }

  toggle(id) {
    this.open = this.open === id ? null : id;
    this.draw();
    this.place.querySelector(".chip.open")?.scrollIntoView({ block: "nearest" }); // what the next tap is meant for
  }

  chip(effect, more = {}) {
    const words = `${effect.label}, ${effect.severity_word}, since ${effect.since}`;
    const open = this.open === effect.id;
    const say = (change) => () => this.panel.tap("effect-changes", { effect_id: effect.id, ...change });
    const stated = effect.severity === null && effect.since && !effect.waits ? "not stated" : effect.severity_word;
    const severity = (name, index) =>
      h("button", { class: effect.severity === index + 1 ? "on" : "", onclick: say({ severity: index + 1 }) }, name);
    return h(
      "div",
      { role: "group", "aria-label": words, class: open ? "chip open" : "chip", ...more },
      h(
        "button",
        {
          class: "face",
          "aria-expanded": String(open),
          "aria-label": `${effect.label} details`,
          onclick: () => this.toggle(effect.id),
        },
        h("b", {}, this.short(effect)),
        h("span", {}, ` ${[stated, effect.since].filter(Boolean).join(" · ")}`),
      ),
      open &&
        h(
          "div",
          { class: "severities" },
          SEVERITIES.map(severity),
          h("button", { onclick: say({ ended: true }) }, "End"),
        ),
      open &&
        h(
          "div",
          { class: "acts" },
          h("button", { onclick: () => this.act(effect) }, "Action taken"),
          h("button", { onclick: () => this.onset(effect) }, "Set onset back"),
          h("button", { onclick: () => this.judge(effect) }, "Judge"),
        ),
    );
  }

  act(effect, typed) {
    const fields = [
      { name: "action", label: "Action taken", kind: "words", required: true },
      { name: "stated", label: "Time", kind: "time" },
    ];
    const send = (filled) => this.panel.send("effect-changes", { effect_id: effect.id, ...filled });
    const from = { kind: "effect-changes", body: { effect_id: effect.id, action: true } };
    this.panel.forms.open(`${effect.label}: action`, fields, send, { typed, from });
  }

  // By whoever is at this browser; the effect itself stays as it is.
  judge(effect, typed) {
    const check = ({ relatedness, serious }) => (relatedness || serious ? null : "Choose an answer, or Cancel.");
    const reason = "judged";
    const send = (filled) => this.panel.send("effects", { replaces: effect.fact, reason, ...filled });
    const from = { kind: "judgements", body: { effect_id: effect.id } };
    this.panel.forms.open(`${effect.label}: related to the drug, serious`, JUDGED, send, { check, typed, from });
  }

  onset(effect, typed) {
    const fields = [{ name: "stated", label: "Onset", kind: "time", required: true }];
    const reason = "onset set back in time";
    const send = (filled) => this.panel.send("effects", { replaces: effect.fact, reason, ...filled });
    const from = { kind: "onsets", body: { effect_id: effect.id } };
    this.panel.forms.open(`${effect.label}: onset`, fields, send, { typed, from });
  }

  // A sign that says dissociation or sedation offers the effect of that name and never creates it.
  offer(begun) {
    const { state } = this.panel;
    const newest = Math.max(...Object.values(state.previous).map(({ at }) => at));
    const last = (name) => (state.previous[name]?.at === newest ? state.previous[name].value : undefined);
    const offers = [
      last("dissociation") >= 1 && !begun.has("dissociation") && "dissociation",
      last("moaas") <= 4 && !begun.has("drowsiness") && "drowsiness",
    ].filter(Boolean);
    const term = (key) => this.panel.data.terms.find((one) => one.key === key);
    const begin = (key) =>
      h("button", { onclick: () => this.tap(term(key)) }, `Begin ${term(key).short.toLowerCase()}`);
    return (
      offers.length > 0 && h("div", { class: "offer" }, h("span", {}, "The last reading says so:"), offers.map(begin))
    );
  }

  more() {
    this.all = !this.all;
    this.draw();
  }

  action(typed) {
    const check = ({ drug, words }) => (drug || words ? null : "Name the medicine, or say in words what was done.");
    this.panel.forms.open("Action", ACTION, (filled) => this.panel.send("interventions", filled), {
      check,
      typed,
      from: { kind: "interventions", body: {} },
    });
  }

  note(typed) {
    const fields = [
      { name: "words", label: "Words", kind: "words", required: true, max: 2000 },
      { name: "stated", label: "Time", kind: "time" },
    ];
    const from = { kind: "notes", body: {} };
    this.panel.forms.open("Note", fields, (filled) => this.panel.send("notes", filled), { typed, from });
  }
}
