"""One line and its setting in, one answer out."""

from collections.abc import Sequence

from schemas.rules.line.answer import Answer
from schemas.rules.line.characters import LONGEST, UNREADABLE, Token, split
from schemas.rules.line.effects import EffectLine
from schemas.rules.line.findings import Findings
from schemas.rules.line.setting import Setting
from schemas.rules.line.signs import SignsLine
from schemas.rules.line.times import state
from schemas.rules.line.values import Values


def parse(line: str, setting: Setting) -> Answer:
    """What the line says, for any text at all; nothing is guessed, and hard bounds are not judged here."""
    findings = Findings(line)
    unreadable = UNREADABLE.search(line)
    if len(line) > LONGEST:
        findings.refuse("line.long", count=str(len(line)), limit=str(LONGEST))
    elif unreadable:
        findings.refuse("line.character", unreadable[0])
    if findings.refusals:
        return Answer(kind=None, refusals=tuple(findings.refusals))
    tokens = split(line)
    if not tokens:
        return Answer(kind="empty")
    return _effect(tokens, setting, findings) if tokens[0].text[0] == "+" else _reading(tokens, setting, findings)


def _effect(tokens: Sequence[Token], setting: Setting, findings: Findings) -> Answer:
    said = EffectLine(findings, setting)
    said.read(tokens)
    return Answer(
        kind=said.kind,
        effect=said.effect,
        stated=state(said.times, setting, findings),
        refusals=tuple(findings.refusals),
        choices=tuple(findings.choices),
    )


def _reading(tokens: Sequence[Token], setting: Setting, findings: Findings) -> Answer:
    values = Values(findings)
    row = SignsLine(findings, values)
    row.read(tokens)
    asked = bool(findings.choices)  # about signs; which of two times is meant says nothing of any
    stated = state(row.times, setting, findings)
    if not (values.given or findings.refusals or asked):
        findings.refuse("reading.nothing")
    return Answer(
        kind="reading",
        signs=values.signs,
        not_measured=values.reasons,
        needs_words=values.needing_words(),
        stated=stated,
        refusals=tuple(findings.refusals),
        choices=tuple(findings.choices),
        missing=row.missing(),
    )
