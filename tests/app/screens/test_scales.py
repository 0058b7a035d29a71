"""Scales are entered, corrected, withdrawn and closed on their screen, by who treats, and seen where they matter."""

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from data import assessments
from schemas.rules.scales import Standing
from schemas.staff import Role
from tests import entered, facts, said
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def standing(house: House) -> tuple[Standing, ...]:
    with house.database.read() as connection:
        return assessments.of_patient(connection, facts.PATIENT)


def answers(test: AppTest, *said_of_each: str) -> None:
    """A choice for each question."""
    asked = [one for one in test.radio if one.label[0].isdigit()]
    for one, answer in zip(asked, said_of_each, strict=True):
        one.set_value(answer)


def test_a_phq_9_is_entered_in_one_line_and_its_receipt_is_what_was_stored(house: House, opens: Opens) -> None:
    test = opens("scales", patient=facts.PATIENT)
    assert "Nothing was entered of this scale yet." in screen.read(test)
    assert "/export/view/" not in screen.read(test), "there is no picture yet"
    screen.fill(test, All_9_answers="1121 0 1100")
    screen.press(test, "Save PHQ-9")
    assert screen.errors(test) == []
    (one,) = standing(house)
    assert (one.said.items, one.said.entered_by, one.said.treatment_id) == (said.PHQ_9, facts.NURSE, None)
    told = screen.read(test)
    assert f"/export/view/{facts.PATIENT}/scale-phq_9.csv" in told
    assert "Saved: 2 Mar 2026 15:00 · PHQ-9 7" in told
    assert "2 Mar 2026 15:00 · PHQ-9 7 · mild (Kroenke 2001)" in told
    assert "items 1 1 2 1 0 1 1 0 0 · before any dose · in no session · entered by Nia Nurse" in told
    screen.press(test, "Save PHQ-9")
    assert "say its 9 answers" in screen.errors(test)[0], "the form is empty again"
    assert len(standing(house)) == 1


def test_a_phq_9_is_entered_question_by_question_and_nothing_is_chosen_beforehand(house: House, opens: Opens) -> None:
    test = opens("scales", session=facts.TREATMENT)
    assert {one.value for one in test.radio if one.label != "Scale"} == {None}
    answers(test, *["1"] * 8, "left blank")
    screen.press(test, "Save PHQ-9")
    (one,) = standing(house)
    assert (one.said.items, one.said.treatment_id) == ((1,) * 8 + (None,), facts.TREATMENT)
    assert "PHQ-9: total unknown, item 9 left blank" in screen.read(test)


def test_what_cannot_be_is_said_and_what_was_typed_stays(house: House, opens: Opens) -> None:
    test = opens("scales", patient=facts.PATIENT)
    screen.fill(test, All_9_answers="11210110")
    screen.press(test, "Save PHQ-9")
    assert "PHQ-9: 8 answers were typed, and it has 9 items." in screen.errors(test)[0]
    assert next(one for one in test.text_input if one.label.startswith("All 9")).value == "11210110"
    assert standing(house) == ()


def test_item_9_stands_over_every_screen_of_the_patient_until_it_is_closed_by_name(house: House, opens: Opens) -> None:
    test = opens("scales", patient=facts.PATIENT)
    screen.fill(test, All_9_answers="112101102", Time="14:10")
    screen.press(test, "Save PHQ-9")
    assert screen.errors(test) == [
        "PHQ-9 item 9: 2, 2 Mar 2026 14:10. Nobody has closed it.",
        "PHQ-9 item 9: 2, 2 Mar 2026 14:10. It is to be closed by name, at the top of this page.",
    ]
    for where, address in (("patient", {"patient": facts.PATIENT}), ("chair", {"session": facts.TREATMENT})):
        other = opens(where, **address)
        assert screen.errors(other) == ["PHQ-9 item 9: 2, 2 Mar 2026 14:10. Nobody has closed it."]
        assert any("scales" in link for link in screen.links(other))
    screen.press(test, "Close it, with my name")
    assert "What was done: this is needed" in screen.errors(test)[1]
    screen.fill(test, What_was_done="talked with her, plan gone through")
    screen.press(test, "Close it, with my name")
    assert screen.errors(test) == []
    assert "Closed by Nia Nurse, 2 Mar 2026 15:00: talked with her, plan gone through" in screen.read(test)
    seen = opens("patient", patient=facts.PATIENT)
    assert screen.errors(seen) == []
    assert "▲ PHQ-9 item 9: 2, 2 Mar 2026, closed by Nia Nurse" in screen.read(seen)


