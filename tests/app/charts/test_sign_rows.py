from typing import Any

import pytest

from app.charts import rows
from app.charts.sheet import Row, ms
from schemas.correction import Retraction
from schemas.reading import Reading
from schemas.record import Record
from schemas.rules import schedule
from tests import facts
from tests.app.charts import sessions
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS


def at(time: str) -> int:
    return ms(facts.instant(time))


def lines(told: list[Any], sign: str) -> list[object]:
    return [row[f"{sign}_line"] for row in rows.rows(facts.record_with(*told))["readings"]]


@pytest.mark.parametrize(
    ("between", "pulse"),
    [
        pytest.param({"weight_kg": 82.5}, [0, None, 0], id="a weight alone has not missed the pulse"),
        pytest.param({"moaas": 4, "dissociation": 1}, [0, None, 0], id="neither has a rating"),
        pytest.param({"not_measured": {"pulse": "declined"}}, [0, None, 1], id="a refused pulse breaks its line"),
        pytest.param({"systolic": 140, "diastolic": 90}, [0, None, 1], id="a pressure without a pulse breaks it too"),
        pytest.param({"not_measured": {"systolic": "asleep"}}, [0, None, 1], id="a set of which nothing was measured"),
        pytest.param({"pulse": 0}, [0, 0, 0], id="a pulse of nought is a value"),
    ],
)
def test_the_pulse_line_never_bridges_a_set_of_signs_without_it(between: dict[str, Any], pulse: list[object]) -> None:
    told = [facts.reading("14:00", pulse=80), facts.reading("14:10", **between), facts.reading("14:20", pulse=82)]
    assert lines(told, "pulse") == pulse


def test_no_line_bridges_a_due_to_which_nobody_came() -> None:
    signs = {"systolic": 120, "diastolic": 80, "pulse": 70, "spo2": 98}
    told = facts.record_with(
        facts.reading("13:55", **signs),
        facts.event("start", "14:00"),
        *(facts.reading(time, **signs) for time in ("14:10", "14:30", "14:40")),
        protocol=PROTOCOLS["iv_q10_q15"],
        treatment=facts.treatment("13:00"),
    )
    now = facts.instant("14:41")
    dues = schedule.schedule(told, now)
    assert [f"{due.due_at:%H:%M}" for due in dues if due.state is schedule.State.MISSED] == ["14:20"]
    found = rows.rows(told, dues, now)["readings"]
    assert [row["pulse_line"] for row in found] == [0, 0, 1, 1]
    assert [row["spo2_line"] for row in found] == [0, 0, 1, 1]


def test_a_withdrawn_reading_neither_joins_nor_breaks_a_line() -> None:
    wrong = facts.reading("14:10", systolic=140, diastolic=90)
    told = [facts.reading("14:00", spo2=97), wrong, facts.withdrawn(wrong), facts.reading("14:20", spo2=98)]
    assert lines(told, "spo2") == [0, None, 0]


def test_every_reading_is_a_row_with_its_status_time_and_numbers() -> None:
    found = rows.rows(sessions.full())["readings"]
    told = [(row["status"], row["at"], row["systolic"], row["diastolic"], row["pulse"], row["spo2"]) for row in found]
    assert told == [
        ("final", at("13:58"), 126, 80, 74, 98),
        ("final", at("14:10"), 141, 83, 80, 97),
        ("replaced", at("14:21"), 184, 92, 88, 97),
        ("final", at("14:21"), 151, 92, 88, 97),
        ("final", at("14:40"), None, None, None, None),
        ("final", at("15:02"), 139, 86, 80, 98),
    ]
    assert found[1]["text"] == "14:10 · 141/83 +15/+3 · Pulse 80 /min · SpO2 97 %"
    assert found[2]["text"] == "14:21 · 184/92 +58/+12 · Pulse 88 /min · SpO2 97 % · replaced: two digits swapped"


def struck(*told: Reading | Retraction) -> list[tuple[object, ...]]:
    found = rows.rows(facts.record_with(*told))["struck"]
    return [(row["pane"], row["sign"], row["value"], row["status"]) for row in found]


def test_only_the_value_that_a_correction_changes_is_struck_through() -> None:
    typed = facts.reading("14:21", systolic=184, diastolic=92, pulse=88, spo2=97)
    assert struck(typed, facts.corrected(typed, systolic=148)) == [("signs", "systolic", 184, "replaced")]


def test_a_reading_corrected_to_another_minute_is_struck_through_whole() -> None:
    typed = facts.reading("14:21", pulse=88, spo2=97)
    expected = [("signs", "pulse", 88, "replaced"), ("oxygen", "spo2", 97, "replaced")]
    assert struck(typed, facts.corrected(typed, taken_at="14:25")) == expected


def test_a_withdrawn_correction_leaves_both_struck_through() -> None:
    typed = facts.reading("14:21", systolic=184, diastolic=92)
    second = facts.corrected(typed, systolic=148)
    expected = [(184, "replaced"), (92, "replaced"), (148, "withdrawn"), (92, "withdrawn")]
    assert [row[2:] for row in struck(typed, second, facts.withdrawn(second))] == expected


