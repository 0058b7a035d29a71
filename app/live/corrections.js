// Corrections: a row of the flowsheet said anew, taken back, or moved to the session of the right patient; always why.

import { CALL } from "./alerts.js";
import { DOSE_FORMS, END_OPTIONS } from "./dose.js";
import { ACTION, JUDGED } from "./effects.js";
import { request } from "./wire.js";

// What it mostly is; other words may stand alone or beside it.
const WHY = {
  name: "why",
  label: "What happened",
  kind: "choice",
  options: ["mistyped", "wrong time", "entered twice", "wrong patient", "device at fault"].map((one) => [one, one]),
};
const REASON = { name: "reason", label: "Reason", kind: "words" };
const REASONS = [REASON, WHY]; // words first: whoever opens the form by a key goes on typing
const WRONG_PATIENT = "wrong patient";
// What belongs to something of this session and cannot go alone (app/entries/moving.py).
const STAYS = new Set(["effect-changes", "alert-answers", "arrivals"]);

export class Corrections {
  constructor(panel) {
    this.panel = panel;
  }

  withdraw(row, typed = {}) {
    const isMovable = !STAYS.has(row.kind) && Boolean(row.status);
    this.panel.forms.open(
      `Withdraw ${row.time} ${row.words}`,
      REASONS,
      this.sending("retractions", { fact_id: row.id }),
      {
        save: "Withdraw",
        said: "It stays in sight, struck through.",
        check: said,
        typed,
        from: { kind: "retractions", body: { fact_id: row.id } },
        beside: isMovable ? ["Wrong patient: move it …", () => this.move(row)] : null,
      },
    );
  }

  // The sessions to choose from are asked for now: whoever came meanwhile is among them.
  async move(row, typed = {}) {
    const answer = await request("GET", `${this.panel.address}/others`).catch(() => null);
    const sessions = answer?.body?.sessions ?? [];
    const to = {
      name: "to",
      label: "Session",
      kind: "choice",
      required: true,
      options: sessions.map(({ id, words }) => [id, words]),
    };
    const none = answer
      ? "There is no other session of this day."
      : "The server did not answer: try again in a moment.";
    const send = this.sending("moves", { fact_id: row.id });
    const sendSo = (filled) => send({ why: WRONG_PATIENT, ...filled });
    this.panel.forms.open(`Move ${row.time} ${row.words}`, [to, REASON], sendSo, {
      save: "Move",
      said: sessions.length > 0 ? "It stays in sight here, struck through, and stands there from now on." : none,
      typed,
    });
  }

  // What is left empty stays as it was; the old value stands beside, never in the field. `typed` is a correction that was
  // refused, to be mended; one that takes the place of another person's keeps the row that its author saw.
  correct(row, typed = {}) {
    const of = { replaces: typed.replaces ?? row.id, seen: typed.seen };
    const time = { name: "stated", label: "Time", kind: "time", was: row.time, late: row.kind === "ends" };
    const isReason = (name) => REASONS.some((field) => field.name === name);
    const isChanged = (filled) => Object.keys(filled).some((name) => !isReason(name) && filled[name] !== undefined);
    this.panel.forms.open(
      `Correct ${row.time} ${row.words}`,
      [...this.fields(row), time, ...REASONS],
      this.sending(row.kind, of),
      {
        save: "Correct",
        said: "What is left empty stays as it was.",
        check: (filled) =>
          isChanged(filled) ? said(filled) : "Nothing is changed yet: fill in what was wrong, or Cancel.",
        typed,
        from: { kind: row.kind, body: of },
      },
    );
  }

  // What was chosen and what was said beside it are one reason.
  sending(kind, of) {
    return ({ why, reason, ...filled }) =>
      this.panel.send(kind, { ...of, ...filled, reason: [why, reason].filter(Boolean).join(": ") });
  }

  fields(row) {
    const { terms } = this.panel.data;
    switch (row.kind) {
      case "readings":
        return [{ name: "line", label: "Corrected signs, as a line", was: row.words, max: 300 }];
      case "drug-events":
        return DOSE_FORMS[row.act].fields
          .filter(({ kind }) => kind !== "time")
          .map((field) => ({ ...field, required: false }));
      case "effects":
        return [
          { name: "words", label: "Effect in words" },
          {
            name: "effect",
            label: "Effect",
            kind: "choice",
            options: terms.filter(({ common }) => common).map(({ key, short }) => [key, short]),
          },
          ...JUDGED,
        ];
      case "effect-changes":
        return [
          {
            name: "severity",
            label: "Severity",
            kind: "choice",
            options: [
              ["1", "mild"],
              ["2", "moderate"],
              ["3", "severe"],
              ["4", "life-threatening"],
            ],
          },
          { name: "action", label: "Action taken", kind: "words" },
        ];
      case "interventions":
        return ACTION.filter(({ kind }) => kind !== "time");
      case "ends":
        return [{ name: "how", label: "How did the person leave?", kind: "choice", options: END_OPTIONS }];
      case "calls":
        return CALL.filter(({ kind }) => kind !== "time").map((field) => ({ ...field, required: false }));
      case "notes":
        return [{ name: "words", label: "Words", kind: "words", max: 2000 }];
      default:
        return [];
    }
  }
}

function said({ why, reason }) {
  return why || reason ? null : "Reason: this is needed. Press what happened, or say it in words.";
}
