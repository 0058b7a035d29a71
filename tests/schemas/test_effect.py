"""Effects: the list, the beginning of an episode, its changes, and none reported."""

import pytest
from pydantic import ValidationError

from schemas.effect import BY_KEY, TERMS, Relatedness, Severity
from tests import facts

TWELVE = {
    "drowsiness",
    "dissociation",
    "dizziness",
    "nausea",
    "vertigo",
    "headache",
    "fatigue",
    "numbness",
    "blurred_vision",
    "anxiety",
    "confusion",
    "perceptual_change",
}


def test_the_list_has_every_effect_once_and_twelve_in_sight() -> None:
    assert len(TERMS) == len(BY_KEY) == len({term.label for term in TERMS}) == 35
    assert {term.key for term in TERMS if term.common} == TWELVE


def test_a_name_means_one_effect() -> None:
    names = [name for term in TERMS for name in term.names]
    assert len(set(names)) == len(names)
    assert BY_KEY["blurred_vision"].names == ("blurred vision", "diplopia")
    assert BY_KEY["nausea"].names == ("nausea",)


@pytest.mark.parametrize(
    ("key", "icd10", "ctcae"),
    [
        ("nausea", "R11.0", "Nausea"),
        ("dissociation", "R44.8", None),
        ("numbness", "R20.0/R20.2", "Paresthesia"),
        ("anaphylaxis", "T78.2XXA", "Anaphylaxis"),
        ("infusion_site_reaction", "T80.90XA", None),
        ("suicidal_ideation", "R45.851", "Suicidal ideation"),
    ],
)
def test_an_effect_carries_its_codes(key: str, icd10: str, ctcae: str | None) -> None:
    assert (BY_KEY[key].icd10, BY_KEY[key].ctcae) == (icd10, ctcae)


@pytest.mark.parametrize(("number", "word"), [(1, "mild"), (2, "moderate"), (3, "severe"), (4, "life-threatening")])
def test_severity_is_one_of_four_words(number: int, word: str) -> None:
    assert Severity(number).word == word


@pytest.mark.parametrize("key", list(BY_KEY))
def test_every_effect_of_the_list_can_begin(key: str) -> None:
    assert facts.effect(effect=key).label == BY_KEY[key].label


def test_words_of_ones_own_are_an_effect() -> None:
    own = facts.effect(words="  legs feel far away ")
    assert (own.effect, own.label) == (None, "legs feel far away")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"effect": None}, "one of the list or in words"),
        ({"words": "odd", "effect": "nausea"}, "one of the list or in words"),
        ({"effect": "boredom"}, "not in the list"),
        ({"effect": "Nausea"}, "not in the list"),
        ({"effect": "x" * 41}, "at most 40"),
        ({"words": " "}, "at least 1"),
        ({"words": "x" * 501}, "at most 500"),
        ({"relatedness": "probable"}, "person who judged"),
        ({"judged_by": facts.PRESCRIBER}, "person who judged"),
        ({"relatedness": "maybe", "judged_by": facts.PRESCRIBER}, "relatedness"),
        ({"time_stated": "x" * 41}, "at most 40"),
    ],
)
def test_an_effect_is_named_once_and_judged_by_somebody(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        facts.effect(**fields)


@pytest.mark.parametrize("relatedness", list(Relatedness))
@pytest.mark.parametrize("serious", [True, False, None])
def test_relatedness_and_seriousness_are_kept(relatedness: Relatedness, serious: bool | None) -> None:
    judged = facts.effect(relatedness=relatedness, judged_by=facts.PRESCRIBER, serious=serious)
    assert (judged.relatedness, judged.judged_by, judged.serious) == (relatedness, facts.PRESCRIBER, serious)


@pytest.mark.parametrize(
    "fields",
    [
        {"severity": 1},
        {"severity": 4},
        {"action": "lay down"},
        {"ended": True},
        {"severity": 2, "action": "ondansetron"},
        {"ended": True, "action": "passed after water"},
    ],
)
def test_a_change_states_a_severity_an_action_or_the_end(fields: dict[str, object]) -> None:
    changed = facts.change(facts.effect(), **fields)
    assert changed.model_dump(include=set(fields)) == fields


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "states a severity"),
        ({"ended": False}, "states a severity"),
        ({"ended": True, "severity": 1}, "no severity any more"),
        ({"severity": 0}, "severity"),
        ({"severity": 5}, "severity"),
        ({"action": ""}, "at least 1"),
        ({"action": "x" * 501}, "at most 500"),
    ],
)
def test_a_change_that_says_nothing_or_too_much_is_refused(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        facts.change(facts.effect(), **fields)


def test_none_reported_is_a_fact_with_a_time() -> None:
    assert facts.none_reported("14:05", time_stated="@14:05").at == facts.instant("14:05")
    with pytest.raises(ValidationError, match="at most 40"):
        facts.none_reported(time_stated="x" * 41)