def test_of_several_the_newest_is_told_and_each_is_closed_by_itself(house: House, opens: Opens) -> None:
    opened.say(house.database, early := said.risky(3, "12:00"), late := said.risky(1, "14:10"))
    test = opens("scales", patient=facts.PATIENT)
    assert screen.errors(test) == ["PHQ-9 item 9: 1, 2 Mar 2026 14:10, and 1 from earlier. Nobody has closed them."]
    next(one for one in test.selectbox if one.label == "Close").set_value(str(early.id)).run()
    screen.fill(test, What_was_done="talked with her")
    screen.press(test, "Close it, with my name")
    assert [one.closing is None for one in standing(house)] == [False, True]
    assert screen.errors(test) == ["PHQ-9 item 9: 1, 2 Mar 2026 14:10. Nobody has closed it."]
    assert late.id == standing(house)[1].said.id


def test_what_was_done_is_corrected_and_taken_back_and_all_of_it_stays(house: House, opens: Opens) -> None:
    told = said.risky(1, "14:10")
    opened.say(house.database, told, said.closing(told))
    test = opens("scales", patient=facts.PATIENT)
    next(one for one in test.selectbox if one.label == "Enter").set_value(str(told.id)).run()
    screen.fill(test, What_was_done="called her")
    reasons = [one for one in test.text_input if one.label == "Reason of the correction"]
    reasons[0].set_value("it was by telephone")
    screen.press(test, "Correct what was done")
    assert screen.errors(test) == []
    (one,) = standing(house)
    assert [(done.action, done.at) for done in one.closings] == [
        ("talked with her", facts.instant("14:30")),
        ("called her", facts.instant("14:30")),
    ]
    next(one for one in test.text_input if one.label == "Reason of the correction").set_value("another patient")
    screen.press(test, "It is not closed after all")
    assert standing(house)[0].closing is None
    text = screen.read(test)
    assert "~~Closed by Nia Nurse, 2 Mar 2026 14:30: talked with her~~" in text
    assert "taken back: another patient~~" in text
    assert "Nobody has closed it." in screen.errors(test)[0]


def test_a_scale_is_corrected_and_withdrawn_with_a_reason_and_both_stay_in_sight(house: House, opens: Opens) -> None:
    opened.say(house.database, first := said.assessment("14:10"))
    test = opens("scales", patient=facts.PATIENT)
    next(one for one in test.selectbox if one.label == "Enter").set_value(str(first.id)).run()
    screen.fill(test, All_9_answers="000000000")
    screen.press(test, "Correct")
    assert screen.errors(test) == ["Reason: say why what stands there is corrected or withdrawn."]
    screen.fill(test, Reason="read the wrong row")
    screen.press(test, "Correct")
    assert screen.errors(test) == []
    text = screen.read(test)
    assert "2 Mar 2026 14:10 · PHQ-9 0 · minimal (Kroenke 2001)" in text
    assert (
        "~~2 Mar 2026 14:10 · PHQ-9 7 · items 1 1 2 1 0 1 1 0 0 · corrected by Nia Nurse: read the wrong row~~" in text
    )
    (one,) = standing(house)
    next(box for box in test.selectbox if box.label == "Enter").set_value(str(one.said.id)).run()
    screen.fill(test, Reason="another patient's form")
    screen.press(test, "Withdraw: entered in error")
    text = screen.read(test)
    assert "Withdrawn: 2 Mar 2026 14:10 · PHQ-9 0" in text
    assert "withdrawn by Nia Nurse: another patient's form~~" in text
    assert not standing(house)[0].holds


def test_the_second_of_two_who_close_is_told_where_the_form_is_gone(house: House, opens: Opens) -> None:
    opened.say(house.database, said.risky(1, "14:10"))
    tests = [opens("scales", patient=facts.PATIENT) for _ in range(2)]
    for test in tests:
        screen.fill(test, What_was_done="talked with her")
        screen.press(test, "Close it, with my name")
    assert screen.errors(tests[0]) == []
    assert screen.errors(tests[1]) == ["Somebody has closed this already: correct what stands there."]
    assert len(standing(house)[0].closings) == 1


