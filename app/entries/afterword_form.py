"""After a session, as its form says it: a review with a plan, or a follow-up call with what began at home."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app import words
from app.entries import typed
from app.entries.planning import By
from app.entries.sent import fact, refusal
from schemas.effect import Severity
from schemas.record import Record
from schemas.rules import course
from schemas.signature import Afterword, AfterwordSort

_SEVERITY: Final = {one.word: one for one in Severity}
_AHEAD: Final = timedelta(minutes=2)


def made(said: Mapping[str, Any], sort: AfterwordSort, record: Record, as_id: UUID, by: By) -> Afterword:
    """The fact. Raises Problems with a sentence that names the field.

    `said` has `on` (a date), `time`, `words`, `plan`, `effects` (one a line: name, severity, since); where it takes the
    place of another `replaces` and `reason`.
    """
    if not (said.get("words") or "").strip():
        raise refusal("words", "What was said or found: this is needed.")
    told: dict[str, Any] = {"sort": sort, "treatment_id": record.treatment.id, "words": said["words"]}
    told |= {"at": _at(said, record, by), "replaces": said.get("replaces"), "reason": said.get("reason") or None}
    if told["replaces"] is not None and told["reason"] is None:
        raise refusal("reason", "Reason: say why this takes the place of what stands there.")
    if sort is AfterwordSort.REVIEW:
        told["plan"] = (said.get("plan") or "").strip() or None
    else:
        told["effects"] = [_effect(line) for line in (said.get("effects") or "").splitlines() if line.strip()]
    return fact(Afterword, **by.common(as_id), **told)


def _at(said: Mapping[str, Any], record: Record, by: By) -> datetime:
    """When it took place: after the session, and not ahead."""
    on: date = said["on"]
    at = min(typed.instants(on, typed.time_of_day(said.get("time") or "", "Time"), by.zone, "Time"))
    ended = course.course(record).ended_at
    if ended is None or at < ended - _AHEAD:
        raise refusal("time", "Time: it comes after the session's end. What belongs to the session is entered there.")
    if at > by.now + _AHEAD:
        raise refusal("time", f"Time: {words.clock_time(at, by.zone)} has not come yet.")
    return at


def _effect(line: str) -> dict[str, Any]:
    """`nausea, mild, the same evening`: what is no severity says since when."""
    name, *more = [part.strip() for part in line.split(",")]
    if not name:
        raise refusal("effects", f"Effects at home: “{line.strip()}” has no name. Write it like: nausea, mild.")
    severity = _SEVERITY.get(more[0].casefold()) if more else None
    since = ", ".join(more if severity is None else more[1:])
    return {"name": name, "severity": severity, "since": since or None}
