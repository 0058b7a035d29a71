"""Correcting, withdrawing and moving: the original stays, the second author is told, a move is one transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from data import corrections, targets
from data import facts as stored
from data.engine import Database
from schemas.correction import Retraction
from schemas.fact import ClinicalFact, Fact
from schemas.rules import course, valid
from schemas.rules.valid import Status
from tests import facts
from tests.data import opened

EFFECT = facts.effect()
KINDS: list[ClinicalFact] = [
    facts.reading(pulse=70),
    facts.event("start"),
    EFFECT,
    facts.change(EFFECT, severity=1),
    facts.none_reported(),
    facts.intervention(),
    facts.note(),
    facts.end(),
]
IDS = [type(fact).__name__ for fact in KINDS]
MEANWHILE, ELSEWHERE = "corrected or withdrawn this meanwhile", "not in this session"


@pytest.fixture
def kept(clinic: Database) -> Database:
    """A session with one fact of each kind."""
    opened.save(clinic, *KINDS)
    return clinic


@pytest.mark.parametrize("fact", KINDS, ids=IDS)
def test_the_original_stays_and_is_marked_when_it_is_corrected(fact: ClinicalFact, kept: Database) -> None:
    newer = facts.corrected(fact)
    assert opened.save(kept, newer) == stored.Receipt(newer, created=True)
    found = valid.statuses(opened.record(kept))
    assert (found[fact.id], found[newer.id]) == (Status.REPLACED, Status.FINAL)
    (row,) = opened.audit(kept, newer.id)
    assert (row["what"], row["reason"]) == ("correct", "typed wrongly")


@pytest.mark.parametrize("fact", KINDS, ids=IDS)
def test_the_original_stays_and_is_marked_when_it_is_withdrawn(fact: ClinicalFact, kept: Database) -> None:
    said = facts.withdrawn(fact)
    with kept.write() as connection:
        assert corrections.withdraw(connection, said) == stored.Receipt(said, created=True)
    assert valid.statuses(opened.record(kept))[fact.id] is Status.WITHDRAWN
    (row,) = opened.audit(kept, said.id)
    assert (row["what"], row["kind"], row["reason"]) == ("withdrawn", "retraction", "entered in error")


@pytest.mark.parametrize("fact", KINDS, ids=IDS)
@pytest.mark.parametrize("first", [facts.corrected, facts.withdrawn], ids=["corrected", "withdrawn"])
@pytest.mark.parametrize("second", [facts.corrected, facts.withdrawn], ids=["correct", "withdraw"])
def test_what_no_longer_holds_is_neither_corrected_nor_withdrawn_again(
    fact: ClinicalFact, first: Callable[..., Fact], second: Callable[..., Fact], kept: Database
) -> None:
    opened.save(kept, first(fact))
    before = opened.numbers(kept)
    with pytest.raises(targets.CorrectionError, match=MEANWHILE):
        opened.save(kept, second(fact))
    assert opened.numbers(kept) == before


@pytest.mark.parametrize("fact", KINDS, ids=IDS)
@pytest.mark.parametrize("how", [facts.corrected, facts.withdrawn], ids=["correct", "withdraw"])
def test_a_fact_of_another_session_is_neither_corrected_nor_withdrawn(
    fact: ClinicalFact, how: Callable[..., Fact], kept: Database
) -> None:
    before = opened.numbers(kept)
    with pytest.raises(targets.CorrectionError, match=ELSEWHERE):
        opened.save(kept, how(fact, treatment_id=opened.OTHER_TREATMENT))
    assert opened.numbers(kept) == before


READING, NOTE, CHANGE = KINDS[0], KINDS[6], KINDS[3]
NOTHING: list[tuple[str, Fact]] = [
    ("a correction of nothing", facts.corrected(READING, replaces=uuid4())),
    ("a correction of another kind", facts.corrected(READING, replaces=NOTE.id)),
    ("a withdrawal of nothing", facts.withdrawn(READING, fact_id=uuid4())),
    ("a withdrawal of the session itself", facts.withdrawn(READING, fact_id=facts.TREATMENT)),
    ("a withdrawal of the patient", facts.withdrawn(READING, fact_id=facts.PATIENT)),
    ("a change of no effect", facts.change(uuid4(), severity=1)),
    ("a change of a note", facts.change(NOTE.id, severity=1)),
    ("a change of another session's effect", facts.change(EFFECT, severity=1, treatment_id=opened.OTHER_TREATMENT)),
    ("a repeat of nothing", facts.reading(pulse=70, repeat_of=uuid4())),
    (
        "a repeat of another session's",
        facts.reading(pulse=7, repeat_of=READING.id, treatment_id=opened.OTHER_TREATMENT),
    ),
    ("an arrival that replaces nothing", facts.arrival("13:20", replaces=uuid4())),
    ("an arrival that replaces another session's", facts.arrival("13:20", replaces=opened.OTHER_TREATMENT)),
]


@pytest.mark.parametrize(("name", "fact"), NOTHING, ids=[row[0] for row in NOTHING])
def test_what_belongs_to_nothing_in_the_session_is_refused(name: str, fact: Fact, kept: Database) -> None:
    before = opened.numbers(kept)
    with pytest.raises(targets.CorrectionError, match=ELSEWHERE):
        opened.save(kept, fact)
    assert opened.numbers(kept) == before


def test_a_repeat_names_its_first_reading(kept: Database) -> None:
    again = facts.reading("14:07", pulse=72, repeat_of=READING.id)
    assert opened.save(kept, again).fact == again


def test_the_newest_correction_can_be_corrected_again(kept: Database) -> None:
    second = facts.corrected(READING, entered_at="17:01")
    third = facts.corrected(second, entered_at="17:02")
    opened.save(kept, second, third)
    found = valid.statuses(opened.record(kept))
    assert [found[one.id] for one in (READING, second, third)] == [Status.REPLACED, Status.REPLACED, Status.FINAL]


def test_withdrawing_a_correction_brings_the_original_not_back(kept: Database) -> None:
    newer = facts.corrected(READING)
    opened.save(kept, newer, facts.withdrawn(newer, "17:05"))
    found = valid.statuses(opened.record(kept))
    assert (found[READING.id], found[newer.id]) == (Status.REPLACED, Status.WITHDRAWN)
    with pytest.raises(targets.CorrectionError, match=MEANWHILE):
        opened.save(kept, facts.corrected(READING))


EPISODES: list[tuple[str, tuple[Fact, ...], bool]] = [
    ("as it began", (facts.note(),), True),
    ("corrected", (facts.corrected(EFFECT, id=facts.PROTOCOL),), True),
    ("withdrawn", (facts.withdrawn(EFFECT),), False),
    (
        "corrected, and the correction withdrawn",
        (facts.corrected(EFFECT, id=facts.PROTOCOL), facts.withdrawn(facts.corrected(EFFECT, id=facts.PROTOCOL))),
        False,
    ),
]


@pytest.mark.parametrize(("name", "before", "taken"), EPISODES, ids=[row[0] for row in EPISODES])
def test_an_episode_changes_only_while_it_stands(
    name: str, before: tuple[Fact, ...], taken: bool, kept: Database
) -> None:
    opened.save(kept, *before)
    change = facts.change(EFFECT, "14:30", severity=2)
    if taken:
        assert opened.save(kept, change).created
    else:
        with pytest.raises(targets.CorrectionError, match=MEANWHILE):
            opened.save(kept, change)


def test_an_arrival_is_set_again_and_again_and_back_to_the_first(clinic: Database) -> None:
    first = facts.arrival("13:20", entered_at="14:00")
    second = facts.arrival("13:10", replaces=first.id, entered_at="14:01")
    opened.save(clinic, first, second)
    for taken in (facts.arrival("13:00"), facts.arrival("13:00", replaces=first.id)):
        with pytest.raises(targets.CorrectionError, match=MEANWHILE):
            opened.save(clinic, taken)
    opened.save(clinic, facts.withdrawn(second, "14:02"))
    assert course.course(opened.record(clinic)).arrived_at == facts.instant("13:30")
    opened.save(clinic, facts.arrival("13:05", entered_at="14:03"))
    assert course.course(opened.record(clinic)).arrived_at == facts.instant("13:05")


def moving(fact: ClinicalFact) -> tuple[ClinicalFact, Retraction]:
    """The fact in Otto's session and the retraction in Alice's."""
    there = facts.corrected(fact, treatment_id=opened.OTHER_TREATMENT, reason="other patient")
    return there, facts.moved(fact, there.id)


@pytest.mark.parametrize("fact", [one for one in KINDS if one is not CHANGE], ids=lambda fact: type(fact).__name__)
def test_a_move_stores_both_sides_in_one_transaction_and_once(fact: ClinicalFact, kept: Database) -> None:
    there, said = moving(fact)
    for created in (True, False):
        with kept.write() as connection:
            assert corrections.move(connection, there, said) == stored.Receipt(there, created=created)
    assert valid.statuses(opened.record(kept))[fact.id] is Status.MOVED
    assert opened.record(kept, opened.OTHER_TREATMENT).facts() == (there,)
    (row,), (gone,) = opened.audit(kept, there.id), opened.audit(kept, said.id)
    assert (row["what"], row["treatment_id"], row["patient_id"]) == (
        "correct",
        opened.OTHER_TREATMENT,
        opened.OTHER_PATIENT,
    )
    assert (gone["what"], gone["treatment_id"], gone["patient_id"]) == ("moved", facts.TREATMENT, facts.PATIENT)


THERE, SAID = moving(READING)
MOVES: list[tuple[str, ClinicalFact, Retraction, str]] = [
    ("a withdrawal is no move", THERE, facts.withdrawn(READING), "A move names"),
    ("the new fact replaces another", facts.corrected(THERE, replaces=NOTE.id), SAID, "A move names"),
    ("the retraction names another new fact", THERE, facts.moved(READING, uuid4()), "A move names"),
    ("the same session", facts.corrected(READING, id=THERE.id), SAID, "in that session already"),
    (
        "another kind",
        facts.corrected(NOTE, id=THERE.id, replaces=READING.id, treatment_id=opened.OTHER_TREATMENT),
        SAID,
        "stays of its kind",
    ),
    (
        "a change whose effect stays behind",
        moving(CHANGE)[0].model_copy(update={"id": THERE.id}),
        facts.moved(CHANGE, THERE.id),
        ELSEWHERE,
    ),
]


@pytest.mark.parametrize(("name", "there", "said", "sentence"), MOVES, ids=[row[0] for row in MOVES])
def test_a_move_that_does_not_fit_together_stores_nothing(
    name: str, there: ClinicalFact, said: Retraction, sentence: str, kept: Database
) -> None:
    before = opened.numbers(kept)
    with pytest.raises(targets.CorrectionError, match=sentence), kept.write() as connection:
        corrections.move(connection, there, said)
    assert opened.numbers(kept) == before


def test_what_was_moved_or_corrected_meanwhile_is_not_moved_again(kept: Database) -> None:
    opened.save(kept, facts.corrected(READING))
    before = opened.numbers(kept)
    with pytest.raises(targets.CorrectionError, match=MEANWHILE), kept.write() as connection:
        corrections.move(connection, THERE, SAID)
    assert opened.numbers(kept) == before


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("how", [facts.corrected, facts.withdrawn], ids=["correct", "withdraw"])
def test_of_two_people_who_correct_one_reading_at_once_the_second_is_told(
    how: Callable[..., Fact], kept: Database
) -> None:
    start = Barrier(2)

    def correct(author: object) -> bool:
        start.wait()
        try:
            opened.save(kept, how(READING, entered_by=author))
        except targets.CorrectionError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(correct, (facts.NURSE, facts.OTHER_NURSE))) == [False, True]
    assert len(opened.record(kept).readings) + len(opened.record(kept).retractions) == 2
