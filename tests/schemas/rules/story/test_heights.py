"""The peak and its rise: on both sides of each threshold, and what is compared with nothing."""

from typing import Any

import pytest

from schemas.action import Intervention
from schemas.protocol import Drug, Limit, Protocol, Route
from schemas.rules.story import Kind, Urgency
from schemas.rules.story.about import Height
from schemas.rules.summary import ReturnState
from tests import facts
from tests.schemas.rules.story.visits import IV, patient, point, rests, told, usual

IM = IV.model_copy(update={"route": Route.INTRAMUSCULAR})
ESKETAMINE = IV.model_copy(update={"drug": Drug.ESKETAMINE})
BARE = IV.model_copy(update={"schedule": ()})
NEAR_MISSED = "10 125/82, 20 130/85, 30 {}, 55 122/81, 70 121/80"
FOUR = [usual() for _ in range(4)]
SLIP = facts.reading("14:35", systolic=175, diastolic=95)
AWAY = facts.reading("14:36", systolic=176, diastolic=96)


def labetalol(at: str = "14:20", drug: str = "labetalol") -> Intervention:
    return facts.intervention(at, drug=drug)


# name, earlier sessions, this one, then what stands out and of how many sessions; None: nothing is told
COMPARED: list[tuple[str, list[Any], list[Any], tuple[tuple[str, ...], int] | None]] = [
    ("10 over the median and the highest", FOUR, usual(peak="150/90"), (("systolic",), 5)),
    ("9 over the median", FOUR, usual(peak="149/90"), None),
    ("the diastolic alone", FOUR, usual(peak="140/100"), (("diastolic",), 5)),
    ("9 over it", FOUR, usual(peak="140/99"), None),
    ("both", FOUR, usual(peak="150/100"), (("systolic", "diastolic"), 5)),
    ("half a pressure", FOUR, usual(peak="150/-"), (("systolic",), 5)),
    ("too few to compare", FOUR[:3], usual(peak="159/90"), None),
    ("one was as high", [*FOUR, usual(peak="150/90")], usual(peak="150/90"), None),
    ("one was as high but one", [*FOUR, usual(peak="149/90")], usual(peak="150/90"), (("systolic",), 6)),
    ("far lower", FOUR, usual(peak="128/86"), None),
    ("this one was treated before its peak", FOUR, usual(labetalol(), peak="150/90"), None),
    ("nobody knows whether it was", FOUR, usual(labetalol(drug="lorazepam"), peak="150/90"), None),
    ("treated after its peak", FOUR, usual(labetalol("14:35"), peak="150/90"), (("systolic",), 5)),
    ("one of four was treated", [*FOUR[:3], usual(labetalol())], usual(peak="150/90"), None),
    (
        "nobody knows whether one of four was",
        [*FOUR[:3], usual(labetalol(drug="lorazepam"))],
        usual(peak="150/90"),
        None,
    ),
    ("a treated one beside four", [usual(labetalol(), peak="170/99"), *FOUR], usual(peak="150/90"), (("systolic",), 5)),
    (
        "the expected peak of one was missed",
        [*FOUR[:3], usual(pressures=NEAR_MISSED.format("140/90"))],
        usual(peak="150/90"),
        None,
    ),
    (
        "its own was missed: it is at least so high",
        FOUR,
        usual(pressures=NEAR_MISSED.format("150/90")),
        (("systolic",), 5),
    ),
    ("an earlier one is still open", [*FOUR[:3], usual(end=None)], usual(peak="150/90"), None),
    ("this one is open", FOUR, usual(peak="150/90", end=None), (("systolic",), 5)),
    ("a withdrawn reading", FOUR, usual(SLIP, facts.withdrawn(SLIP)), None),
    ("a reading moved away", FOUR, usual(AWAY, facts.moved(AWAY, facts.PATIENT)), None),
    ("no reading after the start", FOUR, usual()[:2], None),
    ("one of four without a start", [*FOUR[:3], [facts.end("14:30")]], usual(peak="150/90"), None),
    ("no baseline in one of four", [*FOUR[:3], usual(before="")], usual(peak="150/90"), None),
]


@pytest.mark.parametrize(
    ("earlier", "now", "expected"), [row[1:] for row in COMPARED], ids=[row[0] for row in COMPARED]
)
def test_a_rise_is_told_that_is_the_highest_of_enough_and_far_over_their_median(
    earlier: list[Any], now: list[Any], expected: tuple[tuple[str, ...], int] | None
) -> None:
    found = told(Kind.RISE, patient(*earlier, now))
    if found is None:
        assert expected is None
        return
    assert isinstance(found.about, Height)
    assert (found.about.highest, found.compared.n) == expected
    assert found.urgency is Urgency.CHANGE
    assert (found.compared.drug, found.compared.route) == (Drug.KETAMINE, Route.INTRAVENOUS)


