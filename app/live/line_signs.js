// A line of signs: the row that begins with the blood pressure, and letters before or after it:
// schemas/rules/line/signs.py.

import { hasOtherDigits } from "./line_text.js";

const isPlace = (token) => /^[_\-/\p{Nd}]/u.test(token.low);

/** Reads the tokens of one line of signs; lives as long as the line is being read. */
export class SignsLine {
  constructor(findings, values, tables) {
    this.findings = findings;
    this.values = values;
    this.run = tables.run;
    this.letters = new Map(tables.signs.filter(({ letter }) => letter).map(({ letter, name }) => [letter, name]));
    this.times = [];
    this.row = "ahead"; // then open, or astray where it began without a blood pressure, then over
    this.place = 0;
  }

  /** Reads every token; what was found lies in the values, `times` and the findings. */
  read(tokens) {
    for (const [index, token] of tokens.entries()) {
      const head = token.low[0];
      if (head === "+") {
        this.findings.refuse("effect.own_line", token.text);
        return;
      }
      if (isPlace(token)) {
        this.inRow(token, tokens.slice(index));
        continue;
      }
      this.row = this.row === "ahead" ? "ahead" : "over";
      if (head === "@") {
        this.times.push(token);
      } else if (this.letters.has(head)) {
        this.values.single(this.letters.get(head), token.low.slice(1), token);
      } else {
        this.findings.unreadable("token.unknown", token.text);
      }
    }
  }

  /** The signs of the row that no token spoke of; none where there is no row. */
  missing() {
    return this.place ? this.run.flat().filter((sign) => !this.values.given.has(sign)) : [];
  }

  inRow(token, onwards) {
    if (this.row === "ahead") {
      this.begin(token, onwards);
    }
    if (this.row === "over") {
      this.findings.refuse("run.broken", token.text);
    } else if (this.row === "open" && this.place === this.run.length) {
      this.findings.refuse("run.long", token.text);
    } else if (this.row === "open") {
      this.inItsPlace(token);
    }
  }

  begin(token, onwards) {
    if (token.low.includes("/") || "_-".includes(token.low[0]) || hasOtherDigits(token.low)) {
      this.row = "open";
      return;
    }
    // A missed slash must not become a pulse: the whole row is refused, not read from its second place on.
    this.row = "astray";
    const end = onwards.findIndex((place) => !isPlace(place));
    const row = (end < 0 ? onwards : onwards.slice(0, end)).map((place) => place.text).join(" ");
    this.findings.refuse("run.start", row, this.run[0][0]);
  }

  inItsPlace(token) {
    const signs = this.run[this.place];
    this.place += 1;
    if (this.place === 1) {
      this.values.pressure(token);
    } else if (token.low.includes("/")) {
      this.values.given.add(signs[0]);
      this.findings.refuse("pressure.place", token.text, signs[0], { label: this.values.label(signs[0]) });
    } else if (token.low !== "_") {
      this.values.single(signs[0], token.low, token);
    }
  }
}
