import pytest

from tests import facts
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", {"Alice Example", "Zoë Ångström"}),
        ("ali", {"Alice Example"}),
        ("EXAM", {"Alice Example"}),
        ("angs zoe", {"Zoë Ångström"}),
        ("C-0001", {"Alice Example"}),
        ("1984", {"Alice Example"}),
        ("6 may 1984", {"Alice Example"}),
        ("06.05.1984", {"Alice Example"}),
        ("%", set()),
        ("_", set()),
        ("'; drop table patient", set()),
        ("nobody", set()),
    ],
)
def test_a_patient_is_found_by_any_part_of_name_number_or_date_of_birth(
    house: House, opens: Opens, typed: str, found: set[str]
) -> None:
    house.patient(given_name="Zoë", family_name="Ångström", date_of_birth="1990-01-01", record_number="C-0002")
    test = opens("patients")
    test.text_input[0].set_value(typed).run()
    assert {one.proto.label for one in test.get("page_link")} == found
    assert ("Nobody is found under these words" in screen.read(test)) is not found or bool(found)


def test_each_found_patient_has_two_identifiers_and_a_link_with_the_opaque_id_alone(house: House, opens: Opens) -> None:
    test = opens("patients")
    assert [one.value for one in test.text] == ["born 6 May 1984", "No. C-0001"]
    (link,) = screen.links(test)
    assert link.endswith(f"?patient={facts.PATIENT}")


@pytest.mark.parametrize(("more", "said"), [(48, False), (49, True), (55, True)])
def test_only_the_first_fifty_are_drawn_and_it_is_said(house: House, opens: Opens, more: int, said: bool) -> None:
    for number in range(more):
        house.patient(family_name=f"Many{number:02}")
    test = opens("patients")
    assert len(test.get("page_link")) == min(more + 1, 50)
    assert ("The first 50 are shown" in screen.read(test)) is said


def test_registering_is_one_press_away(opens: Opens) -> None:
    test = screen.press(opens("patients"), "Register patient")
    assert [one.value for one in test.subheader] == ["Register patient"]
