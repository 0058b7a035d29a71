"""alerts.csv, alert_answers.csv, calls.csv, checks.csv: what crossed a limit, what was done, what was asked."""

from collections.abc import Iterator
from typing import Final

from data.exports.tidy.column import ENTRY, MINUTES, PATIENT, SESSION, Column, Kind, Row, ids, times, words
from data.exports.tidy.visit import Visit
from schemas.alert import AlertAct, Rank
from schemas.order import Departure
from schemas.predose import CheckAnswer, CheckItem, CheckSays, Decision, DoseDecision
from schemas.rules import minutes
from schemas.rules.alerts import source
from schemas.score import ANSWERS, ScoreAnswer, ScorePart

_WHERE: Final = (SESSION, PATIENT, times("at", "When it was."), MINUTES)
_SAYS: Final = (*words(CheckSays), *words(Decision), *(one for some in ANSWERS.values() for one in some))
_ALERT: Final = ids("alert_id", "The alert: a row of alerts.csv.")

_Check = CheckAnswer | DoseDecision | ScoreAnswer

ALERTS: Final = (
    ids("alert_id", "What the rules raised, or took back."),
    *_WHERE,
    Column("key", Kind.CODE, "What it is about: sign, direction and value or change, or the kind of flag."),
    Column("rank", Kind.CODE, "How bad it is.", "", words(Rank)),
    Column(
        "why",
        Kind.CODE,
        "The rule's own word: caution, repeat_asked, confirmed, once, change, repeat_missing, or the flag's.",
    ),
    Column("value", Kind.NUMBER, "The value (or its change from baseline) in the unit of its sign; empty: no number."),
    Column("limit", Kind.NUMBER, "The limit it is at or past, in the same unit."),
    Column("limit_source", Kind.TEXT, "Where the protocol has the limit from, or what asks for what was not taken."),
    ids("reading_id", "The reading it comes from: a row of readings.csv."),
    Column("label", Kind.TEXT, "Of a red flag: the effect."),
    times("due_at", "Of a due that was not taken: when it was due."),
    times("known_at", "When what it follows from was written down."),
    times("stored_at", "When the server stored it."),
    ids("withdraws", "The alert that it takes back, because a correction left nothing it follows from."),
)
ALERT_ANSWERS: Final = (
    ids("answer_id", "The answer."),
    *_WHERE,
    _ALERT,
    Column("act", Kind.CODE, "What somebody did about it.", "", words(AlertAct)),
    Column("words", Kind.TEXT, "A note, or why it is resolved although it is not back within its limits."),
    *ENTRY,
)
CALLS: Final = (
    ids("call_id", "The call to the prescriber."),
    *_WHERE,
    _ALERT,
    Column("called", Kind.TEXT, "Who was called."),
    Column("called_by", Kind.TEXT, "By whom, where it was not who entered it."),
    Column("answer", Kind.TEXT, "What was answered."),
    Column("read_back", Kind.YES_NO, "Whether the answer was read back; empty: not said.", "", ("true", "false")),
    *ENTRY,
)
CHECKS: Final = (
    ids("check_id", "One thing asked, judged or decided."),
    *_WHERE,
    Column(
        "what",
        Kind.CODE,
        "An item of the check before the dose, the decision that followed, or a part of a score.",
        "",
        (*words(CheckItem), "decision", *words(ScorePart)),
    ),
    Column(
        "says",
        Kind.CODE,
        "The answer.",
        "",
        tuple(dict.fromkeys(_SAYS)),
    ),
    Column("words", Kind.TEXT, "The answer or the reason in words."),
    Column("decided_by", Kind.TEXT, "Of a decision: by whom, where it was not who entered it."),
    ids("reading_id", "Of a decision: the blood pressure it was made at, a row of readings.csv."),
    *ENTRY,
    ids("order_id", "Of a decision: the order that stood, a row of orders.csv; empty: none did."),
    Column(
        "departs",
        Kind.TEXT,
        f"Of a decision: in what the session differed from that order: {', '.join(words(Departure))}; empty: nothing.",
    ),
)


def alerts(visit: Visit) -> Iterator[Row]:
    """The rows of a session in alerts.csv, in the order in which they were stored."""
    for event in visit.record.alert_events:
        yield {
            "alert_id": event.id,
            **visit.place(),
            **visit.moment(event.true_at),
            "key": event.key,
            "rank": event.rank,
            "why": event.why,
            "value": event.value,
            "limit": None if event.crossed is None else event.crossed.value,
            "limit_source": source(visit.record, event),
            "reading_id": event.reading_id,
            "label": event.label,
            "due_at": event.due_at,
            "known_at": event.known_at,
            "stored_at": event.stored_at,
            "withdraws": event.withdraws,
        }


def alert_answers(visit: Visit) -> Iterator[Row]:
    """The rows of a session in alert_answers.csv, by time."""
    for one in minutes.in_order(visit.record.alert_answers, lambda told: told.at):
        yield {
            "answer_id": one.id,
            **visit.place(),
            **visit.moment(one.at),
            "alert_id": one.alert_id,
            "act": one.act,
            "words": one.words,
            **visit.entry(one),
        }


def calls(visit: Visit) -> Iterator[Row]:
    """The rows of a session in calls.csv, by time."""
    for one in minutes.in_order(visit.record.calls, lambda told: told.at):
        yield {
            "call_id": one.id,
            **visit.place(),
            **visit.moment(one.at),
            "alert_id": one.alert_id,
            "called": one.called,
            "called_by": one.called_by,
            "answer": one.answer,
            "read_back": one.read_back,
            **visit.entry(one),
        }


def checks(visit: Visit) -> Iterator[Row]:
    """The rows of a session in checks.csv, by time: answers before the dose, decisions, parts of scores."""
    record = visit.record
    every: list[_Check] = [*record.check_answers, *record.decisions, *record.score_answers]
    for one in sorted(every, key=lambda told: (told.at, told.entered_at, told.id)):
        yield {"check_id": one.id, **visit.place(), **visit.moment(one.at), **_said(one), **visit.entry(one)}


def _said(one: _Check) -> dict[str, object]:
    if isinstance(one, CheckAnswer):
        return _row(one.item, one.says, words=one.words)
    if isinstance(one, ScoreAnswer):
        return _row(one.part, one.says)
    told = _row("decision", one.decision, words=one.words)
    more = {"order_id": one.order_id, "departs": " ".join(one.departs) or None}
    return told | {"decided_by": one.decided_by, "reading_id": one.reading_id} | more


def _row(what: object, says: object, words: str | None = None) -> dict[str, object]:
    return {"what": what, "says": says, "words": words, "decided_by": None, "reading_id": None} | dict.fromkeys(
        ("order_id", "departs")
    )
