"""The form of a protocol: what stands in it is the protocol; what a person makes of it is a version, or sentences."""

from typing import Any

import pytest

from app.entries import protocol_form
from app.entries.sent import Problems
from data import protocols
from schemas.protocol import Protocol
from schemas.rules import versions

SHIPPED = {one.key: one for one in protocols.shipped()}
BASE = SHIPPED["iv_q10_q15"]
NEW = "our medical director, Dr Lind, 2026-11-27"


def filled(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of the form
    return protocol_form.form(BASE) | fields


def row(table: str, place: int, **cells: Any) -> dict[str, Any]:  # noqa: ANN401
    said = protocol_form.form(BASE)
    said[table][place] |= cells
    return said


@pytest.mark.parametrize("key", SHIPPED)
def test_what_is_filled_in_and_not_touched_is_the_same_protocol(key: str) -> None:
    told = protocol_form.protocol(protocol_form.form(SHIPPED[key]), key, SHIPPED[key].version)
    assert told == SHIPPED[key]
    assert versions.compare(SHIPPED[key], told) == ()


def test_empty_rows_and_empty_cells_are_nothing() -> None:
    said = protocol_form.form(BASE)
    said["limits"].append(dict.fromkeys(said["limits"][0]) | {"value": float("nan"), "source": "  "})
    assert protocol_form.protocol(said, BASE.key, BASE.version) == BASE


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (filled(name=" "), "Name: this is needed."),
        (filled(planned_doses=0), "Planned doses: input should be greater than or equal to 1."),
        (row("limits", 2, value=None), "Limits, row 3, value: this is needed."),
        (row("limits", 2, value="many"), "Limits, row 3, value: "),
        (row("limits", 0, source=""), "Limits, row 1, source: this is needed."),
        (row("limits", 0, value=190), "are in the wrong order or said twice"),
        (row("schedule", 1, every=None), "Timetable, row 2: give either fixed minutes (at) or an interval (every)."),
        (row("schedule", 1, at="10, ten", every=None), "Timetable, row 2, at: "),
        (row("schedule", 1, late=12), "Timetable, row 2: the window is longer than the interval"),
        (row("schedule", 1, required=["BP", "mood"]), "Timetable, row 2, required: "),
        (row("schedule", 1, required=["systolic"]), "a blood pressure is two numbers"),
        (
            row("pre_dose", 2, value=120),
            "Limits before the dose: the limits of systolic before the dose are in the wrong",
        ),
    ],
)
def test_what_does_not_hold_is_a_sentence_by_table_and_row(said: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Problems) as problems:
        protocol_form.protocol(said, "own_x", 1)
    assert sentence in " ".join(str(one["text"]) for one in problems.value.refusals)


@pytest.mark.parametrize(
    ("said", "words", "sentence"),
    [
        (filled(), "because", "Nothing differs"),
        (
            row("limits", 0, value=155),
            "because",
            "Limits, systolic high caution: this changed, and its source is still",
        ),
        (row("limits", 0, value=155, source=NEW), " ", "Why this version: this is needed"),
        (row("schedule", 1, every=12), "because", "Timetable, during start: this changed"),
        (filled(planned_minutes=60), "because", "Planned minutes: this changed"),
    ],
)
def test_a_version_without_a_source_for_each_change_and_a_reason_is_not_published(
    said: dict[str, Any], words: str, sentence: str
) -> None:
    made = protocol_form.protocol(said, "own_x", 1)
    with pytest.raises(Problems) as problems:
        protocol_form.refuse_unsourced(versions.compare(BASE, made), words)
    assert sentence in str(problems.value.refusals[0]["text"])


def test_a_sourced_change_with_a_reason_may_be_published() -> None:
    made = protocol_form.protocol(row("limits", 0, value=155, source=NEW), "own_x", 1)
    protocol_form.refuse_unsourced(versions.compare(BASE, made), "lower for our patients")
    assert made.id == protocols.identity({"key": "own_x", "version": 1})


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("IV q10/q15, ours", [], "own_iv_q10_q15_ours"),
        ("Ours", ["own_ours"], "own_ours_2"),
        ("Ours", ["own_ours", "own_ours_2"], "own_ours_3"),
        ("–", [], "own_protocol"),
        ("x" * 90, [], "own_" + "x" * 60),
    ],
)
def test_a_key_of_the_clinics_own_is_nobody_elses(name: str, taken: list[str], key: str) -> None:
    assert protocol_form.own_key(name, taken) == key
    assert not any(one.key.startswith(protocol_form.OWN) for one in protocols.shipped())


def test_a_place_is_said_in_words() -> None:
    told = {protocol_form.place(one) for one in versions.compare(BASE, _without_everything())}
    assert {"Planned minutes", "Limits, systolic high caution", "Limits, systolic high call change"} <= told
    assert "Timetable, during start" in told


def _without_everything() -> Protocol:
    return BASE.model_copy(update={"planned_minutes": 60, "limits": (), "schedule": ()})


def test_a_form_that_leaves_out_what_every_session_needs_is_refused_by_its_row() -> None:
    with pytest.raises(Problems) as problems:
        protocol_form.protocol(row("schedule", 1, required=["pulse"]), "own_x", 1)
    assert problems.value.refusals[0]["text"] == "Timetable, row 2: a blood pressure belongs to every due."
    said = protocol_form.form(BASE)
    said["schedule"] = [one for one in said["schedule"] if one["part"] != "baseline"]
    with pytest.raises(Problems) as problems:
        protocol_form.protocol(said, "own_x", 1)
    assert problems.value.refusals[0]["text"].startswith("Timetable: there is no baseline")
