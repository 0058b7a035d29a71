"""The moment of an entry: what was stated of its time becomes an instant, and nothing stated is the moment of Enter."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app.entries.sent import MalformedError, Problems, Sent, refusal
from app.live import flowsheet
from schemas.fact import ClinicalFact, Fact
from schemas.record import Record
from schemas.rules import course, plausibility, schedule, valid
from schemas.rules.line.times import AHEAD
from schemas.rules.once import once
from schemas.rules.plausibility import Occasion, Taken

_AGO: Final = re.compile(r"-(\d{1,4})")
LONGEST: Final = 40
_AFTER: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Moment:
    """When it happened, and what was stated of it: None, an instant as text, or minutes ago as in "-5"."""

    at: datetime
    stated: str | None


def of(sent: Sent, stated: str | None = None) -> Moment:
    """The entry's moment; `stated` is what its line says, else what the body says.

    Raises Problems for a time ahead, before the arrival, or missing in a session entered afterwards.
    """
    stated = stated or sent.text("stated")
    at = instant(sent, stated)
    if sent.record.treatment.entered_afterwards and (stated is None or stated.startswith("-")):
        raise refusal(
            "stated.needed",
            "This session is entered afterwards: every entry states its time. Add it, for example @14:05.",
        )
    refused = plausibility.time_refusals(at, occasion(sent))
    if refused:
        raise Problems(refusals=tuple(one.as_json() for one in refused))
    return Moment(at, stated)


def in_order(record: Record, now: datetime) -> datetime:
    """When what is saved now is said to be entered: never before what the session holds already.

    A server's clock may be set back; what was said last is to stay the last word all the same.
    """
    entered = [one.entered_at for one in (*record.facts(), *record.retractions)]
    return max([now, *(at + _AFTER for at in entered), *(one.stored_at for one in record.alert_events)])


def first_entered(stored: Fact, resent: datetime) -> datetime:
    """When Enter was pressed for what is stored, as far as that follows from it; else `resent`, as the resend says.

    A resend is off by its way through the network, which must not carry it over the minute of a limit.
    """
    if not isinstance(stored, ClinicalFact) or not hasattr(stored, "time_stated"):
        return resent
    stated: str | None = stored.time_stated
    ago, at = _AGO.fullmatch(stated or "-0"), flowsheet.moment(stored)
    if ago is None:
        return max(resent, at - timedelta(minutes=AHEAD))  # it was not refused as too far ahead
    return at + timedelta(minutes=int(ago[1])) if stored.replaces is None else resent


def occasion(sent: Sent) -> Occasion:
    """The session around this entry, without the reading that it corrects."""
    record = sent.record
    known = course.course(record)
    return Occasion(
        arrival=known.arrived_at,
        end=known.ended_at,
        now=sent.entered,
        zone=record.treatment.zone,
        readings=taken(record, but=sent.text("replaces")),
        windows=() if sent.text("replaces") else windows(record, sent.entered),
    )


def windows(record: Record, now: datetime) -> tuple[tuple[datetime, datetime | None], ...]:
    """The windows of all dues so far; none in a session entered afterwards, where every time is stated."""
    if record.treatment.entered_afterwards:
        return ()
    return tuple((due.opens_at, due.closes_at) for due in schedule.schedule(record, now))


def taken(record: Record, but: str | None = None) -> tuple[Taken, ...]:
    """The valid readings as others are compared with them, without the one that is being corrected."""
    return tuple(one for one in _all_taken(record) if one.id != but)


@once
def _all_taken(record: Record) -> tuple[Taken, ...]:
    readings = valid.only(record).readings
    return tuple(Taken(str(one.id), one.taken_at, str(one.entered_by), one.values()) for one in readings)


def instant(sent: Sent, stated: str | None) -> datetime:
    """What was stated as an instant; nothing stated is the moment of Enter. Raises MalformedError."""
    if stated is None:
        return sent.entered
    ago = _AGO.fullmatch(stated)
    if ago:
        return sent.entered - timedelta(minutes=int(ago[1]))
    try:
        at = datetime.fromisoformat(stated) if len(stated) <= LONGEST else None
    except ValueError:
        at = None
    # Outside these years a time cannot even be said in every zone.
    if at is None or at.tzinfo is None or not 1900 <= at.year < 3000:  # noqa: PLR2004
        raise MalformedError("The stated time is to be an instant with its offset, or minutes ago such as -5.")
    return at
