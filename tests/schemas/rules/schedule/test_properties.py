"""Whatever happened in a session, its schedule holds together."""

from datetime import timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import schedule
from schemas.rules.schedule import Due, State
from schemas.rules.schedule.due import OPEN
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS

ARRIVED = facts.instant("13:30")
MINUTE = timedelta(minutes=1)
SIGNS = {"systolic": 120, "diastolic": 80, "pulse": 70, "spo2": 98, "respirations": 14, "moaas": 5, "pain": 1}
# What became of a due never becomes open again while nothing new is entered.
RANK = {State.LATER: 0, State.DUE: 1, State.OVERDUE: 2}

minute = st.integers(0, 240)
readings = st.builds(
    lambda at, names, refused: facts.reading(
        ARRIVED + at * MINUTE,
        **({name: SIGNS[name] for name in names - refused} or {"weight_kg": 80}),
        not_measured=dict.fromkeys(refused, "asleep"),
    ),
    minute,
    st.sets(st.sampled_from(sorted(SIGNS))),
    st.sets(st.sampled_from(sorted(SIGNS)), max_size=2),
)
acts = st.builds(
    lambda at, act: facts.event(act, ARRIVED + at * MINUTE, **({"dose_mg": 10} if act in {"bolus", "device"} else {})),
    minute,
    st.sampled_from(["start", "pause", "resume", "stop", "bolus", "device"]),
)
ends = st.builds(lambda at: facts.end(ARRIVED + at * MINUTE), minute)


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Record, list[ClinicalFact]]:
    """A session under one of the shipped protocols, in which anything may have happened."""
    protocol = PROTOCOLS[draw(st.sampled_from(sorted(PROTOCOLS)))]
    told = [
        *draw(st.lists(readings, max_size=10)),
        *draw(st.lists(acts, max_size=6)),
        *draw(st.lists(ends, max_size=1)),
    ]
    treatment = facts.treatment("13:30", planned_doses=protocol.planned_doses)
    return facts.record_with(*told, protocol=protocol, treatment=treatment), told


def place(due: Due) -> tuple[object, ...]:
    """Which due it is, whatever became of it."""
    return due.part, due.due_at


@settings(deadline=None, max_examples=150)
@given(sessions(), minute)
def test_dues_come_once_in_their_order_and_each_in_one_state(drawn: tuple[Record, list[ClinicalFact]], at: int) -> None:
    record, _ = drawn
    now = ARRIVED + at * MINUTE
    dues = schedule.schedule(record, now)
    assert [due.due_at for due in dues] == sorted(due.due_at for due in dues)
    assert len({place(due) for due in dues}) == len(dues)
    served = [reading for due in dues for reading in due.late]
    assert len(served) == len(set(served)), "a reading serves one due at most"
    for due in dues:
        assert due.state in State
        assert (due.state is State.TAKEN) == (due.lacking == frozenset())
        assert due.state not in {State.DUE, State.OVERDUE} or due.opens_at <= now + MINUTE
    for earlier, later in pairwise(dues):
        if earlier.part is later.part and earlier.closes_at is not None and earlier.due_at != dues[0].due_at:
            assert earlier.closes_at <= later.closes_at or later.closes_at is None


@settings(deadline=None, max_examples=100)
@given(sessions(), minute, st.integers(0, 60))
def test_time_alone_only_closes(drawn: tuple[Record, list[ClinicalFact]], at: int, more: int) -> None:
    record, _ = drawn
    before = schedule.schedule(record, ARRIVED + at * MINUTE)
    after = {place(due): due.state for due in schedule.schedule(record, ARRIVED + (at + more) * MINUTE)}
    for due in before:
        assert place(due) in after, "nothing that was asked for is forgotten"
        now = after[place(due)]
        if due.state in OPEN:
            assert now not in OPEN or RANK[now] >= RANK[due.state]
        else:
            assert now is due.state


@settings(deadline=None, max_examples=100)
@given(sessions(), minute, st.integers())
def test_the_order_in_which_facts_lie_in_the_record_changes_nothing(
    drawn: tuple[Record, list[ClinicalFact]], at: int, seed: int
) -> None:
    record, told = drawn
    now = ARRIVED + at * MINUTE
    shuffled = list(told)
    Random(seed).shuffle(shuffled)
    other = facts.record_with(*shuffled, protocol=record.protocol, treatment=record.treatment)
    assert schedule.schedule(other, now) == schedule.schedule(record, now)
