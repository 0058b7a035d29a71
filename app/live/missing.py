"""Missing: what a session's record lacks or waits for, in words; said before it is signed, and kept with that."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from app import ordered, words
from app.live import alarms, dues, scores
from schemas.record import Record
from schemas.rules import baseline, course, dose, emergency, episodes, orders, predose, schedule, summary
from schemas.rules.summary import ReturnState
from schemas.treatment import EndHow


def listed(record: Record, now: datetime) -> tuple[str, ...]:
    """One sentence for each; none where everything that the protocol asks for is there."""
    return (*_readings(record, now), *_before(record), *_drug(record), *_effects(record), *_open(record, now))


def unsaved(names: Iterable[str]) -> tuple[str, ...]:
    """What is typed and not saved yet, by the names of who typed it."""
    return tuple(f"{name} has typed something here that is not saved yet." for name in names)


def kept_aside(entries: Iterable[str]) -> tuple[str, ...]:
    """What was entered, could not be stored, and waits for somebody's word at the chair."""
    return tuple(_cut(f"Kept aside until somebody accepts or withdraws it: {one}.") for one in entries)


def _readings(record: Record, now: datetime) -> Iterator[str]:
    asked = schedule.schedule(record, now)
    if count := dues.count_words(asked):
        rows = ", ".join(f"{row['time']} {row['words']}" for row in dues.rows(record, asked))
        yield _cut(f"{count}: {rows}.")
    if course.drug_events(record):
        if baseline.baseline_pressure(record) is None:
            yield "No blood pressure was taken before the start: every change from it is unknown."
        if summary.summary(record).return_state in {ReturnState.NOT_YET, ReturnState.UNKNOWN}:
            yield "Nobody saw the blood pressure return to near its baseline."


def _before(record: Record) -> Iterator[str]:
    known = predose.check(record)
    if known.answers and known.asked < len(known.answers):
        yield f"Before the dose {known.asked} of {len(known.answers)} questions were asked."
    if known.decision is None and course.drug_events(record):
        yield "No decision to give the dose is written down."
    compared = orders.compare(record)
    if compared is not None and compared.given and (differs := ordered.against(compared)):
        yield _cut(differs)


def _drug(record: Record) -> Iterator[str]:
    if course.drug_events(record) and dose.given(record).mg is None:
        yield "The given dose is unknown."
    if not course.drug_events(record) and course.course(record).end_how is not EndHow.NOT_STARTED:
        yield "No dose is written down."


def _effects(record: Record) -> Iterator[str]:
    for one in episodes.episodes(record):
        if one.worst is None:  # what has ended has no severity now
            yield f"{one.label}, since {words.clock_time(one.onset_at, record.treatment.zone)}: severity not stated."
        if one.ended_at is None:
            yield f"{one.label} had not ended."
    if not episodes.asked(record) and not episodes.episodes(record):
        yield "Nobody asked for effects."


def _open(record: Record, now: datetime) -> Iterator[str]:
    waiting = alarms.waiting(record, now)
    if waiting:
        yield f"{waiting} {'alert is' if waiting == 1 else 'alerts are'} still open."
    unclaimed = len(emergency.unclaimed(record))
    if unclaimed:
        yield f"{unclaimed} emergency {'entry is' if unclaimed == 1 else 'entries are'} claimed by nobody."
    for one in scores.told(record):
        if one["short"].endswith("unknown"):
            yield f"{one['short']}."


def _cut(sentence: str, longest: int = 500) -> str:
    return sentence if len(sentence) <= longest else f"{sentence[: longest - 1]}…"
