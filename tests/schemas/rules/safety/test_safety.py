"""What is counted of one session: extremes, effects that emerged, early and late ends, delays, and what is unknown."""

from datetime import timedelta

import pytest

from schemas.correction import Retraction
from schemas.effect import Severity
from schemas.fact import ClinicalFact
from schemas.rules import safety
from schemas.rules.outcome import How
from schemas.rules.safety import delays, emerged, ends, extremes
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS
from tests.schemas.rules.test_summary import START, bp, series

ESKETAMINE, PAIN = PROTOCOLS["esketamine_rems"], PROTOCOLS["pain_infusion"]
Q10, Q15 = PROTOCOLS["iv_q10"], PROTOCOLS["iv_q15"]
Facts = tuple[ClinicalFact | Retraction, ...]


def test_extremes_are_of_what_held_after_the_start() -> None:
    wrong = bp("14:20", "210/130", pulse=190)
    told = facts.record_with(
        START,
        *series("-5 250/150, 10 140/90, 20 150/-, 30 118/92"),
        facts.reading("14:25", spo2=91, temperature_c=36.5, weight_kg=80),
        wrong,
        facts.withdrawn(wrong),
    )
    assert extremes.highest(told) == {"systolic": 150, "diastolic": 92, "spo2": 91, "temperature_c": 36.5}
    assert extremes.lowest(told) == {"systolic": 118, "diastolic": 90, "spo2": 91, "temperature_c": 36.5}
    assert extremes.highest(facts.record_with(*series("-5 120/80"))) == {}, "without a start there is no after"


@pytest.mark.parametrize(
    ("told", "rise"),
    [
        ("-5 120/80, 30 160/99, 40 136/90, 50 150/95", (16, 10)),
        ("-5 120/80, 36 130/84, 43 134/88", (14, 8)),
        ("-5 120/80, 38 130/84, 42 134/88", (10, 4)),
        ("-5 120/80, 34 130/84, 46 134/88", (None, None)),
        ("-5 120/80, 40 136/-, 45 134/88", (14, 8)),
        ("40 136/90", (None, None)),
    ],
    ids=["at 40", "the nearer", "the earlier of two as near", "too far", "half a pressure is none", "no baseline"],
)
def test_the_rise_at_40_minutes_is_of_the_nearest_pressure(told: str, rise: tuple[int | None, int | None]) -> None:
    assert extremes.rise_at_40(facts.record_with(START, *series(told))) == rise


BEFORE = facts.effect("13:50")
OWN = facts.effect("14:10", words="legs far away")


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ((facts.effect("14:00"),), {"nausea": None}),
        ((BEFORE,), {}),
        ((BEFORE, facts.change(BEFORE, "13:55", severity=1), facts.change(BEFORE, "14:20", severity=2)), {"nausea": 2}),
        ((BEFORE, facts.change(BEFORE, "13:55", severity=2), facts.change(BEFORE, "14:20", severity=2)), {}),
        ((BEFORE, facts.change(BEFORE, "14:20", severity=3)), {}),
        ((OWN, facts.effect("14:12", words="a humming")), {"own_words": None}),
        ((OWN, facts.change(OWN, "14:20", severity=3), facts.effect("14:12", words="a humming")), {"own_words": 3}),
        ((facts.effect("14:12"), facts.effect("14:30", effect="headache")), {"nausea": None, "headache": None}),
    ],
    ids=[
        "at the minute of the start",
        "before it",
        "worse after it than before",
        "as bad as before",
        "how bad it was before is not known",
        "words of one's own are one line",
        "of two the worse one",
        "each by itself",
    ],
)
def test_an_effect_emerged_with_the_drug_or_got_worse_after_it(told: Facts, found: dict[str, Severity | None]) -> None:
    assert emerged.effects(facts.record_with(START, *told)) == found


def test_without_a_start_no_effect_emerged() -> None:
    assert emerged.effects(facts.record_with(BEFORE)) == {}


STOP = facts.event("stop", "14:40", stop_says="mg", dose_mg=38)


@pytest.mark.parametrize(
    ("told", "planned", "early"),
    [
        ((START, STOP), 40, False),
        ((START, facts.event("stop", "14:40", stop_says="mg", dose_mg=37.9)), 40, True),
        ((START, facts.event("stop", "14:40", stop_says="not_known")), 40, None),
        ((START, STOP), None, None),
        ((START,), 40, None),
        ((), 40, None),
    ],
    ids=["95 %", "under 95 %", "dose not known", "no plan", "still running", "not started"],
)
def test_stopped_early_is_under_95_percent_of_the_plan(told: Facts, planned: float | None, early: bool | None) -> None:
    record = facts.record_with(*told, treatment=facts.treatment(planned_dose_mg=planned))
    assert ends.stopped_early(record) is early


