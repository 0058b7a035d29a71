"""Start, stop, end and phase follow from the drug events."""

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.protocol import Protocol
from schemas.rules import course
from schemas.treatment import EndHow
from tests import facts

Facts = list[ClinicalFact | Retraction]
SINGLE_DOSES = facts.protocol(infusion=False, route="intranasal", drug="esketamine", planned_doses=2)


def e(act: str, at: str, **fields: object) -> ClinicalFact:
    """A drug event; a change of rate goes to 30 ml/h unless it says otherwise."""
    return facts.event(act, at, **({"rate_ml_h": 30.0} if act == "rate_change" else {}) | fields)


def seen(told: Facts, *, doses: int = 1, protocol: Protocol | None = None) -> course.Course:
    """The course, which does not depend on how the facts lie in the record."""
    plan = {"treatment": facts.treatment(planned_doses=doses), "protocol": protocol or facts.protocol()}
    found = course.course(facts.record_with(*told, **plan))
    assert course.course(facts.record_with(*reversed(told), **plan)) == found
    return found


@pytest.mark.parametrize(
    ("acts", "start", "stop", "running", "paused"),
    [
        ("", None, None, False, False),
        ("start 14:00", "14:00", None, True, False),
        ("start 14:00, stop 14:40", "14:00", "14:40", False, False),
        ("start 14:00, pause 14:10", "14:00", None, True, True),
        ("start 14:00, pause 14:10, resume 14:15", "14:00", None, True, False),
        ("start 14:00, pause 14:10, stop 14:12", "14:00", "14:12", False, False),
        ("start 14:00, pause 14:10, rate_change 14:12", "14:00", None, True, True),
        ("start 14:00, stop 14:40, pause 14:41", "14:00", "14:40", False, False),
        ("start 14:00, stop 14:20, resume 14:30", "14:00", None, True, False),
        ("start 14:00, stop 14:20, start 14:30", "14:00", None, True, False),
        ("start 14:00, stop 14:20, resume 14:30, stop 14:50", "14:00", "14:50", False, False),
        ("start 14:00, stop 14:40, rate_change 14:41", "14:00", "14:40", False, False),
        ("start 14:00, bolus 14:10", "14:00", None, True, False),
        ("start 14:00, pause 14:05, bolus 14:10", "14:00", None, True, True),
        ("start 14:00, stop 14:40, bolus 14:50", "14:00", "14:50", False, False),
        ("start 14:00, stop 14:40, dose 14:55", "14:00", "14:55", False, False),
        ("start 14:00, stop 14:40, bolus 14:50, resume 14:55", "14:00", None, True, False),
        ("bolus 13:58, start 14:00, stop 14:40", "13:58", "14:40", False, False),
        ("stop 13:50, start 14:00", "14:00", None, True, False),
        ("pause 13:50, start 14:00", "14:00", None, True, False),
        ("stop 14:40", None, None, False, False),
        ("resume 14:30, stop 14:40", None, None, False, False),
        ("pause 14:30, rate_change 14:40", None, None, False, False),
        ("bolus 14:00, resume 14:30", "14:00", None, True, False),
    ],
)
def test_an_infusion_runs_from_its_start_to_its_last_stop(
    acts: str, start: str | None, stop: str | None, running: bool, paused: bool
) -> None:
    found = seen([e(*one.split()) for one in acts.split(", ") if one])
    assert found.started_at == (start and facts.instant(start))
    assert found.stopped_at == (stop and facts.instant(stop))
    assert (found.running, found.paused) == (running, paused)


