from datetime import timedelta
from uuid import UUID

import pytest

from app.entries import planning
from schemas.statement import Appointment, AppointmentState
from tests import facts

CHAIR, OTHER = UUID(int=71), UUID(int=72)


def planned(at: str, number: int = 2, chair: UUID | None = CHAIR, state: str = "expected") -> Appointment:
    return Appointment(
        id=UUID(int=number),
        entered_at=facts.instant("08:00"),
        entered_by=facts.NURSE,
        appointment_id=UUID(int=number),
        patient_id=UUID(int=number),
        expected_at=facts.instant(at),
        chair_id=chair,
        state=AppointmentState(state),
        words="ill" if state == "cancelled" else None,
    )


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (planned("09:00", 1), planned("09:00"), True),
        (planned("09:00", 1), planned("10:59"), True),
        (planned("09:00", 1), planned("11:00"), False),
        (planned("11:00", 1), planned("09:01"), True),
        (planned("09:00", 1), planned("09:00", chair=OTHER), False),
        (planned("09:00", 1, chair=None), planned("09:00", chair=None), False),
        (planned("09:00", 1), planned("09:00", state="cancelled"), False),
        (planned("09:00", 1, state="cancelled"), planned("09:00"), False),
        (planned("09:00", 1), planned("09:30", 1), False),
    ],
)
def test_two_expected_at_one_chair_within_two_hours_are_seen(one: Appointment, other: Appointment, clash: bool) -> None:
    assert planning.clashes(one, [one, other]) == ((other,) if clash else ())
    assert timedelta(hours=2) == planning.NEAR
