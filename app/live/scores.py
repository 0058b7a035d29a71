"""Scores for the panel: the total or why there is none, what is asked for, and why NEWS2 misleads here."""

from typing import Any, Final

from app import words
from schemas.protocol import ScoreName
from schemas.record import Record
from schemas.rules.scores import of_session
from schemas.score import ANSWERS, ScoreAnswer, ScorePart

NAMES: Final = {ScoreName.NEWS2: "NEWS2", ScoreName.ALDRETE: "Modified Aldrete"}
_OF: Final = {ScoreName.NEWS2: 20, ScoreName.ALDRETE: 10}
PARTS: Final = {
    ScorePart.ACVPU: "Consciousness (ACVPU)",
    ScorePart.ACTIVITY: "Activity on command",
    ScorePart.BREATHING: "Respiration",
    ScorePart.WAKEFULNESS: "Consciousness (Aldrete)",
}
_WORDS: Final = {
    ScorePart.ACVPU: {"A": "alert", "C": "new confusion", "V": "voice", "P": "pain", "U": "unresponsive"},
    ScorePart.ACTIVITY: {"2": "four limbs", "1": "two limbs", "0": "none"},
    ScorePart.BREATHING: {"2": "deep, coughs", "1": "short or shallow", "0": "none of one's own"},
    ScorePart.WAKEFULNESS: {"2": "fully awake", "1": "wakes when called", "0": "no response"},
}
_MISLEADS: Final = (
    "NEWS2 misleads under dissociation: expected dissociation can score 3 as new confusion, and a systolic of 210 "
    "scores 0."
)
_NEVER_ALONE: Final = "Somebody can score 10 while dissociated: it is never the only gate."


def told(record: Record) -> list[dict[str, Any]]:
    """One dictionary for each score that the session's protocol shows; none where it shows none."""
    return [_score(record, name) for name in record.protocol.scores]


def answered(answer: ScoreAnswer) -> str:
    """A part in a line, for the flowsheet and receipts."""
    return f"{PARTS[answer.part]}: {answer.says}, {_WORDS[answer.part][answer.says]}"


def _score(record: Record, name: ScoreName) -> dict[str, Any]:
    found = of_session.observed(record, name)
    answers = {} if found is None else found.answers
    return {
        "name": name.value,
        "said": _said(record, name, found),
        "short": f"{NAMES[name]} {_short(found)}",
        "parts": [] if found is None else [f"{part} {_points(points)}" for part, points in found.score.parts.items()],
        "note": _note(record, name, found),
        "asked": [
            {
                "part": part.value,
                "label": PARTS[part],
                "answer": answers[part].says if part in answers else None,
                "options": [[says, f"{says} {_WORDS[part][says]}"] for says in ANSWERS[part]],
            }
            for part in of_session.PARTS[name]
        ],
    }


def _said(record: Record, name: ScoreName, found: of_session.Observed | None) -> str:
    label = f"{NAMES[name]}, SpO2 scale {record.spo2_scale}" if name is ScoreName.NEWS2 else NAMES[name]
    if found is None:
        return f"{label}: unknown, no sign of it was measured"
    at = words.clock_time(found.at, record.treatment.zone)
    if found.score.total is None:
        return f"{label}: unknown at {at}; not known: {', '.join(found.score.missing)}"
    return f"{label}: {found.score.total} of {_OF[name]} at {at}"


def _note(record: Record, name: ScoreName, found: of_session.Observed | None) -> str:
    if name is ScoreName.ALDRETE:
        return _NEVER_ALONE
    return _MISLEADS if found is not None and of_session.dissociated(record, found.at) else ""


def _short(found: of_session.Observed | None) -> str:
    return "unknown" if found is None or found.score.total is None else str(found.score.total)


def _points(points: int | None) -> str:
    return "?" if points is None else str(points)
