"""Drafts come back to their author alone, one a session, and go with the save of what they became."""

from uuid import UUID, uuid4

import pytest

from data import drafts
from data import facts as stored
from data.drafts import Draft
from data.engine import Database
from tests import facts
from tests.data import opened

DRAFT = Draft(UUID(int=91), "148/9", facts.instant("14:05:02"))


def keep(clinic: Database, draft: Draft, author: UUID = facts.NURSE, treatment: UUID = facts.TREATMENT) -> None:
    with clinic.write() as connection:
        drafts.keep(connection, treatment, author, draft)


def of(clinic: Database, author: UUID = facts.NURSE, treatment: UUID = facts.TREATMENT) -> Draft | None:
    with clinic.read() as connection:
        return drafts.of(connection, treatment, author)


def test_a_draft_comes_back_to_its_author_in_its_session_alone(clinic: Database) -> None:
    keep(clinic, DRAFT)
    assert of(clinic) == DRAFT
    assert of(clinic, facts.OTHER_NURSE) is None
    assert of(clinic, treatment=opened.OTHER_TREATMENT) is None


def test_a_draft_takes_the_place_of_the_one_before_and_of_nobody_elses(clinic: Database) -> None:
    later = Draft(uuid4(), "+nau", facts.instant("14:06"))
    keep(clinic, DRAFT)
    keep(clinic, DRAFT, facts.OTHER_NURSE)
    keep(clinic, later)
    assert of(clinic) == later
    assert of(clinic, facts.OTHER_NURSE) == DRAFT


def test_an_empty_text_removes_the_draft(clinic: Database) -> None:
    keep(clinic, DRAFT)
    keep(clinic, Draft(DRAFT.draft_id, "", DRAFT.typed_at))
    assert of(clinic) is None


def test_a_draft_goes_in_the_transaction_of_its_save(clinic: Database) -> None:
    reading = facts.reading(id=DRAFT.draft_id, systolic=148, diastolic=92)
    keep(clinic, DRAFT)

    def fail() -> None:
        with clinic.write() as connection:
            stored.record(connection, reading)
            assert drafts.of(connection, facts.TREATMENT, facts.NURSE) is None
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert of(clinic) == DRAFT, "neither saved nor lost"
    opened.save(clinic, reading)
    assert of(clinic) is None


def test_a_resend_removes_the_draft_too(clinic: Database) -> None:
    reading = facts.reading(id=DRAFT.draft_id, pulse=70)
    with clinic.write() as connection:
        stored.record(connection, facts.note())
        drafts.keep(connection, facts.TREATMENT, facts.NURSE, DRAFT)
        stored.record(connection, reading)
        stored.record(connection, reading)
    assert of(clinic) is None


def test_another_draft_stays_when_one_is_saved(clinic: Database) -> None:
    keep(clinic, DRAFT)
    opened.save(clinic, facts.reading(pulse=70))
    assert of(clinic) == DRAFT


def test_a_draft_that_arrives_after_its_own_save_is_not_kept(clinic: Database) -> None:
    opened.save(clinic, facts.reading(id=DRAFT.draft_id, pulse=70))
    keep(clinic, DRAFT)
    assert of(clinic) is None


def test_a_draft_leaves_no_row_in_the_audit(clinic: Database) -> None:
    before = len(opened.audit(clinic))
    keep(clinic, DRAFT)
    keep(clinic, Draft(DRAFT.draft_id, "", DRAFT.typed_at))
    assert len(opened.audit(clinic)) == before
