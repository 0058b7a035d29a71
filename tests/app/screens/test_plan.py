import pytest

from data import appointments, chairs, protocols
from schemas.statement import Appointment, AppointmentState, Chair
from tests import facts, said
from tests.app import trouble
from tests.app.house import INFUSION, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def planned(house: House) -> list[Appointment]:
    with house.database.read() as connection:
        return list(appointments.of_patient(connection, facts.PATIENT))


@pytest.fixture
def place(house: House) -> Chair:
    four = said.chair("4")
    opened.say(house.database, four)
    return four


def test_a_session_is_planned_once_with_its_chair_protocol_and_dose(house: House, opens: Opens, place: Chair) -> None:
    test = opens("plan", patient=facts.PATIENT)
    screen.fill(test, Time="16:05", Planned_dose="0,5")
    chosen = {"Unit": "mg/kg", "Protocol (optional)": INFUSION.name, "Chair (optional)": "4"}
    for one in test.radio:
        one.set_value(chosen[one.label])
    screen.press(test, "Plan this session")
    assert screen.errors(test) == []
    (one,) = planned(house)
    assert (one.expected_at, one.chair_id) == (facts.instant("16:05"), place.chair_id)
    assert (one.planned_dose_mg_per_kg, one.protocol_key, one.state) == (0.5, INFUSION.key, AppointmentState.EXPECTED)
    told = screen.read(test)
    assert "Planned." in told
    assert f"expected, chair 4, {INFUSION.name}, 0.5 mg/kg planned" in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Time: this is needed"),
        ({"Time": "noon"}, "noon is no time of day"),
        ({"Time": "16:05", "Planned_dose": "40"}, "say whether it is in mg or in mg/kg"),
        ({"Time": "16:05", "Planned_dose": "forty"}, "forty is not a number"),
    ],
)
def test_a_plan_that_does_not_hold_says_why_and_keeps_what_was_typed(
    house: House, opens: Opens, typed: dict[str, str], sentence: str
) -> None:
    test = opens("plan", patient=facts.PATIENT)
    screen.fill(test, **typed)
    screen.press(test, "Plan this session")
    assert sentence in screen.errors(test)[0]
    assert planned(house) == []
    kept = {one.label.split(",")[0].split(" (")[0].replace(" ", "_"): one.value for one in test.text_input}
    assert {name: kept[name] for name in typed} == typed


def test_while_the_record_is_held_nothing_is_planned_and_the_same_press_works_later(house: House, opens: Opens) -> None:
    test = opens("plan", patient=facts.PATIENT)
    screen.fill(test, Time="16:05")
    with trouble.held(house):
        screen.press(test, "Plan this session")
    assert "press again" in screen.errors(test)[0]
    screen.press(test, "Plan this session")
    assert len(planned(house)) == 1


def test_who_is_planned_that_day_already_is_not_planned_again(house: House, opens: Opens) -> None:
    opened.say(house.database, said.appointment("17:00"))
    test = opens("plan", patient=facts.PATIENT)
    screen.fill(test, Time="16:05")
    screen.press(test, "Plan this session")
    assert "planned on that day already" in screen.errors(test)[0]
    assert len(planned(house)) == 1


def test_who_did_not_come_is_said_so_and_may_be_expected_again(house: House, opens: Opens) -> None:
    opened.say(house.database, said.appointment("17:00"))
    test = opens("plan")
    screen.press(test, "Did not come")
    assert screen.errors(test) == []
    assert [one.state for one in planned(house)] == [AppointmentState.NOT_COME]
    assert "did not come" in screen.read(test)
    screen.press(test, "Expected again")
    assert [one.state for one in planned(house)] == [AppointmentState.EXPECTED]


def test_to_cancel_needs_a_reason(house: House, opens: Opens) -> None:
    opened.say(house.database, said.appointment("17:00"))
    test = opens("plan")
    screen.press(test, "Cancel this session")
    assert "say why" in screen.errors(test)[0]
    screen.fill(test, Reason="fever")
    screen.press(test, "Cancel this session")
    assert [(one.state, one.words) for one in planned(house)] == [(AppointmentState.CANCELLED, "fever")]


def test_a_planned_session_begins_as_planned_at_its_chair(house: House, opens: Opens, place: Chair) -> None:
    opened.say(house.database, said.seat(None))
    one = said.appointment("17:00", chair_id=place.chair_id, protocol_key=INFUSION.key, planned_dose_mg=42)
    opened.say(house.database, one)
    test = opens("begin", appointment=one.appointment_id)
    assert "Alice Example" in screen.read(test)
    assert [radio.value for radio in test.radio] == [INFUSION.name, "mg", "4"]
    assert next(field.value for field in test.text_input if field.label.startswith("Planned dose")) == "42"
    screen.press(test, "Start session")
    assert screen.errors(test) == []
    assert "No patient is chosen" not in screen.read(test)
    assert "All sessions of this patient" in screen.read(test)  # at the chair
    (came,) = planned(house)
    assert came.state is AppointmentState.COME
    with house.database.read() as connection:
        assert chairs.taken(connection) == {came.treatment_id: place.chair_id}
    assert opens("begin", appointment=one.appointment_id).error == []
    assert "No patient is chosen" in screen.read(opens("begin", appointment=one.appointment_id))


def test_a_chair_taken_meanwhile_refuses_the_whole_beginning(house: House, opens: Opens, place: Chair) -> None:
    test = opens("begin", patient=facts.PATIENT, chair=place.chair_id)
    assert test.radio[2].value == "4"
    test.radio[0].set_value(INFUSION.name)
    opened.say(house.database, said.seat(place))
    screen.press(test, "Start session")
    assert "Another session is open at chair 4" in screen.errors(test)[0]
    with house.database.read() as connection:
        assert len(chairs.taken(connection)) == 1


def test_a_version_withdrawn_meanwhile_begins_no_session_and_running_ones_keep_it(house: House, opens: Opens) -> None:
    test = opens("begin", patient=facts.PATIENT)
    test.radio[0].set_value(INFUSION.name)
    with house.database.write() as connection:
        protocols.offer(connection, said.offer(INFUSION.id, offered=False))
    screen.press(test, "Start session")
    assert f"{INFUSION.name} v{INFUSION.version} was withdrawn meanwhile" in screen.errors(test)[0]
    assert INFUSION.name not in test.radio[0].options
    assert house.record().protocol == INFUSION
    house.saved("readings", line="148/92 88 97")


def test_from_a_free_chair_who_is_expected_is_one_press_away(house: House, opens: Opens, place: Chair) -> None:
    one = said.appointment("17:00")
    opened.say(house.database, one)
    told = screen.read(opens("begin", chair=place.chair_id))
    assert f"/begin?appointment={one.appointment_id}&chair={place.chair_id}" in told