@pytest.mark.parametrize(
    ("peak", "is_told"), [("150/90", True), ("149/90", False), ("140/100", True), ("140/99", False)]
)
def test_a_peak_is_told_by_the_same_threshold_without_any_baseline(peak: str, *, is_told: bool) -> None:
    records = patient(*[usual(before="") for _ in range(4)], usual(before="", peak=peak))
    assert (told(Kind.PEAK, records) is not None) is is_told
    assert told(Kind.RISE, records) is None


@pytest.mark.parametrize("other", [IM, ESKETAMINE, BARE], ids=["another route", "another drug", "no timetable"])
def test_what_is_not_alike_or_was_not_looked_at_is_not_compared(other: Protocol) -> None:
    for kind in (Kind.PEAK, Kind.RISE):
        assert told(kind, patient(*FOUR, usual(peak="150/90"), protocols=[other])) is None
        assert told(kind, patient(*FOUR, usual(), usual(peak="150/90"), protocols=[other])) is not None


LIMITS = [
    ("at the systolic call limit", "180/90", ["systolic 180", "systolic 40"]),
    ("under it, its change still at a limit", "179/90", []),
    ("at the diastolic call limit", "140/110", ["diastolic 110", "diastolic 25"]),
    ("under it", "140/109", []),
    ("at the level of once the furthest is told", "200/120", ["systolic 200", "diastolic 120"]),
    ("at the hard bounds of entry", "300/200", ["systolic 200", "diastolic 120"]),
]


@pytest.mark.parametrize(("peak", "expected"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_a_peak_at_a_limit_is_told_in_the_first_session_too(peak: str, expected: list[str]) -> None:
    found = told(Kind.PEAK, patient(usual(peak=peak)))
    if not expected:
        assert found is None
        return
    assert found is not None
    assert isinstance(found.about, Height)
    crossed = [f"{row.sign} {row.value:g}" for row in found.about.crossed]
    assert [one for one in crossed if one in expected] == expected
    assert (found.urgency, found.compared.n, found.about.usual) == (Urgency.SAFETY, 1, None)


@pytest.mark.parametrize(
    ("peak", "is_told"), [("160/90", True), ("159/90", False), ("140/105", True), ("140/104", False)]
)
def test_a_rise_at_the_limit_of_a_change_is_told_in_the_first_session_too(peak: str, *, is_told: bool) -> None:
    found = told(Kind.RISE, patient(usual(peak=peak)))
    assert (found is not None) is is_told
    assert found is None or found.urgency is Urgency.SAFETY


@pytest.mark.parametrize(("peak", "is_told"), [("144/81", True), ("143/81", False)])
def test_a_limit_in_per_cent_of_the_baseline_is_one(peak: str, *, is_told: bool) -> None:
    row = {"sign": "systolic", "direction": "high", "level": "call", "value": 20, "inclusive": True, "delta": True}
    limit = Limit.model_validate(row | {"percent": True, "source": "made for tests"})
    protocol = IV.model_copy(update={"limits": (limit,)})
    assert (told(Kind.RISE, patient(usual(peak=peak), protocols=[protocol])) is not None) is is_told


def test_it_says_its_numbers_and_the_rows_it_rests_on() -> None:
    records = patient(*FOUR[:3], usual(peak="144/92"), usual(peak="151/98"))
    found = point(Kind.RISE, records)
    assert found.about == Height(
        peak=(151, 98),
        rise=(31, 18),
        half="systolic",
        minute=30,
        at_least=False,
        crossed=(),
        highest=("systolic",),
        usual=(20, 10),
        state=ReturnState.RETURNED,
        back_at=40,
    )
    assert rests(found, records) == [f"{number} {at}" for number in (5, 1, 2, 3, 4) for at in ("13:50", "14:30")]
    assert found.compared.before == tuple(record.treatment.id for record in records[:4])


def test_the_minute_is_of_the_number_that_is_told() -> None:
    pressures = "10 125/82, 20 145/85, 30 130/88, 40 125/101, 55 122/81, 70 121/80"
    records = patient(*FOUR, usual(pressures=pressures))
    found = point(Kind.RISE, records)
    assert isinstance(found.about, Height)
    assert (found.about.half, found.about.minute, found.about.highest) == ("diastolic", 40, ("diastolic",))
    assert rests(found, records)[:3] == ["5 13:50", "5 14:20", "5 14:40"]


@pytest.mark.parametrize(("end", "at_least"), [("15:30", True), (None, False)])
def test_whether_it_may_have_been_higher_is_said_once_the_session_is_over(end: str | None, *, at_least: bool) -> None:
    found = point(Kind.PEAK, patient(usual(pressures=NEAR_MISSED.format("190/90"), end=end)))
    assert isinstance(found.about, Height)
    assert found.about.at_least is at_least