@pytest.mark.parametrize(
    ("protocol", "told", "late"),
    [
        (ESKETAMINE, (START, facts.end("16:30")), False),
        (ESKETAMINE, (START, facts.end("16:31")), True),
        (Q15, (START, facts.end("16:00")), False),
        (Q15, (START, facts.end("16:01")), True),
        (PAIN, (START, STOP, facts.end("18:00")), None),
        (Q10, (START, STOP, facts.end("18:00")), None),
        (facts.protocol(), (START, facts.end("18:00")), None),
        (ESKETAMINE, (START,), None),
        (ESKETAMINE, (facts.end("18:00"),), None),
    ],
    ids=[
        "30 min after the observation time",
        "31 min after it",
        "30 min after the last due where no time is named",
        "31 min after it",
        "dues that go on for ever",
        "dues until near the baseline",
        "no timetable",
        "no end",
        "no start",
    ],
)
def test_ended_late_is_more_than_30_minutes_after_the_protocols_time(
    protocol: facts.Protocol, told: Facts, late: bool | None
) -> None:
    assert ends.ended_late(facts.record_with(*told, protocol=protocol)) is late


def test_a_last_due_after_the_stop_counts_from_the_stop() -> None:
    series = [one for one in PAIN.schedule if one.last is not None and one.anchor == "stop"]
    protocol = PAIN.model_copy(update={"schedule": tuple(series), "observation_minutes": None})
    for end, late in (("17:10", False), ("17:11", True)):  # stopped at 14:40, last due 120 minutes later
        assert ends.ended_late(facts.record_with(START, STOP, facts.end(end), protocol=protocol)) is late
    assert ends.ended_late(facts.record_with(START, facts.end("17:11"), protocol=protocol)) is None


@pytest.mark.parametrize(
    ("minutes", "place"),
    [(-1, 0), (0, 0), (1, 1), (2, 2), (3, 3), (5, 3), (6, 4), (30, 6), (31, 7), (120, 8), (121, 9)],
)
def test_a_reading_lies_in_the_bin_of_its_minutes(minutes: int, place: int) -> None:
    at = facts.instant("14:05")
    late = facts.record_with(facts.reading("14:05", pulse=70, entered_at=at + timedelta(minutes=minutes)))
    assert delays.delays(late).index(1) == place
    assert sum(delays.delays(late)) == 1


def test_a_correction_and_what_was_entered_afterwards_are_no_delay() -> None:
    first = facts.reading("14:05", pulse=70)
    told = facts.record_with(first, facts.corrected(first, pulse=71))
    assert delays.delays(told) == (1, *(0 for _ in delays.BINS))
    afterwards = told.model_copy(update={"treatment": facts.treatment(entered_afterwards=True)})
    assert set(delays.delays(afterwards)) == {0}


def test_a_session_that_was_given_is_counted_whole() -> None:
    told = safety.session(
        facts.record_with(
            facts.event("start", dose_mg=40, duration_minutes=40),
            *series("-5 120/80, 10 140/85, 30 145/90, 40 150/90, 60 140/90"),
            facts.reading("13:45", weight_kg=80),
            facts.event("stop", "14:40", stop_says="planned"),
            facts.effect("14:10"),
            facts.end("15:30"),
            protocol=Q10,
        )
    )
    assert (told.how, told.ended, told.started_at) == (How.GIVEN, True, facts.instant("14:00"))
    assert (told.dose_mg, told.dose_mg_per_kg) == (40, 0.5)
    assert (told.baseline_systolic, told.baseline_diastolic) == (120, 80)
    assert (told.rise_40_systolic, told.rise_40_diastolic, told.peak_minutes) == (30, 10, 40)
    assert (told.not_back, told.effects_asked, told.effects) == (True, True, {"nausea": None})
    assert (told.stopped_early, told.ended_late) == (False, None)
    assert told.dues is not None
    assert told.dues_missed is not None
    assert told.corrections == 0


def test_a_session_without_the_drug_says_nothing_of_it() -> None:
    held = safety.session(facts.record_with(*series("-5 170/105"), facts.end("14:30", facts.EndHow.NOT_STARTED)))
    assert held.how is How.NOT_STARTED
    unknown = (held.started_at, held.dose_mg, held.dose_mg_per_kg, held.baseline_systolic, held.peak_minutes)
    unknown += (held.not_back, held.effects_asked, held.stopped_early, held.ended_late, held.dues, held.dues_missed)
    assert set(unknown) == {None}


@pytest.mark.parametrize(
    ("told", "asked"),
    [((), False), ((facts.none_reported("14:20"),), True), ((facts.effect("14:00"),), True)],
    ids=["nobody asked", "none reported", "reported in the minute of the start"],
)
def test_what_was_reported_was_asked(told: Facts, asked: bool) -> None:
    assert safety.session(facts.record_with(START, *told)).effects_asked is asked


def test_a_peak_that_nobody_looked_for_is_not_one_in_time() -> None:
    seen = facts.record_with(START, *series("-5 120/80, 10 130/80, 20 140/85"), facts.end("15:30"), protocol=Q10)
    assert safety.session(seen).peak_minutes is None
    assert safety.session(seen).not_back is True
    back = facts.record_with(START, *series("-5 120/80, 10 140/80, 40 122/80"))
    assert safety.session(back).not_back is False
