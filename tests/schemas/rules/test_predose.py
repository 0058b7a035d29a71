"""Before the dose, worked by hand from docs/clinical.md: what was asked, which limit is crossed, what was decided."""

from datetime import date

import pytest

from schemas.predose import CheckItem, Decision
from schemas.record import Record
from schemas.rules import predose
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS


def session(*told: object, key: str = "esketamine_rems", born: date = date(1984, 5, 6)) -> Record:
    return facts.record_with(
        *told,  # type: ignore[arg-type]
        protocol=PROTOCOLS[key],
        treatment=facts.treatment("13:00"),
        patient=facts.patient(date_of_birth=born),
    )


def pressure(at: str, systolic: int, diastolic: int) -> object:
    return facts.reading(at, systolic=systolic, diastolic=diastolic)


@pytest.mark.parametrize(
    ("systolic", "diastolic", "crossed"),
    [
        (140, 90, []),
        (141, 90, ["systolic caution 140"]),
        (140, 91, ["diastolic caution 90"]),
        (159, 99, ["diastolic caution 90", "systolic caution 140"]),
        (160, 90, ["systolic call 160"]),
        (150, 100, ["diastolic call 100", "systolic caution 140"]),
    ],
)
def test_each_number_is_held_against_its_own_limit(systolic: int, diastolic: int, crossed: list[str]) -> None:
    found = predose.check(session(pressure("13:10", systolic, diastolic))).crossed
    assert sorted(f"{one.sign} {one.level.value} {one.value:g}" for one in found) == crossed


@pytest.mark.parametrize(
    ("born", "crossed"),
    [(date(1961, 3, 2), []), (date(1961, 3, 3), ["systolic"]), (date(1930, 1, 1), [])],
)
def test_from_65_years_on_the_row_for_that_age_holds(born: date, crossed: list[str]) -> None:
    found = predose.check(session(pressure("13:10", 150, 90), born=born)).crossed
    assert [one.sign for one in found] == crossed


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ((), False),
        ((pressure("13:10", 145, 80),), False),
        ((pressure("13:10", 165, 80),), True),
        ((pressure("13:10", 165, 80), pressure("13:14", 166, 80)), True),
        ((pressure("13:10", 165, 80), pressure("13:15", 166, 80)), False),
        ((pressure("13:10", 165, 80), pressure("13:15", 130, 80)), False),
        ((pressure("13:10", 130, 80), pressure("13:15", 165, 80)), True),
    ],
)
def test_at_the_call_level_it_is_taken_again_after_five_minutes_rest(told: tuple[object, ...], again: bool) -> None:
    assert predose.check(session(*told)).again is again


def test_what_was_taken_after_the_start_is_no_pre_dose_value() -> None:
    told = session(pressure("13:10", 130, 80), facts.event("device", "13:20"), pressure("13:30", 170, 95))
    found = predose.check(told)
    assert (found.pressure and found.pressure.systolic, found.crossed) == (130, ())


def test_an_item_is_unknown_until_it_was_asked_and_the_last_answer_counts() -> None:
    first = facts.checked("escort", "13:10", "no")
    told = session(first, facts.checked("escort", "13:20", "yes", words="her brother"), facts.checked("consent"))
    found = predose.check(told)
    assert found.asked == 2
    answer = found.answers[CheckItem.ESCORT]
    assert answer is not None
    assert (answer.says.value, answer.words) == ("yes", "her brother")
    assert found.answers[CheckItem.ALLERGIES] is None


def test_a_withdrawn_answer_and_decision_do_not_count() -> None:
    answer, decision = facts.checked("consent"), facts.decided()
    told = session(answer, decision, facts.withdrawn(answer), facts.withdrawn(decision))
    found = predose.check(told)
    assert (found.asked, found.decision) == (0, None)


def test_the_last_decision_is_the_one_that_holds() -> None:
    told = session(facts.decided("hold", "13:10", words="pressure high"), facts.decided("go", "13:30"))
    found = predose.check(told).decision
    assert found is not None
    assert found.decision is Decision.GO


@pytest.mark.parametrize("decision", ["hold", "cancel"])
def test_to_hold_or_cancel_needs_a_reason(decision: str) -> None:
    with pytest.raises(ValueError, match="needs its reason"):
        facts.decided(decision)


HIGH, START = pressure("13:10", 165, 80), facts.event("device", "13:20")
LOW = pressure("13:05", 130, 80)


def go(at: str, reading: object = HIGH) -> object:
    return facts.decided("go", at, decided_by="Dr Lee", reading_id=getattr(reading, "id", None))


HOLD = facts.decided("hold", "13:15", words="high")


@pytest.mark.parametrize(
    ("told", "without"),
    [
        ((HIGH,), False),
        ((HIGH, START), True),
        ((HIGH, go("13:15"), START), False),
        ((HIGH, START, go("13:40")), False),
        ((LOW, go("13:06", LOW), HIGH, START), True),
        ((LOW, go("13:06", LOW), START), False),
        ((LOW, go("13:06", LOW), HIGH, go("13:15"), START), False),
        ((pressure("13:05", 170, 80), go("13:06", pressure("13:05", 170, 80)), HIGH, START), True),
        ((go("13:06", None), LOW, START), False),
        ((go("13:06", None), HIGH, START), True),
        ((HIGH, HOLD, START), True),
        ((pressure("13:10", 130, 80), HOLD, START), True),
        ((pressure("13:10", 130, 80), START), False),
        ((START,), True),
        ((go("13:06", None), START), False),
    ],
)
def test_drug_given_past_a_limit_or_against_the_last_decision_is_without_its_go(
    told: tuple[object, ...], without: bool
) -> None:
    assert predose.started_without_go(session(*told)) is without


@pytest.mark.parametrize(
    ("told", "known"),
    [
        ((), {}),
        ((pressure("13:10", 130, 80),), {"systolic": 130, "diastolic": 80}),
        ((facts.reading("13:10", systolic=130), facts.reading("13:11", pulse=70)), {"pulse": 70}),
        ((pressure("13:10", 130, 80), START, pressure("13:30", 170, 95)), {"systolic": 130, "diastolic": 80}),
    ],
)
def test_the_baseline_readings_are_the_last_values_before_the_dose(
    told: tuple[object, ...], known: dict[str, float]
) -> None:
    found = predose.readings(session(*told, key="iv_q10_q15"))
    assert {name: one.value for name, one in found.items() if one is not None} == known
    assert set(found) == {"systolic", "diastolic", "pulse", "spo2"}
