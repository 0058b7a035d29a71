"""The timetable of each shipped protocol, drawn; the minutes are those of docs/clinical.md."""

import pytest

from data import protocols
from schemas.protocol import Protocol
from schemas.rules import preview

SHIPPED = {one.key: one for one in protocols.shipped()}


@pytest.mark.parametrize(
    ("key", "stop", "during", "after"),
    [
        ("iv_q10_q15", 40, [10, 20, 30, 40], [55, 70, 85, 100, 115, 130, 145, 160]),
        ("iv_q10", 40, [10, 20, 30, 40], [55, 70, 85, 100, 115, 130, 145, 160]),
        ("iv_q15", 45, [15, 30, 45], [60, 90]),
        ("esketamine_rems", 10, [40], [120]),
        ("im", 0, [10, 20, 30, 40, 50, 60], [75, 90, 105, 120]),
        ("sublingual", 0, [15, 30, 45, 60], [90, 120]),
    ],
)
def test_a_drawn_session_is_asked_at_the_minutes_of_its_protocol(
    key: str, stop: int, during: list[int], after: list[int]
) -> None:
    told = preview.timetable(SHIPPED[key])
    assert [one.minute for one in told if one.part == "during"] == during
    assert [one.minute for one in told if one.part == "after"] == after
    assert preview.stop_minute(SHIPPED[key]) == stop


def test_windows_count_from_the_start_and_what_stays_open_has_no_end() -> None:
    *_, last = preview.timetable(SHIPPED["esketamine_rems"])
    assert (last.minute, last.opens, last.closes) == (120, 115, None)
    first = preview.timetable(SHIPPED["iv_q10_q15"])[1]
    assert (first.minute, first.opens, first.closes) == (10, 7, 15)
    assert first.required == {"systolic", "diastolic", "pulse", "spo2"}


def test_a_protocol_that_plans_no_minutes_is_drawn_with_the_usual_ones() -> None:
    told = SHIPPED["iv_q10_q15"].model_dump(mode="json") | {"planned_minutes": None}
    assert preview.stop_minute(Protocol.model_validate(told)) == 60


def test_a_version_without_a_timetable_is_asked_for_nothing() -> None:
    told = SHIPPED["iv_q10_q15"].model_dump(mode="json") | {"schedule": []}
    assert preview.timetable(Protocol.model_validate(told)) == ()
