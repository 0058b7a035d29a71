import csv
import io
import json
import stat
import zipfile
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.chain import Head
from data.exports import tidy
from data.exports.tidy.column import Kind
from schemas.fact import ClinicalFact
from tests import facts
from tests.data.exports import clinic

NAMES = [
    "readings.csv",
    "effects.csv",
    "effect_changes.csv",
    "effects_asked.csv",
    "sessions.csv",
    "drug_events.csv",
    "interventions.csv",
    "notes.csv",
    "alerts.csv",
    "alert_answers.csv",
    "calls.csv",
    "checks.csv",
    "signatures.csv",
    "afterwords.csv",
    "home_effects.csv",
    "kept_aside.csv",
    "scales.csv",
    "scale_items.csv",
    "scale_closings.csv",
    "background.csv",
    "orders.csv",
    "dictionary.csv",
]
KINDS = {
    "readings.csv": ("readings",),
    "effects.csv": ("effects",),
    "effect_changes.csv": ("effect_changes",),
    "effects_asked.csv": ("none_reported", "effects", "effect_changes"),
    "drug_events.csv": ("drug_events",),
    "interventions.csv": ("interventions",),
    "notes.csv": ("notes",),
    "alert_answers.csv": ("alert_answers",),
    "calls.csv": ("calls",),
    "checks.csv": ("check_answers", "decisions", "score_answers"),
}
STATUSES = {
    "readings.csv": {12: "replaced", 14: "withdrawn", 15: "moved", 16: "replaced", 17: "withdrawn"},
    "effects.csv": {42: "replaced", 44: "withdrawn"},
    "effect_changes.csv": {54: "withdrawn", 56: "withdrawn"},
    "effects_asked.csv": {42: "replaced", 44: "withdrawn", 54: "withdrawn", 56: "withdrawn", 61: "withdrawn"},
    "drug_events.csv": {31: "replaced", 34: "withdrawn"},
    "interventions.csv": {},
    "notes.csv": {300: "withdrawn"},
    "alert_answers.csv": {},
    "calls.csv": {},
    "checks.csv": {},
}


