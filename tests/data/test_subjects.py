"""Whom an identity provider means by which subject."""

import pytest

from data import subjects
from data.engine import Database
from tests import facts

AT = facts.instant("08:00")
ONE, OTHER = "https://login.example.org", "https://login.example.net"


def test_a_subject_is_a_person_at_its_own_provider_alone(clinic: Database) -> None:
    with clinic.write() as connection:
        subjects.put(connection, ONE, "a1", facts.NURSE, AT)
        subjects.put(connection, OTHER, "a1", facts.OTHER_NURSE, AT)
        assert subjects.whose(connection, ONE, "a1") == facts.NURSE
        assert subjects.whose(connection, OTHER, "a1") == facts.OTHER_NURSE
        for unknown in ("A1", "a1 ", "", "a"):
            assert subjects.whose(connection, ONE, unknown) is None
        assert subjects.all_of(connection, ONE) == {facts.NURSE: "a1"}
        assert subjects.of(connection, ONE, facts.NURSE) == "a1"
        assert subjects.of(connection, OTHER, facts.NURSE) is None


def test_a_person_has_one_subject_at_a_provider_and_the_one_before_counts_no_more(clinic: Database) -> None:
    with clinic.write() as connection:
        subjects.put(connection, ONE, "a1", facts.NURSE, AT)
        subjects.put(connection, ONE, "a2", facts.NURSE, AT)
        subjects.put(connection, ONE, "a2", facts.NURSE, AT)
        assert subjects.whose(connection, ONE, "a1") is None
        assert subjects.whose(connection, ONE, "a2") == facts.NURSE
        subjects.forget(connection, ONE, facts.NURSE)
        assert subjects.whose(connection, ONE, "a2") is None


def test_a_subject_that_is_anothers_is_refused(clinic: Database) -> None:
    with clinic.write() as connection:
        subjects.put(connection, ONE, "a1", facts.NURSE, AT)
        subjects.put(connection, ONE, "b1", facts.OTHER_NURSE, AT)
        with pytest.raises(subjects.SubjectError, match="somebody else"):
            subjects.put(connection, ONE, "a1", facts.OTHER_NURSE, AT)
        assert subjects.all_of(connection, ONE) == {facts.NURSE: "a1", facts.OTHER_NURSE: "b1"}