@pytest.mark.parametrize(
    ("acts", "doses", "start", "stop"),
    [
        ("device 14:00", 2, "14:00", None),
        ("device 14:00, device 14:05", 2, "14:00", "14:05"),
        ("device 14:00, device 14:05", 3, "14:00", None),
        ("device 14:00, device 14:05, device 14:10", 2, "14:00", "14:10"),
        ("device 14:00, no_more 14:20", 2, "14:00", "14:00"),
        ("device 14:00, no_more 14:20, device 14:30", 3, "14:00", "14:30"),
        ("device 14:00, stop 14:20", 2, "14:00", None),
        ("dose 14:00", 1, "14:00", "14:00"),
        ("bolus 14:00, bolus 14:10", 2, "14:00", "14:10"),
        ("no_more 14:20", 1, None, None),
        ("", 1, None, None),
    ],
)
def test_single_doses_stop_with_the_last_when_all_are_given_or_no_more_follows(
    acts: str, doses: int, start: str | None, stop: str | None
) -> None:
    told = [one.split() for one in acts.split(", ") if one]
    events = [e("stop", at, no_more_follows=True) if act == "no_more" else e(act, at) for act, at in told]
    found = seen(events, doses=doses, protocol=SINGLE_DOSES)
    assert found.started_at == (start and facts.instant(start))
    assert found.stopped_at == (stop and facts.instant(stop))
    assert (found.running, found.paused, found.single_doses) == (False, False, True)


@pytest.mark.parametrize(
    ("acts", "protocol", "single"),
    [
        ([], facts.protocol(), False),
        ([], SINGLE_DOSES, True),
        (["bolus"], facts.protocol(), True),
        (["device"], SINGLE_DOSES, True),
        (["start"], SINGLE_DOSES, False),
        (["bolus", "start"], facts.protocol(), False),
        (["stop"], facts.protocol(), False),
    ],
)
def test_single_doses_are_those_without_an_infusion(acts: list[str], protocol: Protocol, single: bool) -> None:
    assert seen([e(act, f"14:0{minute}") for minute, act in enumerate(acts)], protocol=protocol).single_doses is single


@pytest.mark.parametrize(
    ("told", "rate"),
    [
        ([e("start", "14:00", rate_ml_h=60)], 60),
        ([e("start", "14:00", dose_mg=40, duration_minutes=40, concentration_mg_ml=1)], 60),
        ([e("start", "14:00", dose_mg=40, duration_minutes=40)], None),
        ([e("start", "14:00", dose_mg=40, concentration_mg_ml=1)], None),
        ([e("start", "14:00")], None),
        ([e("start", "14:00"), e("rate_change", "14:10", rate_ml_h=45)], 45),
        ([e("start", "14:00", rate_ml_h=60), e("pause", "14:10")], 60),
        ([e("start", "14:00", rate_ml_h=60), e("pause", "14:10"), e("rate_change", "14:11", rate_ml_h=30)], 30),
        ([e("start", "14:00", rate_ml_h=60), e("pause", "14:10"), e("resume", "14:12")], 60),
        ([e("start", "14:00", rate_ml_h=60), e("pause", "14:10"), e("resume", "14:12", rate_ml_h=0)], 0),
        ([e("start", "14:00", rate_ml_h=60), e("stop", "14:10")], None),
        ([e("start", "14:00", rate_ml_h=60), e("stop", "14:10"), e("resume", "14:12")], 60),
        ([e("start", "14:00", rate_ml_h=60), e("bolus", "14:10")], 60),
    ],
)
def test_the_rate_is_the_one_last_said_while_it_runs(told: Facts, rate: float | None) -> None:
    assert seen(told).rate_ml_h == rate


START = facts.event("start", "14:00")
LATER = facts.corrected(START, at="14:10")


@pytest.mark.parametrize(
    ("told", "start"),
    [
        ([START, LATER], "14:10"),
        ([START, facts.withdrawn(START)], None),
        ([START, LATER, facts.withdrawn(LATER)], None),
        ([START, facts.moved(START, facts.PATIENT)], None),
    ],
)
def test_a_corrected_start_moves_the_start_and_a_withdrawn_one_takes_it_away(told: Facts, start: str | None) -> None:
    assert seen(told).started_at == (start and facts.instant(start))


def test_a_resume_stated_for_the_minute_of_the_pause_follows_it() -> None:
    told = [START, e("pause", "14:20:30"), e("resume", "14:20", entered_at="14:21")]
    assert not seen(told).paused


EARLIER = facts.arrival("13:10", entered_at="14:00")
EARLIEST = facts.arrival("13:00", EARLIER.id, entered_at="14:30")


