"""Knowns: what the pictures of the patients looked at lately are made from, and with it the pictures themselves.

A clinician filters, and filters back; the next one opens the same patient. From the same records follow the same
pictures: they are made once, and every page that shows this patient shares them.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final
from uuid import UUID

from app.charts.trends import known as knowing
from app.charts.trends.known import Known
from schemas.record import Record

_PATIENTS: Final = 6  # as many as the histories hold
_Held = tuple[tuple[Record, ...], Known]


class Knowns:
    """By patient, each with the very records it was made from; of one clinic, for any thread."""

    def __init__(self) -> None:
        """Empty."""
        self._held: OrderedDict[UUID, _Held] = OrderedDict()
        self._lock = Lock()

    def of(
        self, patient: UUID, found: tuple[Record, ...], zone: str, beside: Callable[[Known], Known] = lambda one: one
    ) -> Known:
        """What is known from these records of the patient's; `beside` gives it the clinic's medians.

        The same object as before, as long as neither the records nor the medians are others.
        """
        with self._lock:
            held = self._held.get(patient)
        before = held[1] if held is not None and held[0] is found and held[1].zone == zone else None
        whole = beside(before or knowing.known(found, zone))
        if before is not None and whole.clinic == before.clinic:
            return before
        with self._lock:
            self._held[patient] = found, whole
            self._held.move_to_end(patient)
            while len(self._held) > _PATIENTS:
                self._held.popitem(last=False)
        return whole
