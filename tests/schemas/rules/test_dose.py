"""The dose planned, and the dose given as far as the facts say it; one part unknown makes it unknown."""

from datetime import timedelta
from uuid import UUID

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.record import Weighing
from schemas.rules import dose
from schemas.treatment import Treatment
from tests import facts

Facts = list[ClinicalFact | Retraction]
e, r = facts.event, facts.reading
FORTY = e("start", "14:00", dose_mg=40, duration_minutes=40)
BY_RATE = e("start", "14:00", rate_ml_h=60, concentration_mg_ml=0.5)  # 0.5 mg a minute
SILENT = e("stop", "14:40")


def given(told: Facts, **plan: object) -> dose.GivenDose:
    """The dose given, which does not depend on how the facts lie in the record."""
    treatment = {"treatment": facts.treatment(**plan)}
    found = dose.given(facts.record_with(*told, **treatment))
    assert dose.given(facts.record_with(*reversed(told), **treatment)) == found
    return found


@pytest.mark.parametrize(
    ("told", "mg"),
    [
        ([FORTY, SILENT], 40),
        ([FORTY, e("stop", "14:30")], 30),
        ([FORTY, e("stop", "14:10:30")], 10.5),
        ([FORTY, e("pause", "14:10"), e("resume", "14:15"), e("stop", "14:35")], 30),
        ([FORTY, e("pause", "14:10"), e("stop", "14:35")], 10),
        ([FORTY, e("stop", "14:10"), e("resume", "14:20"), e("stop", "14:25")], 15),
        ([BY_RATE, SILENT], 20),
        ([BY_RATE, e("rate_change", "14:20", rate_ml_h=120), SILENT], 30),
        ([BY_RATE, e("rate_change", "14:20", rate_ml_h=0), SILENT], 10),
        ([BY_RATE, e("pause", "14:10"), e("rate_change", "14:15", rate_ml_h=120), e("resume", "14:20"), SILENT], 25),
        ([BY_RATE, e("pause", "14:10"), e("resume", "14:20", rate_ml_h=120), SILENT], 25),
        ([BY_RATE, e("stop", "14:20"), e("rate_change", "14:25", rate_ml_h=600), SILENT], 10),
        ([e("start", "14:00", dose_mg=40, duration_minutes=40, rate_ml_h=9, concentration_mg_ml=9), SILENT], 40),
        ([FORTY, e("rate_change", "14:20", rate_ml_h=60), SILENT], None),
        ([FORTY, e("rate_change", "14:20", rate_ml_h=0), SILENT], 20),
        ([FORTY, e("rate_change", "14:40", rate_ml_h=60), SILENT], 40),
        ([FORTY, e("pause", "14:20"), e("rate_change", "14:25", rate_ml_h=60), e("stop", "14:30")], 20),
        ([e("start", "14:00", rate_ml_h=60), SILENT], None),
        ([e("start", "14:00", dose_mg=40), SILENT], None),
        ([e("start", "14:00", duration_minutes=40), SILENT], None),
        ([e("start", "14:00"), SILENT], None),
        ([e("start", "14:00"), e("rate_change", "14:00", rate_ml_h=0, entered_at="14:01"), SILENT], 0),
        ([e("start", "14:00", concentration_mg_ml=1), e("rate_change", "14:20", rate_ml_h=60), SILENT], None),
        (
            [
                e("start", "14:00", concentration_mg_ml=1),
                e("rate_change", "14:00", rate_ml_h=60, entered_at="14:01"),
                SILENT,
            ],
            40,
        ),
        ([FORTY, e("pause", "14:10:30"), e("resume", "14:10", entered_at="14:11"), e("stop", "14:20")], 20),
        ([FORTY, e("pause", "14:10:30"), e("stop", "14:10", entered_at="14:12")], 10.5),
    ],
)
def test_what_flowed_is_computed_from_rates_concentration_and_times(told: Facts, mg: float | None) -> None:
    found = given(told)
    assert (found.mg, found.computed_mg, found.stated_mg, found.differs) == (mg, mg, None, False)


PLANNED = e("stop", "14:40", stop_says="planned")


def says(mg: float, at: str = "14:40") -> ClinicalFact:
    """A stop that states so many mg."""
    return e("stop", at, stop_says="mg", dose_mg=mg)


