// Doses: what is done with the drug, and the end of the session; the buttons that make sense now.

import { h, redraw } from "./dom.js";

const TIME = { name: "stated", label: "Time", kind: "time" };
const MG = { name: "dose_mg", label: "Dose mg", kind: "number" };
const FORMS = {
  start: {
    title: "Start of the infusion",
    said: "What is left empty stays unknown; the planned dose stands in the session's plan.",
    fields: [
      { ...MG, label: "Planned dose mg" },
      { name: "duration_minutes", label: "Over minutes", kind: "number" },
      { name: "rate_ml_h", label: "Rate ml/h", kind: "number" },
      { name: "concentration_mg_ml", label: "Concentration mg/ml", kind: "number" },
      TIME,
    ],
  },
  rate_change: {
    title: "Change of rate",
    fields: [{ name: "rate_ml_h", label: "Rate ml/h", kind: "number", required: true }, TIME],
  },
  pause: { title: "Pause", fields: [TIME] },
  resume: {
    title: "Resume",
    said: "At the rate before, unless another is given.",
    fields: [{ name: "rate_ml_h", label: "Rate ml/h", kind: "number" }, TIME],
  },
  stop: {
    title: "Stop",
    fields: [
      {
        name: "stop_says",
        label: "Dose given",
        kind: "choice",
        options: [
          ["planned", "the whole planned dose"],
          ["mg", "so many mg"],
          ["not_known", "not known"],
        ],
      },
      { ...MG, label: "Given mg, for the whole infusion" },
      TIME,
    ],
  },
  last: { title: "No more doses follow", fields: [TIME] },
  bolus: { title: "Bolus", fields: [MG, TIME] },
  dose: { title: "Dose given", fields: [MG, TIME] },
  device: { title: "Device", fields: [{ ...MG, label: "Dose mg of this device" }, TIME] },
};
const ENDS = [
  ["left_with_escort", "left with escort"],
  ["left_alone", "left alone"],
  ["transferred", "transferred"],
  ["not_started", "not started"],
];

