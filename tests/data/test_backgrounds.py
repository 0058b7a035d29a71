"""What is known of a patient: said item by item, of each of her registrations, and counted for an open chair."""

import pytest

from data import acts, backgrounds, identities
from data.acting import Acting, RightsError
from data.engine import Database
from schemas.background import Background, BackgroundItem, BackgroundSays
from schemas.rules import background
from schemas.staff import Role
from tests import facts, said
from tests.data import opened

DOUBLE = opened.OTHER_PATIENT


def say(database: Database, *told: Background) -> int:
    with database.write() as connection:
        return backgrounds.say(connection, told)


def stands(database: Database, item: BackgroundItem, of: object = facts.PATIENT) -> BackgroundSays:
    with database.read() as connection:
        return background.known(backgrounds.of_patient(connection, of))[item].says  # type: ignore[arg-type]


def test_who_speaks_of_one_item_says_nothing_of_another_and_the_older_one_stays(clinic: Database) -> None:
    liver, opioid = said.known("liver", "no"), said.known("opioid")
    assert say(clinic, liver, opioid) == 2
    later = said.known("liver", "yes", words="fatty")
    assert say(clinic, later) == 1
    with clinic.read() as connection:
        assert backgrounds.of_patient(connection, facts.PATIENT) == (liver, opioid, later)
    assert stands(clinic, BackgroundItem.LIVER) is BackgroundSays.YES
    assert stands(clinic, BackgroundItem.OPIOID) is BackgroundSays.YES
    assert stands(clinic, BackgroundItem.MAOI) is BackgroundSays.UNKNOWN
    (row,) = opened.audit(clinic, later.id)
    assert (row["kind"], row["patient_id"], row["who"], row["line"]) == (
        "background",
        facts.PATIENT,
        facts.NURSE,
        None,
    )


def test_a_press_that_comes_twice_says_it_once_also_when_she_was_merged_meanwhile(clinic: Database) -> None:
    one = said.known("liver", "no", patient_id=DOUBLE)
    assert say(clinic, one) == 1
    assert say(clinic, one) == 0
    with clinic.write() as connection:
        identities.merge(connection, said.merge(DOUBLE))
    assert say(clinic, one) == 0
    assert opened.numbers(clinic)["background"] == 1


def test_of_a_person_registered_twice_it_is_said_of_both_and_stays_with_each_when_they_are_parted(
    clinic: Database,
) -> None:
    say(clinic, said.known("liver", "yes", patient_id=DOUBLE), said.known("liver", "no"))
    with clinic.write() as connection:
        identities.merge(connection, said.merge(DOUBLE))
    with clinic.read() as connection:
        known = background.known(backgrounds.of_patient(connection, facts.PATIENT))[BackgroundItem.LIVER]
        told = {row["kind"] for row in acts.of_patient(connection, facts.PATIENT)}
    assert (known.says, known.differs) == (BackgroundSays.YES, True), "a no of the other one hides no yes"
    assert "background" in told
    assert say(clinic, said.known("liver", "unknown", patient_id=DOUBLE)) == 1
    assert stands(clinic, BackgroundItem.LIVER, DOUBLE) is BackgroundSays.UNKNOWN
    with clinic.write() as connection:
        identities.merge(connection, said.merge(DOUBLE, None))
    assert [stands(clinic, BackgroundItem.LIVER, one) for one in (facts.PATIENT, DOUBLE)] == [
        BackgroundSays.UNKNOWN,
        BackgroundSays.UNKNOWN,
    ]


def test_an_open_chair_learns_that_something_was_said_of_its_patient_and_of_no_other(clinic: Database) -> None:
    def changes() -> int:
        with clinic.read() as connection:
            return backgrounds.changes(connection, facts.TREATMENT)

    assert changes() == 0
    say(clinic, said.known("liver", "no", patient_id=DOUBLE))
    assert changes() == 0
    say(clinic, said.known("liver", "no"))
    assert changes() == 1
    with clinic.read() as connection:
        assert backgrounds.changes(connection, facts.PATIENT) == 0, "there is no such session"


@pytest.mark.parametrize("role", Role)
def test_it_is_said_by_those_who_treat(role: Role, clinic: Database) -> None:
    by = Acting(facts.NURSE, frozenset({role}), facts.instant("15:00"))
    told = [said.known("liver", "no")]
    if role is Role.ADMIN:
        with pytest.raises(RightsError), clinic.write(by) as connection:
            backgrounds.say(connection, told)
        return
    with clinic.write(by) as connection:
        assert backgrounds.say(connection, told) == 1
