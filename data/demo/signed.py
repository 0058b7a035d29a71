"""Signed: the demo clinic's ended sessions bear the signatures that they would have by now; a few were forgotten."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from data.demo import ids
from data.demo.people import MIA, PRESCRIBER_NAME
from schemas.record import Record
from schemas.rules import content, course
from schemas.signature import ROLES, Meaning, Signature
from schemas.staff import Staff

_COMPLETE_AFTER: Final = timedelta(minutes=10)
_REVIEWED_AFTER: Final = timedelta(hours=40)  # on the day after the next: there is always something to review
_FORGOTTEN: Final = 29  # one session in so many


def signatures(record: Record, by: Staff, now: datetime) -> Iterator[Signature]:
    """What stands under this ended session by now; `by` is the nurse who ended it."""
    ended = course.course(record).ended_at
    if ended is None or record.treatment.id.int % _FORGOTTEN == 0:
        return
    sha256 = content.digest(content.of_record(record))
    last = max((fact.entered_at for fact in (*record.facts(), *record.retractions)), default=ended)
    complete, reviewed = (max(ended + after, last) for after in (_COMPLETE_AFTER, _REVIEWED_AFTER))
    if complete <= now:
        yield _signature(record, Meaning.COMPLETE, by.name, complete, sha256, by=by.id)
    if reviewed <= now:
        yield _signature(record, Meaning.REVIEWED, PRESCRIBER_NAME, reviewed, sha256, by=MIA)


def _signature(record: Record, meaning: Meaning, name: str, at: datetime, sha256: str, *, by: object) -> Signature:
    told = {
        "id": ids.of(record.treatment.id, meaning.value),
        "entered_at": at,
        "entered_by": by,
        "treatment_id": record.treatment.id,
        "meaning": meaning,
        "name": name,
        "role": ROLES[meaning],
        "vouched": "password",
        "sign_in": ids.of(record.treatment.id, meaning.value, "signed in"),
        "content": content.VERSION,
        "sha256": sha256,
        "addenda": 0,
    }
    return Signature.model_validate(told)