@pytest.mark.parametrize(
    ("told", "arrived"),
    [
        ([], "13:30"),
        ([EARLIER], "13:10"),
        ([EARLIER, EARLIEST], "13:00"),
        ([EARLIER, facts.arrival("13:20", entered_at="14:10")], "13:20"),
        ([EARLIER, facts.withdrawn(EARLIER)], "13:30"),
    ],
)
def test_the_arrival_is_the_newest_that_holds(told: Facts, arrived: str) -> None:
    assert seen(told).arrived_at == facts.instant(arrived)


END = facts.end("16:00", entered_by=facts.OTHER_NURSE)


@pytest.mark.parametrize(
    ("told", "ended", "how", "by"),
    [
        ([], None, None, None),
        ([END], "16:00", EndHow.LEFT_WITH_ESCORT, facts.OTHER_NURSE),
        (
            [END, facts.corrected(END, ended_at="15:45", how="left_alone")],
            "15:45",
            EndHow.LEFT_ALONE,
            facts.OTHER_NURSE,
        ),
        ([END, facts.withdrawn(END)], None, None, None),
        ([END, facts.end("15:00", EndHow.TRANSFERRED, entered_at="16:30")], "15:00", EndHow.TRANSFERRED, facts.NURSE),
    ],
)
def test_the_end_is_the_newest_that_holds_and_names_who_entered_it(
    told: Facts, ended: str | None, how: EndHow | None, by: object
) -> None:
    found = seen(told)
    assert (found.ended_at, found.end_how, found.ended_by) == (ended and facts.instant(ended), how, by)


@pytest.mark.parametrize(
    ("at", "whole"), [("13:55", -5), ("13:59:59", -1), ("14:00", 0), ("14:00:59", 0), ("14:01", 1), ("15:30", 90)]
)
def test_minutes_from_start_are_negative_before_it(at: str, whole: int) -> None:
    assert course.minutes_from_start(seen([e("start", "14:00:30")]), facts.instant(at)) == whole


def test_minutes_from_start_are_unknown_without_a_start() -> None:
    assert course.minutes_from_start(seen([]), facts.instant("14:00")) is None


INFUSION = [e("start", "14:00:20"), e("stop", "14:40:20"), facts.end("16:00:20")]
DEVICES = [e("device", "14:00"), e("device", "14:05"), facts.end("16:00")]


@pytest.mark.parametrize(
    ("told", "at", "phase"),
    [
        (INFUSION, "13:00", "baseline"),
        (INFUSION, "14:00:59", "baseline"),
        (INFUSION, "14:01", "infusion"),
        (INFUSION, "14:40:59", "infusion"),
        (INFUSION, "14:41", "observation"),
        (INFUSION, "16:00:59", "observation"),
        (INFUSION, "16:01", "discharged"),
        (DEVICES, "14:00", "baseline"),
        (DEVICES, "14:05", "dosing"),
        (DEVICES, "14:06", "observation"),
        (DEVICES, "16:01", "discharged"),
        (INFUSION[:1], "18:00", "infusion"),
        (DEVICES[:1], "18:00", "dosing"),
        ([e("start", "14:00"), e("pause", "14:10")], "14:20", "infusion"),
        ([], "14:00", "baseline"),
        ([facts.end("15:00", EndHow.NOT_STARTED)], "15:00", "baseline"),
        ([facts.end("15:00", EndHow.NOT_STARTED)], "15:01", "discharged"),
    ],
)
def test_the_phase_follows_from_start_stop_and_end_by_whole_minutes(told: Facts, at: str, phase: str) -> None:
    assert course.phase(seen(told, doses=2), facts.instant(at)) == phase


@pytest.mark.parametrize(
    ("at", "running", "paused", "stopped"),
    [
        ("13:59", False, False, False),
        ("14:05", True, False, False),
        ("14:10", True, True, False),
        ("15:00", False, False, True),
    ],
)
def test_before_an_event_counts_what_was_done_until_then(at: str, running: bool, paused: bool, stopped: bool) -> None:
    told = (facts.event("start", "14:00"), facts.event("pause", "14:10:30"), facts.event("stop", "14:40"))
    late = facts.event("pause", at, entered_at="16:00")
    found = course.before(facts.record_with(*told), late)
    assert (found.running, found.paused, found.stopped_at is not None) == (running, paused, stopped)
