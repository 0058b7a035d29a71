// Local times of a zone and the whole minutes since 1970 that they stand for: schemas/rules/line/zone.py.
// A tablet's own zone is never asked.

const MINUTE = 60_000;
const DAY = 1440;
const clocks = new Map();

/** The whole minutes since 1970 of ISO text with an offset, cut, not rounded. */
export function minute(text) {
  return Math.floor(Date.parse(text) / MINUTE);
}

/** The minute on the zone's clock, as the minutes since 1970 at which UTC shows the same date and time. */
export function wall(at, zone) {
  const parts = {};
  for (const { type, value } of clock(zone).formatToParts(at * MINUTE)) {
    parts[type] = Number(value);
  }
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) / MINUTE;
}

/** The offset of the zone at this minute, as in +01:00. */
export function offset(at, zone) {
  const minutes = Math.floor(wall(at, zone)) - at;
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The minute with the zone's offset then: 2026-11-20T14:05+01:00. */
export function written(at, zone) {
  return iso(wall(at, zone)) + offset(at, zone);
}

/** The minute for a sentence: 2026-11-20 14:05. */
export function spoken(at, zone) {
  return iso(wall(at, zone)).replace("T", " ");
}

/** The minutes at which the zone's clock shows `shown`: none, one, or the two of a double hour. */
export function occurrences(shown, zone) {
  const offsets = [shown - DAY, shown + DAY].map((at) => wall(at, zone) - at);
  const found = new Set(offsets.map((ahead) => shown - ahead));
  return [...found].filter((at) => wall(at, zone) === shown).sort((one, other) => one - other);
}

function clock(zone) {
  if (!clocks.has(zone)) {
    const numbers = { year: "numeric", month: "numeric", day: "numeric" };
    const time = { hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" };
    clocks.set(zone, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...numbers, ...time }));
  }
  return clocks.get(zone);
}

function iso(shown) {
  return new Date(shown * MINUTE).toISOString().slice(0, 16);
}

function two(number) {
  return String(number).padStart(2, "0");
}
