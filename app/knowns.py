"""Knowns: what the pictures of the patients looked at lately are made from, and with it the pictures themselves.

A clinician filters, and filters back; the next one opens the same patient. From the same records follow the same
pictures: they are made once, and every page that shows this patient shares them.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from app.charts.trends import known as knowing
from app.charts.trends.known import Known
from app.recent import Recent
from data import backgrounds
from schemas.background import Background, BackgroundItem
from schemas.record import Record
from schemas.rules import background

_PATIENTS: Final = 6  # as many as the histories hold
_Held = tuple[tuple[Record, ...], Known]


def urinary(connection: Connection, patient: UUID) -> tuple[Background, ...]:
    """What she was asked about urinary symptoms, one answer a day."""
    return background.by_day(backgrounds.of_patient(connection, patient), BackgroundItem.URINARY_SYMPTOMS)


class Knowns:
    """By patient, each with the very records it was made from; of one clinic, for any thread."""

    def __init__(self) -> None:
        """Empty."""
        self._held: Recent[UUID, _Held] = Recent(_PATIENTS)

    def of(
        self,
        patient: UUID,
        found: tuple[Record, ...],
        zone: str,
        asked: tuple[Background, ...] = (),
        beside: Callable[[Known], Known] = lambda one: one,
    ) -> Known:
        """What is known from these records of the patient's and from what she was asked about urinary symptoms.

        `beside` gives it the clinic's medians. The same object as before, as long as none of them is another.
        """
        held = self._held.get(patient)
        before = held[1] if held and _is(held, found, zone, asked) else None
        whole = beside(before or knowing.known(found, zone, asked))
        if before is not None and whole.clinic == before.clinic:
            return before
        self._held.put(patient, (found, whole))
        return whole


def _is(held: _Held, found: tuple[Record, ...], zone: str, asked: tuple[Background, ...]) -> bool:
    """Whether it was made from these."""
    records, made = held
    return records is found and (made.zone, made.asked) == (zone, asked)