@pytest.mark.parametrize(
    ("told", "plan", "mg_stated_computed", "differs"),
    [
        ([FORTY, PLANNED], {}, (40, 40, 40), False),
        ([FORTY, e("stop", "14:35", stop_says="planned")], {}, (40, 40, 35), True),
        ([FORTY, says(38.5)], {}, (38.5, 38.5, 40), True),
        ([FORTY, says(40.04)], {}, (40.04, 40.04, 40), False),
        ([FORTY, says(40.05)], {}, (40.05, 40.05, 40), True),
        ([FORTY, e("stop", "14:40", stop_says="not_known")], {}, (None, None, 40), False),
        ([FORTY, PLANNED], {"planned_dose_mg": 41.25}, (40, 40, 40), False),
        ([e("start", "14:00"), PLANNED], {"planned_dose_mg": 41.25}, (41.25, 41.25, None), False),
        ([e("start", "14:00"), PLANNED], {}, (None, None, None), False),
        ([e("start", "14:00"), PLANNED], {"planned_dose_mg_per_kg": 0.5}, (None, None, None), False),
        (
            [e("start", "14:00"), PLANNED, r("13:50", weight_kg=82.5)],
            {"planned_dose_mg_per_kg": 0.5},
            (41.25, 41.25, None),
            False,
        ),
        ([FORTY, e("start", "14:20", dose_mg=30, duration_minutes=20), PLANNED], {}, (None, None, 50), False),
        ([e("start", "14:00"), says(30)], {}, (30, 30, None), False),
        ([FORTY, says(9, "14:10"), e("resume", "14:20"), e("stop", "14:30")], {}, (20, None, 20), False),
        ([FORTY, e("stop", "14:10"), e("resume", "14:20"), says(21, "14:30")], {}, (21, 21, 20), True),
        ([FORTY, PLANNED, e("resume", "14:45")], {}, (None, None, None), False),
        ([e("dose", "14:00", dose_mg=50), PLANNED], {"planned_dose_mg": 41.25}, (50, None, None), False),
    ],
)
def test_what_the_newest_stop_states_wins_and_a_difference_is_shown(
    told: Facts, plan: dict[str, object], mg_stated_computed: tuple[float | None, ...], differs: bool
) -> None:
    found = given(told, **plan)
    assert (found.mg, found.stated_mg, found.computed_mg) == mg_stated_computed
    assert found.differs is differs


WRONG = e("stop", "14:40", stop_says="mg", dose_mg=400)


@pytest.mark.parametrize(
    ("told", "doses", "mg", "devices"),
    [
        ([], 1, None, 0),
        ([FORTY], 1, None, 0),
        ([FORTY, e("stop", "14:20"), e("resume", "14:30")], 1, None, 0),
        ([FORTY, e("bolus", "14:10", dose_mg=5), SILENT], 1, 45, 0),
        ([FORTY, SILENT, e("bolus", "14:50", dose_mg=5)], 1, 45, 0),
        ([FORTY, SILENT, e("bolus", "14:50")], 1, None, 0),
        ([FORTY, e("bolus", "14:10"), e("stop", "14:40", stop_says="mg", dose_mg=30)], 1, None, 0),
        ([e("bolus", "13:58", dose_mg=5), FORTY, SILENT], 1, 45, 0),
        ([e("device", "14:00", dose_mg=28), e("device", "14:05", dose_mg=28)], 2, 56, 2),
        ([e("device", "14:00", dose_mg=28)], 2, None, 1),
        ([e("device", "14:00", dose_mg=28), e("stop", "14:20", no_more_follows=True)], 2, 28, 1),
        ([e("device", "14:00", dose_mg=28), e("device", "14:05")], 2, None, 2),
        ([e("dose", "14:00", dose_mg=0.1), e("dose", "14:10", dose_mg=0.2)], 2, 0.3, 0),
        ([FORTY, WRONG, facts.corrected(WRONG, dose_mg=39.0)], 1, 39, 0),
        ([FORTY, WRONG, facts.withdrawn(WRONG)], 1, None, 0),
        ([e("bolus", "14:00", dose_mg=5), e("resume", "14:10", rate_ml_h=60), e("stop", "14:40")], 1, None, 0),
    ],
)
def test_every_part_counts_and_before_the_stop_the_dose_is_unknown(
    told: Facts, doses: int, mg: float | None, devices: int
) -> None:
    found = given(told, planned_doses=doses)
    assert (found.mg, found.devices) == (mg, devices)


WEIGHED, LATER = r("13:50", weight_kg=82.5), r("14:01", weight_kg=70.0)
DAYS_AGO = Weighing(
    taken_at=facts.instant("09:00", facts.DAY.replace(day=1)), weight_kg=80.0, treatment_id=facts.PATIENT
)
NEXT_WEEK = DAYS_AGO.model_copy(
    update={"taken_at": facts.instant("09:00", facts.DAY.replace(day=9)), "weight_kg": 60.0}
)


