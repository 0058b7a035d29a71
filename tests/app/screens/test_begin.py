from uuid import UUID

import pytest

from data import treatments
from schemas.treatment import Treatment
from tests import facts
from tests.app import trouble
from tests.app.house import ESKETAMINE, INFUSION, Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


def begun(house: House) -> list[Treatment]:
    """Every session but the one that was there."""
    with house.database.read() as connection:
        found = treatments.of_patient(connection, facts.PATIENT)
    return [one for one in found if one.id != facts.TREATMENT]


@pytest.mark.parametrize(
    ("typed", "unit", "fields"),
    [
        ({}, None, {"planned_dose_mg": None, "planned_dose_mg_per_kg": None, "arrived_at": "15:00"}),
        ({"Planned_dose": "42"}, "mg", {"planned_dose_mg": 42, "planned_dose_mg_per_kg": None}),
        ({"Planned_dose": "0,5"}, "mg/kg", {"planned_dose_mg": None, "planned_dose_mg_per_kg": 0.5}),
        ({"Number_of_doses": "2"}, None, {"planned_doses": 2}),
        ({"Time_of_arrival": "14:05"}, None, {"arrived_at": "14:05", "entered_afterwards": False}),
        ({"Time_of_arrival": "15:30"}, None, {"arrived_at": "15:30 the day before", "entered_afterwards": False}),
        ({"Time_of_arrival": "09:00", "Day": "2026-03-02"}, None, {"arrived_at": "09:00", "entered_afterwards": True}),
    ],
)
def test_a_session_begins_as_its_form_says_and_its_chair_is_shown(
    house: House, opens: Opens, typed: dict[str, str], unit: str | None, fields: dict[str, object]
) -> None:
    test = opens("begin", patient=facts.PATIENT)
    test.radio[0].set_value(INFUSION.name)
    test.radio[1].set_value(unit)
    screen.fill(test, **typed)
    screen.press(test, "Start session")
    assert screen.errors(test) == []
    (session,) = begun(house)
    said = str(fields.pop("arrived_at", ""))
    assert {name: getattr(session, name) for name in fields} == fields
    assert not said or f"{session.arrived_at:%H:%M}" == said[:5]
    assert (session.arrived_at.day == 1) is said.endswith("before")
    assert (session.patient_id, session.protocol_id, session.entered_by) == (
        facts.PATIENT,
        INFUSION.id,
        facts.NURSE,
    )


@pytest.mark.parametrize(
    ("protocol", "typed", "sentence"),
    [
        (None, {}, "Choose a protocol."),
        (INFUSION.name, {"Planned_dose": "42"}, "say whether it is in mg or in mg/kg"),
        (INFUSION.name, {"Planned_dose": "forty"}, "Planned dose: forty is not a number"),
        (INFUSION.name, {"Number_of_doses": "13"}, "Planned doses"),
        (INFUSION.name, {"Time_of_arrival": "*25:00*"}, "*25:00* is no time of day"),
        (INFUSION.name, {"Day": "2026-02-27"}, "on another day needs it"),
        (INFUSION.name, {"Time_of_arrival": "09:00", "Day": "27/02/2026"}, "is no day"),
        (INFUSION.name, {"Time_of_arrival": "09:00", "Day": "2026-03-03"}, "in the future"),
        (INFUSION.name, {"Time_of_arrival": "09:00", "Day": "1984-05-05"}, "before the patient was born"),
    ],
)
def test_a_session_that_cannot_begin_says_why_and_keeps_what_was_typed(
    house: House, opens: Opens, protocol: str | None, typed: dict[str, str], sentence: str
) -> None:
    test = opens("begin", patient=facts.PATIENT)
    test.radio[0].set_value(protocol)
    screen.fill(test, **typed)
    screen.press(test, "Start session")
    (error,) = screen.errors(test)
    assert sentence in error
    assert begun(house) == []
    for start, text in typed.items():
        field = next(one for one in test.text_input if one.label.startswith(start.replace("_", " ")))
        assert field.value == text


@pytest.mark.parametrize("address", [{}, {"patient": "nonsense"}, {"patient": UUID(int=99)}])
def test_without_a_patient_nothing_can_begin(house: House, opens: Opens, address: dict[str, object]) -> None:
    test = opens("begin", **address)
    assert "No patient is chosen, so nothing can be written." in screen.read(test)
    assert len(test.button) == 0


def test_every_protocol_is_offered_with_its_usual_dose_and_source_and_none_is_chosen(opens: Opens) -> None:
    test = opens("begin", patient=facts.PATIENT)
    assert test.radio[0].value is None
    assert {INFUSION.name, ESKETAMINE.name} <= set(test.radio[0].options)
    captions = [one.value for one in test.caption]
    assert len(captions) == len(test.radio[0].options)
    assert any("Ketamine IV, usual 0.5 mg/kg" in one for one in captions)
    assert any("usual 56 mg, 84 mg" in one for one in captions)


def test_after_a_refusal_the_next_session_begins_without_the_old_sentence(house: House, opens: Opens) -> None:
    test = opens("begin", patient=facts.PATIENT)
    screen.press(test, "Start session")
    assert screen.errors(test) == ["Choose a protocol."]
    test.radio[0].set_value(INFUSION.name)
    screen.press(test, "Start session")
    assert len(begun(house)) == 1
    test.switch_page("screens/begin.py")
    test.query_params["patient"] = str(facts.PATIENT)
    test.run()
    assert screen.errors(test) == []


def test_while_another_program_holds_the_record_nothing_begins_and_the_same_press_works_later(
    house: House, opens: Opens
) -> None:
    test = opens("begin", patient=facts.PATIENT)
    test.radio[0].set_value(INFUSION.name)
    screen.fill(test, Time_of_arrival="14:05")
    with trouble.held(house):
        screen.press(test, "Start session")
        assert "What you typed is kept: press again." in screen.errors(test)[0]
    assert begun(house) == []
    screen.press(test, "Start session")
    assert [f"{one.arrived_at:%H:%M}" for one in begun(house)] == ["14:05"]


def test_whoever_signed_out_meanwhile_begins_nothing(house: House, opens: Opens) -> None:
    test = opens("begin", patient=facts.PATIENT)
    test.radio[0].set_value(INFUSION.name)
    house.client.post("/login", data={"staff": str(facts.OTHER_NURSE)})  # ends what this page was opened with
    screen.press(test, "Start session")
    assert begun(house) == []


def test_what_was_refused_for_one_person_does_not_stand_in_the_form_of_another(house: House, opens: Opens) -> None:
    other = house.patient()
    test = opens("begin", patient=facts.PATIENT)
    screen.fill(test, Planned_dose="forty")
    screen.press(test, "Start session")
    assert screen.errors(test) != []
    test.query_params["patient"] = str(other)
    test.run()
    assert screen.errors(test) == []
    assert next(field.value for field in test.text_input if field.label.startswith("Planned dose")) in {None, ""}


def test_who_only_administers_is_offered_no_start(house: House, opens: Opens, admin: Browser) -> None:
    test = opens("begin", patient=facts.PATIENT, client=admin)
    assert "starts no session: ask a nurse" in screen.read(test)
    assert len(test.button) == 0
    offered = [one.label for one in opens("patient", patient=facts.PATIENT, client=admin).button]
    assert "Start session" not in offered
    assert "Plan a session" in offered
