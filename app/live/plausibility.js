// Whether values and times are plausible, the same as schemas/rules/plausibility: tests/plausibility_cases.json
// defines both. Limits and sentences come with the tables.

import { fill, textOf } from "./line_text.js";
import { celsius } from "./line_values.js";
import { minute, spoken, written } from "./line_zone.js";

/** What is not accepted: values by sign against the hard bounds. */
export function refusals(signs, tables) {
  const judge = new Judge(tables);
  tables.signs.filter(({ name }) => name in signs).forEach((sign) => judge.hard(sign, signs[sign.name]));
  if (paired(signs) && signs.systolic <= signs.diastolic) {
    judge.pressure("order", signs, {});
  }
  return judge.found;
}

/** What is unlikely and saved only when confirmed. `before` is what Before.as_json() wrote. */
export function questions(signs, before, tables) {
  const judge = new Judge(tables);
  judge.soft(signs);
  judge.cross(signs);
  judge.changes(signs, before.previous);
  judge.weight(signs.weight_kg, before.previous.weight_kg ?? before.last_session_weight_kg);
  return judge.found;
}

/** What is worth a word and needs no answer. */
export function remarks(signs, tables) {
  const judge = new Judge(tables);
  if ("pulse" in signs && signs.pulse === signs.spo2) {
    const value = judge.number(signs.pulse);
    judge.add("pulse", "same_as_spo2", value, { value });
  }
  return judge.found;
}

/** What is not accepted of a time (ISO text with offset). `occasion` is what Occasion.as_json() wrote. */
export function timeRefusals(takenAt, occasion, tables) {
  const judge = new Judge(tables);
  const [at, now, arrival] = [takenAt, occasion.now, occasion.arrival].map(minute);
  const { zone } = occasion;
  const time = spoken(at, zone);
  if (at > now + tables.ahead) {
    const said = { time, limit: String(tables.ahead), now: spoken(now, zone) };
    judge.add("taken_at", "future", written(at, zone), said);
  } else if (at < arrival) {
    judge.add("taken_at", "before_arrival", written(at, zone), { time, arrival: spoken(arrival, zone) });
  }
  return judge.found;
}

/** What is unlikely of a time and saved only when confirmed: after the end, or very like another reading. */
export function timeQuestions(takenAt, enteredBy, signs, occasion, tables) {
  const judge = new Judge(tables);
  const { zone } = occasion;
  const at = minute(takenAt);
  const time = spoken(at, zone);
  const arrival = minute(occasion.arrival);
  const long = tables.plausibility.long_after;
  if (at - arrival > long * 60) {
    const said = { time, arrival: spoken(arrival, zone), limit: String(long) };
    judge.add("taken_at", "long_after", written(arrival, zone), said);
  }
  const end = occasion.end === null ? at : minute(occasion.end);
  if (at > end) {
    judge.add("taken_at", "after_end", written(end, zone), { time, end: spoken(end, zone) });
  }
  const isIn = ([opens, closes]) => minute(opens) <= at && (closes === null || at <= minute(closes));
  const windows = occasion.windows ?? [];
  if (windows.length && minute(occasion.now) - at > tables.plausibility.far_back && !windows.some(isIn)) {
    judge.add("taken_at", "no_window", "", { time });
  }
  const within = tables.plausibility.same_values;
  for (const other of occasion.readings) {
    const then = minute(other.taken_at);
    if (then === at) {
      judge.add("taken_at", "same_minute", other.id, { time });
    }
    if (Math.abs(then - at) <= within && same(signs, other.signs) && enteredBy !== other.entered_by) {
      judge.add("taken_at", "same_values", other.id, { other: spoken(then, zone), limit: String(within) });
    }
  }
  return judge.found;
}

class Judge {
  constructor(tables) {
    this.tables = tables;
    this.limits = tables.plausibility;
    this.sentences = tables.sentences.plausibility;
    this.number = (value) => textOf(tables).number(value);
    this.byName = new Map(tables.signs.map((sign) => [sign.name, sign]));
    this.found = [];
  }

  add(subject, name, judged, values) {
    const sign = subject === "pressure" ? "systolic" : subject;
    const code = judged === "" ? `${subject}.${name}` : `${subject}.${name}:${judged}`;
    this.found.push({ code, sign, text: fill(this.sentences[name], values) });
  }