def test_the_second_of_two_who_correct_is_told(house: House, opens: Opens) -> None:
    opened.say(house.database, first := said.assessment("14:10"))
    tests = [opens("scales", patient=facts.PATIENT) for _ in range(2)]
    for test in tests:
        next(one for one in test.selectbox if one.label == "Enter").set_value(str(first.id)).run()
    for test in tests:
        screen.fill(test, All_9_answers="000000000", Reason="misread")
        screen.press(test, "Correct")
    assert "Somebody has corrected or withdrawn this meanwhile" in screen.errors(tests[1])[0]
    assert len(standing(house)[0].earlier) == 1


@pytest.mark.parametrize(
    ("label", "field", "typed", "told"),
    [
        ("GAD-7", "All_7_answers", "1111111", "GAD-7 7 · mild (Spitzer 2006)"),
        ("PCL-5", "or_the_total", "41", "PCL-5 41"),
        ("MADRS", "Total", "31", "MADRS 31 · moderate (Snaith 1986)"),
        ("QIDS", "Total", "17", "QIDS 17 · severe (Rush 2003)"),
        ("CADSS", "Total", "12", "CADSS 12"),
        ("Pain", "Total", "6", "Pain 6"),
    ],
)
def test_every_scale_is_entered_and_looked_at(
    house: House, opens: Opens, label: str, field: str, typed: str, told: str
) -> None:
    test = screen.choose(opens("scales", patient=facts.PATIENT), label)
    screen.fill(test, **{field: typed})
    screen.press(test, f"Save {label}")
    assert screen.errors(test) == []
    assert f"2 Mar 2026 15:00 · {told}" in screen.read(test)
    assert len(test.get("arrow_vega_lite_chart") or test.get("vega_lite_chart")) == 1


def test_a_c_ssrs_is_entered_by_its_result(house: House, opens: Opens) -> None:
    test = screen.choose(opens("scales", patient=facts.PATIENT), "C-SSRS")
    next(one for one in test.radio if one.label.startswith("Ideation")).set_value("4 has some intent, without a plan")
    screen.press(test, "Save C-SSRS")
    (one,) = standing(house)
    assert (one.said.ideation, one.said.behaviour) == (4, None)
    assert "C-SSRS: ideation 4 has some intent, without a plan; behaviour not asked" in screen.read(test)
    assert "C-SSRS: ideation 4 of 5" in screen.errors(test)[0]


def test_who_treats_nobody_sees_scales_and_writes_none(house: House, opens: Opens) -> None:
    opened.say(house.database, said.risky(1, "14:10"))
    admin = entered.admin(UUID(int=79))
    with house.database.write() as connection:
        entered.add(connection, admin)
    assert admin.roles == (Role.ADMIN,)
    test = opens("scales", house.sign_in(admin.id), patient=facts.PATIENT)
    assert "PHQ-9 8" in screen.read(test)
    assert "Nurses and prescribers enter scales." in screen.read(test)
    assert [one.label for one in test.button] == ["Show as a table"]


@pytest.mark.parametrize("address", [{}, {"patient": UUID(int=99)}, {"session": UUID(int=99)}, {"patient": "x"}])
def test_without_a_patient_nothing_is_shown_or_written(opens: Opens, address: dict[str, object]) -> None:
    test = opens("scales", **address)
    assert "No patient is chosen" in screen.read(test)
    assert len(test.button) == 0


def test_scales_are_reached_from_the_patient_and_from_the_chair_which_says_the_session(
    house: House, opens: Opens
) -> None:
    assert any(
        "scales" in link and str(facts.PATIENT) in link
        for link in screen.links(opens("patient", patient=facts.PATIENT))
    )
    chair = opens("chair", session=facts.TREATMENT)
    assert any("scales" in link and str(facts.TREATMENT) in link for link in screen.links(chair))
    test = opens("scales", session=facts.TREATMENT)
    assert next(one for one in test.selectbox if one.label == "Belongs to").value == "session 1, 2 Mar 2026"
