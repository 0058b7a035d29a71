"""The display: all that a screen without a person ever shows of a session, from this one function.

No name, no value, no effect, no scale, no note, no drug: what stands here can be read by whoever walks past.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.live import alarms, dues
from schemas.alert import Rank
from schemas.patient import Patient
from schemas.record import Record
from schemas.rules import course, emergency, schedule, valid

DIGITS: Final = 3  # of the record number; always fewer than it has


def cards(records: Iterable[Record], chairs: Mapping[UUID, str], now: datetime) -> list[dict[str, Any]]:
    """One dictionary a session, by chair; `chairs` names the chair of each session that is at one.

    `session` is the opaque id that a touch leads to; `due` has `at` in seconds since 1970 and a `state`, or is None.
    """
    told = [_card(record, chairs.get(record.treatment.id, ""), now) for record in records]
    return sorted(told, key=lambda card: (_order(card["chair"]), card["initials"], card["session"]))


def _card(record: Record, chair: str, now: datetime) -> dict[str, Any]:
    return {
        "session": str(record.treatment.id),
        **who(record.patient),
        "chair": chair,
        "phase": course.phase(course.course(record), now).value,
        "due": _due(record, now),
        "called": _is_called(record, now),
    }


def who(patient: Patient) -> dict[str, str]:
    """Initials and last digits: all that is ever shown here of who it is."""
    return {"initials": _initials(patient), "digits": last_digits(patient.record_number)}


def _initials(patient: Patient) -> str:
    return "".join(name[:1].upper() for name in (patient.given_name, patient.family_name))


def last_digits(number: str) -> str:
    """The last digits of a record number, never all of them."""
    digits = "".join(sign for sign in number if sign.isdecimal())
    return digits[max(1, len(digits) - DIGITS) :]


def _due(record: Record, now: datetime) -> dict[str, Any] | None:
    """What is due first, by its time alone: which signs are asked for is not said here."""
    told = dues.told(record, schedule.schedule(record, now), now)
    owed, coming = told["owed"], told["next"]
    if owed is not None and not (coming is not None and coming["at"] < owed["at"]):
        return {"at": owed["at"], "state": "not_taken"}
    if coming is None:
        return None
    return {"at": coming["at"], "state": "baseline" if coming["baseline"] else coming["state"]}


def _is_called(record: Record, now: datetime) -> bool:
    """Whether somebody is called to this chair.

    A red alert is open, a call waits for its answer, or what was entered in an emergency is nobody's yet.
    """
    found = alarms.told(record, now, {})
    red = any(alarms.is_open(one) and one["rank"] == Rank.RED for one in found)
    waits = any(call.answer is None for call in valid.only(record).calls)
    return red or waits or bool(emergency.unclaimed(record))


def _order(chair: str) -> tuple[bool, int, str]:
    """2 before 10, and who is at no chair last."""
    return not chair, int(chair) if chair.isdecimal() else 0, chair
