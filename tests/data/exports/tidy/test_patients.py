"""What is known of a patient, row by row: everything that was said, once for each patient however many sessions."""

import csv
import io

from data import backgrounds, identities, orders
from data.engine import Database
from data.exports import tidy
from data.exports.tidy import beside
from tests import facts, said
from tests.data import opened
from tests.data.exports import clinic as made

NO = made.no


def test_what_does_not_hold_any_more_stands_there_too_and_a_formula_runs_nowhere() -> None:
    rows = made.by_id("background.csv", made.infusion())
    told = {one: (row["item"], row["says"], row["words"], row["holds"]) for one, row in rows.items()}
    assert told == {
        str(NO(631)): ("opioid", "yes", "'=oxycodone", "false"),
        str(NO(632)): ("liver", "no", "", "true"),
        str(NO(633)): ("opioid", "no", "", "true"),
    }
    assert {row["asked_on"] for row in rows.values()} == {"2026-03-02"}


def test_a_patient_of_two_sessions_is_told_of_once() -> None:
    early = facts.record_with(facts.note(), treatment=facts.treatment("09:00", id=NO(500)))
    assert len(made.sheet("background.csv", early, made.infusion())) == 3


def test_of_somebody_registered_twice_each_row_says_which_registration_it_was_said_of(clinic: Database) -> None:
    opened.say(clinic, said.known("liver", "no", patient_id=opened.OTHER_PATIENT))
    with clinic.write() as connection:
        identities.merge(connection, said.merge(opened.OTHER_PATIENT))
        backgrounds.say(connection, [said.known("liver", "yes")])
        found = beside.of_treatments(connection, [facts.TREATMENT, opened.OTHER_TREATMENT])
    one, other = found.values()
    assert one.background == other.background
    record = opened.record(clinic)
    text = tidy.files([record], {}, beside=found)["background.csv"].decode()
    assert text.count("liver") == 3
    assert text.count(f"{facts.PATIENT},{opened.OTHER_PATIENT}") == 2


def test_every_order_of_a_patient_stands_there_and_a_decision_names_the_one_that_stood(clinic: Database) -> None:
    one = said.order(hold_if="=over 160/100")
    two = said.order(dose_mg=50.0, change="raise", words="little effect", treatment_id=facts.TREATMENT)
    with clinic.write() as connection:
        orders.write(connection, one, None)
        orders.write(connection, two, one.id)
    opened.save(clinic, facts.decided(order_id=one.id, departs=["dose", "minutes"]), facts.decided("hold", words="x"))
    with clinic.read() as connection:
        made_files = tidy.files([opened.record(clinic)], {}, beside=beside.of_treatments(connection, [facts.TREATMENT]))
    rows = list(csv.DictReader(io.StringIO(made_files["orders.csv"].decode(), newline="")))
    assert [(row["order_id"], row["change"], row["dose_mg"], row["dose_mg_per_kg"]) for row in rows] == [
        (str(one.id), "same", "", "0.5"),
        (str(two.id), "raise", "50.0", ""),
    ]
    assert (rows[0]["hold_if"], rows[0]["session_id"], rows[1]["session_id"]) == (
        "'=over 160/100",
        "",
        str(facts.TREATMENT),
    )
    checks = list(csv.DictReader(io.StringIO(made_files["checks.csv"].decode(), newline="")))
    assert sorted((row["says"], row["order_id"], row["departs"]) for row in checks) == [
        ("go", str(one.id), "dose minutes"),
        ("hold", "", ""),
    ]