@pytest.mark.parametrize(
    ("told", "others", "weight", "per_kg"),
    [
        ([WEIGHED], (), 82.5, 0.48),
        ([WEIGHED], (DAYS_AGO,), 82.5, 0.48),
        ([], (DAYS_AGO,), 80, 0.5),
        ([], (NEXT_WEEK,), None, None),
        ([WEIGHED, LATER], (NEXT_WEEK,), 82.5, 0.48),
        ([LATER], (), None, None),
        ([r("14:00:59", weight_kg=70.0)], (), 70, 0.57),
        ([WEIGHED, facts.withdrawn(WEIGHED)], (DAYS_AGO,), 80, 0.5),
        ([WEIGHED, facts.corrected(WEIGHED, weight_kg=28.5)], (), 28.5, 1.4),
        ([r("13:50", not_measured={"weight_kg": "declined"})], (), None, None),
        ([r("13:50", weight_kg=81.0), r("13:50", weight_kg=79.0, entered_at="13:51")], (), 79, 0.51),
        ([], (), None, None),
    ],
)
def test_mg_per_kg_uses_the_last_weight_at_or_before_the_start(
    told: Facts, others: tuple[Weighing, ...], weight: float | None, per_kg: float | None
) -> None:
    found = dose.given(facts.record_with(FORTY, SILENT, *told, other_weights=others))
    assert (found.mg, found.weight_kg, found.mg_per_kg) == (40, weight, per_kg)
    assert (found.weight_taken_at is None) == (weight is None)


def test_the_age_of_the_weight_is_known() -> None:
    assert dose.given(facts.record_with(FORTY, SILENT, other_weights=(DAYS_AGO,))).weight_taken_at == DAYS_AGO.taken_at
    today = facts.record_with(FORTY, SILENT, WEIGHED, other_weights=(DAYS_AGO, NEXT_WEEK))
    assert dose.given(today).weight_taken_at == WEIGHED.taken_at


@pytest.mark.parametrize(
    ("mg", "kg", "per_kg"), [(40.4, 80.0, 0.51), (40.3, 80.0, 0.5), (1.0, 200.0, 0.01), (0.9, 200.0, 0.0)]
)
def test_mg_per_kg_has_two_decimals_half_up(mg: float, kg: float, per_kg: float) -> None:
    told = [e("dose", "14:00", dose_mg=mg), r("13:50", weight_kg=kg)]
    assert given(told).mg_per_kg == per_kg


@pytest.mark.parametrize(
    ("plan", "told", "mg", "per_kg", "weight"),
    [
        ({}, [WEIGHED], None, None, 82.5),
        ({}, [WEIGHED, e("start", "14:00", dose_mg=33)], 33, 0.4, 82.5),
        ({}, [e("start", "14:00", dose_mg=33), e("start", "14:10", dose_mg=40)], None, None, None),
        ({"planned_dose_mg": 41.25}, [WEIGHED, e("start", "14:00", dose_mg=33)], 41.25, 0.5, 82.5),
        ({"planned_dose_mg_per_kg": 0.5}, [e("start", "14:00", dose_mg=33)], None, 0.5, None),
        ({"planned_dose_mg": 41.25}, [WEIGHED], 41.25, 0.5, 82.5),
        ({"planned_dose_mg": 41.25}, [], 41.25, None, None),
        ({"planned_dose_mg_per_kg": 0.5}, [WEIGHED], 41.25, 0.5, 82.5),
        ({"planned_dose_mg_per_kg": 0.5}, [], None, 0.5, None),
        ({"planned_dose_mg_per_kg": 0.5}, [WEIGHED, LATER], 35, 0.5, 70),
        ({"planned_dose_mg_per_kg": 0.5}, [WEIGHED, LATER, FORTY], 41.25, 0.5, 82.5),
        (
            {"planned_dose_mg_per_kg": 0.5},
            [WEIGHED, LATER, facts.end("14:00", facts.EndHow.NOT_STARTED)],
            41.25,
            0.5,
            82.5,
        ),
        ({"planned_dose_mg_per_kg": 0.1}, [r("13:50", weight_kg=80.1)], 8.01, 0.1, 80.1),
    ],
)
def test_a_plan_in_mg_per_kg_needs_a_weight(
    plan: dict[str, object], told: Facts, mg: float | None, per_kg: float | None, weight: float | None
) -> None:
    treatment: Treatment = facts.treatment(**plan)
    found = dose.planned(facts.record_with(*told, treatment=treatment))
    assert (found.mg, found.mg_per_kg, found.weight_kg) == (mg, per_kg, weight)


def test_a_session_entered_afterwards_takes_no_weight_of_a_later_one() -> None:
    afterwards: Treatment = facts.treatment(entered_afterwards=True, planned_dose_mg_per_kg=0.5)
    day = afterwards.arrived_at
    later = Weighing(taken_at=day + timedelta(days=30), weight_kg=90.0, treatment_id=UUID(int=99))
    before = Weighing(taken_at=day - timedelta(days=30), weight_kg=80.0, treatment_id=UUID(int=99))
    record = facts.record_with(treatment=afterwards).model_copy(update={"other_weights": (later, before)})
    assert dose.planned(record).mg == 40
