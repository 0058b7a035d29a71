"""The scores of a session as it stands: from its newest signs, and from what was judged at the chair.

Source: the scores' own tables; that signs within ten minutes are one observation, and that oxygen holds from when it is
said until it is changed, are Chairside's own (docs/clinical.md, scores).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from schemas.protocol import ScoreName
from schemas.reading import SignName
from schemas.record import Record
from schemas.rules import baseline, episodes, minutes, valid
from schemas.rules.scores import aldrete, news2
from schemas.rules.scores.score import Score
from schemas.score import ScoreAnswer, ScorePart

TOGETHER: Final = 10  # minutes within which signs are one observation
_SIGNS: Final[Mapping[ScoreName, tuple[SignName, ...]]] = {
    ScoreName.NEWS2: ("respirations", "spo2", "systolic", "pulse", "temperature_c"),
    ScoreName.ALDRETE: ("systolic", "spo2"),
}
PARTS: Final[Mapping[ScoreName, tuple[ScorePart, ...]]] = {
    ScoreName.NEWS2: (ScorePart.ACVPU,),
    ScoreName.ALDRETE: (ScorePart.ACTIVITY, ScorePart.BREATHING, ScorePart.WAKEFULNESS),
}


@dataclass(frozen=True)
class Observed:
    """A score at the time of its newest sign; `answers` are what was judged within ten minutes of it."""

    name: ScoreName
    at: datetime
    score: Score
    answers: Mapping[ScorePart, ScoreAnswer]


def observed(record: Record, name: ScoreName) -> Observed | None:
    """The score as it stands, None before any of its signs was measured. A part that is unknown leaves it unknown."""
    readings = [one for one in baseline.holding(record) if any(getattr(one, sign) is not None for sign in _SIGNS[name])]
    if not readings:
        return None
    at = readings[-1].taken_at
    signs: dict[str, Any] = {sign: _newest(record, sign, at) for sign in _SIGNS[name]}
    signs["oxygen_l_min"] = _oxygen(record, at)
    answers = _answers(record, at)
    make = _news2 if name is ScoreName.NEWS2 else _aldrete
    return Observed(name, at, make(record, signs, answers), answers)


def dissociated(record: Record, at: datetime) -> bool:
    """Whether the last rating within ten minutes, or a running effect, says so: then NEWS2 misleads."""
    rated = _newest(record, "dissociation", at)
    return bool(rated) or any(one.key == "dissociation" for one in episodes.running(record, at))


def _newest(record: Record, sign: SignName, at: datetime) -> Any:  # noqa: ANN401 - the type of the sign
    near = [
        getattr(one, sign)
        for one in baseline.holding(record)
        if getattr(one, sign) is not None and 0 <= minutes.between(one.taken_at, at) <= TOGETHER
    ]
    return near[-1] if near else None


def _oxygen(record: Record, at: datetime) -> float | None:
    said = [
        one.oxygen_l_min
        for one in baseline.holding(record)
        if one.oxygen_l_min is not None and minutes.between(one.taken_at, at) >= 0
    ]
    return said[-1] if said else None


def _answers(record: Record, at: datetime) -> Mapping[ScorePart, ScoreAnswer]:
    given = sorted(valid.only(record).score_answers, key=lambda one: (one.at, one.entered_at, one.id))
    return {one.part: one for one in given if abs(minutes.between(one.at, at)) <= TOGETHER}


def _news2(record: Record, signs: Mapping[str, Any], answers: Mapping[ScorePart, ScoreAnswer]) -> Score:
    judged = answers.get(ScorePart.ACVPU)
    letter = None if judged is None else news2.Acvpu(judged.says)
    return news2.news2(news2.Signs(**signs, acvpu=letter), record.spo2_scale)


def _aldrete(record: Record, signs: Mapping[str, Any], answers: Mapping[ScorePart, ScoreAnswer]) -> Score:
    base = baseline.baseline_pressure(record)

    def points(part: ScorePart) -> Literal[0, 1, 2] | None:
        judged = answers.get(part)
        return None if judged is None else _POINTS[judged.says]

    told = aldrete.Signs(
        **signs,
        baseline_systolic=None if base is None else base.systolic,
        activity=points(ScorePart.ACTIVITY),
        respiration=points(ScorePart.BREATHING),
        consciousness=points(ScorePart.WAKEFULNESS),
    )
    return aldrete.aldrete(told)


_POINTS: Final[Mapping[str, Literal[0, 1, 2]]] = {"0": 0, "1": 1, "2": 2}
