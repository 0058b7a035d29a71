from typing import Any

import pytest
from pydantic import ValidationError

from schemas.assessment import FORMS, Assessment, Scale
from tests import facts, said


def total(scale: Scale, number: int, **fields: object) -> Assessment:
    return said.assessment(scale=scale, total=number, **fields)


BY_TOTAL = [scale for scale, form in FORMS.items() if form.total_high is not None and not form.by_item]
BY_ITEM = [scale for scale, form in FORMS.items() if form.items]


@pytest.mark.parametrize(
    ("scale", "high"),
    [(Scale.PCL_5, 80), (Scale.MADRS, 60), (Scale.QIDS, 27), (Scale.CADSS, 92), (Scale.PAIN, 10)],
)
def test_a_total_goes_from_0_to_the_highest_that_the_scale_has(scale: Scale, high: int) -> None:
    assert [total(scale, number).total for number in (0, high)] == [0, high]
    for number in (-1, high + 1):
        with pytest.raises(ValidationError):
            total(scale, number)
    assert {one: FORMS[one].total_high for one in BY_TOTAL}[scale] == high


@pytest.mark.parametrize(("scale", "items", "high"), [("phq_9", 9, 3), ("gad_7", 7, 3), ("pcl_5", 20, 4)])
def test_items_are_as_many_as_the_scale_has_each_from_0_to_its_highest(scale: str, items: int, high: int) -> None:
    assert said.assessment(scale=scale, items=[0] * (items - 1) + [high]).items[-1] == high
    assert said.assessment(scale=scale, items=[0] * (items - 1) + [None]).items[-1] is None
    for wrong in ([0] * (items - 1), [0] * (items + 1), [0] * (items - 1) + [high + 1], [0] * (items - 1) + [-1]):
        with pytest.raises(ValidationError):
            said.assessment(scale=scale, items=wrong)


def test_the_highest_total_is_the_sum_of_the_highest_items() -> None:
    assert {FORMS[one].label: FORMS[one].items * FORMS[one].item_high for one in BY_ITEM} == {
        FORMS[one].label: FORMS[one].total_high for one in BY_ITEM
    }


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("a PHQ-9 in total alone", {"scale": "phq_9", "total": 12}, "PHQ-9: say it item by item"),
    ("a GAD-7 in total alone", {"scale": "gad_7", "total": 12}, "GAD-7: say it item by item"),
    ("items and a total", {"scale": "pcl_5", "items": [1] * 20, "total": 20}, "PCL-5: say its items or its total"),
    ("no total", {"scale": "madrs"}, "MADRS: say its total, 0 to 60"),
    ("items of what has none", {"scale": "madrs", "items": [1]}, "MADRS: the total is recorded"),
    ("no item answered", {"items": [None] * 9}, "PHQ-9: no item was answered"),
    ("an item too few", {"items": [1] * 8}, "PHQ-9: it has 9 items, and 8 were said"),
    ("an item too high", {"items": [4] + [0] * 8}, "PHQ-9: each item is 0 to 3"),
    ("a total too high", {"scale": "pain", "total": 11}, "Pain: the total is 0 to 10"),
    ("ideation of another scale", {"scale": "madrs", "total": 3, "ideation": 1}, "of the C-SSRS alone"),
    ("behaviour of another scale", {"scale": "madrs", "total": 3, "behaviour": "none"}, "of the C-SSRS alone"),
    ("a C-SSRS with a total", {"scale": "c_ssrs", "ideation": 0, "total": 1}, "neither items nor a total"),
    ("a C-SSRS with items", {"scale": "c_ssrs", "ideation": 0, "items": [1]}, "neither items nor a total"),
    ("a C-SSRS of which nothing is said", {"scale": "c_ssrs"}, "C-SSRS: say the ideation, the behaviour, or both"),
    ("ideation over 5", {"scale": "c_ssrs", "ideation": 6}, "ideation"),
    ("a total with a fraction", {"scale": "pain", "total": 4.5}, "total"),
    ("a correction without a reason", {"replaces": facts.PATIENT}, "what it replaces and the reason"),
    ("a reason of nothing", {"reason": "misread"}, "what it replaces and the reason"),
    ("a first one about another", {"assessment_id": facts.PATIENT}, "gives it its id"),
    ("a withdrawal of nothing", {"withdrawn": True}, "What is withdrawn was said before"),
]


@pytest.mark.parametrize(("name", "fields", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_no_scale_is_refused_in_words(name: str, fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        said.assessment(**fields)


def test_a_correction_and_a_withdrawal_speak_of_the_same_scale_and_say_why() -> None:
    first = said.assessment()
    assert said.instead(first).assessment_id == first.id
    assert said.instead(first, withdrawn=True).withdrawn
    with pytest.raises(ValidationError, match="gives it its id"):
        said.instead(first, assessment_id=facts.PATIENT, id=facts.PATIENT)


@pytest.mark.parametrize("fields", [{"ideation": 0}, {"behaviour": "recent"}, {"ideation": 3, "behaviour": "none"}])
def test_of_a_c_ssrs_either_half_may_be_unknown(fields: dict[str, Any]) -> None:
    assert said.assessment(scale="c_ssrs", **fields).total is None


def test_what_was_done_says_what_and_a_correction_of_it_why() -> None:
    first = said.closing(said.risky())
    assert said.instead(first, withdrawn=True).withdrawn
    for wrong, sentence in (
        ({"action": " "}, "action"),
        ({"replaces": facts.PATIENT}, "what it replaces and the reason"),
        ({"withdrawn": True}, "What is taken back was said before"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            said.closing(said.risky(), **wrong)
