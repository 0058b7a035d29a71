// The entry line: what is typed, what was understood of it, what is asked back, and Enter.

import { Asking, QUESTION_MS } from "./asking.js";
import { h, keepFocus } from "./dom.js";
import { Draft } from "./draft.js";
import { parse } from "./line.js";
import { questions, refusals, timeQuestions } from "./plausibility.js";

const HASTY = "line.hasty"; // what was begun before the caret was there
const LONG = 17; // characters that fit beside the button at full size

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
      onpointerdown: () => this.line.removeAttribute("inputmode"),
      onbeforeinput: ({ inputType }) => {
        if (inputType.startsWith("insert")) {
          this.makeWay();
          this.overAll();
        }
      },
      oninput: () => {
        this.panel.signs.composing = false;
        this.typed();
      },
      onkeydown: (event) => this.key(event),
      onkeyup: (event) => this.keysDown.delete(event.code),
      onblur: () => this.keysDown.clear(),
    });
    this.asked = new Asking(this);
    this.kept = new Draft(this);
    this.place = h(
      "div",
      { class: "entry" },
      h("div", { class: "lineframe" }, this.line, this.saveButton()),
      this.asked.place,
    );
    this.kept.restore();
  }

  saveButton() {
    return h("button", { class: "save", onmousedown: keepFocus, onclick: () => this.press() }, "Save reading");
  }

  press() {
    if (this.asked.asking) {
      this.asked.confirm();
    } else {
      this.enter();
    }
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

  // The nearest earlier value of each sign, seen from the time that is stated; one in the same minute counts as earlier.
  before(answer) {
    const { state } = this.panel;
    const at = minute(this.takenAt(answer));
    const earlier = state.readings.filter((one) => minute(one.taken_at) <= at);
    earlier.sort((one, two) => Date.parse(one.taken_at) - Date.parse(two.taken_at));
    return {
      previous: Object.assign({}, ...earlier.map(({ signs }) => signs)),
      last_session_weight_kg: state.last_session_weight_kg,
    };
  }

  // After the session's end, in the minute of another reading, or the same values as a colleague's just now.
  timeQuestions(answer) {
    const { state, data } = this.panel;
    const occasion = { ...this.setting(), readings: state.readings, windows: state.windows };
    return timeQuestions(this.takenAt(answer), data.author.id, answer.signs, occasion, data.tables);
  }

  takenAt({ stated }) {
    if (stated && !stated.startsWith("-")) {
      return stated;
    }
    const ago = stated ? Number(stated.slice(1)) * 60 : 0;
    const { time } = this.panel;
    const first = this.pressed ?? this.entered;
    const pressed = time.now() - (first ? time.since(first) : 0);
    return new Date((pressed - ago) * 1000).toISOString();
  }

  typed() {
    this.asked.forget();
    this.confirmed = [];
    this.closed = this.returned = this.pressed = null;
    if (!this.line.value) {
      this.anew();
    } else if ((this.keyAt ?? performance.now()) < this.hastyUntil) {
      this.isHasty = true;
    }
    this.keyAt = null;
    this.kept.keep();
    this.draw();
  }

  // What is typed from here on is neither what came back nor what was typed before: another tab may have saved that.
  anew() {
    this.draft = crypto.randomUUID();
    this.cameBack = this.stated = this.entered = this.asked.note = null;
    this.isHasty = false;
  }

  // All of it is selected and typed over: the same as emptied.
  overAll() {
    const { line } = this;
    if (line.value && line.selectionStart === 0 && line.selectionEnd === line.value.length) {
      this.anew();
    }
  }

  key(event) {
    this.keyAt = event.timeStamp; // a busy page is told of a key long after it was pressed
    if (event.isComposing) {
      return;
    }
    if (event.key === "Escape" && this.asked.problem) {
      event.preventDefault();
      this.asked.forget();
      this.returned = null;
      this.draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const bounced = this.closed && performance.now() - this.closed < QUESTION_MS;
      if (!event.repeat && !bounced) {
        this.press();
      }
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
      const option = this.asked.option(event.key);
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
    if (answer.kind === "empty" && panel.queue.reach()) {
      return;
    }
    // However long a question stands, what it asks about was taken when Enter was pressed first.
    this.pressed ??= this.entered ?? panel.time.stamp();
    if (answer.kind === "empty" || answer.kind === null || answer.refusals.length > 0) {
      this.asked.refuse(answer.refusals);
      return;
    }
    if (answer.choices.length > 0) {
      this.asked.choose(answer.choices[0]);
      return;
    }
    if (this.cameBack && !answer.stated) {
      this.asked.askWhen();
      return;
    }
    if (this.isHasty && !this.confirmed.includes(HASTY)) {
      const text = `Keys were pressed before the line was there: is ${this.line.value.trim()} all of it?`;
      this.asked.ask([{ code: HASTY, text }]);
      return;
    }
    const again = answer.effect?.running && !answer.effect.ends && answer.effect.severity === null;
    if (again) {
      const label = answer.effect.words ?? panel.effectLabel(answer.effect.key);
      const text = `${label} is running already. Say how severe it is now, as in ${this.line.value.trim()} 2; 0 ends it.`;
      this.asked.refuse([{ text }]);
      return;
    }
    if (answer.kind !== "reading") {
      panel.send(answer.kind === "none_reported" ? "none-reported" : "effects", this.body(answer), this.pressed);
      this.clear();
      return;
    }
    const impossible = refusals(answer.signs, panel.data.tables);
    if (impossible.length > 0) {
      this.asked.refuse(impossible);
      return;
    }
    if (answer.needs_words.some((name) => !this.fields.words?.[name])) {
      this.asked.askWords(answer.needs_words.find((name) => !this.fields.words?.[name]));
      return;
    }
    const asked = [...questions(answer.signs, this.before(answer), panel.data.tables), ...this.timeQuestions(answer)];
    if (asked.some(({ code }) => !this.confirmed.includes(code))) {
      this.asked.ask(asked);
      return;
    }
    panel.send("readings", this.body(answer), this.pressed);
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
    this.asked.forget();
    this.cameBack = this.stated = this.pressed = this.entered = this.asked.note = null;
    this.touched = this.isHasty = false;
    this.kept.saved(saved);
    this.draw();
    this.takeCaret();
  }

  // The caret is back in the line after a save. One who enters by finger does not want the system's keyboard for it.
  takeCaret() {
    const focused = this.place.getRootNode().activeElement;
    if (focused?.getAttribute("role") === "spinbutton") {
      this.line.setAttribute("inputmode", "none");
      this.line.focus();
    }
  }

  rewrite(line) {
    const { pressed } = this;
    this.line.value = line;
    this.typed();
    this.pressed = pressed;
    this.enter();
  }

  draw() {
    this.line.classList.toggle("long", this.line.value.length > LONG);
    this.asked.draw();
    this.panel.signs.draw(this.understood());
  }

  // A draft from the server; `since` is when it was typed, if that is long ago.
  cameIn(id, { line, fields, touched, stated }, since) {
    Object.assign(this, { draft: id, fields, touched, stated, cameBack: since });
    this.line.value = line;
    this.draw();
  }

  // What was sent and refused, back in the line as a new draft: taken when Enter was pressed first (`entered`, a stamp),
  // and asked about where that is long ago (`since`).
  putBack({ line, stated, words, source, position, cuff_site, note }, entered, since) {
    this.line.value = line;
    this.typed();
    this.draft = crypto.randomUUID();
    this.fields = { words, position, cuff_site, note };
    this.touched = source === "fields";
    const inLine = this.understood().stated;
    this.stated = inLine ? null : stated;
    this.entered = inLine || stated || since ? null : entered;
    this.cameBack = inLine || stated ? null : since;
    this.draw();
    this.line.focus();
  }

  // Nothing is typed, and nobody is typing elsewhere.
  isFree() {
    const active = this.place.getRootNode().activeElement;
    const elsewhere = active !== this.line && active?.matches("input, textarea, select");
    return !this.line.value && !Object.values(this.fields).some(Boolean) && !elsewhere;
  }

  // What the server said of a line that is back: refused, or asked and confirmed as what is asked here.
  answered(item) {
    const { refusals = [], choices = [], questions = [] } = item.answer;
    this.confirmed = item.body.confirmed ?? [];
    if (refusals.length + choices.length > 0) {
      this.asked.refuse([...refusals, ...choices]);
    } else {
      this.asked.ask(questions);
    }
    this.pressed = item.entered;
    this.returned = { item, since: performance.now() };
  }

  // Whoever typed on when a line came back meant the next line: what came back makes way and waits in its row.
  makeWay() {
    if (this.returned && performance.now() - this.returned.since < QUESTION_MS) {
      const { item } = this.returned;
      this.line.value = "";
      this.typed();
      this.panel.waiting.put(item);
    }
  }
}

const minute = (instant) => Math.floor(Date.parse(instant) / 60000);
