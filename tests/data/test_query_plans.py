"""What every look asks is found by an index: a record of many years is looked through from end to end by nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event

from data import acts, assessments, audit, backgrounds, orders, outcomes, records, reviewing, rises, treatments
from data.engine import Database
from tests import facts, said
from tests.data import opened

# Few rows at any time; a subquery is what was found by then.
SMALL = {"CONSTANT", "open_treatment", "staff", "staff_role", "protocol", "quarantined", "restriction", "same_person"}
SMALL |= {"(subquery-1)", "voiding"}  # as many as were ever changed after they were signed

LOOKS: dict[str, Callable[[Connection], object]] = {
    "the newest audit row": audit.newest,
    "the open sessions": treatments.open_ones,
    "a session's record": lambda connection: records.of_treatment(connection, facts.TREATMENT),
    "a patient's records": lambda connection: records.of_patient(connection, facts.PATIENT),
    "what is known of a patient": lambda connection: backgrounds.of_patient(connection, facts.PATIENT),
    "whether that has changed": lambda connection: backgrounds.changes(connection, facts.TREATMENT),
    "a patient's orders": lambda connection: orders.of_patient(connection, facts.PATIENT),
    "whether those have changed": lambda connection: orders.changes(connection, facts.TREATMENT),
    "when a patient's sessions began": lambda connection: orders.starts(connection, facts.PATIENT),
    "a patient's last weight": lambda connection: orders.last_weight(connection, facts.PATIENT),
    "the state of a patient's records": lambda connection: records.state(connection, facts.PATIENT),
    "the clinic's medians": lambda connection: rises.medians(
        connection, "ketamine", "intravenous", facts.instant("00:00")
    ),
    "a patient's sessions": lambda connection: treatments.of_patient(connection, facts.PATIENT),
    "the ends of some sessions": lambda connection: treatments.ends(connection, [facts.TREATMENT]),
    "the audit of a day": lambda connection: acts.between(
        connection, acts.Asked(facts.instant("00:00"), facts.instant("23:00")), 10
    ),
    "the audit of a patient": lambda connection: list(acts.of_patient(connection, facts.PATIENT)),
    "what waits for review": lambda connection: reviewing.waiting(
        connection, facts.instant("00:00"), facts.instant("23:00")
    ),
    "whether it waits": lambda connection: reviewing.waits(connection, facts.TREATMENT),
    "why it waits": lambda connection: reviewing.beside(connection, [facts.TREATMENT]),
    "a patient's scales": lambda connection: assessments.of_patient(connection, facts.PATIENT),
    "scales that nobody has closed": lambda connection: assessments.open_risks(connection, [facts.PATIENT]),
    "whose scales nobody has closed": assessments.open_anywhere,
    "whether a scale has come": lambda connection: assessments.changes(connection, facts.TREATMENT),
    "the sessions that changed since": lambda connection: outcomes._changed(connection, 0),
    "the sessions of a day": lambda connection: treatments.arrived_between(
        connection, facts.instant("00:00"), facts.instant("23:00")
    ),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_no_look_goes_through_a_whole_table(look: Callable[[Connection], object], clinic: Database) -> None:
    opened.save(clinic, facts.reading("14:00", systolic=120, diastolic=80), facts.note(), facts.end())
    opened.say(clinic, told := said.risky(), said.closing(told))
    asked: list[tuple[str, object]] = []
    with clinic.read() as connection:

        @event.listens_for(connection, "before_cursor_execute")
        def _keep(*told: object) -> None:
            asked.append((str(told[2]), told[3]))

        look(connection)
        event.remove(connection, "before_cursor_execute", _keep)
        steps = [
            str(row[3])
            for statement, values in asked
            if statement.lstrip().upper().startswith(("SELECT", "WITH"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
        ]
    assert steps, "it asked something"
    assert [step for step in steps if step.startswith("SCAN") and step.split()[1] not in SMALL] == []


def test_what_changed_since_is_looked_for_along_the_audits_own_key(clinic: Database) -> None:
    told = str(outcomes._SAID.compile(compile_kwargs={"literal_binds": False}))
    with clinic.read() as connection:
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", {"since": 5, "kind_1": "merge"}).all()
    assert [row[3] for row in steps] == ["SEARCH audit USING INTEGER PRIMARY KEY (rowid>?)"]
