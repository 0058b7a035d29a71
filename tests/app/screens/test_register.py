import pytest

from data import patients
from schemas.patient import Patient
from tests import facts
from tests.app import trouble
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens

BOB = {"Record": "C-0002", "Given": "Bob", "Family": "Builder", "Date": "1 Feb 1970"}


def registered(house: House) -> list[Patient]:
    """Everybody but Alice."""
    with house.database.read() as connection:
        return [one for one in patients.find(connection, "") if one.id != facts.PATIENT]


def test_a_patient_is_registered_once_by_the_person_at_the_browser_and_shown_then(house: House, opens: Opens) -> None:
    test = opens("register")
    screen.fill(test, **BOB)
    test.selectbox[0].set_value("male")
    screen.press(test, "Register")
    (bob,) = registered(house)
    assert (bob.record_number, bob.given_name, bob.family_name, bob.sex) == ("C-0002", "Bob", "Builder", "male")
    assert (bob.phone, bob.entered_by) == (None, facts.NURSE)
    assert "Bob Builder" in screen.read(test)
    assert "0 sessions" in screen.read(test)


def test_without_an_answer_about_the_sex_nobody_is_registered(house: House, opens: Opens) -> None:
    test = opens("register")
    screen.fill(test, **BOB)
    test.selectbox[0].set_value(None)
    screen.press(test, "Register")
    assert 'Still needed: the sex ("unknown" is an answer).' in screen.errors(test)[0]
    assert registered(house) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"Given": None}, "Still needed: a given name."),
        ({"Record": "  "}, "Still needed: the record number."),
        ({"Date": "01/02/1970"}, "write it as 1984-03-02 or 2 Mar 1984"),
        ({"Date": "2 Mar 2190"}, "Date of birth: this day lies in the future. Check the year."),
        ({"Family": "Bui\u202eredl"}, "Family name: holds a mark that turns the direction of the text"),
        ({"Family": "Builder\0"}, "Family name: holds a control character"),
        ({"Record": "C-0001"}, "belongs to another patient"),
    ],
)
def test_a_refused_registration_says_why_and_keeps_what_was_typed(
    house: House, opens: Opens, change: dict[str, str | None], sentence: str
) -> None:
    test = opens("register")
    screen.fill(test, **(BOB | change))
    screen.press(test, "Register")
    assert len(screen.errors(test)) == 1
    assert sentence in screen.errors(test)[0]
    assert registered(house) == []
    typed = {one.label.split()[0]: one.value for one in test.text_input}
    assert {name: typed[name] for name in BOB} == BOB | change
    screen.fill(test, **BOB)
    screen.press(test, "Register")
    assert len(registered(house)) == 1


def test_who_may_be_the_same_person_is_shown_before_anything_is_saved(house: House, opens: Opens) -> None:
    test = opens("register")
    screen.fill(test, Record="C-0003", Given="alice", Family="EXAMPLE", Date="1990-01-01")
    screen.press(test, "Register")
    assert "Somebody very like this is registered already. Nothing was saved yet." in screen.read(test)
    assert "Alice Example, born 6 May 1984, No. C-0001" in screen.read(test)
    assert any(str(facts.PATIENT) in link for link in screen.links(test))
    assert registered(house) == []
    screen.press(test, "It is another person: register")
    assert [one.record_number for one in registered(house)] == ["C-0003"]


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>", "![x](http://evil.example/x.png)", ":red[x] $y$ `z` *a*", "O'Brien"]
)
def test_a_name_is_text_wherever_it_stands(house: House, opens: Opens, name: str) -> None:
    test = opens("register")
    screen.fill(test, Record="C-0004", Given="Zoë", Family=name, Date="1990-01-01")
    screen.press(test, "Register")
    (patient,) = registered(house)
    assert patient.family_name == name
    drawn = "".join(str(one.proto.body) for one in test.get("html"))
    assert "<img" not in drawn
    label = next(one.proto.label for one in opens("patients").get("page_link") if "Zoë" in one.proto.label)
    assert label.replace("\\", "") == f"Zoë {name}"
    for mark in "![:$`*<":
        assert label.count(mark) == label.count(f"\\{mark}")


def test_whoever_signed_out_meanwhile_registers_nobody(house: House, opens: Opens) -> None:
    test = opens("register")
    screen.fill(test, **BOB)
    house.client.post("/login", data={"staff": str(facts.OTHER_NURSE)})  # ends what this page was opened with
    screen.press(test, "Register")
    assert registered(house) == []


def test_while_another_program_holds_the_record_nobody_is_registered_and_the_same_press_works_later(
    house: House, opens: Opens
) -> None:
    test = opens("register")
    screen.fill(test, **BOB)
    with trouble.held(house):
        screen.press(test, "Register")
        assert "What you typed is kept: press again." in screen.errors(test)[0]
    assert registered(house) == []
    screen.press(test, "Register")
    assert len(registered(house)) == 1