  amount(sign, value) {
    return `${this.number(value)} ${sign.unit}`.trimEnd();
  }

  ask(name, subject, value, values) {
    const sign = this.byName.get(subject);
    const said = { label: sign.label, amount: this.amount(sign, value), ...values };
    this.add(subject, name, this.number(value), said);
  }

  pressure(name, signs, values) {
    const [systolic, diastolic] = [signs.systolic, signs.diastolic].map(this.number);
    this.add("pressure", name, `${systolic}/${diastolic}`, { systolic, diastolic, ...values });
  }

  hard(sign, value) {
    const said = { value: this.number(value), low: this.number(sign.low), high: this.number(sign.high) };
    const { low, high } = this.tables.fahrenheit;
    // Written so that what is not a number is refused too.
    if (!(sign.low <= value && value <= sign.high)) {
      if (sign.name === "temperature_c" && low <= value && value <= high) {
        this.ask("fahrenheit", sign.name, value, { ...said, celsius: this.number(celsius(value)) });
      } else {
        this.ask("bounds", sign.name, value, said);
      }
    } else if (Math.round(value * 10 ** sign.decimals) / 10 ** sign.decimals !== value) {
      this.ask(sign.decimals ? "decimals" : "whole", sign.name, value, said);
    }
  }

  soft(signs) {
    for (const row of this.limits.soft.filter(({ sign }) => sign in signs)) {
      const value = signs[row.sign];
      const sides = [
        ["possible", row.possible, -1],
        ["low", row.low, -1],
        ["high", row.high, 1],
      ];
      const crossed = sides.find(([, limit, side]) => limit !== null && side * (value - limit) > 0);
      if (crossed) {
        this.ask(crossed[0], row.sign, value, { limit: this.number(crossed[1]) });
      }
    }
  }

  cross(signs) {
    const { narrow, wide, swapped } = this.limits;
    if (paired(signs) && signs.systolic > signs.diastolic) {
      const apart = signs.systolic - signs.diastolic;
      if (apart < narrow) {
        this.pressure("narrow", signs, { limit: this.number(narrow) });
      }
      if (apart > wide) {
        this.pressure("wide", signs, { limit: this.number(wide) });
      }
    }
    if ("pulse" in signs && signs.pulse === signs.systolic) {
      this.ask("same_number", "pulse", signs.pulse, { systolic: this.number(signs.systolic) });
    }
    if (signs.respirations > swapped.respirations && signs.pulse < swapped.pulse) {
      const limits = { high: this.number(swapped.respirations), low: this.number(swapped.pulse) };
      this.ask("swapped", "respirations", signs.respirations, { pulse: this.number(signs.pulse), ...limits });
    }
  }

  changes(signs, previous) {
    for (const { sign, limit } of this.limits.changes) {
      if (sign in signs && sign in previous && Math.abs(signs[sign] - previous[sign]) > limit) {
        const said = { previous: this.number(previous[sign]), limit: this.number(limit) };
        this.ask("change", sign, signs[sign], said);
      }
    }
  }

  weight(weight, last) {
    if (weight === undefined || last === null) {
      return;
    }
    const { weight_percent: percent, pounds_tenths: pounds } = this.limits;
    const [now, then] = [weight, last].map((value) => Math.trunc(value * 10 + 0.5));
    const [less, more] = [Math.min(now, then), Math.max(now, then)];
    const previous = this.amount(this.byName.get("weight_kg"), last);
    if (pounds[0] * less <= 10 * more && 10 * more <= pounds[1] * less) {
      const [low, high] = pounds.map((tenths) => this.number(tenths / 10));
      this.ask("pounds", "weight_kg", weight, { previous, low, high });
    } else if (100 * Math.abs(now - then) > percent * then) {
      this.ask("weight_change", "weight_kg", weight, { previous, limit: this.number(percent) });
    }
  }
}

function paired(signs) {
  return "systolic" in signs && "diastolic" in signs;
}

function same(one, other) {
  const names = Object.keys(one);
  return (
    names.length > 0 &&
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && one[name] === other[name])
  );
}
