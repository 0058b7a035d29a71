"""What holds of what was said of a patient: unknown where nobody asked, and a yes is never hidden by another's no."""

from datetime import date
from uuid import UUID

import pytest

from schemas.background import Background, BackgroundItem, BackgroundSays
from schemas.rules import background
from tests import facts, said

HERE, TWIN = facts.PATIENT, UUID(int=11)
LATER = date(2026, 4, 1)


def liver(says: str, words: str | None = None, of: UUID = HERE, **fields: object) -> Background:
    return said.known("liver", says, words=words, patient_id=of, **fields)


TABLE: list[tuple[str, list[Background], str, str | None, bool]] = [
    ("nobody ever asked", [], "unknown", None, False),
    ("another item was asked", [said.known("opioid", "no")], "unknown", None, False),
    ("no", [liver("no")], "no", None, False),
    ("could not say", [liver("no"), liver("unknown")], "unknown", None, False),
    ("yes, then no", [liver("yes", "fatty"), liver("no")], "no", None, False),
    ("no, then yes", [liver("no"), liver("yes", "fatty")], "yes", "fatty", False),
    ("two registrations, both no", [liver("no"), liver("no", of=TWIN)], "no", None, False),
    ("two registrations, the later one says no", [liver("yes", "fatty", of=TWIN), liver("no")], "yes", "fatty", True),
    ("two registrations, the later one is unknown", [liver("yes", of=TWIN), liver("unknown")], "yes", None, True),
    ("two registrations, the later one says yes", [liver("no", of=TWIN), liver("yes", "B")], "yes", "B", True),
    ("two registrations, both yes", [liver("yes", "A", of=TWIN), liver("yes", "B")], "yes", "A, B", False),
    ("two registrations, both yes, the same", [liver("yes", "A", of=TWIN), liver("yes", "A")], "yes", "A", False),
    ("two registrations, one never asked", [liver("unknown", of=TWIN), liver("no")], "no", None, False),
    ("two registrations, no and then unknown", [liver("no", of=TWIN), liver("unknown")], "unknown", None, False),
    ("a yes that was taken back", [liver("yes", of=TWIN), liver("no"), liver("no", of=TWIN)], "no", None, False),
]


@pytest.mark.parametrize(("name", "told", "says", "words", "differs"), TABLE, ids=[row[0] for row in TABLE])
def test_what_was_said_last_holds_and_a_yes_of_either_registration(
    name: str, told: list[Background], says: str, words: str | None, differs: bool
) -> None:
    found = background.known(told)
    assert list(found) == list(BackgroundItem)
    known = found[BackgroundItem.LIVER]
    assert (known.says, known.words, known.differs) == (BackgroundSays(says), words, differs)


def test_the_day_asked_is_the_last_of_those_that_hold_and_none_where_nobody_asked() -> None:
    found = background.known([liver("yes", "A", of=TWIN, asked_on=LATER), liver("yes", "B"), said.known()])
    assert found[BackgroundItem.LIVER].asked_on == LATER
    assert found[BackgroundItem.OPIOID].asked_on is None
    assert found[BackgroundItem.BENZODIAZEPINE].asked_on == facts.DAY


def test_how_it_stood_before_is_told_newest_first_and_what_was_said_of_both_at_once_once() -> None:
    one, two, three = liver("unknown"), liver("yes", "A"), liver("no", entered_at=facts.instant("09:00"))
    copies = [
        each.model_copy(update={"patient_id": TWIN, "id": UUID(int=900 + n)}) for n, each in enumerate((two, three))
    ]
    told = [one, said.known("opioid"), two, copies[0], three, copies[1]]
    found = background.history(told, BackgroundItem.LIVER)
    assert [(was.told.says.value, was.until.says.value) for was in found] == [("yes", "no"), ("unknown", "yes")]
    assert background.history(told, BackgroundItem.OPIOID) == ()


def test_each_day_has_the_answer_that_was_said_last_and_a_yes_of_either_registration() -> None:
    told = [
        liver("no", asked_on=LATER),
        liver("yes", "A"),
        liver("no"),
        said.known("opioid", "no"),
        liver("yes", "B", of=TWIN, asked_on=LATER),
    ]
    found = background.by_day(told, BackgroundItem.LIVER)
    assert [(one.asked_on, one.says) for one in found] == [(facts.DAY, "no"), (LATER, "yes")]
    assert background.by_day(told, BackgroundItem.MAOI) == ()
