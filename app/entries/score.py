"""Scores: a part that no reading holds, judged at the chair."""

from app.entries import moment
from app.entries.sent import Sent, fact
from schemas.fact import ClinicalFact
from schemas.score import ScoreAnswer


def answer(sent: Sent) -> tuple[ClinicalFact, ...]:
    """One part of a score with its answer."""
    when = moment.of(sent)
    said = {"part": sent.text("part"), "says": sent.text("says")}
    return (fact(ScoreAnswer, **sent.common(), **said, at=when.at, time_stated=when.stated),)
