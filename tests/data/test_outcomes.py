"""What is counted of a session follows its facts, whatever is said later; a save writes nothing for it."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select, text

from data import corrections, identities, outcomes, patients, records
from data import facts as stored_facts
from data.engine import Database
from data.safety import stored
from schemas.fact import ClinicalFact
from schemas.rules import safety
from tests import facts, said
from tests.data import opened

LATER, OTHER = UUID(int=34), opened.OTHER_TREATMENT
SESSION = (
    facts.event("start", dose_mg=40, duration_minutes=40),
    facts.reading("13:50", systolic=120, diastolic=80),
    facts.reading("14:40", systolic=150, diastolic=90),
    facts.event("stop", "14:40", stop_says="planned"),
    facts.effect("14:10"),
)
END = facts.end("15:30")


def caught_up(database: Database) -> int:
    """Looks, works out what waits and keeps it; how many that were."""
    done = 0
    with database.write() as connection:
        outcomes.look(connection)
        while worked := outcomes.work_out(connection, 3):
            done += outcomes.keep(connection, worked)
    return done


def waiting(database: Database) -> int:
    with database.write() as connection:
        return outcomes.look(connection) if outcomes.is_behind(connection) else outcomes.waiting(connection)


def rows(database: Database) -> dict[UUID, dict[str, object]]:
    with database.read() as connection:
        return {row["treatment_id"]: dict(row) for row in connection.execute(select(outcomes.TABLE)).mappings()}


def faults(database: Database) -> list[str]:
    with database.read() as connection:
        return list(outcomes.faults(connection, 100))


@pytest.fixture
def counted(clinic: Database) -> Database:
    """Alice's session has ended and is counted; Otto's is open."""
    opened.save(clinic, *SESSION, END)
    assert caught_up(clinic) == 1
    return clinic


def test_a_session_that_has_ended_is_counted_as_its_record_says(counted: Database) -> None:
    told = rows(counted)[facts.TREATMENT]
    record = opened.record(counted)
    assert told == stored.row(record, safety.session(record))
    assert (told["rise_40_systolic"], told["highest_systolic"], told["effects"]) == (30, 150, 1)
    assert set(rows(counted)) == {facts.TREATMENT}, "an open one is not"
    assert faults(counted) == []


def test_a_save_runs_no_statement_for_it(counted: Database) -> None:
    asked: list[str] = []

    def heard(*told: object) -> None:
        asked.append(str(told[2]))

    with counted.write() as connection:
        event.listen(connection, "before_cursor_execute", heard)
        stored_facts.record(connection, facts.reading(treatment_id=OTHER, pulse=70))
        event.remove(connection, "before_cursor_execute", heard)
        triggers = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
    assert asked
    assert not [one for one in [*asked, *triggers] if "outcome" in one]


def test_nothing_is_behind_until_something_is_said_of_a_session(counted: Database) -> None:
    with counted.read() as connection:
        assert not outcomes.is_behind(connection)
    opened.say(counted, said.chair("1"))
    with counted.read() as connection:
        assert not outcomes.is_behind(connection), "a chair is of no session"
    opened.save(counted, facts.reading(treatment_id=OTHER, pulse=70))
    with counted.read() as connection:
        assert outcomes.is_behind(connection)
    assert waiting(counted) == 0, "it is open: its end will bring it"
    opened.save(counted, facts.end(treatment_id=OTHER))
    assert waiting(counted) == 1
    assert caught_up(counted) == 1


AFTERWARDS: dict[str, Callable[[], list[ClinicalFact]]] = {
    "a correction": lambda: [facts.corrected(SESSION[2], systolic=190)],
    "a withdrawal": lambda: [facts.withdrawn(SESSION[2])],  # type: ignore[list-item]
    "another effect": lambda: [facts.effect("14:20", effect="headache")],
    "another end": lambda: [facts.corrected(END, ended_at="16:00")],
}


@pytest.mark.parametrize("told", AFTERWARDS.values(), ids=AFTERWARDS)
def test_whatever_is_said_of_it_later_makes_it_stale_until_it_is_counted_again(
    told: Callable[[], list[ClinicalFact]], counted: Database
) -> None:
    before = rows(counted)[facts.TREATMENT]
    opened.save(counted, *told())
    assert faults(counted) == [], "what was said since the last look is not compared"
    assert waiting(counted) == 1
    assert faults(counted) == [], "nor is what is stale"
    assert caught_up(counted) == 1
    assert rows(counted)[facts.TREATMENT] != before
    assert faults(counted) == []


def test_a_session_that_is_opened_again_is_no_more_counted_as_ended(counted: Database) -> None:
    opened.save(counted, facts.withdrawn(END))
    assert waiting(counted) == 0
    with counted.read() as connection:
        stale = connection.execute(select(outcomes.STALE.c.treatment_id)).scalars().all()
    assert facts.TREATMENT in stale, "and no sum has what is stale or open"


def test_what_was_said_while_it_was_worked_out_is_not_lost(counted: Database) -> None:
    opened.save(counted, facts.note())
    with counted.write() as connection:
        outcomes.look(connection)
        worked = outcomes.work_out(connection, 5)
    opened.save(counted, facts.corrected(SESSION[2], systolic=190))
    with counted.write() as connection:
        assert outcomes.look(connection) == 1
        assert outcomes.keep(connection, worked) == 0, "it was read before"
    assert caught_up(counted) == 1
    assert rows(counted)[facts.TREATMENT]["highest_systolic"] == 190


@pytest.fixture
def weighed(counted: Database) -> Database:
    """Alice has another, later session with the drug, whose mg/kg rest on no weight yet."""
    day = facts.DAY.replace(day=9)
    at = {name: facts.instant(name, day) for name in ("13:30", "14:00", "14:40", "15:30")}
    later = {"treatment_id": LATER}
    with counted.write() as connection:
        begun = facts.treatment(id=LATER, protocol_id=opened.protocol_id())
        told = {"arrived_at": at["13:30"], "entered_at": at["13:30"]}
        stored_facts.record(connection, begun.model_copy(update=told))
    opened.save(
        counted,
        facts.event("start", at["14:00"], dose_mg=40, duration_minutes=40, **later),
        facts.event("stop", at["14:40"], stop_says="planned", **later),
        facts.end(at["15:30"], **later),
    )
    assert caught_up(counted) == 1
    assert rows(counted)[LATER]["dose_mg_per_kg"] is None
    return counted


def test_a_weight_in_one_session_makes_later_ones_of_the_person_stale(weighed: Database) -> None:
    opened.save(weighed, facts.reading("13:45", weight_kg=80))
    assert waiting(weighed) == 2
    caught_up(weighed)
    assert rows(weighed)[LATER]["dose_mg_per_kg"] == 0.5
    assert faults(weighed) == []


def test_a_reading_without_a_weight_makes_no_other_session_stale(weighed: Database) -> None:
    opened.save(weighed, facts.reading("14:20", pulse=71))
    assert waiting(weighed) == 1


def test_a_merge_and_its_taking_back_make_the_sessions_of_both_stale(weighed: Database) -> None:
    opened.save(weighed, facts.reading("13:45", weight_kg=80, treatment_id=OTHER))
    caught_up(weighed)
    for into in (opened.OTHER_PATIENT, None):
        with weighed.write() as connection:
            identities.merge(connection, said.merge(facts.PATIENT, into))
        assert waiting(weighed) == 2
        caught_up(weighed)
        assert rows(weighed)[LATER]["dose_mg_per_kg"] == (None if into is None else 0.5)
        assert faults(weighed) == []


def test_a_moved_reading_makes_both_sessions_stale(weighed: Database) -> None:
    old = SESSION[2]
    became = facts.corrected(old, treatment_id=LATER)
    with weighed.write() as connection:
        corrections.move(connection, became, facts.moved(old, became.id))
    assert waiting(weighed) == 2


@pytest.mark.parametrize("changed", ["UPDATE outcome SET highest_systolic = 1", "DELETE FROM outcome_effect"])
def test_what_was_changed_behind_the_facts_is_found(changed: str, counted: Database) -> None:
    with counted.write() as connection:
        connection.execute(text(changed))
    (fault,) = faults(counted)
    assert str(facts.TREATMENT) in fault


def test_what_is_to_be_made_anew_is_not_compared(counted: Database) -> None:
    with counted.write() as connection:
        connection.execute(text("UPDATE outcome SET highest_systolic = 1"))
        outcomes.forget(connection)
    assert faults(counted) == []


def test_all_of_it_is_made_anew_from_the_facts(counted: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(counted)
    with counted.write() as connection:
        outcomes.forget(connection)
        connection.execute(text("UPDATE outcome SET highest_systolic = 1"))
    assert waiting(counted) == 1
    caught_up(counted)
    assert rows(counted) == before
    monkeypatch.setattr(safety, "VERSION", safety.VERSION + 1)
    assert waiting(counted) == 1, "other rules count everything anew"
    assert caught_up(counted) == 1
    assert rows(counted) == before


def test_a_patient_without_a_session_is_in_nothing(counted: Database) -> None:
    nobody = facts.patient(id=uuid4(), record_number="C-9")
    with counted.write() as connection:
        patients.register(connection, nobody)
        assert records.of_patient(connection, nobody.id) == ()
    assert waiting(counted) == 0
