"""The demo clinic, read back from its own export, against the figures that docs/clinical.md gives."""

import csv
import io
import math
from collections import defaultdict
from pathlib import Path

import pytest

from data import engine, records, staff
from data.demo.experience import SHARES
from data.exports import tidy
from data.folder import Folder

Rows = list[dict[str, str]]
Tables = dict[str, Rows]
WIDE = 3.29  # standard errors: 99.9 % of clinics lie within


@pytest.fixture(scope="session")
def tables(made: Path) -> Tables:
    """Every file of the export, as rows."""
    database = engine.open_record(Folder(made / "data"))
    with database.read() as connection:
        found = [records.of_treatment(connection, treatment_id) for treatment_id in records.ids(connection)]
        files = tidy.files([record for record in found if record is not None], staff.by_ids(connection))
    database.close()
    return {name: list(csv.DictReader(io.StringIO(content.decode()))) for name, content in files.items()}


@pytest.fixture(scope="session")
def given(tables: Tables) -> dict[str, dict[str, str]]:
    """Finished sessions with the drug, by id."""
    rows = tables["sessions.csv"]
    return {row["session_id"]: row for row in rows if row["started_at"] and row["discharged_at"]}


def within(seen: float, expected: float, of: int) -> bool:
    """Whether a share seen in so many sessions lies within the binomial limits of the expected one."""
    return abs(seen - expected) <= WIDE * math.sqrt(expected * (1 - expected) / of)


def numbers_with_the_drug(given: dict[str, dict[str, str]]) -> dict[str, int]:
    """Which of the patient's sessions with the drug each one is, from 1."""
    before: defaultdict[str, int] = defaultdict(int)
    numbered = {}
    for session_id, row in sorted(given.items(), key=lambda item: item[1]["arrived_at"]):
        before[row["patient_id"]] += 1
        numbered[session_id] = before[row["patient_id"]]
    return numbered


def changes_at_40(tables: Tables, given: dict[str, dict[str, str]], sign: str) -> list[int]:
    return [
        int(row["value"]) - int(given[row["session_id"]][f"baseline_{sign}"])
        for row in tables["readings.csv"]
        if row["sign"] == sign
        and row["valid"] == "true"
        and row["value"]
        and row["session_id"] in given
        and row["minutes_from_start"] in {"39", "40", "41"}
    ]


@pytest.mark.parametrize(("sign", "published", "spread"), [("systolic", 14, 9.8), ("diastolic", 9.7, 7.7)])
def test_pressure_rises_as_published(
    tables: Tables, given: dict[str, dict[str, str]], sign: str, published: float, spread: float
) -> None:
    changes = changes_at_40(tables, given, sign)
    assert len(changes) >= len(given) - 2  # one was missed on purpose
    # Sessions of one patient are alike: forty people are the sample, not four hundred sessions.
    assert abs(sum(changes) / len(changes) - published) <= WIDE * spread / math.sqrt(40)


def test_severe_pressures_are_as_rare_as_published(given: dict[str, dict[str, str]]) -> None:
    severe = [row for row in given.values() if int(row["peak_systolic"]) >= 180 or int(row["peak_diastolic"]) >= 110]
    assert within(len(severe) / len(given), 0.01, len(given))


def test_the_peak_lies_at_30_to_40_minutes(given: dict[str, dict[str, str]]) -> None:
    peaks = [int(row["peak_minutes"]) for row in given.values()]
    # Each reading may be a minute early or late, and esketamine has none at 30.
    in_time = sum(29 <= minute <= 41 for minute in peaks)
    assert within(in_time / len(peaks), 0.85, len(peaks))


def test_about_12_percent_of_visits_were_held(tables: Tables, given: dict[str, dict[str, str]]) -> None:
    finished = [row for row in tables["sessions.csv"] if row["discharged_at"]]
    held = [row for row in finished if row["end_how"] == "not_started"]
    assert len(held) == len(finished) - len(given)
    assert all(int(row["pre_dose_systolic"]) > 140 or int(row["pre_dose_diastolic"]) > 90 for row in held)
    assert within(len(held) / len(finished), 0.12, len(finished))


@pytest.mark.parametrize("key", SHARES)
def test_each_effect_is_as_frequent_as_the_table_says(
    tables: Tables, given: dict[str, dict[str, str]], key: str
) -> None:
    shares = [SHARES[key] * max(0.92 ** (number - 1), 0.5) for number in numbers_with_the_drug(given).values()]
    seen = {row["session_id"] for row in tables["effects.csv"] if row["effect"] == key and row["valid"] == "true"}
    spread = math.sqrt(sum(share * (1 - share) for share in shares))
    assert abs(len(seen & given.keys()) - sum(shares)) <= WIDE * spread


def test_most_pressures_have_returned_when_people_leave(given: dict[str, dict[str, str]]) -> None:
    states = [row["return_state"] for row in given.values()]
    assert "unknown" not in states
    assert states.count("not_yet") / len(states) <= 0.10


def test_every_dose_given_is_known(given: dict[str, dict[str, str]]) -> None:
    per_kg = {row["given_dose_mg_per_kg"] for row in given.values() if row["drug"] == "ketamine"}
    nasal = {row["given_dose_mg"] for row in given.values() if row["drug"] == "esketamine"}
    assert {float(dose) for dose in per_kg} == {0.5}
    assert {float(dose) for dose in nasal} == {56.0, 84.0}


def test_forty_patients_have_3_to_18_finished_sessions_in_the_export(tables: Tables) -> None:
    finished: defaultdict[str, int] = defaultdict(int)
    for row in tables["sessions.csv"]:
        finished[row["patient_id"]] += bool(row["discharged_at"])
    assert len(finished) == 40
    assert (min(finished.values()) >= 3, max(finished.values()) <= 18) == (True, True)


def test_every_kind_of_slip_is_seen_in_the_export(tables: Tables) -> None:
    states = {row["status"] for row in tables["readings.csv"]}
    assert states == {"final", "replaced", "moved"}
