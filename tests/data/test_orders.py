"""Orders lie in the record as they were written: none is hidden, and a session's record knows which one is its own."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from data import acting, identities, orders, proof
from data.engine import Database
from data.facts import ConflictError
from schemas.order import Order
from schemas.rules import orders as rules
from schemas.staff import Role
from tests import facts, said
from tests.data import opened

DOUBLE = opened.OTHER_PATIENT


def write(database: Database, said: Order, seen: UUID | None = None) -> bool:
    with database.write() as connection:
        return orders.write(connection, said, seen)


def stands(database: Database, patient: UUID = facts.PATIENT) -> Order | None:
    with database.read() as connection:
        return orders.of_next(connection, patient)


def test_a_new_order_takes_the_place_of_the_old_one_and_both_stay(clinic: Database) -> None:
    one, two = said.order(), said.order(change="raise", dose_mg=50.0, words="little effect")
    assert write(clinic, one)
    assert not write(clinic, one), "pressing twice orders once"
    assert write(clinic, two, one.id)
    assert stands(clinic) == two
    with clinic.read() as connection:
        assert orders.of_patient(connection, facts.PATIENT) == (one, two)
    assert [row["kind"] for row in opened.audit(clinic, two.id)] == ["dose_order"]
    with pytest.raises(ConflictError):
        write(clinic, one.model_copy(update={"minutes": 60}))


def test_who_orders_second_is_told_what_stands_there(clinic: Database) -> None:
    one = said.order()
    write(clinic, one)
    for seen in (None, uuid4()):
        with pytest.raises(orders.OrderError, match="another order meanwhile"):
            write(clinic, said.order(), seen)
    assert stands(clinic) == one


@pytest.mark.parametrize("session", [opened.OTHER_TREATMENT, UUID(int=99)], ids=["another patient's", "nobody's"])
def test_an_order_is_written_after_a_session_of_the_patient(session: UUID, clinic: Database) -> None:
    with pytest.raises(orders.OrderError, match="not this patient's"):
        write(clinic, said.order(treatment_id=session))
    assert write(clinic, said.order(treatment_id=facts.TREATMENT))


@pytest.mark.parametrize("role", Role)
def test_a_prescriber_orders_and_nobody_else(role: Role, clinic: Database) -> None:
    by = acting.Acting(facts.NURSE, frozenset({role}), facts.instant("15:00"))
    if role is Role.PRESCRIBER:
        with clinic.write(by) as connection:
            assert orders.write(connection, said.order(), None)
        return
    with pytest.raises(acting.RightsError), clinic.write(by) as connection:
        orders.write(connection, said.order(), None)


def test_a_session_knows_its_order_until_its_drug_begins_and_the_next_one_has_none(clinic: Database) -> None:
    one = said.order(entered_at="2026-03-02T13:00:00Z")
    write(clinic, one)
    assert rules.of_session(opened.record(clinic)) == one
    begun = facts.event("start", "14:00")
    opened.save(clinic, begun)
    later = said.order(entered_at="2026-03-02T14:30:00Z", treatment_id=facts.TREATMENT)
    assert stands(clinic) is None, "it is used up"
    write(clinic, later, one.id)
    assert rules.of_session(opened.record(clinic)) == one
    assert stands(clinic) == later
    opened.save(clinic, facts.withdrawn(begun))
    with clinic.read() as connection:
        assert orders.starts(connection, facts.PATIENT) == ()


def test_of_somebody_registered_twice_one_order_stands_and_the_proof_holds(clinic: Database) -> None:
    opened.save(clinic, facts.reading("09:00", weight_kg=82.5, treatment_id=opened.OTHER_TREATMENT))
    one = said.order(patient_id=DOUBLE, treatment_id=opened.OTHER_TREATMENT)
    write(clinic, one)
    with clinic.write() as connection:
        identities.merge(connection, said.merge(DOUBLE))
        weight = orders.last_weight(connection, facts.PATIENT)
    assert weight is not None
    assert weight.weight_kg == 82.5
    assert stands(clinic) == one
    assert opened.record(clinic).orders == (one,)
    with clinic.read() as connection:
        assert proof.prove(connection, ()).fault is None


def test_the_last_weight_that_holds_is_the_one_that_a_dose_rests_on(clinic: Database) -> None:
    def weight() -> float | None:
        with clinic.read() as connection:
            found = orders.last_weight(connection, facts.PATIENT)
        return None if found is None else found.weight_kg

    assert weight() is None
    old, typed = facts.reading("13:40", weight_kg=80), facts.reading("13:50", weight_kg=180)
    opened.save(clinic, old, typed)
    assert weight() == 180
    opened.save(clinic, corrected := facts.corrected(typed, weight_kg=81))
    assert weight() == 81
    opened.save(clinic, facts.withdrawn(corrected))
    assert weight() == 80


def test_a_decision_comes_back_with_its_order_and_what_it_knew_of(clinic: Database) -> None:
    one = said.order()
    write(clinic, one)
    told = facts.decided(order_id=one.id, departs=["dose", "minutes"]), facts.decided()
    opened.save(clinic, *told)
    assert set(opened.record(clinic).decisions) == set(told)
    with clinic.read() as connection:
        assert proof.prove(connection, ()).fault is None


def test_the_clock_decides_nothing(clinic: Database) -> None:
    one = said.order()
    earlier = said.order(entered_at=one.entered_at - timedelta(hours=1))
    write(clinic, one)
    write(clinic, earlier, one.id)
    assert stands(clinic) == earlier
