// What is asked back: refusals, unlikely values to confirm, choices by their key; shown under the line.

import { h, keepFocus, redraw } from "./dom.js";

export const QUESTION_MS = 600; // a bouncing key must not answer what nobody has read

export class Asking {
  constructor(entry) {
    this.entry = entry;
    this.place = h("div", { class: "said" });
  }

  // Something to know of what stands in the line, until it is saved or emptied.
  tell(note) {
    this.note = note;
    this.draw();
  }

  forget() {
    this.asking = this.problem = null;
  }

  // The choice that this key names, if one is open.
  option(key) {
    return this.problem?.options?.find((option) => option.key === key.toLowerCase());
  }

  refuse(problems) {
    this.problem = problems.length > 0 ? { texts: problems.map(({ text }) => text) } : null;
    this.draw();
  }

  ask(asked) {
    this.asking = { codes: asked.map(({ code }) => code), since: performance.now() };
    this.problem = { check: true, texts: [...new Set(asked.map(({ text }) => text))] };
    this.draw();
  }

  // The same Enter that asked, or one that bounced, confirms nothing.
  confirm() {
    const read = performance.now() - this.asking.since >= QUESTION_MS;
    if (!read || this.entry.keysDown.size > 0) {
      return;
    }
    this.entry.confirmed = [...new Set([...this.entry.confirmed, ...this.asking.codes])];
    this.asking = this.problem = null;
    this.entry.enter();
  }

  choose(choice) {
    const options = choice.options.map(({ key, label, line }) => ({
      key,
      label,
      take: () => this.entry.rewrite(line),
    }));
    this.problem = { texts: [choice.text], options };
    this.draw();
  }

  askWhen() {
    const take = (stated) => () => {
      this.entry.stated = stated;
      this.entry.cameBack = null;
      this.problem = null;
      this.entry.kept.keep();
      this.entry.enter();
    };
    const takeNow = () => {
      this.entry.pressed = null; // this press, not the one that was asked about
      take(null)();
    };
    const then = new Date(this.entry.cameBack * 1000).toISOString();
    this.problem = {
      texts: [
        `This was typed at ${this.entry.panel.clock(this.entry.cameBack)}. When was it taken? Or add a time with @.`,
      ],
      options: [
        { key: "t", label: `taken then, ${this.entry.panel.clock(this.entry.cameBack)}`, take: take(then) },
        { key: "n", label: "now", take: takeNow },
      ],
    };
    this.draw();
  }

  askWords(name) {
    const input = h("input", { "aria-label": "Reason in words", maxlength: 500 });
    const take = (event) => {
      if (event.key === "Enter" && input.value.trim()) {
        this.entry.fields.words = { ...this.entry.fields.words, [name]: input.value.trim() };
        this.problem = null;
        this.entry.line.focus();
        this.entry.enter();
      } else if (event.key === "Escape") {
        this.problem = null;
        this.entry.line.focus();
        this.draw();
      }
    };
    input.addEventListener("keydown", take);
    this.problem = {
      texts: [`Why was ${this.entry.panel.label(name)} not measured? Say it in words, then Enter.`],
      input,
    };
    this.draw();
    input.focus();
  }

  alert({ texts, options, input, check }) {
    const lines = check ? [...texts, "Enter again, or Save reading, saves it; Escape edits."] : texts;
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

  draw() {
    const { note = null, problem } = this;
    const keys = problem?.options?.map(({ key, label }) => key + label);
    const shown = (problem || note) && { note, texts: problem?.texts, keys };
    const said = () => [note && h("p", { class: "soft", role: "status" }, note), problem && this.alert(problem)];
    redraw(this.place, shown, () => said().filter(Boolean));
  }
}
