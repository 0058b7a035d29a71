from uuid import UUID, uuid4

import pytest

from tests import facts
from tests.app.house import House


def asked(house: House, line: str, **more: object) -> list[str]:
    """The codes of the questions that this line earns; nothing may be saved of it."""
    before = house.record()
    answer = house.line(line, **more)
    assert answer.status_code == 422, answer.text
    assert answer.json()["refusals"] == []
    assert all(one["text"].startswith("Check") for one in answer.json()["questions"])
    assert house.record() == before
    return [one["code"] for one in answer.json()["questions"]]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("h17", ["pulse.possible:17"]),
        ("h155", ["pulse.high:155"]),
        ("230/100", ["systolic.high:230", "pressure.wide:230/100"]),
        ("100/90", ["pressure.narrow:100/90"]),
        ("s85", ["spo2.low:85"]),
        ("120/80 120", ["pulse.same_number:120"]),
    ],
)
def test_an_unlikely_value_is_asked_about_and_saved_once_every_question_is_confirmed(
    house: House, line: str, codes: list[str]
) -> None:
    draft = str(uuid4())
    assert asked(house, line, id=draft) == codes
    assert asked(house, line, id=draft, confirmed=["pulse.low:1", *codes[1:]]) == codes
    assert house.line(line, id=draft, confirmed=codes).status_code == 201
    assert house.line(line, id=draft, confirmed=codes).status_code == 200
    assert house.line(line, id=draft).status_code == 200, "what is stored is not asked about again"


def test_a_confirmation_holds_for_its_value_only(house: House) -> None:
    assert asked(house, "h18", confirmed=["pulse.possible:17"]) == ["pulse.possible:18"]


def test_a_change_from_the_previous_value_is_asked_about(house: House) -> None:
    house.saved("readings", line="120/80 70 @14:30")
    assert asked(house, "180/118 115") == ["systolic.change:180", "diastolic.change:118", "pulse.change:115"]


def test_a_weight_far_from_the_last_sessions_is_asked_about(house: House) -> None:
    patient = house.patient()
    earlier = house.session("09:00", patient_id=patient)
    house.post("readings", {"line": "w80 @09:10"}, earlier)
    later = house.session("13:00", patient_id=patient)
    answer = house.post("readings", {"line": "w40"}, later)
    assert [one["code"] for one in answer.json()["questions"]] == ["weight_kg.weight_change:40"]
    pounds = house.post("readings", {"line": "w176.4"}, later)
    assert [one["code"] for one in pounds.json()["questions"]] == ["weight_kg.pounds:176.4"]


def test_two_readings_of_one_minute_are_asked_about(house: House) -> None:
    first = house.saved("readings", line="148/92 @14:05")
    assert asked(house, "150/92 @14:05") == [f"taken_at.same_minute:{first}"]


@pytest.mark.parametrize(
    ("other", "at", "same"),
    [
        (facts.OTHER_NURSE, "@14:06", True),
        (facts.OTHER_NURSE, "@14:07", True),
        (facts.OTHER_NURSE, "@14:08", False),
        (facts.NURSE, "@14:06", False),
    ],
)
def test_the_same_values_from_two_people_within_two_minutes_are_asked_about(
    house: House, other: UUID, at: str, same: bool
) -> None:
    first = house.saved("readings", line="148/92 88 @14:05")
    answer = house.post("readings", {"line": f"148/92 88 {at}"}, client=house.sign_in(other))
    assert answer.status_code == (422 if same else 201), answer.text
    if same:
        assert [one["code"] for one in answer.json()["questions"]] == [f"taken_at.same_values:{first}"]


def test_a_reading_after_the_end_is_asked_about(house: House) -> None:
    house.saved("ends", how="left_alone", stated="-10")
    (code,) = asked(house, "148/92")
    assert code.startswith("taken_at.after_end")
    assert house.line("148/92 @14:40").status_code == 201


def test_a_dose_after_the_end_is_asked_about_and_says_what_follows_from_it(house: House) -> None:
    house.at("14:00")
    house.saved("drug-events", act="bolus", dose_mg=40)
    house.saved("ends", how="left_with_escort")
    house.at("14:30")
    asked = house.post("drug-events", {"act": "bolus", "dose_mg": 5})
    assert asked.status_code == 422
    (question,) = asked.json()["questions"]
    assert question["text"].startswith("Check Bolus at 14:30: the session ended at 14:00.")
    assert len(house.record().drug_events) == 1
    saved = house.post("drug-events", {"act": "bolus", "dose_mg": 5, "confirmed": [question["code"]]})
    assert saved.status_code == 201
    assert "The given dose is 45 mg now." in saved.text


def test_a_dose_at_a_time_before_the_end_is_not_asked_about(house: House) -> None:
    house.at("14:00")
    house.saved("ends", how="not_started")
    house.at("14:30")
    house.saved("drug-events", act="bolus", dose_mg=5, stated="-45")
