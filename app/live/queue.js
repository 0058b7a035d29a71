// The queue: what waits for the server, and what came back while the next line is being typed, in rows with buttons of
// their own, the newest first. What comes back to an empty line goes into the line. What is only slow stands where its
// receipt will: a row above the effects would push their buttons from under the finger, and pull them back.

import { h, redraw } from "./dom.js";
import { DOSE_FORMS } from "./dose.js";
import { STALE_S } from "./draft.js";
import { reopener } from "./reopen.js";

const SOON_S = 0.2;
const BACK_S = 3; // later than this one looks elsewhere, and what is typed next is the next line
const SAID = {
  ends: "End of the session",
  arrivals: "Arrival",
  retractions: "Withdrawal",
  moves: "Move to another session",
  "none-reported": "None reported",
  "effect-changes": "Effect",
  "alert-answers": "Answer to an alert",
  calls: "Prescriber called",
  "check-answers": "Before the dose",
  "score-answers": "Score",
  decisions: "Decision before the dose",
  claims: "Claim of an emergency entry",
};
const LINE_KINDS = new Set(["readings", "effects", "none-reported"]);

export class Queue {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", { class: "queue" });
    this.slow = [];
  }

  // What is answered within the blink of an eye, or has its receipt, is never said to wait.
  draw() {
    clearTimeout(this.soon);
    const { time, waiting } = this.panel;
    const all = waiting.all();
    const slow = all.filter(this.calm(all));
    const isFine = (item) => isUnanswered(item) && waiting.told.has(item.body.id);
    const isQuick = (item) => slow.includes(item) && time.isJustNow(item.entered, SOON_S);
    const items = all.filter((item) => !isFine(item) && !isQuick(item));
    if (all.some(isQuick)) {
      this.soon = setTimeout(() => this.draw(), SOON_S * 1000);
    }
    this.slow = items.filter((item) => slow.includes(item)).map((item) => this.named(item)[0]);
    this.panel.drawReceipt();
    this.drawRows(items.filter((item) => !slow.includes(item)));
  }

  // What is only slow. What is another person's is not on its way, nor is what stands behind an entry that could not be
  // sent: in the line of the receipts they would stand for as long as that lasts.
  calm(all) {
    const { data } = this.panel;
    const mine = all.filter((item) => isUnanswered(item) && item.author === data.author.id);
    const stuck = new Set(mine.filter(({ trouble }) => trouble !== undefined).map(({ treatment }) => treatment));
    return (item) => mine.includes(item) && !stuck.has(item.treatment);
  }

  drawRows(items) {
    const count = items.length > 1 && h("p", { class: "count" }, `${items.length} entries are not saved yet`);
    const first = this.newest();
    const newestFirst = [...items].reverse();
    redraw(this.place, [...items, first?.body.id], () => [count, ...newestFirst.map((item) => this.row(item, first))]);
  }

  // What came back last to this person in this session: Enter on the empty line goes there.
  newest() {
    const { data, waiting } = this.panel;
    const mine = ({ answer, author, treatment }) => answer && author === data.author.id && treatment === data.treatment;
    return waiting.all().findLast(mine);
  }

  // An answer to what was entered just now comes back into the line, as if it had been asked there, while it is empty.
  cameBack(item, answer) {
    const { data, entry, time } = this.panel;
    const isFree = entry.isFree() && item.author === data.author.id;
    if (answer.status === 422 && isFree && this.isLineHere(item) && time.isJustNow(item.entered, BACK_S)) {
      this.intoLine({ ...item, answer });
    }
  }

  // Enter on the empty line: a line comes back into it with what was said of it; of a form its first button is reached.
  reach() {
    const item = this.newest();
    if (item && this.isLineHere(item)) {
      this.intoLine(item);
    } else if (item) {
      this.place.querySelector(`[data-of="${item.body.id}"] button`)?.focus();
    }
    return Boolean(item);
  }

  intoLine(item) {
    const { entry } = this.panel;
    this.edit(item);
    if (!entry.cameBack) {
      entry.answered(item); // else it is first to be said when it was
    }
  }

  isLineHere(item) {
    return item.treatment === this.panel.data.treatment && isInLine(item);
  }

  // What it is, whether of another session, and whether of somebody else.
  named(item) {
    const { data } = this.panel;
    const elsewhere = item.treatment === data.treatment ? "" : " (another session)";
    const theirs = item.author === data.author.id ? "" : " It waits for the person who entered it.";
    return [`${this.said(item)}${elsewhere}`, theirs];
  }

  waits(item) {
    const [said, theirs] = this.named(item);
    return `Waits: ${said}. ${item.trouble ?? ""}${theirs}`;
  }

  row(item, first) {
    const [said, theirs] = this.named(item);
    if (!item.answer) {
      return h("div", { class: "waits" }, this.waits(item));
    }
    const { refusals = [], questions = [], choices = [], problem } = item.answer;
    const asked = [...refusals, ...choices, ...questions].map(({ text }) => text);
    const texts = [problem, ...asked].filter(Boolean);
    const confirmable = questions.length > 0 && refusals.length + choices.length === 0;
    const reached = item.body.id === first?.body.id ? " Enter on the empty line goes here." : "";
    return h(
      "div",
      { role: "alert", class: confirmable ? "check" : "refusal", "data-of": item.body.id },
      h("p", {}, `${said}: ${texts.join(" ")}${theirs}${reached}`),
      versions(item.answer),
      theirs ? null : this.buttons(item, confirmable && questions.map(({ code }) => code)),
    );
  }

  // What was entered, in the words of the screen.
  said({ kind, body }) {
    const { panel } = this;
    const form = body.act && DOSE_FORMS[body.act]?.title;
    const effect = body.effect && panel.effectLabel(body.effect);
    return body.line || form || effect || body.words || body.drug || SAID[kind] || kind;
  }

  // Nobody confirms, changes or throws away what another person has entered.
  buttons(item, codes) {
    const { waiting } = this.panel;
    const confirmed = codes && [...(item.body.confirmed ?? []), ...codes];
    const { standing } = item.answer; // somebody was first: either version may be chosen, and both stay in sight
    const { replaces, seen = replaces } = item.body;
    // What was not typed is kept from what its author saw, not from the other correction: it is saved as shown here.
    const mine = replaces ? { replaces: standing, seen } : { fact_id: standing };
    return [
      codes && h("button", { onclick: () => waiting.retry(item, { confirmed }) }, "Save it so"),
      standing && h("button", { onclick: () => waiting.retry(item, mine) }, "Mine instead"),
      this.isEditable(item) && h("button", { onclick: () => this.edit(item) }, "Edit"),
      h("button", { onclick: () => this.discard(item) }, standing ? "Leave what stands" : "Discard"),
    ];
  }

  discard(item) {
    this.panel.waiting.take(item.body.id);
    this.panel.entry.kept.keep(); // its draft is to go too
  }

  // Whether it can go back to where it was entered: into the line, or into the form of its kind.
  isEditable(item) {
    const { panel } = this;
    return item.treatment === panel.data.treatment && (isInLine(item) || reopener(panel, item) !== null);
  }

  edit(item) {
    const { entry, time, waiting } = this.panel;
    if (!isInLine(item)) {
      const open = reopener(this.panel, item);
      if (open) {
        waiting.take(item.body.id);
        open();
      }
      return;
    }
    waiting.take(item.body.id);
    const typed = entry.line.value.trim() && entry.kept.content();
    const age = time.since(item.entered);
    entry.putBack(item.body, item.entered, age >= STALE_S ? time.now() - age : null);
    if (typed) {
      waiting.put(this.kept(typed)); // what was being typed is not lost, it stands behind it
    }
  }

  // Something typed that has to leave the line, as a row that is edited or thrown away.
  kept({ line, fields, touched, stated }) {
    const { data, time } = this.panel;
    return {
      treatment: data.treatment,
      kind: "readings",
      body: { id: crypto.randomUUID(), line, stated, source: touched ? "fields" : "line", ...fields },
      author: data.author.id,
      entered: time.stamp(),
      answer: { problem: "This was in the line; it is kept here.", status: 0 },
    };
  }
}

// What lies there and what was sent, side by side: somebody chooses between them.
function versions({ stored, stored_as: name = "Stored", stored_by: by, sent }) {
  if (!stored) {
    return null;
  }
  const version = (of, text, who) =>
    h("div", { role: "group", "aria-label": of }, h("b", {}, of), h("span", {}, text), who && h("small", {}, who));
  return h("div", { class: "versions" }, version(name, stored, by), sent && version("Yours", sent));
}

const isUnanswered = ({ answer }) => !answer;

// A correction is no entry of the line, though it may hold one: there it would become one reading more.
const isInLine = ({ kind, body }) => LINE_KINDS.has(kind) && Boolean(body.line) && !body.replaces;
