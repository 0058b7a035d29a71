// What stands in a place or behind a letter: a number within its form, or why there is none:
// schemas/rules/line/values.py.

const WHOLE = /^[0-9]{1,4}$/;
const TENTH = /^[0-9]{1,4}[.,][0-9]$/;
const LONG = /^[0-9]{5,}(?:[.,][0-9])?$/;
const FRACTION = /^[0-9]+[.,][0-9]+$/;

/** °F with one decimal in °C with one decimal, rounded half up, in whole tenths so that nothing is lost. */
export function celsius(fahrenheit) {
  const tenths = Math.trunc(fahrenheit * 10 + 0.5);
  return Math.floor(((tenths - 320) * 10 + 9) / 18) / 10;
}

/** Collects what a line says of each sign; `given` are the signs a token spoke of, readable or not. */
export class Values {
  constructor(findings, tables) {
    this.findings = findings;
    this.tables = tables;
    this.pressureSigns = tables.run[0];
    this.byName = new Map(tables.signs.map((sign) => [sign.name, sign]));
    this.reasonByKey = new Map(tables.reasons.map((reason) => [reason.key, reason.value]));
    this.signs = {};
    this.reasons = {};
    this.given = new Set();
  }

  label(sign) {
    return this.byName.get(sign).label;
  }

  /** Reads the place of the blood pressure: both numbers, half of it, a reason for the whole, or nothing. */
  pressure(token) {
    if (token.low === "_") {
      return;
    }
    this.pressureSigns.forEach((sign) => this.given.add(sign));
    const halves = token.low.split("/");
    if (halves.length === 1 && token.low[0] === "-") {
      this.reason(this.pressureSigns, this.tables.pressure_label, token.low, token);
    } else if (halves.length === this.pressureSigns.length && halves.some((half) => /^[0-9]/.test(half))) {
      this.pressureSigns.forEach((sign, index) => this.value(sign, halves[index], token));
    } else {
      this.unreadable(this.byName.get(this.pressureSigns[0]), token);
    }
  }

  /** Reads one sign from `text`, which is the token or what follows its letter. */
  single(sign, text, token) {
    if (this.given.has(sign)) {
      this.findings.refuse("sign.twice", token.text, sign, { label: this.label(sign) });
      return;
    }
    this.given.add(sign);
    this.value(sign, text, token);
  }

  /** The signs whose reason is *other*, which is not saved without its words. */
  needingWords() {
    return Object.keys(this.reasons).filter((sign) => this.reasons[sign] === "other");
  }

  value(sign, text, token) {
    const quantity = this.byName.get(sign);
    if (text.startsWith("-")) {
      this.reason([sign], quantity.label, text, token);
    } else if (sign === "temperature_c") {
      this.temperature(quantity, text, token);
    } else {
      const value = this.number(quantity, text, token);
      if (value !== null) {
        this.signs[sign] = value;
      }
    }
  }

  number(quantity, text, token) {
    const { name, label, decimals } = quantity;
    if (WHOLE.test(text) || (decimals && TENTH.test(text))) {
      return Number(text.replace(",", "."));
    }
    if (FRACTION.test(text) && !decimals) {
      this.findings.refuse("number.fraction", token.text, name, { label });
    } else if (LONG.test(text)) {
      this.findings.refuse("number.long", token.text, name, { label });
    } else if (FRACTION.test(text)) {
      this.findings.refuse("number.decimals", token.text, name, { label, example: example(quantity) });
    } else {
      this.unreadable(quantity, token);
    }
    return null;
  }

  temperature(quantity, text, token) {
    const letter = text.endsWith("f");
    const value = this.number(quantity, letter ? text.slice(0, -1) : text, token);
    if (value === null) {
      return;
    }
    const { low, high } = this.tables.fahrenheit;
    const inside = low <= value && value <= high;
    if (!letter && inside) {
      this.wasItFahrenheit(quantity, value, token);
    } else if (letter && !inside) {
      const limits = { low: this.shown(low), high: this.shown(high) };
      this.findings.refuse("temperature.fahrenheit", token.text, quantity.name, limits);
    } else {
      this.signs[quantity.name] = letter ? celsius(value) : value;
    }
  }

  wasItFahrenheit(quantity, value, token) {
    const both = { fahrenheit: this.shown(value), celsius: this.shown(celsius(value)) };
    const label = this.findings.text.say("option.fahrenheit", both);
    const option = { key: "f", label, line: this.findings.rewritten(token, `${token.text}f`) };
    const said = { value: this.shown(value), low: this.shown(quantity.low), high: this.shown(quantity.high) };
    this.findings.choose("choose.fahrenheit", token.text, [option], quantity.name, said);
  }

  reason(signs, label, text, token) {
    if (text === "-") {
      const options = this.tables.reasons.map(({ key, label: words }) => ({
        key,
        label: words,
        line: this.findings.rewritten(token, token.text.replace("-", `-${key}`)),
      }));
      this.findings.choose("choose.reason", token.text, options, signs[0], { label });
    } else if (this.reasonByKey.has(text.slice(1))) {
      signs.forEach((sign) => (this.reasons[sign] = this.reasonByKey.get(text.slice(1))));
    } else {
      const reasons = this.tables.reasons.map(({ key, label: words }) => `-${key} ${words}`).join(", ");
      this.findings.unreadable("reason.unknown", token.text, signs[0], { label, reasons });
    }
  }

  unreadable(quantity, token) {
    const code = quantity.letter ? "sign.unknown" : "pressure.unknown";
    const said = { label: quantity.label, example: example(quantity), reason: `${quantity.letter}-d` };
    this.findings.unreadable(code, token.text, quantity.name, said);
  }

  shown(value) {
    return this.findings.text.number(value);
  }
}

function example(quantity) {
  return `${quantity.letter}${quantity.example}`;
}
