import json

import pytest

from app.live import flowsheet
from schemas.record import Record
from tests import facts
from tests.app.live import records


def table(record: Record) -> list[tuple[str, str, str]]:
    """Time, words and status of each row, newest first."""
    return [(row["time"], row["words"], row["status"]) for row in flowsheet.rows(record, records.PEOPLE)]


def test_every_entry_is_a_row_newest_first_and_struck_ones_stay() -> None:
    assert table(records.eventful()) == [
        ("16:30", "Session ended: left with escort", "final"),
        ("15:40", "Stop the whole planned dose", "final"),
        ("15:35", "Nausea ends", "final"),
        ("15:30", "148/– (no reading obtained)", "final"),
        ("15:25", "legs <b>far</b> away begins", "final"),
        ("15:23", "=1+1", "final"),
        ("15:22", "ondansetron 4 mg", "final"),
        ("15:20", "150/96", "withdrawn"),
        ("15:18", "Nausea (cold cloth)", "final"),
        ("15:15", "Nausea moderate", "final"),
        ("15:12", "Nausea begins", "final"),
        ("15:10", "140/95 88", "final"),
        ("15:10", "210/95 88", "replaced"),
        ("15:00", "Start 40 mg over 40 min", "final"),
        ("14:50", "120/80 70", "final"),
        ("14:40", "Asked: no effect reported", "final"),
        ("14:20", "Arrival set to 14:20", "final"),
    ]


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        ("148/– (no reading obtained)", "late", "entered 15:40"),
        ("140/95 88", "late", "entered 15:15"),
        ("120/80 70", "late", ""),
        ("150/96", "why", "withdrawn by OO 15:30: entered in error"),
        ("210/95 88", "why", "corrected by NN 15:15: typed wrongly"),
        ("140/95 88", "why", "correction: typed wrongly"),
        ("140/95 88", "correction", True),
        ("210/95 88", "correction", False),
        ("120/80 70", "minutes", -10),
        ("140/95 88", "minutes", 10),
        ("150/96", "by", "NN"),
        ("Start 40 mg over 40 min", "act", "start"),
        ("=1+1", "cells", None),
    ],
)
def test_a_row_says_when_by_whom_and_why(words: str, key: str, value: object) -> None:
    rows = [row for row in flowsheet.rows(records.eventful(), records.PEOPLE) if row["words"] == words]
    assert [row[key] for row in rows] == [value]


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        ("140/95 88", {"pressure": "140/95", "delta": "+20/+15", "percent": "+17%", "pulse": "88", "spo2": ""}),
        ("120/80 70", {"delta": "+0/+0", "percent": "+0%", "asked": "effects asked: none reported"}),
        ("148/– (no reading obtained)", {"delta": "+28/?", "percent": "+23%", "note": "late"}),
    ],
)
def test_the_cells_of_a_reading_hold_its_values_its_change_and_whether_effects_were_asked(
    words: str, cells: dict[str, str]
) -> None:
    (row,) = (row for row in flowsheet.rows(records.eventful(), records.PEOPLE) if row["words"] == words)
    assert {name: row["cells"][name] for name in cells} == cells


def test_without_a_baseline_a_change_is_not_said() -> None:
    (row,) = flowsheet.rows(facts.record_with(facts.reading(systolic=148, diastolic=92)), records.PEOPLE)
    assert (row["cells"]["delta"], row["cells"]["percent"], row["minutes"]) == ("", "", None)


def test_position_and_cuff_site_are_said_in_words() -> None:
    reading = facts.reading(systolic=148, diastolic=92, position="semi_reclined", cuff_site="left_arm")
    (row,) = flowsheet.rows(facts.record_with(reading), records.PEOPLE)
    assert row["cells"]["place"] == "semi reclined, left arm"


@pytest.mark.parametrize(
    ("asked", "reading", "rows"),
    [("14:05", "14:05", 1), ("14:10", "14:05", 1), ("14:00", "14:05", 1), ("14:11", "14:05", 2), ("13:59", "14:05", 2)],
)
def test_that_nothing_was_reported_stands_with_the_reading_within_five_minutes_else_alone(
    asked: str, reading: str, rows: int
) -> None:
    record = facts.record_with(facts.reading(reading, pulse=70), facts.none_reported(asked))
    told = flowsheet.rows(record, records.PEOPLE)
    assert len(told) == rows
    assert [row["cells"]["asked"] for row in told if row["cells"]] == [
        "effects asked: none reported" if rows == 1 else ""
    ]


def test_none_reported_has_a_row_of_its_own_where_the_reading_beside_it_says_that_some_were() -> None:
    effect, none = facts.effect("14:06"), facts.none_reported("14:07")
    told = flowsheet.rows(facts.record_with(facts.reading("14:05", pulse=70), effect, none), records.PEOPLE)
    assert told[0]["words"] == "Asked: no effect reported"
    (reading,) = (row for row in told if row["cells"])
    assert (reading["cells"]["asked"], reading["folded"]) == ("effects asked: some", [])


def test_none_reported_beside_a_reading_can_still_be_withdrawn() -> None:
    none = facts.none_reported("14:06")
    (row,) = flowsheet.rows(facts.record_with(facts.reading("14:05", pulse=70), none), records.PEOPLE)
    assert row["folded"] == [{"id": str(none.id), "time": "14:06", "words": "Asked: no effect reported"}]


def test_the_severity_an_effect_began_with_stands_above_its_beginning() -> None:
    effect = facts.effect("14:05", effect="nausea")
    told = facts.record_with(effect, facts.change(effect, "14:05", severity=1))
    assert [row["words"] for row in flowsheet.rows(told, records.PEOPLE)] == ["Nausea mild", "Nausea begins"]


def test_a_withdrawn_none_reported_is_a_struck_row_of_its_own() -> None:
    none = facts.none_reported("14:05")
    record = facts.record_with(facts.reading("14:05", pulse=70), none, facts.withdrawn(none))
    assert ("14:05", "Asked: no effect reported", "withdrawn") in table(record)


@pytest.mark.parametrize(
    ("at", "entered", "late"),
    [
        ("14:00", "14:02", ""),
        ("14:00", "14:02:01", "entered 14:02"),
        ("14:03", "14:00", "entered 14:00"),
        ("14:00", facts.instant("09:00", facts.DAY.replace(day=4)), "entered 4 Mar 2026 09:00"),
    ],
)
def test_a_late_entry_says_when_it_was_written_down(at: str, entered: facts.Time, late: str) -> None:
    (row,) = flowsheet.rows(facts.record_with(facts.note(at, entered_at=entered)), records.PEOPLE)
    assert row["late"] == late


def test_a_corrected_effect_names_its_changes_anew_and_a_lost_one_is_an_effect() -> None:
    nausea = facts.effect("14:10")
    record = facts.record_with(
        nausea,
        facts.corrected(nausea, effect="vertigo"),
        facts.change(nausea, severity=1),
        facts.change(facts.PATIENT, "14:30", severity=1),
    )
    said = [row["words"] for row in flowsheet.rows(record, records.PEOPLE)]
    assert "Vertigo mild" in said
    assert "Effect mild" in said


def test_who_is_not_known_is_a_question_mark() -> None:
    (row,) = flowsheet.rows(facts.record_with(facts.note()), {})
    assert row["by"] == "?"


def test_the_rows_are_plain_json_and_name_no_patient() -> None:
    text = json.dumps(flowsheet.rows(records.eventful(), records.PEOPLE))
    assert "Alice" not in text
    assert "Example" not in text
