"""Records: every fact of a session as it was stored, and the valid weights of the patient's other sessions."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from data import protocols, records, treatments
from data.engine import Database
from schemas.fact import Fact
from schemas.record import KINDS, Weighing
from tests import facts
from tests.data import opened

EARLIER = UUID(int=32)
DAY_BEFORE = facts.instant("10:00") - timedelta(days=7)
EFFECT, NOTE, RAISED = facts.effect(), facts.note(), facts.raised()
ALL: dict[str, Fact] = {
    "arrivals": facts.arrival("13:20"),
    "ends": facts.end(),
    "readings": facts.reading(systolic=148, diastolic=92),
    "drug_events": facts.event("start"),
    "effects": EFFECT,
    "effect_changes": facts.change(EFFECT, severity=1),
    "none_reported": facts.none_reported(),
    "interventions": facts.intervention(),
    "notes": NOTE,
    "alert_answers": facts.answer(RAISED.id),
    "calls": facts.call(alert_id=RAISED.id),
    "check_answers": facts.checked(),
    "decisions": facts.decided(),
    "score_answers": facts.judged(),
    "retractions": facts.withdrawn(NOTE),
}


@pytest.fixture
def weighed(clinic: Database) -> Database:
    """Alice has an earlier session too."""
    with clinic.write() as connection:
        told = facts.treatment(DAY_BEFORE, id=EARLIER, protocol_id=opened.protocol_id())
        treatments.begin(connection, told)
    return clinic


def weight(kilos: float, treatment: UUID = EARLIER, **fields: object) -> Fact:
    return facts.reading(DAY_BEFORE, weight_kg=kilos, treatment_id=treatment, **fields)


def test_every_fact_comes_back_in_its_place_and_none_of_another_session(clinic: Database) -> None:
    opened.keep(clinic, RAISED)
    opened.save(clinic, *ALL.values())
    opened.save(clinic, facts.note(treatment_id=opened.OTHER_TREATMENT))
    found = opened.record(clinic)
    assert {kind: getattr(found, kind) for kind in (*KINDS, "retractions")} == {kind: (ALL[kind],) for kind in ALL}
    assert (found.patient, found.treatment) == (facts.patient(), facts.treatment(protocol_id=opened.protocol_id()))
    assert found.protocol.id == opened.protocol_id()
    assert found.other_weights == ()
    assert found.alert_events == (RAISED,)


def test_facts_stand_in_the_order_of_entry(clinic: Database) -> None:
    late, early = facts.note(entered_at="15:00"), facts.note(entered_at="14:00")
    opened.save(clinic, late, early)
    assert opened.record(clinic).notes == (early, late)


FIRST = weight(82.5, id=UUID(int=61))
SECOND = weight(81.0, id=UUID(int=62), replaces=UUID(int=61), reason="typed wrongly")
WEIGHTS: list[tuple[str, list[Fact], list[float]]] = [
    ("a weight of another session", [FIRST], [82.5]),
    ("two of them", [FIRST, weight(82.0, id=UUID(int=63))], [82.0, 82.5]),
    ("a corrected one", [FIRST, SECOND], [81.0]),
    ("a withdrawn one", [FIRST, facts.withdrawn(FIRST)], []),  # type: ignore[type-var]
    ("a corrected one whose correction was withdrawn", [FIRST, SECOND, facts.withdrawn(SECOND)], []),  # type: ignore[type-var]
    ("a reading without weight", [facts.reading(DAY_BEFORE, pulse=70, treatment_id=EARLIER)], []),
    ("a weight of this session", [weight(82.5, facts.TREATMENT)], []),
    ("a weight of another patient", [weight(60.0, opened.OTHER_TREATMENT)], []),
    (
        "a weight corrected to none",
        [FIRST, facts.reading(pulse=70, treatment_id=EARLIER, replaces=FIRST.id, reason="scale was off")],
        [],
    ),
]


@pytest.mark.parametrize(("name", "told", "kilos"), WEIGHTS, ids=[row[0] for row in WEIGHTS])
def test_only_weights_that_hold_come_from_other_sessions(
    name: str, told: list[Fact], kilos: list[float], weighed: Database
) -> None:
    opened.save(weighed, *told)
    found = opened.record(weighed).other_weights
    assert sorted(one.weight_kg for one in found) == kilos
    assert {(one.taken_at, one.treatment_id) for one in found} <= {(DAY_BEFORE, EARLIER)}


def test_a_weight_is_told_with_its_time_and_session(weighed: Database) -> None:
    opened.save(weighed, FIRST)
    assert opened.record(weighed).other_weights == (
        Weighing(taken_at=DAY_BEFORE, weight_kg=82.5, treatment_id=EARLIER),
    )


def test_a_patients_sessions_come_by_arrival(weighed: Database) -> None:
    opened.save(weighed, FIRST)
    with weighed.read() as connection:
        found = records.of_patient(connection, facts.PATIENT)
        assert [one.treatment.id for one in found] == [EARLIER, facts.TREATMENT]
        assert found == tuple(records.of_treatment(connection, one) for one in (EARLIER, facts.TREATMENT))
        assert records.ids(connection) == (EARLIER, facts.TREATMENT, opened.OTHER_TREATMENT)
        assert records.of_patient(connection, uuid4()) == ()
        assert records.of_treatment(connection, uuid4()) is None
        assert records.of_treatment(connection, facts.PATIENT) is None


def test_a_session_keeps_the_protocol_it_began_with(clinic: Database) -> None:
    with clinic.read() as connection:
        assert opened.record(clinic).protocol == protocols.by_id(connection, opened.protocol_id())


@pytest.mark.parametrize("readings", [1, 20])
def test_a_record_takes_as_many_statements_however_long_the_session(readings: int, clinic: Database) -> None:
    opened.save(clinic, *(facts.reading(pulse=70 + place) for place in range(readings)))
    said: list[str] = []
    with clinic.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        records.of_treatment(connection, facts.TREATMENT)
    assert len(said) == 22


def test_new_facts_are_added_to_a_record_as_they_lie_there_without_reading_it_again(clinic: Database) -> None:
    opened.save(clinic, *(ALL[kind] for kind in ("readings", "effects", "notes")))
    before = opened.record(clinic)
    new = [facts.note(), ALL["effect_changes"], facts.note(), ALL["retractions"]]
    opened.save(clinic, *new)
    with clinic.read() as connection:
        found, whole = records.with_stored(connection, before, new), opened.record(clinic)
        assert records.with_stored(connection, before, []) == before
    for kind in (*KINDS, "retractions"):
        assert {one.id: one for one in getattr(found, kind)} == {one.id: one for one in getattr(whole, kind)}
