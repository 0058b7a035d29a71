from datetime import datetime, timedelta

import pytest

from app import words
from schemas.action import Intervention
from schemas.drug import DrugAct, DrugEvent, StopSays
from schemas.protocol import Drug, Route
from schemas.quantities import SIGNS
from schemas.reading import NotMeasured, Reading
from schemas.treatment import EndHow
from tests import facts


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (facts.reading(systolic=148, diastolic=92), "148/92"),
        (facts.reading(systolic=148, diastolic=92, pulse=88, spo2=97, respirations=16), "148/92 88 97 16"),
        (facts.reading(pulse=88), "pulse 88"),
        (facts.reading(systolic=148, diastolic=92, spo2=97), "148/92 SpO2 97"),
        (facts.reading(systolic=148, not_measured={"diastolic": "no_reading"}), "148/– (no reading obtained)"),
        (facts.reading(diastolic=92, not_measured={"systolic": "equipment"}), "–/92 (equipment)"),
        (facts.reading(systolic=148), "148/–"),
        (facts.reading(not_measured={"systolic": "declined", "diastolic": "declined"}), "BP declined"),
        (facts.reading(not_measured={"diastolic": "asleep"}), "BP asleep"),
        (facts.reading(not_measured={"pulse": "other"}, reason_words={"pulse": "cold"}), "pulse cold"),
        (facts.reading(temperature_c=36.8, oxygen_l_min=0, moaas=5, pain=0), "t36.8 o0 m5 p0"),
        (facts.reading(weight_kg=82.0, dissociation=2), "w82 d2"),
        (facts.reading(not_measured={"pain": "asleep"}, spo2=97), "SpO2 97, pain asleep"),
    ],
)
def test_a_reading_is_said_in_the_order_of_the_line_and_a_sign_not_given_is_no_number(
    reading: Reading, said: str
) -> None:
    assert words.values(reading) == said


@pytest.mark.parametrize(
    ("delta", "said"),
    [((None, None), ""), ((12, 4), "+12/+4"), ((-3, 0), "-3/+0"), ((12, None), "+12/?"), ((None, -1), "?/-1")],
)
def test_a_change_has_its_sign_and_an_unknown_half_is_a_question_mark(
    delta: tuple[int | None, int | None], said: str
) -> None:
    assert words.change(delta) == said


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (facts.event("start", dose_mg=40, duration_minutes=40), "Start 40 mg over 40 min"),
        (facts.event("start", rate_ml_h=30, concentration_mg_ml=2), "Start 30 ml/h of 2 mg/ml"),
        (facts.event("start"), "Start"),
        (facts.event("rate_change", rate_ml_h=22.5), "Rate changed 22.5 ml/h"),
        (facts.event("pause"), "Pause"),
        (facts.event("resume", rate_ml_h=0), "Resume 0 ml/h"),
        (facts.event("stop"), "Stop"),
        (facts.event("stop", stop_says=StopSays.PLANNED), "Stop the whole planned dose"),
        (facts.event("stop", stop_says=StopSays.NOT_KNOWN), "Stop dose given not known"),
        (facts.event("stop", stop_says=StopSays.MG, dose_mg=31.5), "Stop 31.5 mg"),
        (facts.event("stop", no_more_follows=True), "Stop no more follows"),
        (facts.event("device", dose_mg=28), "Device 28 mg"),
    ],
)
def test_a_drug_event_is_said_with_its_amounts(event: DrugEvent, said: str) -> None:
    assert words.drug_event(event) == said


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (facts.intervention(words="dimmed lights"), "dimmed lights"),
        (facts.intervention(drug="ondansetron"), "ondansetron"),
        (
            facts.intervention(drug="ondansetron", dose="4 mg", route="IV", ordered_by="Dr Pax", words="slowly"),
            "ondansetron 4 mg IV, ordered by Dr Pax, slowly",
        ),
        (facts.intervention(words="talked", response="calmer"), "talked, response: calmer"),
    ],
)
def test_an_action_is_said_in_one_line(action: Intervention, said: str) -> None:
    assert words.intervention(action) == said


def test_times_are_shown_in_the_zone_of_the_clinic_and_dates_with_their_month_as_a_word() -> None:
    late = facts.instant("23:30")
    assert (words.clock_time(late, "Europe/Berlin"), words.day(late, "Europe/Berlin")) == ("00:30", "3 Mar 2026")
    assert (words.clock_time(late, "UTC"), words.day(late, "UTC")) == ("23:30", "2 Mar 2026")
    assert words.born(facts.patient()) == "6 May 1984"
    ahead = facts.patient(date_of_birth=facts.patient().entered_at.date() + timedelta(days=2))
    assert words.born(ahead).endswith("(after the day it was entered: check it)")
    assert "(" not in words.born(facts.patient(date_of_birth=ahead.date_of_birth - timedelta(days=1)))
    assert words.full_name(facts.patient()) == "Alice Example"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-10-25T01:59+02:00", "01:59"),
        ("2026-10-25T02:40+02:00", "02:40 CEST"),
        ("2026-10-25T02:40+01:00", "02:40 CET"),
        ("2026-10-25T03:00+01:00", "03:00"),
        ("2026-03-29T03:10+02:00", "03:10"),
    ],
)
def test_in_the_hour_that_comes_twice_a_time_says_which_of_both_it_is(at: str, shown: str) -> None:
    assert words.clock_time(datetime.fromisoformat(at), "Europe/Berlin") == shown


@pytest.mark.parametrize("value", [(82.0, "82"), (0.5, "0.5"), (0, "0"), (36.8, "36.8")])
def test_a_number_has_no_decimal_where_there_is_none(value: tuple[float, str]) -> None:
    assert words.number(value[0]) == value[1]


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (words.NOT_MEASURED, NotMeasured),
        (words.ROUTES, Route),
        (words.DRUGS, Drug),
        (words.ENDS, EndHow),
        (words.ACTS, DrugAct),
    ],
)
def test_there_are_words_for_every_kind(table: dict[object, str], kinds: type) -> None:
    assert set(table) == set(kinds)


def test_every_sign_has_its_unit() -> None:
    assert [words.unit(sign.name) for sign in SIGNS] == [sign.unit for sign in SIGNS]
