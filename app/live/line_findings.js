// What reading a line brings to light on the way: schemas/rules/line/findings.py.

import { hasOtherDigits } from "./line_text.js";

/** Collects refusals and choices about one line; it lives as long as the line is being read. */
export class Findings {
  constructor(line, text) {
    this.line = line;
    this.text = text;
    this.refusals = [];
    this.choices = [];
  }

  /** Adds the refusal of this code. */
  refuse(code, token = "", sign = null, values = {}) {
    const safe = this.text.shown(token);
    this.refusals.push({ code, sign, token: safe, text: this.text.say(code, { token: safe, ...values }) });
  }

  /** Adds the refusal of this code, or the plainer one where digits of another script are the cause. */
  unreadable(code, token, sign = null, values = {}) {
    this.refuse(hasOtherDigits(token) ? "token.digits" : code, token, sign, values);
  }

  /** Adds the choice of this code. */
  choose(code, token, options, sign = null, values = {}) {
    const safe = this.text.shown(token);
    this.choices.push({ code, sign, token: safe, text: this.text.say(code, { token: safe, ...values }), options });
  }

  /** The whole line with `text` in the place of the token. */
  rewritten(token, text) {
    return this.line.slice(0, token.start) + text + this.line.slice(token.end);
  }
}
