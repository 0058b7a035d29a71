"""A restricted patient on the screens: found, not opened, opened for an hour by a reason, told to whom it names."""

from uuid import UUID

import pytest

from app.access import touched
from data import restricting, restrictions
from tests import facts, said
from tests.app.house import COOKIE, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened

BANNER = "Restricted record, opened by you for"


def restrict(house: House, *staff_ids: UUID) -> None:
    with house.database.write() as connection:
        restricting.restrict(connection, said.restriction(*staff_ids), restrictions.named(connection, facts.PATIENT))


@pytest.fixture
def restricted(house: House) -> House:
    """Alice's session with a reading is for Otto alone; Nia is at her browser."""
    house.saved("readings", line="148/92 @14:05")
    restrict(house, facts.OTHER_NURSE)
    return house


SCREENS = {
    "chair": {"session": facts.TREATMENT},
    "sign": {"session": facts.TREATMENT},
    "afterwards": {"session": facts.TREATMENT},
    "review": {"session": facts.TREATMENT},
    "patient": {"patient": facts.PATIENT},
    "demographics": {"patient": facts.PATIENT},
    "begin": {"patient": facts.PATIENT},
    "plan": {"patient": facts.PATIENT},
}


def open_for_an_hour(opens: Opens) -> None:
    test = opens("patient", patient=facts.PATIENT)
    screen.fill(test, Reason="she fainted")
    screen.press(test, "Open for 60 minutes")
    assert screen.errors(test) == []


def test_every_screen_of_her_says_restricted_whom_to_ask_and_how_to_get_in(restricted: House, opens: Opens) -> None:
    assert "Alice Example" in screen.read(opens("patients")), "the line in the list stays"
    for name, address in SCREENS.items():
        said_there = screen.read(opens(name, **address))
        assert "This record is restricted. Ask one of those for whom it is: Otto Other." in said_there, name
        assert "Break the glass" in said_there, name
        assert "148/92" not in said_there, name
    assert restricted.count("break_glass") == 0


def test_a_reason_opens_it_with_a_banner_on_each_screen_of_hers_for_an_hour(restricted: House, opens: Opens) -> None:
    test = opens("patient", patient=facts.PATIENT)
    screen.press(test, "Open for 60 minutes")
    assert len(screen.errors(test)) == 1, "a reason is needed"
    assert restricted.count("break_glass") == 0
    open_for_an_hour(opens)
    for name, address in SCREENS.items():
        said_there = "\n".join(one.value for one in opens(name, **address).warning).replace("\\", "")
        assert f"{BANNER} 60 minutes more: she fainted" in said_there, name
    test = opens("demographics", patient=facts.PATIENT)
    assert "merged and parted by those whom it names" in screen.read(test)
    assert not [one for one in test.text_input if one.label.startswith("Record number of the other")]
    touched.touch(restricted.client.cookies[COOKIE], facts.instant("23:59"))  # a chair locks soon where nobody does
    restricted.at("15:30")
    banner = opens("patient", patient=facts.PATIENT).warning[0].value
    assert f"{BANNER} 3" in banner.replace("\\", "")
    restricted.at("16:01")
    said_there = screen.read(opens("patient", patient=facts.PATIENT))
    assert "This record is restricted." in said_there
    assert BANNER not in said_there


def test_who_is_named_sees_no_banner_and_is_told_who_opened_it_and_why(restricted: House, opens: Opens) -> None:
    open_for_an_hour(opens)
    otto = restricted.sign_in(facts.OTHER_NURSE)
    test = opens("opened", otto)
    said_there = screen.read(test)
    assert "▲ 1 about restricted records" in said_there
    assert "Nia Nurse opened this restricted record for an hour" in said_there
    assert "she fainted" in said_there
    screen.press(test, "I have seen these")
    assert "about restricted records" not in screen.read(opens("patient", otto, patient=facts.PATIENT))
    assert not opens("patient", otto, patient=facts.PATIENT).warning
    assert "▲" not in screen.read(opens("opened")), "she herself is told nothing"


def test_the_handover_sheet_leaves_restricted_records_to_those_whom_they_name(restricted: House, opens: Opens) -> None:
    open_for_an_hour(opens)  # which is not to print it
    said_there = screen.read(opens("handover"))
    assert "AE · No. …001" in said_there
    assert "Alice" not in said_there
    assert "148/92" not in said_there
    assert "148/92" in screen.read(opens("handover", restricted.sign_in(facts.OTHER_NURSE)))


@pytest.mark.parametrize(("name", "link"), [("chair", "Export this session"), ("patient", "Export all sessions")])
def test_an_export_is_offered_to_those_alone_whom_the_record_names(
    name: str, link: str, restricted: House, opens: Opens
) -> None:
    open_for_an_hour(opens)
    assert link not in screen.read(opens(name, **SCREENS[name]))
    assert link in screen.read(opens(name, restricted.sign_in(facts.OTHER_NURSE), **SCREENS[name]))


def test_under_broken_glass_nothing_is_signed(restricted: House, opens: Opens) -> None:
    opened.save(restricted.database, facts.end("14:30", entered_by=facts.OTHER_NURSE))
    open_for_an_hour(opens)
    test = opens("sign", session=facts.TREATMENT)
    assert "it is signed by those whom it names" in screen.read(test)
    assert not [one for one in test.button if one.label.startswith(("Sign:", "Open for"))]


def test_a_record_is_restricted_and_opened_to_all_again_with_its_reasons(house: House, opens: Opens) -> None:
    otto = house.sign_in(facts.OTHER_NURSE)
    test = opens("restrict", otto, patient=facts.PATIENT)
    assert "This record is for everybody who works here." in screen.read(test)
    screen.press(test, "For these people alone")
    assert len(screen.errors(test)) == 1, "a reason is needed"
    screen.fill(test, Reason="she works here")
    screen.press(test, "For these people alone")
    assert screen.errors(test) == []
    assert "This record is for Otto Other." in screen.read(test)
    assert "For Otto Other: she works here, Otto Other" in screen.read(test)
    assert "This record is restricted." in screen.read(opens("chair", session=facts.TREATMENT))
    test = opens("restrict", otto, patient=facts.PATIENT)
    screen.fill(test, Reason="she asked for it")
    screen.press(test, "For everybody who works here")
    assert screen.errors(test) == []
    assert "This record is restricted." not in screen.read(opens("chair", session=facts.TREATMENT))


def test_a_nurse_reads_for_whom_it_is_and_says_nothing(restricted: House, opens: Opens) -> None:
    test = opens("restrict", patient=facts.PATIENT)
    assert "This record is for Otto Other." in screen.read(test)
    assert "Prescribers and administrators say for whom a record is." in screen.read(test)
    assert not [one for one in test.button if one.label.startswith("For ")]
    assert ": works here" not in screen.read(test), "why is for who may see the record"
    assert ": works here" in screen.read(
        opens("restrict", restricted.sign_in(facts.OTHER_NURSE), patient=facts.PATIENT)
    )
    assert restricted.count("restriction") == 1
    assert "No patient is chosen" in screen.read(opens("restrict"))
