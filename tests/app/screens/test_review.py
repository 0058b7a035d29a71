"""The review on its screen: a queue with its reasons, one session at a time, signed from there, and what was seen."""

from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from app.parts import review_list
from data import acts, assessments, signatures, treatments
from schemas.signature import Meaning
from tests import entered, facts, said, signed
from tests.app.house import Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens

SIGN = "Sign: I have reviewed this record"
NIA = facts.staff()


@pytest.fixture
def queue(house: House) -> tuple[House, UUID, UUID]:
    """Alice's session with a pressure far over the limit, and a later one of Bob's in which nothing was measured."""
    house.saved("readings", line="205/110 @14:20")
    house.saved("ends", how="left_alone")
    bob = house.patient(given_name="Bob", family_name="Other", record_number="C-0099")
    second = house.session("14:30", patient_id=bob)
    assert house.post("ends", {"how": "not_started"}, second).status_code == 201
    return house, facts.TREATMENT, second


def lines(test: AppTest) -> list[str]:
    """The sessions of the queue, as their buttons name them."""
    return [one.label.replace("\\", "") for one in test.button if "No." in one.label]


def press_line(test: AppTest, name: str) -> None:
    next(one for one in test.button if one.label.startswith(name)).click().run()


def typed(test: AppTest, secret: str) -> None:
    next(one for one in test.text_input if one.label.startswith("Password of")).set_value(secret)


def seen(house: House, patient: UUID) -> list[tuple[object, object]]:
    with house.database.read() as connection:
        found = [act for act in acts.of_patient(connection, patient) if act["kind"] == "review"]
    return [(act["object_id"], act["outcome"]) for act in found]


