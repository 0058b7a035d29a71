// The entry line: what is typed, what was understood of it, what is asked back, and Enter.

import { h, keepFocus, redraw } from "./dom.js";
import { parse } from "./line.js";
import { questions, refusals, timeQuestions } from "./plausibility.js";
import { request } from "./wire.js";

const QUESTION_MS = 600; // a bouncing key must not answer what nobody has read
const DRAFT_MS = 500;
export const STALE_S = 120;

export class Entry {
  constructor(panel) {
    this.panel = panel;
    this.draft = crypto.randomUUID();
    this.keysDown = new Set();
    this.confirmed = [];
    this.fields = {}; // what only the touch fields say: position, cuff site, note, words of a reason
    this.line = h("input", {
      "aria-label": "Vitals",
      class: "line",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: "e.g. 148/92 88 97 16",
      oninput: () => {
        this.panel.signs.composing = false;
        this.typed();
      },
      onkeydown: (event) => this.key(event),
      onkeyup: (event) => this.keysDown.delete(event.code),
      onblur: () => this.keysDown.clear(),
    });
    this.said = h("div", { class: "said" });
    this.place = h(
      "div",
      { class: "entry" },
      h("div", { class: "lineframe" }, this.line, this.saveButton()),
      this.said,
    );
    this.restore();
  }

  saveButton() {
    const press = () => (this.asking ? this.confirm() : this.enter());
    return h("button", { class: "save", onmousedown: keepFocus, onclick: press }, "Save reading");
  }

  setting() {
    const { session, effects } = this.panel.state;
    const iso = (seconds) => (seconds === null ? null : new Date(seconds * 1000).toISOString());
    return {
      arrival: iso(session.arrived),
      end: iso(session.ended),
      now: iso(this.panel.time.now()),
      zone: session.zone,
      entered_afterwards: session.entered_afterwards,
      running: effects.running.map(({ key, label }) => ({ key, label })),
      own: this.panel.data.own ?? [],
    };
  }

  understood() {
    return parse(this.line.value, this.setting(), this.panel.data.tables);
  }

  before() {
    const last = Object.entries(this.panel.state.previous).map(([name, { value }]) => [name, value]);
    return { previous: Object.fromEntries(last), last_session_weight_kg: this.panel.state.last_session_weight_kg };
  }

  // After the session's end, in the minute of another reading, or the same values as a colleague's just now.
  timeQuestions(answer) {
    const { state, data } = this.panel;
    const occasion = { ...this.setting(), readings: state.readings };
    return timeQuestions(this.takenAt(answer), data.author.id, answer.signs, occasion, data.tables);
  }

  takenAt({ stated }) {
    if (stated && !stated.startsWith("-")) {
      return stated;
    }
    const ago = stated ? Number(stated.slice(1)) * 60 : 0;
    return new Date((this.panel.time.now() - ago) * 1000).toISOString();
  }

  typed() {
    this.asking = null;
    this.confirmed = [];
    this.problem = null;
    this.closed = null;
    if (!this.line.value) {
      this.cameBack = this.stated = null; // what is typed from here on is not what came back
    }
    this.keepDraft();
    this.draw();
  }

  key(event) {
    if (event.isComposing) {
      return;
    }
    if (event.key === "Escape" && (this.asking || this.problem)) {
      event.preventDefault();
      this.asking = this.problem = null;
      this.draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const bounced = this.closed && performance.now() - this.closed < QUESTION_MS;
      if (!event.repeat && !bounced) {
        if (this.asking) {
          this.confirm();
        } else {
          this.enter();
        }
      }
    } else if (this.problem?.options && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const option = this.problem.options.find(({ key }) => key === event.key.toLowerCase());
      if (option) {
        event.preventDefault();
        option.take();
      }
    }
    this.keysDown.add(event.code);
  }