def test_a_moved_reading_is_struck_through_with_its_reason() -> None:
    wrong = facts.reading("14:05", pulse=88)
    record = facts.record_with(wrong, facts.moved(wrong, facts.OTHER_NURSE, reason="the other chair"))
    assert [row["text"] for row in rows.rows(record)["struck"]] == ["14:05 · Pulse 88 · moved: the other chair"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(
            {"not_measured": dict.fromkeys(("systolic", "diastolic", "pulse"), "declined")},
            [("signs", True, "BP, pulse declined")],
            id="a whole pane is missing",
        ),
        pytest.param(
            {"systolic": 148, "not_measured": {"diastolic": "no_reading"}},
            [("signs", False, "Diastolic no reading")],
            id="half a pressure is missing",
        ),
        pytest.param(
            {"pulse": 80, "not_measured": {"spo2": "probe_off"}}, [("oxygen", True, "probe off")], id="SpO2 is missing"
        ),
        pytest.param(
            {"not_measured": {"pulse": "other"}, "reason_words": {"pulse": "arm in a cast"}},
            [("signs", True, "pulse arm in a cast")],
            id="the reason in its own words",
        ),
        pytest.param({"systolic": 148}, [], id="what was not spoken of was not refused"),
        pytest.param({"pulse": 80, "not_measured": {"pain": "asleep"}}, [], id="a sign that is not drawn"),
    ],
)
def test_what_was_not_measured_has_a_mark_in_its_place(fields: dict[str, Any], expected: list[object]) -> None:
    found = rows.rows(facts.record_with(facts.reading("14:05", **fields)))["missed"]
    assert [(row["pane"], row["empty"], row["label"]) for row in found] == expected


BASELINE = facts.reading("13:58", systolic=126, diastolic=80)
STARTED = facts.event("start", "14:00")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], [], id="no readings, no labels"),
        pytest.param([BASELINE], [("pressure", 126, "126/80")], id="before the start there is no change"),
        pytest.param([BASELINE, STARTED], [("pressure", 126, "126/80")], id="the baseline has no change from itself"),
        pytest.param(
            [BASELINE, STARTED, facts.reading("14:10", systolic=139, diastolic=76)],
            [("pressure", 139, "139/76 +13/\u22124")],
            id="after the start the change from baseline",
        ),
        pytest.param(
            [BASELINE, STARTED, facts.reading("14:10", diastolic=85)],
            [("pressure", 85, "\u2013/85 \u2013/+5")],
            id="half a pressure, half a change",
        ),
        pytest.param(
            [STARTED, facts.reading("14:10", systolic=139, diastolic=76)],
            [("pressure", 139, "139/76")],
            id="without a baseline the change is unknown",
        ),
        pytest.param(
            [facts.reading("14:10", systolic=120, diastolic=70, pulse=115, spo2=97)],
            [("pressure", 120, "120/70"), ("pulse", 107, "115"), ("spo2", 97, "97")],
            id="a pulse just under the systolic is written below it",
        ),
        pytest.param(
            [facts.reading("14:10", systolic=120, diastolic=70, pulse=125)],
            [("pressure", 120, "120/70"), ("pulse", 133, "125")],
            id="a pulse just over the systolic is written above it",
        ),
        pytest.param(
            [facts.reading("13:40", pulse=120), facts.reading("14:10", systolic=120, diastolic=70)],
            [("pressure", 120, "120/70"), ("pulse", 120, "120")],
            id="an older pulse stands where it was taken",
        ),
        pytest.param([facts.reading("14:10", pulse=60)], [("pulse", 60, "60")], id="a pulse alone"),
    ],
)
def test_the_last_value_of_each_sign_is_written_out(told: list[Any], expected: list[object]) -> None:
    found = rows.rows(facts.record_with(*told))["latest"]
    assert [(row["sign"], row["label_at"], row["label"]) for row in found] == expected


def test_the_baseline_is_a_rule_for_each_of_its_numbers_once_there_is_a_start() -> None:
    found = rows.rows(facts.record_with(BASELINE, STARTED))["baseline"]
    assert [(row["value"], row["label"]) for row in found] == [(126, "baseline\n126"), (80, "80")]
    assert rows.rows(facts.record_with(BASELINE))["baseline"] == []


def limit_rows(record: Record) -> list[Row]:
    return rows.rows(record)["limits"]


def test_the_limits_drawn_are_the_protocols_call_limits() -> None:
    found = limit_rows(facts.record_with(protocol=sessions.protocol()))
    assert [(row["pane"], row["value"], row["direction"], row["text"]) for row in found] == [
        ("signs", 180, "high", "call ≥ 180"),
        ("oxygen", 92, "low", "call < 92"),
    ]
    assert limit_rows(facts.record_with()) == []
