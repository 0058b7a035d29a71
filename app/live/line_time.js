// The stated time of a line, read against arrival, end, now and the zone: schemas/rules/line/times.py.

import { minute, occurrences, offset, spoken, wall, written } from "./line_zone.js";

const DAY = 1440;
const DATES = 4; // no time of day is missing on more than three dates in a row, whatever a zone does
const AGO = /^@-([0-9]{1,4})$/;
const CLOCK = /^@([0-9]{1,2}):([0-9]{2})$/;
const FULL = /^@((?:19|2[0-9])[0-9]{2})-([0-9]{2})-([0-9]{2})t([0-9]{2}):([0-9]{2})([+-][0-9]{2}:[0-9]{2})?$/;

/** What the line's time tokens state: null, an instant with its offset, or minutes ago as in "-5". */
export function state(tokens, setting, tables, findings) {
  tokens.slice(1).forEach((again) => findings.refuse("time.twice", again.text));
  if (!tokens.length) {
    if (setting.entered_afterwards) {
      findings.refuse("time.needed");
    }
    return null;
  }
  const token = tokens[0];
  const stated = new Stated(token, setting, tables, findings);
  for (const [pattern, read] of [
    [AGO, (found) => stated.ago(found)],
    [CLOCK, (found) => stated.clock(found)],
    [FULL, (found) => stated.full(found)],
  ]) {
    const found = pattern.exec(token.low);
    if (found) {
      return read(found);
    }
  }
  findings.unreadable("time.unknown", token.text);
  return null;
}

class Stated {
  constructor(token, setting, tables, findings) {
    this.token = token;
    this.findings = findings;
    this.ahead = tables.ahead;
    this.zone = setting.zone;
    this.afterwards = setting.entered_afterwards;
    this.arrival = minute(setting.arrival);
    this.now = minute(setting.now);
    this.end = setting.end === null ? null : minute(setting.end);
  }

  ago(found) {
    const ago = Number(found[1]);
    if (this.afterwards) {
      return this.refuse("time.relative");
    }
    return this.now - ago < this.arrival ? this.refuse("time.before_arrival") : `-${ago}`;
  }

  clock(found) {
    const [hours, minutes] = [Number(found[1]), Number(found[2])];
    if (hours >= 24 || minutes >= 60) {
      return this.refuse("time.unknown");
    }
    let last = this.now + this.ahead;
    if (this.afterwards) {
      last = Math.min(this.arrival + DAY, last, this.end ?? last);
    }
    const origin = wall(this.afterwards ? this.arrival : last, this.zone);
    const midnight = Math.floor(origin / DAY) * DAY;
    for (let days = 0; days < DATES; days += 1) {
      const shown = midnight + (this.afterwards ? days : -days) * DAY + hours * 60 + minutes;
      const meant = occurrences(shown, this.zone).filter((at) => at >= this.arrival && at <= last);
      if (meant.length) {
        return this.oneOf(meant);
      }
    }
    return this.refuse(this.afterwards ? "time.none_afterwards" : "time.none", { last: spoken(last, this.zone) });
  }

  full(found) {
    const [year, month, day, hours, minutes] = found.slice(1, 6).map(Number);
    const shown = Date.UTC(year, month - 1, day, hours, minutes);
    if (new Date(shown).toISOString().slice(0, 16) !== this.token.low.slice(1, 17).toUpperCase()) {
      return this.refuse("time.unknown");
    }
    const all = occurrences(shown / 60_000, this.zone);
    if (!all.length) {
      return this.refuse("time.missing", { zone: this.zone });
    }
    const right = all.filter((at) => found[6] === undefined || found[6] === offset(at, this.zone));
    if (!right.length) {
      const offsets = all.map((at) => offset(at, this.zone)).join(" or ");
      return this.refuse("time.offset", { zone: this.zone, offsets });
    }
    const last = this.now + this.ahead;
    const meant = right.filter((at) => at >= this.arrival && at <= last);
    if (meant.length) {
      return this.oneOf(meant);
    }
    return this.refuse(right[0] > last ? "time.future" : "time.before_arrival", { minutes: String(this.ahead) });
  }

  /** The time that is meant; where the clock showed it twice and both could be, the choice. */
  oneOf(meant) {
    const full = meant.map((at) => written(at, this.zone));
    if (full.length === 1) {
      return full[0];
    }
    const options = ["option.earlier", "option.later"].map((code, index) => ({
      key: String(index + 1),
      label: this.findings.text.say(code, { time: full[index] }),
      line: this.findings.rewritten(this.token, `@${full[index]}`),
    }));
    this.findings.choose("choose.time", this.token.text, options);
    return null;
  }

  refuse(code, values = {}) {
    const [arrival, now] = [this.arrival, this.now].map((at) => spoken(at, this.zone));
    this.findings.refuse(code, this.token.text, null, { arrival, now, ...values });
    return null;
  }
}
