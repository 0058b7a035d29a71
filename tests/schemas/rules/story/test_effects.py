"""Grave effects, first ones and those that are gone; that nobody asked says nothing."""

from typing import Any

import pytest

from schemas.effect import Severity
from schemas.protocol import Route
from schemas.rules.story import Kind, Urgency
from schemas.rules.story.about import Effects, Felt
from tests import facts
from tests.schemas.rules.story.visits import IV, patient, point, rests, told, usual

IM = IV.model_copy(update={"route": Route.INTRAMUSCULAR})


def felt(name: str = "headache", at: str = "14:10", worst: int | None = 1, lasts: str | None = "14:35") -> list[Any]:
    """An effect, its severity and its end."""
    begun = facts.effect(at, **({"words": name} if " " in name else {"effect": name}))
    severity = [facts.change(begun, at, severity=worst)] if worst else []
    return [begun, *severity, *([facts.change(begun, lasts, ended=True)] if lasts else [])]


NONE = [usual() for _ in range(3)]
SLIP = felt("anxiety", worst=3)


GRAVE = [
    ("severe", usual(*felt(worst=3)), True),
    ("moderate", usual(*felt(worst=2)), False),
    ("life-threatening", usual(*felt(worst=4)), True),
    ("severity not stated", usual(*felt(worst=None)), False),
    ("a red flag, its severity not stated", usual(*felt("chest_pain", worst=None)), True),
    ("a red flag before the start", usual(*felt("suicidal_ideation", "13:45", 1, None)), True),
    ("withdrawn", usual(*SLIP, facts.withdrawn(SLIP[0])), False),
    ("moved away", usual(*SLIP, facts.moved(SLIP[0], facts.PATIENT)), False),
    ("without any drug", [*felt("chest_pain"), facts.end()], True),
]


@pytest.mark.parametrize(("now", "is_told"), [row[1:] for row in GRAVE], ids=[row[0] for row in GRAVE])
def test_an_effect_is_grave_that_is_severe_or_calls_the_prescriber(now: list[Any], *, is_told: bool) -> None:
    for earlier in ([], NONE):
        found = told(Kind.GRAVE_EFFECT, patient(*earlier, now))
        assert (found is not None) is is_told
        assert found is None or (found.urgency, found.compared.n) == (Urgency.SAFETY, len(earlier) + 1)


def test_a_grave_effect_says_how_often_it_was_in_the_sessions_that_were_asked() -> None:
    before, unasked = usual(*felt(), asked=False), usual(asked=False)
    twice = [*felt(worst=3), *felt(at="14:40", worst=1, lasts="14:45")]
    records = patient(before, unasked, usual(), usual(*twice, *felt("chest_pain", "14:50", None, None)))
    found = point(Kind.GRAVE_EFFECT, records)
    assert found.about == Effects(
        (
            Felt("Headache", own=False, worst=Severity.SEVERE, lasted=25, had=1),
            Felt("Chest pain", own=False, worst=None, lasted=None, had=0),
        )
    )
    assert [id_.int for id_ in found.compared.before] == [records[place].treatment.id.int for place in (0, 2)]
    assert rests(found, records) == ["4 14:10", "4 14:50", "1 14:10", "3 14:50"]


FIRST = [
    ("never in three sessions asked", NONE, usual(*felt()), True),
    ("never in two", NONE[:2], usual(*felt()), False),
    ("in one of them", [*NONE, usual(*felt())], usual(*felt()), False),
    ("in one of them in words of its own", [*NONE, usual(*felt("HEADACHE "))], usual(*felt()), False),
    ("in one before the start", [*NONE, usual(*felt(at="13:40", lasts=None))], usual(*felt()), False),
    ("one of three was not asked", [*NONE[:2], usual(asked=False)], usual(*felt()), False),
    (
        "one was asked at the start alone",
        [*NONE[:2], usual(facts.none_reported("14:00"), asked=False)],
        usual(*felt()),
        False,
    ),
    ("three asked of four", [*NONE, usual(asked=False)], usual(*felt()), True),
    ("another drug was asked about as well", NONE, usual(*felt()), True),
    ("it was there before the start", NONE, usual(*felt(at="13:40", lasts=None)), False),
    ("it is told as a grave one", NONE, usual(*felt(worst=3)), False),
    ("withdrawn", NONE, usual(*SLIP, facts.withdrawn(SLIP[0])), False),
    ("none reported", NONE, usual(), False),
]


