import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from data import audit, engine, facts, patients, proof, records, reviewing, staff, treatments
from data.demo import clinic, ids, people, scene
from data.demo.scene import Clinic
from data.engine import Database
from data.folder import Folder
from schemas.alert import AlertAnswer
from schemas.correction import Retraction, RetractionHow
from schemas.drug import DrugAct, DrugEvent
from schemas.effect import NoneReported
from schemas.fact import Fact
from schemas.record import Record
from schemas.rules import alerts, course, valid
from schemas.rules.valid import Status
from schemas.treatment import EndHow, Treatment, TreatmentEnd

NOW = datetime(2026, 3, 10, 10, 30, 12, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
LONDON = "Europe/London"
BEFORE, INFUSION, OBSERVATION, DEVICES = range(4)


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy that a test may write into."""
    shutil.copytree(made, tmp_path / "copy")
    opened = engine.open_record(Folder(tmp_path / "copy" / "data"))
    yield opened
    opened.close()


def opened_at_first(slot: int) -> Treatment:
    return scene.under_way(NOW, LONDON, frozenset())[slot].treatment


def record_of(database: Database, treatment: Treatment) -> Record:
    with database.read() as connection:
        found = records.of_treatment(connection, treatment.id)
    assert found is not None
    return found


def open_ids(database: Database) -> set[object]:
    with database.read() as connection:
        return {treatment.id for treatment in treatments.open_ones(connection)}


def by_id(entered: Iterable[Fact]) -> dict[object, Fact]:
    """Without what was answered to alerts, which follows from these and is no part of the recipe."""
    return {fact.id: fact for fact in entered if not isinstance(fact, AlertAnswer)}


def enter(database: Database, *entered: Fact) -> None:
    with database.write() as connection:
        for fact in entered:
            facts.record(connection, fact)


def entry(treatment: Treatment, after: timedelta = timedelta(minutes=3)) -> dict[str, object]:
    """What every entry of a user has in common."""
    at = NOW + after
    return {"id": uuid4(), "entered_at": at, "entered_by": people.INES, "treatment_id": treatment.id, "at": at}


def size(database: Database) -> int:
    """How many facts were ever stored, by the audit's rows."""
    with database.read() as connection:
        return sum(audit.version(connection, treatment_id) for treatment_id in records.ids(connection))


def test_a_new_clinic_holds_everything_that_was_made(database: Database, whole: Clinic) -> None:
    with database.read() as connection:
        assert {one.id for one in staff.all_of(connection)} == {one.id for one in whole.staff}
        assert set(patients.find(connection, "", limit=100)) == set(whole.patients)
        assert len(records.ids(connection)) == len(whole.finished) + 4
        for visit in (*whole.finished[::40], *whole.under_way):
            stored = records.of_treatment(connection, visit.treatment.id)
            assert stored is not None
            assert stored.treatment == visit.treatment
            assert by_id((*stored.facts(), *stored.retractions)) == by_id(visit.facts)


def test_no_alert_of_a_finished_session_waits_for_anybody(database: Database, whole: Clinic) -> None:
    found = [
        thread for visit in whole.finished[::7] for thread in alerts.threads(record_of(database, visit.treatment), NOW)
    ]
    assert {one.state for one in found} == {alerts.State.RESOLVED}
    assert all(one.answers for one in found)


def waiting(database: Database, now: datetime) -> dict[object, datetime]:
    """The ended sessions whose review has not been signed, with their arrivals."""
    with database.read() as connection:
        found = reviewing.waiting(connection, now - timedelta(days=3650), now).sessions
        return {one: treatments.by_id(connection, one).arrived_at for one in found}  # type: ignore[union-attr]


def test_past_sessions_are_signed_but_for_the_last_days_and_a_few_forgotten(database: Database, whole: Clinic) -> None:
    waits = waiting(database, NOW)
    lately = {one for one, arrived in waits.items() if arrived > NOW - timedelta(days=2)}
    forgotten = waits.keys() - lately
    assert lately
    assert {one.int % 29 for one in forgotten} == {0}  # type: ignore[attr-defined]
    assert 0 < len(forgotten) < len(whole.finished) / 10
    with database.read() as connection:
        assert list(proof.of_signatures(connection)) == []


def test_on_a_later_day_what_waited_is_reviewed(database: Database) -> None:
    before = waiting(database, NOW)
    clinic.create_or_refresh(database, NOW + timedelta(days=4), LONDON)
    after = waiting(database, NOW + timedelta(days=4))
    left = {one for one in before if one in after and one.int % 29}  # type: ignore[attr-defined]
    # What the demo itself had to end waits for a nurse.
    assert {one for one in left if before[one] < NOW - timedelta(days=1)} == set()


def test_the_file_is_sound(database: Database) -> None:
    assert engine.intact(database) == []


def test_the_moved_reading_is_marked_where_it_was_and_valid_where_it_belongs(database: Database, whole: Clinic) -> None:
    finished = whole.finished
    wrong, retraction = next(
        (visit, fact) for visit in finished for fact in visit.facts if isinstance(fact, Retraction)
    )
    right = next(visit for visit in finished for fact in visit.facts if fact.id == retraction.moved_to)
    assert retraction.moved_to is not None
    assert valid.statuses(record_of(database, wrong.treatment))[retraction.fact_id] is Status.MOVED
    assert valid.statuses(record_of(database, right.treatment))[retraction.moved_to] is Status.FINAL


@pytest.mark.parametrize(
    ("slot", "phase"),
    [
        (BEFORE, course.Phase.BASELINE),
        (INFUSION, course.Phase.INFUSION),
        (OBSERVATION, course.Phase.OBSERVATION),
        (DEVICES, course.Phase.OBSERVATION),
    ],
)
def test_four_sessions_stand_in_their_phases(database: Database, slot: int, phase: course.Phase) -> None:
    assert course.phase(course.course(record_of(database, opened_at_first(slot))), NOW) is phase


@pytest.mark.parametrize("later", [timedelta(seconds=1), timedelta(hours=12)])
def test_started_again_the_same_day_it_does_nothing(database: Database, later: timedelta) -> None:
    before = size(database)
    clinic.create_or_refresh(database, NOW + later, LONDON)
    assert size(database) == before


def test_on_a_later_day_what_it_left_open_has_gone_on_to_its_end(database: Database) -> None:
    clinic.create_or_refresh(database, TOMORROW, LONDON)
    for slot in range(4):
        record = record_of(database, opened_at_first(slot))
        to_its_end = scene.whole(record.treatment)
        assert to_its_end is not None
        assert by_id(record.facts()) == by_id(to_its_end.facts)
        assert course.course(record).end_how is EndHow.LEFT_WITH_ESCORT


@pytest.mark.parametrize("days", [1, 2, 30])
def test_on_a_later_day_four_new_sessions_are_open(database: Database, days: int) -> None:
    now = NOW + timedelta(days=days)
    clinic.create_or_refresh(database, now, LONDON)
    assert open_ids(database) == {ids.open_id(now.date(), slot) for slot in range(4)}
    assert engine.intact(database) == []


def test_day_after_day_it_goes_on(database: Database) -> None:
    for days in range(1, 6):
        clinic.create_or_refresh(database, NOW + timedelta(days=days), LONDON)
        assert len(open_ids(database)) == 4


@pytest.mark.parametrize("slot", range(4))
def test_a_session_with_a_users_entry_is_ended_as_it_stands(database: Database, slot: int) -> None:
    treatment = opened_at_first(slot)
    entered = NoneReported.model_validate(entry(treatment))
    before = record_of(database, treatment)
    enter(database, entered)
    clinic.create_or_refresh(database, TOMORROW, LONDON)
    after = record_of(database, treatment)
    assert by_id(after.facts()) == by_id((*before.facts(), entered, *after.ends))
    [end] = after.ends
    assert entered.entered_at < end.ended_at < end.entered_at == TOMORROW
    assert end.how is (EndHow.NOT_STARTED if slot == BEFORE else EndHow.LEFT_WITH_ESCORT)


def test_a_session_that_a_user_started_was_started(database: Database) -> None:
    treatment = opened_at_first(BEFORE)
    start = DrugEvent.model_validate(
        {**entry(treatment), "act": DrugAct.START, "dose_mg": 30.0, "duration_minutes": 40}
    )
    enter(database, start)
    clinic.create_or_refresh(database, TOMORROW, LONDON)
    assert record_of(database, treatment).ends[0].how is EndHow.LEFT_WITH_ESCORT


def test_what_a_user_withdrew_stays_withdrawn(database: Database) -> None:
    treatment = opened_at_first(INFUSION)
    reading = record_of(database, treatment).readings[-1]
    common = {name: value for name, value in entry(treatment).items() if name != "at"}
    said = {"fact_id": reading.id, "how": RetractionHow.WITHDRAWN, "reason": "Cuff on the wrong arm."}
    enter(database, Retraction.model_validate(common | said))
    clinic.create_or_refresh(database, TOMORROW, LONDON)
    record = record_of(database, treatment)
    assert valid.statuses(record)[reading.id] is Status.WITHDRAWN
    assert len(record.ends) == 1


def test_a_session_that_a_user_ended_is_left_alone(database: Database) -> None:
    treatment = opened_at_first(OBSERVATION)
    common = {name: value for name, value in entry(treatment).items() if name != "at"}
    said = {"ended_at": NOW + timedelta(minutes=3), "how": EndHow.TRANSFERRED}
    enter(database, TreatmentEnd.model_validate(common | said))
    before = record_of(database, treatment)
    clinic.create_or_refresh(database, TOMORROW, LONDON)
    after = record_of(database, treatment)
    assert by_id(after.facts()) == by_id(before.facts())


def test_a_session_that_a_user_opened_stays_open_and_its_patient_gets_no_second_one(database: Database) -> None:
    next_up = scene.under_way(TOMORROW, LONDON, frozenset())[INFUSION].treatment
    own = next_up.model_copy(update={"id": uuid4(), "arrived_at": NOW, "entered_at": NOW})
    enter(database, own)
    clinic.create_or_refresh(database, TOMORROW, LONDON)
    assert own.id in open_ids(database)
    assert len(open_ids(database)) == 5
    with database.read() as connection:
        of_patients = [treatment.patient_id for treatment in treatments.open_ones(connection)]
    assert len(set(of_patients)) == 5


def test_what_was_opened_before_midnight_does_not_end_in_the_future(database: Database) -> None:
    evening = datetime(2026, 3, 11, 23, 50, tzinfo=UTC)
    clinic.create_or_refresh(database, evening, LONDON)
    morning = evening + timedelta(minutes=20)
    clinic.create_or_refresh(database, morning, LONDON)
    for slot in range(4):
        with database.read() as connection:
            record = records.of_treatment(connection, ids.open_id(evening.date(), slot))
        assert record is not None
        assert len(record.ends) == 1
        assert max(fact.entered_at for fact in record.facts()) <= morning
        assert record.ends[0].ended_at <= morning


def test_invented_patients_never_get_among_real_ones(tmp_path: Path) -> None:
    database = engine.open_record(Folder(tmp_path / "data"))
    somebody = people.staff(NOW)[0].model_copy(update={"id": ids.of("a real person")})
    enter(database, somebody.model_copy(update={"entered_by": somebody.id}))
    with pytest.raises(clinic.NotTheDemoError, match="a folder of its own"):
        clinic.create_or_refresh(database, NOW, LONDON)
    with database.read() as connection:
        assert patients.find(connection, "") == ()
    database.close()