def header(content: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def test_every_file_is_there_also_when_there_is_nothing_to_say() -> None:
    made = tidy.files([], {})
    assert list(made) == NAMES
    assert all(content.count(b"\r\n") == 1 for name, content in made.items() if name != "dictionary.csv")


@pytest.mark.parametrize("name", NAMES)
def test_the_header_of_a_file_is_what_the_dictionary_says(name: str) -> None:
    made = tidy.files([clinic.infusion()], clinic.people())
    told = [row["column"] for row in clinic.sheet("dictionary.csv") if row["file"] == name]
    assert header(made[name]) == told


@pytest.mark.parametrize("name", NAMES[:-1])
def test_every_column_means_something_and_has_a_value_that_the_dictionary_allows(name: str) -> None:
    rows = clinic.sheet(name, clinic.infusion())
    assert rows
    for line in (row for row in clinic.sheet("dictionary.csv", clinic.infusion()) if row["file"] == name):
        assert line["meaning"].endswith(".")
        assert line["type"] in set(Kind)
        closed = line["type"] in {Kind.CODE, Kind.YES_NO} and line["allowed_values"]
        allowed = {"", *line["allowed_values"].split("; ")}
        assert not closed or {row[line["column"]] for row in rows} <= allowed, line["column"]


def test_the_dictionary_says_who_is_who_of_those_who_occur_and_marks_a_name_like_a_formula() -> None:
    rows = clinic.sheet("dictionary.csv", clinic.infusion())
    told = {row["allowed_values"] for row in rows if row["type"] == Kind.PERSON}
    assert told == {f"{facts.NURSE} = =Nia Nurse (NN); {facts.PRESCRIBER} = Pat Prescriber (PP)"}


def test_somebody_unknown_is_still_an_id() -> None:
    made = tidy.files([clinic.infusion()], {})
    assert str(facts.NURSE).encode() in made["notes.csv"]


def test_no_file_names_the_patient() -> None:
    record = clinic.infusion()
    told = {"beside": clinic.beside(record), "scales": clinic.scales(record)}
    for content in tidy.files([record], clinic.people(), **told).values():
        assert not any(text in content for text in (b"Alice", b"Example", b"C-0001", b"1984-05"))


@pytest.mark.parametrize("name", KINDS)
def test_every_fact_is_exported_with_its_status_whatever_became_of_it(name: str) -> None:
    record = clinic.infusion()
    told: list[ClinicalFact] = [fact for kind in KINDS[name] for fact in getattr(record, kind)]
    rows = clinic.by_id(name, record)
    assert rows.keys() == {str(fact.id) for fact in told}
    special = {str(clinic.no(number)): status for number, status in STATUSES[name].items()}
    for fact in told:
        row = rows[str(fact.id)]
        assert row["status"] == special.get(str(fact.id), "final")
        assert row["valid"] == ("true" if row["status"] == "final" else "false")
        assert row["replaces"] == str(fact.replaces or "")
        assert row["entered_by"] == str(fact.entered_by)


@pytest.mark.parametrize(
    ("name", "number", "reason"),
    [
        ("readings.csv", 11, ""),
        ("readings.csv", 12, ""),
        ("readings.csv", 13, "read the wrong line"),
        ("readings.csv", 14, "wrong patient"),
        ("readings.csv", 15, "another session"),
        ("readings.csv", 17, "typed twice | withdrawn: still wrong"),
        ("readings.csv", 19, "of this session"),
        ("drug_events.csv", 32, "'" + clinic.HOSTILE[0]),
        ("effects.csv", 44, "'-not hers"),
        ("effect_changes.csv", 54, "did not end"),
        ("effect_changes.csv", 56, "'-not hers"),
        ("notes.csv", 300, "of no use"),
    ],
)
def test_a_row_says_why_it_corrects_or_why_it_was_withdrawn_or_both(name: str, number: int, reason: str) -> None:
    assert clinic.by_id(name, clinic.infusion())[str(clinic.no(number))]["reason"] == reason


@pytest.mark.parametrize("name", ["notes.csv", "interventions.csv"])
def test_text_meant_to_harm_comes_back_as_it_was_entered_and_runs_nowhere(name: str) -> None:
    record = clinic.infusion()
    rows = clinic.by_id(name, record)
    told = {str(fact.id): fact for fact in (*record.notes, *record.interventions)}
    assert len(rows) == len(clinic.HOSTILE)
    for id_, row in rows.items():
        for column in {"words", "drug", "dose", "route", "ordered_by", "response"} & row.keys():
            assert clinic.entered(row[column]) == getattr(told[id_], column)
            assert not row[column].startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_what_the_csv_module_reads(name: str) -> None:
    record = clinic.infusion()
    told = {"beside": clinic.beside(record), "scales": clinic.scales(record)}
    content = tidy.files([record], clinic.people(), **told)[name]
    frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == clinic.sheet(name, record)


def test_numbers_are_numbers_and_times_are_times_to_pandas() -> None:
    content = tidy.files([clinic.infusion()], clinic.people())["readings.csv"]
    frame = pd.read_csv(io.BytesIO(content))
    assert frame["value"].dtype == float
    assert pd.to_datetime(frame["taken_at"], format="ISO8601").min() == facts.instant("13:40")


@settings(deadline=None)  # a slow moment of the machine is no fault
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t,\"';"), min_size=1, max_size=40))
def test_any_note_survives_the_way_out_and_back(text: str) -> None:
    try:
        note = facts.note(words=text)
    except ValueError:
        return  # what the record refuses never reaches a file
    assert [clinic.entered(row["words"]) for row in clinic.sheet("notes.csv", facts.record_with(note))] == [note.words]


def test_the_order_of_the_records_changes_nothing() -> None:
    early = facts.record_with(facts.note(), treatment=facts.treatment("09:00", id=clinic.no(500)))
    late = clinic.infusion()
    assert tidy.files([late, early], clinic.people()) == tidy.files(iter([early, late]), clinic.people())


def test_the_files_are_written_whole_and_for_their_owner_only(tmp_path: Path) -> None:
    folder, record = tmp_path / "new" / "folder", clinic.infusion()
    paths = tidy.write([record], clinic.people(), folder)
    made = tidy.files([record], clinic.people())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made
    assert sorted(paths) == sorted(folder.iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_a_second_export_into_the_same_folder_replaces_the_first(tmp_path: Path) -> None:
    (tmp_path / "notes.csv.part").write_text("left over from a crash")
    tidy.write([clinic.infusion()], clinic.people(), tmp_path)
    tidy.write([], {}, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == tidy.files([], {})


def test_the_archive_holds_the_same_files_and_the_same_bytes_each_time() -> None:
    record = clinic.infusion()
    packed = tidy.zipped([record], clinic.people())
    assert packed == tidy.zipped([record], clinic.people())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == tidy.files([record], clinic.people())


def test_the_manifest_holds_every_files_hash_and_the_audits_head() -> None:
    head = Head(17, "ab" * 32)
    made = tidy.files([clinic.infusion()], clinic.people(), head=head)
    told = json.loads(made.pop("manifest.json"))
    assert told["audit"] == {"rows": 17, "sha256": head.hash}
    assert told["files"] == {name: sha256(content).hexdigest() for name, content in made.items()}
    assert "manifest.json" not in tidy.files([clinic.infusion()], clinic.people())
