"""The file that leaves the clinic: no number under 5 stands in it, and none follows from the others."""

import csv
import io
from itertools import pairwise, permutations

import pytest

from data.engine import Database
from data.exports import safety_table
from data.exports.safety_table import HIDDEN, Group
from schemas.rules.safety import nested
from schemas.rules.safety.hiding import LEAST
from tests import facts, said
from tests.data import opened
from tests.data.safety.test_counts import BY, ESKETAMINE, Ward

NASAL: dict[str, object] = {"drug": "esketamine", "route": "intranasal", "protocol_id": ESKETAMINE.id}
DELAYS: dict[str, object] = {"delay_0": 9, "delay_1": 1}
SYSTOLIC = "Systolic \u2265 160 mmHg"
EITHER = f"{SYSTOLIC} or diastolic \u2265 100 mmHg"
CELLS = ("patients_with", "patients_judged", "sessions_with", "sessions_judged")


def _pressures(number: int) -> dict[str, object]:
    """The highest ones of a session: of three patients the systolic is not known, and seven had no high one."""
    systolic = None if number < 3 else 190 if 10 <= number < 17 else 165 if number < 33 else 130
    return {"highest_systolic": systolic, "highest_diastolic": 112 if number < 9 else 80}


@pytest.fixture(scope="module")
def table(shared: Database) -> Group:
    """Forty patients with two drugs and three doses, three of them with a seizure, and one with a restricted record."""
    ward = Ward(shared)
    for number in range(40):
        patient = ward.patient()
        effects = [("nausea", 1)] if number % 3 else []
        effects += [("headache", 1)] if number % 6 == 0 else []
        effects += [("seizure", 3)] if number in {0, 14, 31} else []
        ward.session(patient, *effects, dose_mg_per_kg=0.5 if number % 4 else 0.8, corrections=int(number < 12))
        ward.session(patient, dose_mg_per_kg=0.5, **DELAYS, **_pressures(number))
        if number % 2:
            ward.session(patient, ("nausea", 1), dose_mg=84.0 if number > 8 else 56.0, **NASAL)
    opened.say(shared, said.restriction(facts.OTHER_NURSE))
    with shared.read(BY) as connection:
        return safety_table.whole(connection)


@pytest.fixture(scope="module")
def rows(table: Group) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(safety_table.csv_of(table))))


def of(rows: list[dict[str, str]], measure: str) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["drug"], row["dose"]): row for row in rows if row["measure"] == measure}


def test_no_number_under_5_stands_in_it(rows: list[dict[str, str]]) -> None:
    cells = [row[name] for row in rows for name in CELLS if row[name] not in {"", HIDDEN}]
    assert len(cells) > 50
    assert min(int(cell) for cell in cells) >= LEAST


def test_of_what_is_hidden_no_share_and_no_interval_stands(rows: list[dict[str, str]]) -> None:
    for row in rows:
        if row["patients_with"] == HIDDEN and row["drug"]:
            told = {row[f"{who}_{name}"] for who in ("patients", "sessions") for name in ("percent", "low", "high")}
            assert told == {HIDDEN}


def test_a_rare_effect_is_hidden_everywhere_and_a_frequent_one_where_it_is_rare(rows: list[dict[str, str]]) -> None:
    assert {row["patients_with"] for row in of(rows, "Seizure").values()} == {HIDDEN}
    nausea = of(rows, "Nausea")
    assert nausea["all", "all"]["patients_with"] == "33"
    assert nausea["esketamine", "84 mg or more"]["patients_with"] == HIDDEN, "all had it: nobody is without it"


def test_what_is_hidden_is_never_the_difference(rows: list[dict[str, str]]) -> None:
    for measure in dict.fromkeys(row["measure"] for row in rows if row["drug"]):
        told = of(rows, measure)
        for drug in ("ketamine", "esketamine"):
            bands = [row for (of_drug, dose), row in told.items() if of_drug == drug and dose != "all"]
            hidden = [row for row in bands if row["sessions_with"] == HIDDEN]
            shown = [int(row["sessions_with"]) for row in bands if row["sessions_with"] != HIDDEN]
            if told[drug, "all"]["sessions_with"] != HIDDEN and hidden:
                assert len(hidden) > 1
                assert int(told[drug, "all"]["sessions_with"]) - sum(shown) >= LEAST


def test_who_has_the_wider_of_two_measures_alone_is_never_the_difference_of_both(
    table: Group, rows: list[dict[str, str]]
) -> None:
    measures = [one.measure for one in table.found.figures]
    pairs = [(one.label, other.label) for one, other in permutations(measures, 2) if nested.within(one, other)]
    told = {(row["measure"], row["drug"], row["dose"]): row for row in rows}
    compared = 0
    for narrow, wide in pairs:
        for (measure, *place), row in told.items():
            if measure != narrow or HIDDEN in {row["sessions_with"], told[wide, *place]["sessions_with"]}:
                continue
            for cell in ("patients_with", "sessions_with"):
                compared += 1
                assert int(told[wide, *place][cell]) - int(row[cell]) >= LEAST, (narrow, wide, place)
    assert compared >= 10
    either, systolic = (of(rows, words)["all", "all"]["patients_with"] for words in (EITHER, SYSTOLIC))
    assert (either, systolic) == ("33", HIDDEN), "three had the diastolic alone"


def test_how_many_were_judged_is_rounded_so_that_the_few_who_were_not_do_not_show(rows: list[dict[str, str]]) -> None:
    judged = {int(row["sessions_judged"]) for row in rows if row["sessions_judged"] not in {"", HIDDEN}}
    assert all(number % 5 == 0 for number in judged)
    assert all(later - earlier >= 5 for earlier, later in pairwise(sorted(judged)))
    # Three sessions had no pressure: the number of those that had one, 97, is said as 100, that of all as well.
    assert of(rows, SYSTOLIC)["all", "all"]["sessions_judged"] == "100"
    assert of(rows, "At least one entry corrected")["all", "all"]["sessions_judged"] == "100"


def test_a_number_that_may_be_said_stands_with_its_share(rows: list[dict[str, str]]) -> None:
    told = of(rows, "At least one entry corrected")["all", "all"]
    assert (told["patients_with"], told["patients_judged"], told["patients_percent"]) == ("12", "40", "30")
    # Wilson, 12 of 40: 0.181 to 0.454.
    assert (told["patients_low"], told["patients_high"]) == ("18", "45")


def test_delays_are_hidden_alike(rows: list[dict[str, str]]) -> None:
    told = {row["measure"]: row["sessions_with"] for row in rows if row["group"] == "Readings written down after"}
    assert told["all readings"] == "400"
    assert told["the same minute"] == "360"
    assert told["1 min or less"] == HIDDEN, "with the others, which are 0, it comes to 40"
    assert told["more than 120 min"] == HIDDEN


def test_how_few_were_left_out_is_not_said(rows: list[dict[str, str]]) -> None:
    assert rows[-1]["patients_with"] == HIDDEN
