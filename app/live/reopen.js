// Reopening: what a form sent and the server refused goes back into the form it came from, as it was filled in.

import { STALE_S } from "./draft.js";

// Answers what opens the form again, or null where it came from no form, such as a tap.
export function reopener(panel, item) {
  const { kind, body } = item;
  const { rows, effects } = panel.state;
  const typed = { ...body, stated: statedAgain(panel, item) };
  const row = rows.find(({ id }) => id === (body.replaces ?? body.fact_id));
  if (body.replaces) {
    return row ? () => panel.sheet.correct(row, typed) : null;
  }
  switch (kind) {
    case "retractions":
      return row ? () => panel.sheet.withdraw(row, typed) : null;
    case "drug-events":
      return () => panel.dose.open(body.no_more_follows ? "last" : body.act, typed);
    case "interventions":
      return () => panel.effects.action(typed);
    case "notes":
      return () => panel.effects.note(typed);
    case "ends":
      return () => panel.dose.end(typed);
    case "arrivals":
      return () => panel.headline.arrival(typed);
    case "effects":
      return body.words ? () => panel.effects.inWords(typed) : null;
    case "effect-changes": {
      const effect = effects.running.find(({ id }) => id === body.effect_id);
      return effect && body.action ? () => panel.effects.act(effect, typed) : null;
    }
    default:
      return null;
  }
}

// The time as one would type it now: what was "now" or "five minutes ago" when it was entered has gone on since.
function statedAgain(panel, { body, entered }) {
  const { stated } = body;
  if (stated && !stated.startsWith("-")) {
    return panel.clock(Date.parse(stated) / 1000);
  }
  const age = panel.time.since(entered);
  if (age < STALE_S) {
    return stated ?? "";
  }
  return panel.clock(panel.time.now() - age - (stated ? Number(stated.slice(1)) * 60 : 0));
}