  // Enter on a line: refused, asked about, chosen, or sent; what is refused stays as it is typed.
  enter() {
    const { panel } = this;
    const answer = this.understood();
    if (answer.kind === "empty" || answer.kind === null || answer.refusals.length > 0) {
      this.refuse(answer.refusals);
      return;
    }
    if (answer.choices.length > 0) {
      this.choose(answer.choices[0]);
      return;
    }
    if (this.cameBack && !answer.stated) {
      this.askWhen();
      return;
    }
    if (answer.kind !== "reading") {
      panel.send(answer.kind === "none_reported" ? "none-reported" : "effects", this.body(answer));
      this.clear();
      return;
    }
    const impossible = refusals(answer.signs, panel.data.tables);
    if (impossible.length > 0) {
      this.refuse(impossible);
      return;
    }
    if (answer.needs_words.some((name) => !this.fields.words?.[name])) {
      this.askWords(answer.needs_words.find((name) => !this.fields.words?.[name]));
      return;
    }
    const asked = [...questions(answer.signs, this.before(), panel.data.tables), ...this.timeQuestions(answer)];
    if (asked.some(({ code }) => !this.confirmed.includes(code))) {
      this.ask(asked);
      return;
    }
    panel.send("readings", this.body(answer));
    this.clear();
  }

  body(answer) {
    const { words, ...rest } = this.fields;
    return {
      id: this.draft,
      line: this.line.value,
      stated: answer.stated ?? this.stated ?? null,
      confirmed: this.confirmed,
      words: words ?? {},
      source: this.touched ? "fields" : "line",
      ...rest,
    };
  }

  clear() {
    const saved = this.draft;
    this.line.value = "";
    this.draft = crypto.randomUUID();
    this.confirmed = [];
    this.fields = {};
    this.asking = this.problem = this.cameBack = this.stated = null;
    this.touched = false;
    clearTimeout(this.draftTimer);
    // The save takes its draft with it; one kept under another id, or still on its way, is to be emptied.
    if (this.putting || (this.kept && this.kept !== saved)) {
      this.keepDraft();
    }
    this.panel.drawAll();
  }

  refuse(problems) {
    this.problem = problems.length > 0 ? { texts: problems.map(({ text }) => text) } : null;
    this.draw();
  }

  ask(asked) {
    this.asking = { codes: asked.map(({ code }) => code), since: performance.now() };
    this.problem = { check: true, texts: asked.map(({ text }) => text) };
    this.draw();
  }

  // The same Enter that asked, or one that bounced, confirms nothing.
  confirm() {
    const read = performance.now() - this.asking.since >= QUESTION_MS;
    if (!read || this.keysDown.size > 0) {
      return;
    }
    this.confirmed = this.asking.codes;
    this.asking = this.problem = null;
    this.enter();
  }

  choose(choice) {
    const options = choice.options.map(({ key, label, line }) => ({ key, label, take: () => this.rewrite(line) }));
    this.problem = { texts: [choice.text], options };
    this.draw();
  }

  rewrite(line) {
    this.line.value = line;
    this.typed();
    this.enter();
  }

  askWhen() {
    const take = (stated) => () => {
      this.stated = stated;
      this.cameBack = null;
      this.problem = null;
      this.keepDraft();
      this.enter();
    };
    const then = new Date(this.cameBack * 1000).toISOString();
    this.problem = {
      texts: [`This was typed at ${this.panel.clock(this.cameBack)}. When was it taken? Or add a time with @.`],
      options: [
        { key: "t", label: `taken then, ${this.panel.clock(this.cameBack)}`, take: take(then) },
        { key: "n", label: "now", take: take(null) },
      ],
    };
    this.draw();
  }

  askWords(name) {
    const input = h("input", { "aria-label": "Reason in words", maxlength: 500 });
    const take = (event) => {
      if (event.key === "Enter" && input.value.trim()) {
        this.fields.words = { ...this.fields.words, [name]: input.value.trim() };
        this.problem = null;
        this.line.focus();
        this.enter();
      } else if (event.key === "Escape") {
        this.problem = null;
        this.line.focus();
        this.draw();
      }
    };
    input.addEventListener("keydown", take);
    this.problem = { texts: [`Why was ${this.panel.label(name)} not measured? Say it in words, then Enter.`], input };
    this.draw();
    input.focus();
  }

  draw() {
    const problem = this.problem;
    const shown = problem && { texts: problem.texts, keys: problem.options?.map(({ key, label }) => key + label) };
    redraw(this.said, shown, () => problem && this.alert(problem));
    this.panel.signs.draw(this.understood());
  }

