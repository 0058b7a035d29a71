import csv
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from schemas.reading import NAMES
from tests import entered
from tests.browser import series
from tests.browser.hands import line, unhurried
from tests.browser.series import Series
from tests.served import ZONE, Served

# Source, subject, and how many of its readings hold a value that is asked about.
ASSESSED = [("samples", "4", 0), ("samples", "193", 0), ("samples", "360", 0), ("own", "1", 2), ("own", "2", 0)]
ASSESSED += [("own", "3", 0)]
VISITORS = [("samples", "01-701-1211", 1), ("own", "INVENTED-01", 1)]
# Who is registered for them; two of like name and birth would be asked about.
VISITED = {"samples": ("Weber", "1941-02-17"), "own": ("Lindqvist", "1963-08-30")}

PATIENCE = 10
# What the chart's view drew, where it drew it, read back through the view's own scales: minutes and values.
DRAWN = """(figure) => {
  const marks = (name) => [...figure.querySelectorAll(`.${name}_marks path`)];
  const [one] = marks("systolic_0");
  let group = one.__data__.mark.group;
  while (group.mark?.group) group = group.mark.group;
  const { concat_0_x: x, concat_0_y: y } = group.context.scales;
  const minute = (px) => x.value.invert(px) / 60000;
  const points = (name) => marks(name).map((path) => {
    const { e, f } = path.transform.baseVal.consolidate().matrix;
    return [minute(e), y.value.invert(f)];
  });
  const bars = marks("effects_3").map((path) => {
    const { datum, x, width } = path.__data__;
    return [datum.lane, minute(x), minute(x + width)];
  });
  return { systolic: points("systolic_0"), diastolic: points("diastolic_0"), pulse: points("pulse_0"), bars };
}"""