@pytest.mark.parametrize(("earlier", "now", "is_told"), [row[1:] for row in FIRST], ids=[row[0] for row in FIRST])
def test_an_effect_is_the_first_where_enough_were_asked(earlier: list[Any], now: list[Any], *, is_told: bool) -> None:
    found = told(Kind.FIRST_EFFECT, patient(*earlier, now, protocols=[IM] * 2))
    assert (found is not None) is is_told
    assert found is None or (found.urgency, found.compared.drug) == (Urgency.CHANGE, None)


def test_effects_for_the_first_time_are_one_point() -> None:
    records = patient(*NONE, usual(*felt(), *felt("legs feel far away", "14:20", None, None)))
    found = point(Kind.FIRST_EFFECT, records)
    assert found.about == Effects(
        (
            Felt("Headache", own=False, worst=Severity.MILD, lasted=25),
            Felt("legs feel far away", own=True, worst=None, lasted=None),
        )
    )
    assert rests(found, records) == ["4 14:10", "4 14:20", "1 14:50", "2 14:50", "3 14:50"]


THREE = [usual(*felt("dissociation")) for _ in range(3)]
ASLEEP = [usual(*felt("drowsiness")) for _ in range(3)]
GONE = [
    ("in each of the last three and not now", THREE, usual(), True),
    ("in each of two", THREE[:2], usual(), False),
    ("not in the last one", [*THREE, usual()], usual(), False),
    ("not in the one before the last two", [*THREE, usual(), *THREE[:2]], usual(), False),
    ("one between was not asked", [THREE[0], usual(asked=False), *THREE[1:]], usual(), True),
    ("nobody asked now", THREE, usual(asked=False), False),
    ("asked in the minute of its end", THREE, usual(facts.none_reported("14:40"), asked=False), False),
    ("asked before the end of the drug alone", THREE, usual(facts.none_reported("14:20"), asked=False), False),
    ("still there", THREE, usual(*felt("dissociation")), False),
    ("there before the start", THREE, usual(*felt("dissociation", "13:40")), False),
    ("the session is open", THREE, usual(end=None), False),
    ("the drug was never stopped", THREE, [*usual()[:2], facts.none_reported("14:50"), facts.end()], False),
    ("no drug was given", THREE, [facts.none_reported("14:50"), facts.end()], False),
    ("its rating speaks for it", THREE, usual(dissociation=1), False),
    ("its rating speaks against it", THREE, usual(dissociation=0), True),
    ("drowsiness, and its sign speaks for it", ASLEEP, usual(moaas=4), False),
    ("drowsiness, and its sign speaks against it", ASLEEP, usual(moaas=5), True),
    ("drowsiness, and its sign was not measured", ASLEEP, usual(), True),
]


@pytest.mark.parametrize(("earlier", "now", "is_told"), [row[1:] for row in GONE], ids=[row[0] for row in GONE])
def test_an_effect_is_gone_where_it_was_each_time_and_was_asked_about(
    earlier: list[Any], now: list[Any], *, is_told: bool
) -> None:
    assert (told(Kind.EFFECT_GONE, patient(*earlier, now)) is not None) is is_told


def test_an_effect_of_another_route_is_not_gone() -> None:
    assert told(Kind.EFFECT_GONE, patient(*THREE, usual(), protocols=[IM] * 3)) is None


def test_it_says_how_long_it_was_there() -> None:
    both = [usual(*felt("dissociation"), *felt("nausea", "14:12")) for _ in range(3)]
    records = patient(usual(*felt("dissociation")), *both, usual())
    found = point(Kind.EFFECT_GONE, records)
    assert found.about == Effects(
        (
            Felt("Dissociation", own=False, worst=None, lasted=None, had=4),
            Felt("Nausea", own=False, worst=None, lasted=None, had=3),
        )
    )
    rows = [row for number in (2, 3, 4) for row in (f"{number} 14:10", f"{number} 14:12")]
    assert rests(found, records) == ["5 14:50", "1 14:10", *rows]
    assert (found.compared.n, found.compared.route) == (5, Route.INTRAVENOUS)
