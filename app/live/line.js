// What one typed line says, the same as schemas/rules/line/parser.py: tests/line_cases.json defines both.

import { EffectLine } from "./line_effect.js";
import { Findings } from "./line_findings.js";
import { SignsLine } from "./line_signs.js";
import { lengthOf, split, textOf } from "./line_text.js";
import { state } from "./line_time.js";
import { Values } from "./line_values.js";

/**
 * The answer to a line, for any text at all; nothing is guessed, and hard bounds are not judged here.
 * `setting` is what Setting.as_json() wrote, `tables` what tables() wrote.
 */
export function parse(line, setting, tables) {
  const findings = new Findings(line, textOf(tables));
  const unreadable = findings.text.unreadable(line);
  const limit = tables.longest.line;
  if (lengthOf(line) > limit) {
    findings.refuse("line.long", "", null, { count: String(lengthOf(line)), limit: String(limit) });
  } else if (unreadable !== null) {
    findings.refuse("line.character", unreadable);
  }
  if (findings.refusals.length) {
    return answer(null, findings);
  }
  const tokens = split(line);
  if (!tokens.length) {
    return answer("empty", findings);
  }
  return tokens[0].text[0] === "+"
    ? effect(tokens, setting, tables, findings)
    : reading(tokens, setting, tables, findings);
}

function effect(tokens, setting, tables, findings) {
  const said = new EffectLine(findings, setting, tables);
  said.read(tokens);
  const stated = state(said.times, setting, tables, findings);
  return answer(said.kind, findings, { effect: said.effect, stated });
}

function reading(tokens, setting, tables, findings) {
  const values = new Values(findings, tables);
  const row = new SignsLine(findings, values, tables);
  row.read(tokens);
  const asked = findings.choices.length > 0; // about signs; which of two times is meant says nothing of any
  const stated = state(row.times, setting, tables, findings);
  if (!values.given.size && !findings.refusals.length && !asked) {
    findings.refuse("reading.nothing");
  }
  const { signs, reasons } = values;
  const needed = values.needingWords();
  return answer("reading", findings, {
    signs,
    not_measured: reasons,
    needs_words: needed,
    stated,
    missing: row.missing(),
  });
}

function answer(kind, findings, said = {}) {
  const { refusals, choices } = findings;
  const empty = { signs: {}, not_measured: {}, needs_words: [], effect: null, stated: null, missing: [] };
  return { kind, ...empty, refusals, choices, ...said };
}
