import pytest

from app.live import consequences
from schemas.fact import ClinicalFact
from tests import facts

BASE = facts.reading("13:50", systolic=120, diastolic=80)
AFTER = facts.reading("14:20", systolic=150, diastolic=96)
START = facts.event("start", "14:00", dose_mg=40, duration_minutes=40)
STOP = facts.event("stop", "14:40", stop_says="planned")
END = facts.end("15:30")
ALL = (BASE, AFTER, START, STOP, END)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), []),
        ((facts.corrected(BASE, note="calm"),), []),
        ((facts.corrected(AFTER, systolic=160),), ["The peak is systolic 160, diastolic 96 now."]),
        (
            (facts.withdrawn(AFTER),),
            ["The peak is systolic unknown, diastolic unknown now.", "The return is unknown now."],
        ),
        ((facts.corrected(BASE, systolic=124),), ["The baseline is 124/80 now: every change from it follows."]),
        (
            (facts.withdrawn(BASE),),
            ["The baseline is unknown now: every change from it follows.", "The return is unknown now."],
        ),
        ((facts.corrected(STOP, at="14:42"),), ["The stop is 14:42 now."]),
        ((facts.corrected(END, ended_at="15:40"),), ["The end is 15:40 now."]),
        ((facts.withdrawn(END),), ["The end is unknown now."]),
        ((facts.arrival("13:20"),), ["The arrival is 13:20 now."]),
        (
            (facts.corrected(STOP, stop_says="mg", dose_mg=30),),
            ["The given dose is 30 mg now."],
        ),
        (
            (facts.corrected(STOP, stop_says="not_known"),),
            ["The given dose is unknown now."],
        ),
        (
            (facts.corrected(START, at="14:05"),),
            ["The start is 14:05 now: minutes, baseline and phase follow from it."],
        ),
    ],
)
def test_what_follows_from_a_correction_is_said_and_nothing_else(
    more: tuple[ClinicalFact, ...], said: list[str]
) -> None:
    assert consequences.said(facts.record_with(*ALL), facts.record_with(*ALL, *more)) == said


def test_a_withdrawn_start_takes_minutes_baseline_and_phase_with_it() -> None:
    said = consequences.said(facts.record_with(*ALL), facts.record_with(*ALL, facts.withdrawn(START)))
    assert said[0] == "The start is unknown now: minutes, baseline and phase follow from it."
    assert "The baseline is unknown now: every change from it follows." in said


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ((BASE, END), ["No dose is written down: enter it, or correct the end to “not started”."]),
        ((BASE, START, END), []),
        ((BASE, facts.end("15:30", how="not_started")), []),
        ((BASE,), []),
    ],
)
def test_an_end_says_that_no_dose_is_written_down(record: tuple[ClinicalFact, ...], said: list[str]) -> None:
    assert consequences.of_end(facts.record_with(*record), facts.instant("18:00")) == said
