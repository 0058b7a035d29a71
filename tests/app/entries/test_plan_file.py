"""A day's plan from a CSV file: all of its lines or none, each fault by its line."""

from datetime import date
from uuid import UUID

import pytest

from app.entries import plan_file
from app.entries.plan_file import Known
from app.entries.planning import By
from app.entries.sent import Problems
from tests import facts, said

DRAFT = UUID(int=99)
BY = By(facts.staff(), facts.instant("15:00"), "Europe/Berlin")
CHAIR = said.chair("Window 4")
PROTOCOL = facts.protocol()
HEAD = "record_number,date_of_birth,date,time,chair,protocol,planned_dose_mg,planned_dose_mg_per_kg"
GOOD = "C-0001,1984-05-06,2026-03-02,16:05,window 4,Infusion for tests,,0.5"


def known(*, planned: bool = False) -> Known:
    alice = facts.patient()
    return Known(
        patient=lambda number: alice if number == alice.record_number else None,
        chairs=(CHAIR,),
        protocols=(PROTOCOL,),
        planned=lambda *_: planned,
    )


def read(*lines: str, planned: bool = False) -> list[object]:
    content = "\n".join(lines).encode()
    return [one for one, _ in plan_file.read(content, known(planned=planned), BY, DRAFT)]


def test_a_line_becomes_a_planned_session_with_the_times_of_the_clinics_zone() -> None:
    (one,) = plan_file.read(f"{HEAD}\n{GOOD}\n".encode(), known(), BY, DRAFT)
    planned, patient = one
    assert patient == facts.patient()
    assert planned.expected_at == facts.instant("15:05")
    assert (planned.chair_id, planned.protocol_key) == (CHAIR.chair_id, PROTOCOL.key)
    assert (planned.planned_dose_mg, planned.planned_dose_mg_per_kg) == (None, 0.5)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + f"{HEAD}\r\n{GOOD}\r\n".encode(),
        f"{HEAD}\n{GOOD}\n".replace(",", ";").encode(),
        f"{HEAD}\n{GOOD}\n".replace(",", "\t").encode(),
        f"{HEAD.upper()}\n\n{GOOD}\n,,,,,,,\n".encode(),
        b"date,time,date_of_birth,record_number\n2026-03-02,16:05,6 May 1984,C-0001\n",
    ],
    ids=["with a mark of its coding", "semicolons", "tabs", "capitals and empty lines", "needed columns in any order"],
)
def test_what_spreadsheets_write_is_read(content: bytes) -> None:
    ((planned, _),) = plan_file.read(content, known(), BY, DRAFT)
    assert planned.expected_at == facts.instant("15:05")


def test_the_same_file_under_the_same_draft_plans_nobody_twice() -> None:
    assert read(HEAD, GOOD) == read(HEAD, GOOD)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ((HEAD,), "no line below its head"),
        (("",), "lacking: record_number, date_of_birth, date, time"),
        (("record_number,date_of_birth,date", GOOD), "lacking: time"),
        ((f"{HEAD},weight", GOOD), "Column weight: it means nothing here"),
        ((f"{HEAD},time", GOOD), "stands twice"),
        ((HEAD, GOOD + ",more"), "Line 2: 9 fields, and the head has 8"),
        ((HEAD, GOOD.replace("C-0001", "C-0009")), "Line 2: nobody is registered with record number C-0009"),
        ((HEAD, GOOD.replace("1984-05-06", "1984-06-05")), "Line 2: nobody is registered with record number C-0001"),
        ((HEAD, GOOD.replace("1984-05-06", "06/05/1984")), "Line 2: Date of birth: write it as"),
        ((HEAD, GOOD.replace("2026-03-02", "02.03.2026")), "Line 2: date: 02.03.2026 is no day"),
        ((HEAD, GOOD.replace("2026-03-02", "20260302")), "Line 2: date: 20260302 is no day"),
        ((HEAD, GOOD.replace("2026-03-02", "2062-03-02")), "Line 2: Day: 2062-03-02 lies more than a year away"),
        ((HEAD, GOOD.replace("2026-03-02,16:05", "2026-03-29,02:30")), "Line 2: Time: there is no 02:30 that day"),
        ((HEAD, GOOD.replace("16:05", "25:00")), "Line 2: Time: 25:00 is no time of day"),
        ((HEAD, GOOD.replace("16:05", "")), "Line 2: Time: this is needed"),
        ((HEAD, GOOD.replace("window 4", "5")), "Line 2: chair 5: no chair in use has this name"),
        ((HEAD, GOOD.replace("Infusion for tests", "IV q7")), "Line 2: protocol IV q7: none on offer"),
        ((HEAD, GOOD.replace(",,0.5", ",forty,")), "Line 2: planned_dose_mg: forty is not a number"),
        ((HEAD, GOOD.replace(",,0.5", ",40,0.5")), "in mg or in mg/kg, not both"),
        ((HEAD, GOOD.replace(",,0.5", ",,50")), "Line 2: Planned dose mg per kg: at most 20"),
        ((HEAD, GOOD, GOOD), "Line 3: record number C-0001 is planned on 2026-03-02 already"),
        ((HEAD, '"' + GOOD), "Line 2: 1 fields, and the head has 8"),
    ],
)
def test_a_file_that_does_not_hold_says_where_and_plans_nobody(lines: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Problems) as problems:
        read(*lines)
    assert sentence in str(problems.value.refusals[0]["text"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f"{HEAD}\n{'x' * 140_000}".encode(), "it cannot be read as CSV"),
        (f"{HEAD}\n{GOOD}".encode("utf-16"), "not in UTF-8"),
        (f"{HEAD}\n{GOOD}\0".encode(), "it is no CSV file"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        ((f"{HEAD}\n" + ",,,,,,,\n" * 501 + GOOD).encode(), "more than 500 lines"),
    ],
    ids=["a field without an end", "another coding", "no text", "too large", "too long"],
)
def test_what_is_no_plan_is_refused_whole(content: bytes, sentence: str) -> None:
    with pytest.raises(Problems) as problems:
        plan_file.read(content, known(), BY, DRAFT)
    assert sentence in str(problems.value.refusals[0]["text"])


def test_who_is_planned_already_is_named_and_every_fault_has_its_sentence() -> None:
    with pytest.raises(Problems) as problems:
        read(HEAD, GOOD, GOOD.replace("16:05", "noon"), planned=True)
    assert [str(one["text"])[:7] for one in problems.value.refusals] == ["Line 2:", "Line 3:"]
    assert "planned on 2026-03-02 already" in str(problems.value.refusals[0]["text"])


def test_a_line_with_a_field_too_many_hides_no_other_lines_faults() -> None:
    with pytest.raises(Problems) as problems:
        read(HEAD, GOOD + ",more", GOOD.replace("16:05", "25:00"))
    assert [str(one["text"])[:14] for one in problems.value.refusals] == ["Line 2: 9 fiel", "Line 3: Time: "]


def test_days_are_those_of_the_clinics_zone() -> None:
    late = By(facts.staff(), facts.instant("23:30"), "Europe/Berlin")
    assert late.today == date(2026, 3, 3)