def test_the_queue_says_who_waits_for_what_the_urgent_first(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    house, first, _ = queue
    test = opens("review", prescriber)
    assert [line.split(",")[0] for line in lines(test)] == ["Alice Example", "Bob Other"]
    told = screen.read(test)
    assert "red alert, due reading missed, not signed complete, not reviewed" in told
    assert seen(house, facts.PATIENT) == [(first, None)]


def test_the_audit_holds_the_sessions_that_had_a_line_and_each_once(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, first, second = queue
    monkeypatch.setattr(review_list, "_A_PAGE", 1)
    test = opens("review", prescriber)
    with house.database.read() as connection:
        bob = next(one.patient_id for one in (treatments.by_id(connection, second),) if one)
    assert (seen(house, facts.PATIENT), seen(house, bob)) == ([(first, None)], [])
    screen.press(test, "Show more: 1 not shown yet")
    assert (seen(house, facts.PATIENT), seen(house, bob)) == ([(first, None)], [(second, None)])


def test_the_queue_is_filtered_by_reason_and_one_goes_through_what_is_left(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    test = opens("review", prescriber)
    test.button_group[0].set_value(["red_alert"]).run()
    assert [line.split(",")[0] for line in lines(test)] == ["Alice Example"]
    press_line(test, "Alice")
    assert "1 of 1 that wait" in screen.read(test)
    assert all(one.disabled for one in test.button if one.label in {"Previous", "Next"})


def test_a_session_that_the_chosen_reasons_leave_out_is_not_said_to_wait_for_nothing(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    house, first, second = queue
    test = opens("review", prescriber)
    test.button_group[0].set_value(["red_alert"]).run()
    test.query_params["session"] = str(second)
    test.run()
    assert "waits, beyond the time or the reasons chosen in the queue; in the queue: 1" in screen.read(test)
    still_open = house.session("14:45", patient_id=facts.PATIENT)
    test.query_params["session"] = str(still_open)
    test.run()
    assert "does not wait; in the queue: 1" in screen.read(test), first


def test_one_goes_from_session_to_session_and_back_to_the_queue(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    test = opens("review", prescriber)
    press_line(test, "Alice")
    assert "1 of 2 that wait" in screen.read(test)
    screen.press(test, "Next")
    assert "2 of 2 that wait" in screen.read(test)
    assert "Bob Other" in screen.read(test)
    screen.press(test, "Previous")
    assert "Alice Example" in screen.read(test)
    screen.press(test, "Queue")
    assert len(lines(test)) == len(queue) - 1


def test_a_prescriber_signs_from_there_and_the_next_one_comes(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    house, first, _ = queue
    signed.sign(house.database, Meaning.COMPLETE, NIA)
    test = opens("review", prescriber)
    press_line(test, "Alice")
    typed(test, entered.PASSWORD)
    screen.press(test, SIGN)
    assert screen.errors(test) == []
    with house.database.read() as connection:
        reviewed = signatures.last(signatures.of_treatment(connection, first), Meaning.REVIEWED)
    assert reviewed is not None
    assert "Bob Other" in screen.read(test)
    assert "1 of 1 that wait" in screen.read(test)
    # What she saw is what she signed.
    digests = [outcome for session, outcome in seen(house, facts.PATIENT) if outcome is not None]
    assert digests == [f"content {reviewed.signature.sha256}"]


def test_with_a_wrong_password_nothing_is_signed_and_the_session_stays(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    signed.sign(queue[0].database, Meaning.COMPLETE, NIA)
    test = opens("review", prescriber)
    press_line(test, "Alice")
    typed(test, "not my password")
    screen.press(test, SIGN)
    assert screen.errors(test) == ["Password: this is not your password. Nothing was signed."]
    assert "Alice Example" in screen.read(test)


def test_a_prescriber_is_told_that_a_nurse_signs_first(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    told = "A nurse signs first that this record is complete"
    assert told in screen.read(opens("review", prescriber, session=facts.TREATMENT))
    signed.sign(queue[0].database, Meaning.COMPLETE, NIA)
    assert told not in screen.read(opens("review", prescriber, session=facts.TREATMENT))


def test_the_chart_has_its_table_one_key_away(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    test = opens("review", prescriber, session=facts.TREATMENT)
    row = "<th scope='row'>14:20</th><td>205/110"
    assert row not in screen.read(test)
    screen.press(test, "Show as a table")
    assert row in screen.read(test)
    screen.press(test, "Hide the table")
    assert row not in screen.read(test)


def test_a_session_is_told_from_before_the_dose_to_its_end(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    told = screen.read(opens("review", prescriber, session=facts.TREATMENT))
    for name in ("Before the dose", "Ordered, given", "Pressure", "Alerts", "Effects", "End"):
        assert f"<th scope='row'>{name}</th>" in told, name
    assert "red, active: Systolic 205" in told
    assert "Session ended: left alone" in told
    assert "Nobody asked for effects." in told


def test_an_empty_queue_and_an_address_that_is_none_say_so(house: House, prescriber: Browser, opens: Opens) -> None:
    assert "Nothing waits for review." in screen.read(opens("review", prescriber))
    told = screen.read(opens("review", prescriber, session=UUID(int=12345)))
    assert "There is no session under this address, so nothing can be reviewed." in told


def test_an_open_session_is_shown_and_not_signed(house: House, prescriber: Browser, opens: Opens) -> None:
    test = opens("review", prescriber, session=facts.TREATMENT)
    assert "does not wait; in the queue: 0" in screen.read(test)
    assert "This session has not ended" in screen.read(test)
    assert not [one for one in test.button if one.label.startswith("Sign:")]


def test_what_a_scale_tells_of_danger_stands_above_the_queue_and_on_the_session_until_it_is_closed(
    queue: tuple[House, UUID, UUID], prescriber: Browser, opens: Opens
) -> None:
    house = queue[0]
    without = house.patient(given_name="Cy", family_name="Without", record_number="C-0077")
    told = [said.risky(1, patient_id=one) for one in (facts.PATIENT, without)]
    with house.database.write() as connection:
        for one in told:
            assessments.enter(connection, one)
    test = opens("review", prescriber)
    above = screen.errors(test)
    assert {one.split(",")[0] for one in above} == {"Alice Example", "Cy Without"}
    assert all("Nobody has closed it." in one for one in above)
    assert "scale tells of danger, red alert" in screen.read(test)
    press_line(test, "Alice")
    assert "Nobody has closed it." in screen.errors(test)[0]
    with house.database.write() as connection:
        for one in told:
            assessments.close(connection, said.closing(one))
    again = opens("review", prescriber)
    assert screen.errors(again) == []
    assert "scale tells of danger" not in screen.read(again)