def here(cases: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The cases whose files lie on this machine; the project's own always do."""
    return [case for case in cases if series.exists(case[0])]


def named(case: tuple[str, str, int]) -> str:
    """The case's name in the test's."""
    return f"{case[0]} {case[1]}"


@pytest.mark.slow
@pytest.mark.parametrize("case", here(ASSESSED), ids=named)
def test_a_series_with_its_symptoms_comes_out_as_it_was_typed(
    case: tuple[str, str, int], clinic: Served, page: Page
) -> None:
    source, subject, unlikely = case
    told = series.day_assessment(source, subject)
    assert len(told.taken) >= 8
    session = clinic.session(minutes_ago=told.minutes)
    arrived_at = clinic.record(session).treatment.arrived_at
    come_in(clinic, page, f"/chair?session={session}")
    expect(line(page)).to_be_focused(timeout=20_000)
    unhurried(page)
    begin_effects(page, told, arrived_at)
    asked = sum(take(page, f"{one.line} {at(arrived_at, one.minute)}", one.pressure) for one in told.taken)
    end_effects(page, told, arrived_at)

    assert asked == unlikely
    answer = page.context.request.get(f"{clinic.address}/export/session/{session}.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as archive:
        files = {name: rows(archive.read(name).decode()) for name in archive.namelist() if name.endswith(".csv")}
    (row,) = files["sessions.csv"]
    assert minute(row["arrived_at"]) == minute(arrived_at)
    assert readings(files, row) == expected(told)
    assert effects(files, row) == [(name.strip('"'), 0, told.minutes, "resolved") for name in told.effects]
    assert_drawn(page, told, arrived_at)


@pytest.mark.slow
@pytest.mark.parametrize("case", here(VISITORS), ids=named)
def test_visits_entered_afterwards_come_out_as_they_were_typed(
    case: tuple[str, str, int], clinic: Served, page: Page, tmp_path: Path
) -> None:
    source, subject, unlikely = case
    told = series.visits(source, subject)
    assert len(told) >= 3
    come_in(clinic, page, "/register")
    patient = register(page, *VISITED[source])
    asked = 0
    for visit in told:
        page.goto(f"{clinic.address}/patient?patient={patient}")
        session = start_session(page, visit)
        asked += enter_visit(page, visit)
        assert_drawn(page, visit, clinic.record(session).treatment.arrived_at)

    assert asked == unlikely
    command = [sys.executable, "-m", "app.cli", "export", "--out", str(tmp_path), "--data", str(clinic.folder)]
    subprocess.run(command, check=True, capture_output=True)
    files = {file.name: rows(file.read_text(encoding="utf-8")) for file in tmp_path.glob("*.csv")}
    sessions = sorted(
        (one for one in files["sessions.csv"] if one["patient_id"] == patient), key=lambda one: one["arrived_at"]
    )
    assert [one["arrived_at"][:16] for one in sessions] == [f"{one.day}T09:00" for one in told]
    assert {one["entered_afterwards"] for one in sessions} == {"true"}
    assert [readings(files, one) for one in sessions] == [expected(visit) for visit in told]


def come_in(clinic: Served, page: Page, place: str) -> None:
    """Says who one is, from the keyboard, on the way to this place."""
    clinic.enrol(page)
    page.goto(f"{clinic.address}{place}")
    reach(page, page.get_by_role("button", name="Bea Novak"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(entered.PIN)


def reach(page: Page, wanted: Locator, key: str = "Tab", near: int = 0) -> int:
    """Presses this key until the focus is there, at least `near` times; how often that was."""
    expect(wanted).to_be_visible(timeout=20_000)
    for _ in range(near):
        page.keyboard.press(key)
    for more in range(200):
        if wanted.evaluate("(one) => one.matches(':focus')"):
            return near + more
        page.keyboard.press(key)
    pytest.fail(f"{wanted} cannot be reached with {key}.")


def register(page: Page, family: str, born: str) -> str:
    """Registers a person; the new patient's id."""
    said = {"Record number": f"V-{family}", "Given name": "Ines", "Family name": family, "Date of birth": born}
    for label, text in said.items():
        reach(page, page.get_by_role("textbox", name=label))
        page.keyboard.type(text)
    reach(page, page.get_by_role("combobox"))
    page.keyboard.type("female")
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("button", name="Register", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/patient?patient=*")
    return page.url.rsplit("=", 1)[1]


def start_session(page: Page, visit: Series) -> UUID:
    """From the patient's screen to the chair of a session on another day; its id."""
    reach(page, page.get_by_role("button", name="Start session"))
    page.keyboard.press("Enter")
    # The patient's own screen has such buttons too: they are gone once the form is there.
    expect(page.get_by_role("textbox", name="Time of arrival")).to_be_visible()
    expect(page.get_by_role("radio", name="Values")).to_have_count(0)
    reach(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    for label, text in (("Time of arrival", "09:00"), ("Day, only", f"{visit.day}")):
        reach(page, page.get_by_role("textbox", name=label))
        page.keyboard.type(text)
    reach(page, page.get_by_role("button", name="Start session"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/chair?session=*")
    return UUID(page.url.rsplit("=", 1)[1])


def enter_visit(page: Page, visit: Series) -> int:
    """Types a visit's readings, each with its position; how many of them were asked about."""
    vitals, position = page.get_by_role("textbox", name="Vitals"), page.get_by_role("combobox", name="Position")
    expect(vitals).to_be_focused(timeout=20_000)
    reach(page, page.get_by_role("button", name="Sedation, dissociation"))
    page.keyboard.press("Enter")
    asked = near = 0
    for one in visit.taken:
        reach(page, position, near=near)
        page.keyboard.type(one.position)
        expect(position).to_have_value(one.position)
        near = reach(page, vitals, "Shift+Tab", near=near)
        asked += take(page, f"{one.line} @9:{one.minute:02}", f"09:{one.minute:02} · {one.pressure}")
    return asked


def take(page: Page, line: str, receipt: str) -> bool:
    """Types a line and Enter and waits for its receipt; whether it was asked about, which Enter confirms once read.

    The question may come with the server's answer, when the line was taken and is given back; so neither an empty
    line nor the receipt of the line before says that this one is saved.
    """
    vitals, shown = page.get_by_role("textbox", name="Vitals"), page.get_by_role("status").filter(has_text="Saved")
    expect(vitals).to_be_focused(timeout=20_000)
    before = json.loads(shown.get_attribute("data-drawn") or "{}").get("id") if shown.count() else None
    question = page.get_by_role("alert").filter(has_text=re.compile("^Check"))
    own = shown.and_(page.locator(f":not([data-drawn*='{before}'])"))
    page.keyboard.type(line)
    page.keyboard.press("Enter")
    expect(own.or_(question).first).to_be_visible()
    asked = question.is_visible()
    until = time.monotonic() + PATIENCE
    while vitals.input_value() and time.monotonic() < until:
        page.keyboard.press("Enter")
    expect(own).to_contain_text(receipt, ignore_case=True)
    return asked


def begin_effects(page: Page, told: Series, arrived_at: datetime) -> None:
    """Each effect begins at the arrival."""
    for name in told.effects:
        take(page, f"+{name} {at(arrived_at, 0)}", f"{name.strip(chr(34))} begins")


def end_effects(page: Page, told: Series, arrived_at: datetime) -> None:
    """Each effect ends with the last reading."""
    for name in told.effects:
        take(page, f"+{name} 0 {at(arrived_at, told.minutes)}", f"{name.strip(chr(34))} ends")


def at(arrived_at: datetime, minutes: int) -> str:
    """The time so many minutes after the arrival as it is typed; in full where the clock shows that hour twice."""
    there = (arrived_at + timedelta(minutes=minutes)).astimezone(ZoneInfo(ZONE))
    twice = there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset()
    return f"@{there.isoformat(timespec='minutes')}" if twice else f"@{there:%H:%M}"


def minute(moment: str | datetime) -> int:
    """The whole minute since 1970."""
    return int((datetime.fromisoformat(moment) if isinstance(moment, str) else moment).timestamp() // 60)


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text)))


def readings(files: dict[str, list[dict[str, str]]], session: dict[str, str]) -> list[tuple[int, str, str, str]]:
    """A session's exported values: minutes from arrival, sign, value, position."""
    arrived = minute(session["arrived_at"])
    return [
        (minute(row["taken_at"]) - arrived, row["sign"], row["value"], row["position"])
        for row in files["readings.csv"]
        if row["session_id"] == session["session_id"] and row["valid"] == "true"
    ]


def expected(told: Series) -> list[tuple[int, str, str, str]]:
    """What was typed, in the order of the export."""
    return [
        (one.minute, sign, one.values[sign], one.position) for one in told.taken for sign in NAMES if sign in one.values
    ]


def effects(files: dict[str, list[dict[str, str]]], session: dict[str, str]) -> list[tuple[str, int, int, str]]:
    """A session's exported effects as they were begun: name, minutes of onset and end from arrival, outcome."""
    arrived = minute(session["arrived_at"])
    return [
        (
            row["effect"] or row["words"],
            *(minute(row[name]) - arrived for name in ("onset_at", "resolved_at")),
            row["outcome"],
        )
        for row in sorted(files["effects.csv"], key=lambda row: row["entered_at"])
    ]


def assert_drawn(page: Page, told: Series, arrived_at: datetime) -> None:
    """Every value stands in the drawn chart at its minute, and every effect from its onset to its end."""
    figure = page.get_by_role("figure")
    expect(figure.locator(".systolic_0_marks path")).to_have_count(len(told.taken))
    expect(figure.locator(".running_3_marks path")).to_have_count(0)
    drawn: dict[str, Any] = figure.evaluate(DRAWN)
    bars = drawn.pop("bars")
    for sign, points in drawn.items():
        typed = [(minute(arrived_at) + one.minute, int(one.values[sign])) for one in told.taken if sign in one.values]
        assert [one for point in points for one in point] == pytest.approx(
            [one for point in typed for one in point], abs=1e-3
        )
    ends = minute(arrived_at), minute(arrived_at) + told.minutes
    assert sorted(name.lower() for name, *_ in bars) == sorted(name.strip('"') for name in told.effects)
    assert [span for _, *bar in bars for span in bar] == pytest.approx([*ends] * len(told.effects), abs=1e-3)
