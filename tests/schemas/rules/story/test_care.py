"""Dues that nobody took, another weight, and medicines for the pressure."""

from typing import Any

import pytest

from schemas.action import Intervention
from schemas.protocol import Protocol
from schemas.rules.story import Kind, Urgency
from schemas.rules.story.about import Given, Medicines, NotTaken, Weighed
from tests import facts
from tests.schemas.rules.story.visits import IV, patient, point, rests, told, usual

BARE = IV.model_copy(update={"schedule": ()})


def taken(*minutes: int) -> str:
    return ", ".join(f"{minute} 124/82" for minute in minutes)


TRIED = facts.reading("14:40", not_measured=dict.fromkeys(("systolic", "diastolic", "pulse", "spo2"), "no_reading"))
DUES = [
    ("all taken", usual(), IV, None),
    ("one missed away from the expected peak", usual(pressures=taken(20, 30, 40, 55, 70)), IV, None),
    ("two of them", usual(pressures=taken(30, 40, 55, 70)), IV, (2, False)),
    ("one at the expected peak", usual(pressures=taken(10, 20, 30, 55, 70)), IV, (1, True)),
    ("tried at it is not missed", usual(TRIED, pressures=taken(10, 20, 30, 55, 70)), IV, None),
    ("open, and it still may be taken", usual(pressures=taken(10, 20, 30), end=None)[:-2], IV, None),
    ("open, and it was missed", usual(pressures=taken(10, 20, 30, 55), end=None), IV, (1, True)),
    ("no timetable", usual(pressures=taken(55)), BARE, None),
    ("no drug given", [facts.end()], IV, None),
]


@pytest.mark.parametrize(("now", "protocol", "expected"), [row[1:] for row in DUES], ids=[row[0] for row in DUES])
def test_dues_are_told_that_nobody_took(now: list[Any], protocol: Protocol, expected: tuple[int, bool] | None) -> None:
    found = told(Kind.MISSED_DUES, patient(now, protocols=[protocol]))
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert isinstance(found.about, NotTaken)
    assert (found.about.missed, found.about.near_peak, found.urgency) == (*expected, Urgency.RECORD)


def test_it_says_in_how_many_sessions_as_many_were_missed() -> None:
    two = usual(pressures=taken(30, 40, 55, 70))
    records = patient(usual(), usual(pressures=taken(55, 70)), two, usual(), two, protocols=[IV, IV, IV, BARE])
    found = point(Kind.MISSED_DUES, records)
    assert found.about == NotTaken(missed=2, of=7, near_peak=False, had=2)
    assert (found.compared.n, found.compared.drug, rests(found, records)) == (4, None, ["5"])


def weighed(*kg: float) -> list[Any]:
    return [facts.reading(f"13:{40 + place}", weight_kg=one) for place, one in enumerate(kg)]


WEIGHTS = [
    ("5 % more", [weighed(80)], weighed(84), None),
    ("more than that", [weighed(80)], weighed(84.1), Weighed(84.1, 80)),
    ("5 % less", [weighed(80)], weighed(76), None),
    ("less than that", [weighed(80)], weighed(75.9), Weighed(75.9, 80)),
    ("the last of each session", [weighed(20, 80)], weighed(80, 90), Weighed(90, 80)),
    ("the session before was not weighed", [weighed(80), usual()], weighed(90), Weighed(90, 80)),
    ("not weighed now", [weighed(80)], usual(), None),
    ("never weighed before", [usual()], weighed(90), None),
    ("the first session", [], weighed(90), None),
    ("the hard bounds of entry", [weighed(20)], weighed(350), Weighed(350, 20)),
]


@pytest.mark.parametrize(("earlier", "now", "expected"), [row[1:] for row in WEIGHTS], ids=[row[0] for row in WEIGHTS])
def test_a_weight_is_told_that_changed_by_more_than_a_twentieth(
    earlier: list[Any], now: list[Any], expected: Weighed | None
) -> None:
    found = told(Kind.WEIGHT, patient(*earlier, now))
    assert (None if found is None else found.about) == expected


def test_a_weight_rests_on_two_readings_and_a_withdrawn_one_on_none() -> None:
    (slip,) = weighed(99)
    assert told(Kind.WEIGHT, patient(weighed(80), [slip, facts.withdrawn(slip)])) is None
    records = patient(weighed(80), weighed(99))
    assert rests(point(Kind.WEIGHT, records), records) == ["2 13:40", "1 13:40"]


def medicine(at: str, drug: str = "Labetalol", **fields: object) -> Intervention:
    return facts.intervention(at, drug=drug, **fields)


SLIP = medicine("14:20")
MEDICINES = [
    ("before the peak", usual(medicine("14:20", dose="10 mg")), Medicines((Given("Labetalol", "10 mg", 20),), True, 0)),
    ("after it", usual(medicine("14:35")), Medicines((Given("Labetalol", None, 35),), False, 0)),
    ("before the start", usual(medicine("13:50")), None),
    ("in the minute of the start", usual(medicine("14:00")), None),
    ("a medicine for something else", usual(medicine("14:20", "ondansetron")), None),
    ("one that nobody knows", usual(medicine("14:20", "lorazepam")), None),
    ("words", usual(facts.intervention("14:20", words="labetalol declined")), None),
    ("withdrawn", usual(SLIP, facts.withdrawn(SLIP)), None),
    ("no drug given", [medicine("14:20"), facts.end()], None),
    (
        "nothing was measured after the start",
        [*usual()[:2], medicine("14:20")],
        Medicines((Given("Labetalol", None, 20),), None, 0),
    ),
]


@pytest.mark.parametrize(("now", "expected"), [row[1:] for row in MEDICINES], ids=[row[0] for row in MEDICINES])
def test_a_medicine_for_the_pressure_is_told(now: list[Any], expected: Medicines | None) -> None:
    found = told(Kind.TREATED, patient(now))
    assert (None if found is None else found.about) == expected
    assert found is None or found.urgency is Urgency.SAFETY


def test_it_says_in_how_many_sessions_one_was_given() -> None:
    records = patient(usual(medicine("14:30")), usual(), usual(medicine("14:40"), medicine("14:20", "urapidil")))
    found = point(Kind.TREATED, records)
    assert isinstance(found.about, Medicines)
    assert ([one.drug for one in found.about.given], found.about.had) == (["urapidil", "Labetalol"], 1)
    assert (found.compared.n, rests(found, records)) == (3, ["3 14:20", "3 14:40", "1 14:30"])