  alert({ texts, options, input, check }) {
    const lines = check ? [...texts, "Enter again saves it, Escape edits."] : texts;
    const choices = options?.map(({ key, label, take }) =>
      h("button", { onmousedown: keepFocus, onclick: take }, h("kbd", {}, key), ` ${label}`),
    );
    return h(
      "div",
      { role: "alert", class: check ? "check" : "refusal" },
      lines.map((text) => h("p", {}, text)),
      choices ?? null,
      input ?? null,
    );
  }

  // Keys pressed while there is no line to type into are held for it, as long as they can be meant for it.
  hold(isMeant) {
    this.catchUp();
    let text = "";
    const listen = (event) => {
      const nowhere = document.activeElement === document.body || document.activeElement === null;
      if (nowhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && isMeant()) {
        event.preventDefault();
        text += event.key;
      }
    };
    document.addEventListener("keydown", listen, true);
    this.release = () => {
      document.removeEventListener("keydown", listen, true);
      return text;
    };
  }

  catchUp() {
    const text = this.release?.();
    this.release = null;
    if (text) {
      this.line.value += text;
      this.typed();
    }
  }

  // What is only typed lies on the server half a second later, for its author alone.
  keepDraft() {
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => this.putDraft(), DRAFT_MS);
  }

  // What the line holds, and what belongs to it without standing in it.
  content() {
    const { cameBack = null, fields, stated = null, touched = false } = this;
    return { line: this.line.value, fields, touched, stated, cameBack };
  }

  async putDraft() {
    if (!this.restored) {
      this.draftWaits = true; // first comes back what was kept, or it would be written over
      return;
    }
    const typed = this.line.value || Object.values(this.fields).some(Boolean);
    const text = typed ? JSON.stringify(this.content()) : "";
    const body = { id: this.draft, text, author: this.panel.data.author.id };
    this.putting = true;
    try {
      const { status } = await request("PUT", `${this.panel.address}/draft`, body);
      this.draftWaits = status !== 204;
      this.kept = body.text ? body.id : null;
    } catch {
      this.draftWaits = true; // put again when there is a connection
    }
    this.putting = false;
  }

  // There is an answer from the server: what could not be fetched or kept before is tried again.
  again() {
    if (this.restoreLater) {
      this.restoreLater = false;
      this.restore();
    } else if (this.draftWaits && this.restored && !this.putting) {
      this.putDraft();
    }
  }

  async restore() {
    let answer;
    try {
      answer = await request("GET", `${this.panel.address}/draft`);
    } catch {
      answer = { status: 0 };
    }
    if (![200, 204].includes(answer.status)) {
      this.restoreLater = true;
      return;
    }
    this.restored = true;
    this.cameIn(answer.body);
    if (this.draftWaits) {
      this.putDraft();
    }
  }

  // A draft from the server. One that is being saved, or of whoever is chosen at this browser meanwhile, is none.
  cameIn(kept) {
    const { panel } = this;
    const known = panel.waitingHere().some(({ body }) => body.id === kept?.id) || panel.waiting.settled.has(kept?.id);
    if (!kept?.text || known || kept.author !== panel.data.author.id) {
      return;
    }
    const content = JSON.parse(kept.text);
    if (this.line.value) {
      panel.waiting.put(panel.queue.kept(content)); // somebody was faster at typing
      return;
    }
    const since = content.cameBack ?? (panel.time.now() - kept.typed_at >= STALE_S ? kept.typed_at : null);
    Object.assign(this, { draft: kept.id, kept: kept.id, touched: content.touched, stated: content.stated });
    this.line.value = content.line;
    this.fields = content.fields;
    this.cameBack = content.stated ? null : since;
    this.draw();
  }

  // What was sent and refused, back in the line as a new draft; `since` is when it was entered, if that is long ago.
  putBack({ line, stated, words, source, position, cuff_site, note }, since) {
    this.line.value = line;
    this.typed();
    this.draft = crypto.randomUUID();
    this.fields = { words, position, cuff_site, note };
    this.touched = source === "fields";
    const inLine = this.understood().stated;
    this.stated = inLine ? null : stated;
    this.cameBack = inLine || stated ? null : since;
    this.draw();
    this.line.focus();
  }
}
