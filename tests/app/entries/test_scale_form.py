"""What a form says of a scale becomes the fact, or sentences that name the field, the limit and the way out."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from app.entries import scale_form
from app.entries.planning import By
from app.entries.sent import Problems
from schemas.assessment import Assessment, Behaviour, Scale
from tests import facts, said

NOW = facts.instant("15:00:20")
BY = By(facts.staff(), NOW, "UTC")
AS_ID = UUID(int=500)
CHOICES = ["1", "1", "2", "1", "0", "1", "1", "0"]
STANDS = said.assessment("13:40", treatment_id=facts.TREATMENT, words="in the waiting room")


def made(stands: Assessment | None = None, by: By = BY, **fields: Any) -> Assessment:  # noqa: ANN401 - whatever a field holds
    told = {"scale": Scale.PHQ_9, "on": facts.DAY} | fields
    return scale_form.made(told, facts.patient(), by, AS_ID, stands)


def sentence(call: Callable[[], object]) -> str:
    with pytest.raises(Problems) as refused:
        call()
    (one,) = refused.value.refusals
    return str(one["text"])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"answers": "112101100"}, {"items": said.PHQ_9}),
        ({"answers": " 1 1 2, 1 0 1; 1 0 - "}, {"items": (*said.PHQ_9[:8], None)}),
        ({"items": [*CHOICES, "0"]}, {"items": said.PHQ_9}),
        ({"items": [*CHOICES, scale_form.BLANK]}, {"items": (*said.PHQ_9[:8], None)}),
        ({"scale": Scale.PCL_5, "answers": "01234012340123401234"}, {"items": (0, 1, 2, 3, 4) * 4, "total": None}),
        ({"scale": Scale.PCL_5, "total": " 41 "}, {"items": (), "total": 41}),
        ({"scale": Scale.MADRS, "total": "0"}, {"total": 0}),
        ({"scale": Scale.C_SSRS, "ideation": 0}, {"ideation": 0, "behaviour": None}),
        ({"scale": Scale.C_SSRS, "behaviour": Behaviour.RECENT}, {"ideation": None, "behaviour": Behaviour.RECENT}),
    ],
)
def test_answers_are_taken_as_they_were_given(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    told = made(**fields)
    assert {name: getattr(told, name) for name in expected} == expected
    assert (told.id, told.assessment_id, told.patient_id, told.entered_by) == (AS_ID, AS_ID, facts.PATIENT, facts.NURSE)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "PHQ-9: say its 9 answers. Type 0 to 3 for each of the 9 items, and - for one left blank."),
    ({"scale": Scale.MADRS}, "MADRS: say its total, 0 to 60."),
    ({"scale": Scale.C_SSRS}, "C-SSRS: say the ideation, the behaviour, or both."),
    ({"scale": Scale.PCL_5}, "PCL-5: say its total, 0 to 80."),
    ({"answers": "11210110"}, "PHQ-9: 8 answers were typed, and it has 9 items."),
    ({"answers": "1"}, "PHQ-9: 1 answer was typed, and it has 9 items."),
    ({"answers": "112101104"}, "PHQ-9: “4” is no answer."),
    ({"answers": "112101\u066110"}, "PHQ-9: “\u0661” is no answer."),
    ({"answers": "112101100", "items": ["1"] * 9}, "in one line or one by one, not both"),
    ({"items": [*CHOICES, None]}, "PHQ-9: item 9 is not said. Choose 0 to 3, or “left blank”."),
    ({"items": [None, *CHOICES[1:], None]}, "PHQ-9: items 1, 9 are not said."),
    ({"items": [scale_form.BLANK] * 9}, "PHQ-9: no item was answered"),
    ({"scale": Scale.MADRS, "total": "61"}, "MADRS: the total is 0 to 60."),
    ({"scale": Scale.MADRS, "total": "12.5"}, "MADRS: 12.5 is no whole number."),
    ({"scale": Scale.MADRS, "total": "-3"}, "MADRS: -3 is no whole number."),
    ({"scale": Scale.PCL_5, "answers": "0" * 20, "total": "0"}, "PCL-5: say its items or its total, not both"),
    ({"answers": "112101100", "time": "9 am"}, "Time: 9 am is no time of day."),
    ({"answers": "112101100", "time": "15:03"}, "Time: 2 Mar 2026 15:03 has not come yet."),
    (
        {"answers": "112101100", "on": date(2026, 3, 1)},
        "Time: say it for another day than today (2026-03-01 was chosen)",
    ),
    ({"answers": "112101100", "on": date(1984, 5, 5), "time": "09:00"}, "Day: it lies before the patient was born."),
    ({"answers": "112101100", "words": "x" * 501}, "Words: at most 500 characters"),
]


@pytest.mark.parametrize(("fields", "text"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_cannot_be_is_said_with_its_way_out(fields: dict[str, Any], text: str) -> None:
    assert text in sentence(lambda: made(**fields))


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, NOW),
        ({"on": None}, NOW),
        ({"time": "13:40"}, facts.instant("13:40")),
        ({"time": "15:02"}, facts.instant("15:02")),
        ({"on": date(2026, 3, 1), "time": "9:05"}, facts.instant("09:05", date(2026, 3, 1))),
    ],
)
def test_no_time_is_now_and_a_time_is_that_of_the_clinic(fields: dict[str, Any], at: datetime) -> None:
    assert made(answers="112101100", **fields).taken_at == at


def test_no_hour_that_the_clocks_skipped_is_taken() -> None:
    by = By(facts.staff(), facts.instant("10:00", date(2026, 3, 29)), "Europe/Berlin")
    skipped = lambda: made(by=by, answers="112101100", on=date(2026, 3, 29), time="02:30")  # noqa: E731
    assert "there is no 02:30 that day, the clocks went forward" in sentence(skipped)


def test_a_scale_lies_with_the_registration_of_its_session() -> None:
    session = facts.treatment(id=UUID(int=31), patient_id=UUID(int=11))
    told = made(answers="112101100", session=session)
    assert (told.treatment_id, told.patient_id) == (session.id, UUID(int=11))


def test_what_is_left_empty_in_a_correction_stays_as_it_was() -> None:
    told = made(STANDS, reason="another time", time="13:10", session=facts.treatment())
    assert (told.items, told.words, told.taken_at) == (STANDS.items, STANDS.words, facts.instant("13:10"))
    assert (told.replaces, told.reason, told.assessment_id) == (STANDS.id, "another time", STANDS.id)
    told = made(STANDS, reason="misread", answers="000000000", words="read again", on=None)
    assert (told.items, told.words, told.taken_at) == ((0,) * 9, "read again", STANDS.taken_at)
    assert told.treatment_id is None, "that it belongs to no session was chosen"


def test_a_total_takes_the_place_of_items_and_items_that_of_a_total() -> None:
    by_item = said.assessment(scale="pcl_5", items=[1] * 20)
    told = made(by_item, scale=Scale.PCL_5, total="44", reason="only the total is known")
    assert (told.items, told.total) == ((), 44)
    told = made(told, scale=Scale.PCL_5, answers="1" * 20, reason="the form was found")
    assert (told.items, told.total) == ((1,) * 20, None)


def test_of_a_c_ssrs_one_half_is_corrected_and_the_other_stays() -> None:
    first = said.assessment(scale="c_ssrs", ideation=2, behaviour="none")
    told = made(first, scale=Scale.C_SSRS, ideation=3, reason="asked again")
    assert (told.ideation, told.behaviour) == (3, Behaviour.NONE)


RISKY = said.risky(2, "13:40")
DONE = said.closing(RISKY)


def test_a_reason_is_needed_for_whatever_is_corrected_or_withdrawn() -> None:
    for call in (
        lambda: made(STANDS, answers="000000000", reason=" "),
        lambda: scale_form.withdrawn(STANDS, None, BY, AS_ID),
        lambda: scale_form.taken_back(DONE, "", BY, AS_ID),
        lambda: scale_form.closing(RISKY, {"action": "called her"}, BY, AS_ID, DONE),
    ):
        assert "Reason: say why what stands there is corrected or withdrawn." in sentence(call)


def test_a_withdrawal_says_all_that_stood_there_and_why() -> None:
    told = scale_form.withdrawn(STANDS, "another patient's form", BY, AS_ID)
    assert (told.withdrawn, told.items, told.replaces) == (True, STANDS.items, STANDS.id)
    back = scale_form.taken_back(DONE, "it was not she", BY, AS_ID)
    assert (back.withdrawn, back.action, back.replaces) == (True, DONE.action, DONE.id)


def test_what_was_done_has_its_time_and_names_who_says_so() -> None:
    told = scale_form.closing(RISKY, {"action": "talked with her", "time": "14:05"}, BY, AS_ID)
    assert (told.at, told.entered_by, told.said_id) == (facts.instant("14:05"), facts.NURSE, RISKY.id)
    assert scale_form.closing(RISKY, {"action": "talked with her"}, BY, AS_ID).at == NOW
    mended = scale_form.closing(RISKY, {"action": "called her", "reason": "misspelt"}, BY, AS_ID, DONE)
    assert (mended.replaces, mended.reason) == (DONE.id, "misspelt")


@pytest.mark.parametrize(
    ("fields", "at", "action"),
    [
        ({"action": "called her"}, "14:30", "called her"),
        ({"action": "called her", "on": facts.DAY}, "14:30", "called her"),
        ({"time": "14:10"}, "14:10", DONE.action),
        ({}, "14:30", DONE.action),
    ],
    ids=["its words", "its words, the day as it was", "its time", "nothing but the reason"],
)
def test_of_what_was_done_all_that_is_left_empty_stays(fields: dict[str, Any], at: str, action: str) -> None:
    told = scale_form.closing(RISKY, {"reason": "misspelt"} | fields, BY, AS_ID, DONE)
    assert (told.at, told.action) == (facts.instant(at), action)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"action": " "}, "What was done: this is needed"),
        ({"action": "x", "time": "13:39"}, "Time: it lies before 13:40, when the scale was taken."),
        ({"action": "x", "time": "15:10"}, "has not come yet"),
        ({"action": "x" * 501}, "Action: at most 500 characters"),
    ],
)
def test_what_was_done_is_refused_in_words(fields: dict[str, Any], text: str) -> None:
    assert text in sentence(lambda: scale_form.closing(RISKY, fields, BY, AS_ID))
