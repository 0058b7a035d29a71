// A line of one effect, and which effect a name means: schemas/rules/line/effects.py and names.py.

import { lengthOf, split } from "./line_text.js";

const NONE = "none";

/** Reads one line that begins with +; lives as long as the line is being read. */
export class EffectLine {
  constructor(findings, setting, tables) {
    this.findings = findings;
    this.text = findings.text;
    this.setting = setting;
    this.tables = tables;
    this.kind = "effect";
    this.effect = null;
    this.times = [];
    this.severity = null;
  }

  /** Reads the tokens of the line, of which the first begins with +. */
  read(tokens) {
    const start = tokens[0].start + 1;
    if (this.text.quotes.has(this.findings.line[start])) {
      this.readQuoted(start);
      return;
    }
    const name = this.takeSeverity(this.takeTimes(split(this.findings.line, start)));
    if (!name.length || name[0].start !== start) {
      this.findings.refuse("effect.no_name");
    } else if (this.text.folded(joined(name)) === NONE) {
      this.readNone(tokens[0]);
    } else {
      this.readNamed(name);
    }
  }

  readQuoted(start) {
    const { line } = this.findings;
    let closing = start + 1;
    while (closing < line.length && !this.text.quotes.has(line[closing])) {
      closing += 1;
    }
    if (closing === line.length) {
      this.findings.refuse("effect.quote", line[start]);
      return;
    }
    const rest = this.takeTimes(split(line, closing + 1));
    if (rest.length && rest[0].start === closing + 1) {
      this.findings.refuse("effect.glued", rest[0].text);
      return;
    }
    this.takeSeverity(rest).forEach((token) => this.findings.unreadable("token.unknown", token.text));
    this.settleWords(this.text.trimmed(line.slice(start + 1, closing)));
  }

  settleWords(words) {
    const folded = this.text.folded(words);
    const limit = this.tables.longest.words;
    if (!folded) {
      this.findings.refuse("effect.empty");
    } else if (lengthOf(words) > limit) {
      const said = { count: String(lengthOf(words)), limit: String(limit) };
      this.findings.refuse("effect.long", words, null, said);
    } else if (folded === NONE) {
      this.findings.refuse("effect.none_quoted", words);
    } else {
      const found = this.exactly(folded, this.known());
      this.settle(found[0] ?? { key: null, label: words, running: false }, words);
    }
  }

  /** Takes the time from the end; the tokens before it. */
  takeTimes(tokens) {
    const found = tokens.findIndex((token) => token.text[0] === "@");
    const first = found < 0 ? tokens.length : found;
    for (const token of tokens.slice(first)) {
      if (token.text[0] === "@") {
        this.times.push(token);
      } else {
        this.findings.refuse("effect.order", token.text);
      }
    }
    return tokens.slice(0, first);
  }

  /** Takes the severity from the end; the tokens before it. */
  takeSeverity(tokens) {
    const last = tokens.length ? tokens[tokens.length - 1].text : "";
    if (!/^[0-9-]/.test(last)) {
      return tokens;
    }
    if (/^[0-4]$/.test(last)) {
      this.severity = Number(last);
    } else {
      this.findings.refuse("effect.severity", last);
    }
    return tokens.slice(0, -1);
  }

  readNone(token) {
    this.kind = "none_reported";
    if (this.severity !== null) {
      this.findings.refuse("effect.none_severity", token.text);
    }
    if (this.setting.running.length) {
      this.findings.refuse("effect.none_running", token.text, null, { running: this.running() });
    }
  }

  readNamed(name) {
    const typed = joined(name);
    const found = this.meant(typed);
    if (found.length === 1) {
      this.settle(found[0], typed);
    } else if (this.severity === 0 && !found.some((effect) => effect.running)) {
      this.findings.refuse("effect.not_running", typed, null, { running: this.running() });
    } else if (!found.length) {
      this.findings.unreadable("effect.unknown", typed);
    } else if (found.length > this.tables.longest.options) {
      this.findings.refuse("effect.many", typed, null, { count: String(found.length) });
    } else {
      this.choose(name, found);
    }
  }

  choose(name, found) {
    const span = { start: name[0].start, end: name[name.length - 1].end };
    const options = found.map((effect, index) => ({
      key: String(index + 1),
      label: effect.label,
      line: this.findings.rewritten(
        span,
        `"${effect.key === null ? this.text.quotable(effect.label) : effect.names[0]}"`,
      ),
    }));
    this.findings.choose("choose.effect", this.findings.line.slice(span.start, span.end), options);
  }

  settle(effect, typed) {
    const ends = this.severity === 0;
    if (ends && !effect.running) {
      this.findings.refuse("effect.not_running", typed, null, { running: this.running() });
      return;
    }
    const { key, label, running } = effect;
    this.effect = { key, words: key === null ? label : null, severity: ends ? null : this.severity, ends, running };
  }

  /** Every effect that has a name here, each once: the running ones first, then the list, then the clinic's own. */
  known() {
    const names = new Map(this.tables.effects.map((effect) => [effect.key, effect.names]));
    const found = [];
    for (const { key, label } of this.setting.running) {
      const own = key === null ? [this.text.folded(label)] : names.get(key);
      if (found.every((other) => other.key !== key || other.names.join("/") !== own.join("/"))) {
        found.push({ key, label, names: own, running: true });
      }
    }
    const running = new Set(found.map(({ key }) => key));
    const listed = this.tables.effects.filter(({ key }) => !running.has(key));
    found.push(...listed.map((effect) => ({ ...effect, running: false })));
    for (const label of this.setting.own) {
      const name = this.text.folded(label);
      if (!this.exactly(name, found).length) {
        found.push({ key: null, label, names: [name], running: false });
      }
    }
    return found;
  }

  /** The effects `typed` can mean: the one of exactly this name, else the running, else all that begin with it. */
  meant(typed) {
    const known = this.known();
    const sought = this.text.folded(typed);
    const exactly = this.exactly(sought, known);
    if (exactly.length) {
      return exactly;
    }
    const begun = known.filter((effect) => effect.names.some((name) => name.startsWith(sought)));
    const running = begun.filter((effect) => effect.running);
    return running.length ? running : begun;
  }

  exactly(name, effects) {
    return effects.filter((effect) => effect.names.includes(name)).slice(0, 1);
  }

  running() {
    const labels = this.setting.running.map(({ label }) => this.text.shown(label)).join(", ");
    return labels ? this.text.say("running.some", { effects: labels }) : this.text.say("running.nothing", {});
  }
}

function joined(tokens) {
  return tokens.map((token) => token.text).join(" ");
}
