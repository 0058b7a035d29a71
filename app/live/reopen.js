// Reopening: what a form sent and the server refused goes back into the form it came from, as it was filled in.

import { STALE_S } from "./draft.js";

// Answers what opens the form again, or null where it came from no form, such as a tap.
export function reopener(panel, item) {
  const open = opener(panel, item.kind, item.body);
  return open && (() => open({ ...item.body, stated: statedAgain(panel, item) }));
}

// What opens the form of this kind of entry: a function of what is typed into it; or null.
export function opener(panel, kind, body) {
  const { rows, effects } = panel.state;
  const row = rows.find(({ id }) => id === (body.replaces ?? body.fact_id));
  const effect = effects.running.find(({ id }) => id === body.effect_id);
  if (body.replaces) {
    const { replaces, seen } = body; // with `seen` it starts from there: the other correction may not be here yet
    const from = rows.find(({ id }) => id === seen) ?? row;
    return from ? (typed) => panel.corrections.correct(from, { ...typed, replaces, seen }) : null;
  }
  switch (kind) {
    case "retractions":
      return row ? (typed) => panel.corrections.withdraw(row, typed) : null;
    case "moves":
      return row ? (typed) => panel.corrections.move(row, typed) : null;
    case "drug-events":
      return (typed) => panel.dose.open(body.no_more_follows ? "last" : body.act, typed);
    case "interventions":
      return (typed) => panel.effects.action(typed);
    case "notes":
      return (typed) => panel.effects.note(typed);
    case "ends":
      return (typed) => panel.dose.end(typed);
    case "arrivals":
      return (typed) => panel.headline.arrival(typed);
    case "effects":
      return body.words ? (typed) => panel.effects.inWords(typed) : null;
    case "effect-changes":
      return effect && body.action ? (typed) => panel.effects.act(effect, typed) : null;
    case "check-answers":
    case "decisions":
      return body.says === undefined || body.words ? (typed) => panel.check.again(kind, body, typed) : null;
    case "calls":
      return (typed) => panel.alerts.call(typed, body.alert_id);
    case "alert-answers": {
      const alert = panel.state.alerts.find(({ id }) => id === body.alert_id);
      const again = { resolved: "resolve", acknowledged: "note" }[body.act];
      return alert && (body.words !== undefined || body.act === "resolved")
        ? (typed) => panel.alerts[again](alert.id, alert.words, typed)
        : null;
    }
    case "onsets":
      return effect ? (typed) => panel.effects.onset(effect, typed) : null;
    case "judgements":
      return effect ? (typed) => panel.effects.judge(effect, typed) : null;
    default:
      return null;
  }
}

// What was half typed at that time; "five minutes ago" was meant from then.
export function typedAgain(panel, values, typedAt) {
  const ago = /^@?-(\d{1,4})$/.exec((values.stated ?? "").trim());
  return ago ? { ...values, stated: panel.clock(typedAt - Number(ago[1]) * 60) } : values;
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