export class Dose {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", { role: "region", "aria-label": "Dose", class: "dose" });
  }

  draw() {
    const { session } = this.panel.state;
    // What usually comes next stands out; while drug is given nothing does.
    const next = session.started === null ? "begin" : session.stopped !== null ? "end" : null;
    redraw(
      this.place,
      [
        session.infusion,
        session.running,
        session.paused,
        session.started,
        session.stopped,
        session.ended,
        session.dose,
        this.checked(session) && [this.panel.check.said(), this.panel.state.check.unapproved],
        this.panel.scores.said(),
      ],
      () => [
        h("div", { class: "head" }, h("span", {}, "Dose"), h("span", {}, doseWords(session))),
        this.panel.state.check.unapproved && h("p", { class: "check" }, this.panel.state.check.unapproved),
        this.checked(session) &&
          h(
            "button",
            { class: "turner", onclick: () => this.panel.check.toggle() },
            "Before the dose",
            h("span", {}, this.panel.check.said()),
          ),
        this.panel.scores.said() &&
          h(
            "button",
            { class: "turner", onclick: () => this.panel.scores.toggle() },
            "Scores",
            h("span", {}, this.panel.scores.said()),
          ),
        h(
          "div",
          { class: "row4" },
          this.acts(session).map(([act, label], index) =>
            h(
              "button",
              { class: index === 0 && next === "begin" ? "accent" : "", onclick: () => this.open(act) },
              label,
            ),
          ),
          session.ended === null &&
            h("button", { class: next === "end" ? "accent" : "", onclick: () => this.end() }, "End session"),
        ),
      ],
    );
  }

  // Whether the check can be opened: until the drug is given, and after it where its go is lacking.
  checked({ started, ended }) {
    return this.panel.state.check.unapproved !== null || (started === null && ended === null);
  }

  acts({ infusion, running, paused, started, stopped, route }) {
    if (!infusion) {
      const give = route === "intranasal" ? ["device", "Device"] : ["dose", "Give dose"];
      return started !== null && stopped === null ? [give, ["last", "Stop"]] : [give];
    }
    if (running) {
      return [
        ["rate_change", "Change rate"],
        paused ? ["resume", "Resume"] : ["pause", "Pause"],
        ["stop", "Stop"],
        ["bolus", "Bolus"],
      ];
    }
    return started === null
      ? [
          ["start", "Start"],
          ["bolus", "Bolus"],
        ]
      : [
          ["resume", "Resume"],
          ["bolus", "Bolus"],
          ["rate_change", "Change rate"],
          ["pause", "Pause"],
        ];
  }

  open(act, typed) {
    const { title, fields, said } = this.form(act);
    const sent = act === "last" ? { act: "stop", no_more_follows: true } : { act };
    this.panel.forms.open(title, fields, (filled) => this.panel.send("drug-events", { ...sent, ...filled }), {
      said,
      typed,
      from: { kind: "drug-events", body: sent },
      check: act === "stop" ? stopProblem : undefined,
    });
  }

  // What was forgotten while the infusion ran can be entered after it, at its time.
  form(act) {
    const { running, paused } = this.panel.state.session;
    const forgotten = !running && !paused && (act === "pause" || act === "rate_change");
    if (!forgotten) {
      return FORMS[act];
    }
    const { title, fields } = FORMS[act];
    const timed = fields.map((field) => (field.kind === "time" ? { ...field, required: true } : field));
    return { title, fields: timed, said: "The infusion does not run now: say when it was." };
  }

  end(typed) {
    const running = this.panel.state.effects.running.map(({ label }) => label.toLowerCase());
    const still =
      running.length > 0 ? `Still running: ${running.join(", ")}. They stay marked as ongoing at discharge.` : null;
    const { count } = this.panel.state.dues;
    const fields = [
      { name: "how", label: "How did the person leave?", kind: "choice", options: ENDS, required: true },
      count && { name: "not_taken", label: `${count}: why, if known`, kind: "words", max: 400 },
      TIME,
    ].filter(Boolean);
    const send = ({ not_taken: why, ...filled }) => {
      if (why) {
        this.panel.send("notes", { words: `${count}: ${why}`, stated: filled.stated });
      }
      this.panel.send("ends", filled);
    };
    this.panel.forms.open("End session", fields, send, {
      save: "End",
      said: still,
      typed,
      from: { kind: "ends", body: {} },
    });
  }
}

// A stop that the server would refuse must not leave the form: the infusion would go on in the record.
function stopProblem({ stop_says: says, dose_mg: mg }) {
  if (says === "mg" && mg === undefined) {
    return "Given mg: say how many mg were given, or choose another answer above.";
  }
  return says !== "mg" && mg !== undefined ? "Given mg: choose “so many mg” above, or leave the mg empty." : null;
}

export function doseWords({ dose, stopped, started, planned_doses: doses, infusion }) {
  const number = (value) => String(Math.round(value * 100) / 100);
  const perKg = (value) =>
    value === null
      ? ""
      : ` (${value.toFixed(2)} mg/kg${dose.weight_kg === null ? "" : ` at ${dose.weight_kg} kg, ${dose.weight_on}`})`;
  if (stopped !== null) {
    const given =
      dose.given_mg === null
        ? "dose given not known"
        : `given ${number(dose.given_mg)} mg${perKg(dose.given_mg_per_kg)}`;
    return dose.differs
      ? `${given}; infusion: stated ${number(dose.stated_mg)} mg, computed from rates ${number(dose.computed_mg)} mg`
      : given;
  }
  const plan =
    dose.planned_mg !== null
      ? `plan ${number(dose.planned_mg)} mg${perKg(dose.planned_mg_per_kg)}`
      : dose.planned_mg_per_kg !== null
        ? `plan ${dose.planned_mg_per_kg} mg/kg, weight not known`
        : "no plan";
  const other = dose.start_mg === null ? plan : `${plan}; started with ${number(dose.start_mg)} mg`;
  return !infusion && started !== null ? `${other}; ${dose.singles} of ${doses} given` : other;
}

export const DOSE_FORMS = FORMS;
export const END_OPTIONS = ENDS;
