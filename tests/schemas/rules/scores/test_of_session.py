"""The scores of a session: from its newest signs and from what was judged; a part that is unknown leaves it unknown."""

import pytest

from schemas.protocol import ScoreName
from schemas.record import Record
from schemas.rules.scores import of_session
from schemas.score import ANSWERS, ScoreAnswer, ScorePart
from tests import facts

FULL = {"respirations": 16, "spo2": 97, "systolic": 128, "diastolic": 80, "pulse": 78, "temperature_c": 36.7}


def session(*more: object, **fields: object) -> Record:
    told = facts.record_with(*more, protocol=facts.protocol(), treatment=facts.treatment("13:00"))  # type: ignore[arg-type]
    return told.model_copy(update=fields)


def news2(*more: object, **fields: object) -> tuple[int | None, tuple[str, ...]]:
    """The total, and the parts that are not known."""
    found = of_session.observed(session(*more, **fields), ScoreName.NEWS2)
    assert found is not None
    return found.score.total, found.score.missing


def test_a_full_set_with_consciousness_has_its_total() -> None:
    assert news2(facts.reading("14:20", **FULL, oxygen_l_min=0), facts.judged(says="A")) == (0, ())
    assert news2(facts.reading("14:20", **FULL, oxygen_l_min=0), facts.judged(says="C")) == (3, ())


@pytest.mark.parametrize(
    ("what", "told", "missing"),
    [
        ("consciousness was not asked", [facts.reading("14:20", **FULL, oxygen_l_min=0)], ("consciousness",)),
        (
            "consciousness was judged eleven minutes ago",
            [facts.reading("14:20", **FULL, oxygen_l_min=0), facts.judged(at="14:09")],
            ("consciousness",),
        ),
        ("oxygen was never said", [facts.reading("14:20", **FULL), facts.judged()], ("oxygen",)),
        (
            "the temperature is eleven minutes old",
            [
                facts.reading("14:09", temperature_c=36.7, oxygen_l_min=0),
                facts.reading("14:20", **{name: value for name, value in FULL.items() if name != "temperature_c"}),
                facts.judged(),
            ],
            ("temperature",),
        ),
    ],
)
def test_what_is_not_known_is_named_and_leaves_no_total(
    what: str, told: list[object], missing: tuple[str, ...]
) -> None:
    assert news2(*told) == (None, missing), what


def test_signs_within_ten_minutes_are_one_observation_and_oxygen_holds_until_it_is_changed() -> None:
    told = [
        facts.reading("13:30", pulse=70, oxygen_l_min=2),
        facts.reading("14:10", temperature_c=36.7, respirations=16),
        facts.reading("14:20", systolic=128, diastolic=80, pulse=78, spo2=97),
        facts.judged(at="14:25"),
    ]
    assert news2(*told) == (2, ())


def test_the_newest_answer_counts_and_a_withdrawn_one_does_not() -> None:
    first, second = facts.judged(at="14:18", says="C"), facts.judged(at="14:19", says="A")
    full = facts.reading("14:20", **FULL, oxygen_l_min=0)
    assert news2(full, first, second)[0] == 0
    record = facts.record_with(
        full, first, second, facts.withdrawn(second), protocol=facts.protocol(), treatment=facts.treatment("13:00")
    )
    found = of_session.observed(record, ScoreName.NEWS2)
    assert found is not None
    assert found.score.total == 3


def test_the_scale_is_the_patients() -> None:
    low = facts.reading("14:20", **FULL | {"spo2": 93}, oxygen_l_min=2)
    assert news2(low, facts.judged())[0] == 4
    assert news2(low, facts.judged(), spo2_scale=2)[0] == 3


def test_before_any_of_its_signs_there_is_no_score() -> None:
    told = session(facts.reading("14:20", weight_kg=80))
    assert [of_session.observed(told, name) for name in ScoreName] == [None, None]


def test_aldrete_counts_from_the_sessions_baseline_and_from_what_was_judged() -> None:
    told = session(
        facts.reading("13:50", systolic=120, diastolic=80),
        facts.event("start", "14:00"),
        facts.reading("14:40", systolic=150, diastolic=90, spo2=97, oxygen_l_min=0),
        *(facts.judged(part, "14:41", "2") for part in ("activity", "breathing", "wakefulness")),
    )
    found = of_session.observed(told, ScoreName.ALDRETE)
    assert found is not None
    assert (found.score.total, found.score.parts["circulation"]) == (9, 1)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ([facts.reading("14:20", pulse=70, dissociation=1)], True),
        ([facts.reading("14:20", pulse=70, dissociation=0)], False),
        ([facts.reading("14:20", pulse=70), facts.effect("14:05", effect="dissociation")], True),
        ([facts.reading("14:20", pulse=70)], False),
    ],
)
def test_dissociation_is_told_by_its_rating_or_its_effect(told: list[object], says: bool) -> None:
    assert of_session.dissociated(session(*told), facts.instant("14:20")) is says


@pytest.mark.parametrize("part", ScorePart)
def test_a_part_is_answered_by_its_own_words_alone(part: ScorePart) -> None:
    told = facts.judged(part.value, says=ANSWERS[part][0]).model_dump()
    with pytest.raises(ValueError, match="This part is answered by one of"):
        ScoreAnswer.model_validate(told | {"says": "X"})
