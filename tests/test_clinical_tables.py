"""The tables of docs/clinical.md say what the shipped protocols say."""

import re
from pathlib import Path

import pytest

from data import protocols
from schemas.assessment import FORMS
from schemas.cadence import Part, Series
from schemas.protocol import Protocol
from schemas.rules import story
from schemas.rules.story import thresholds

TEXT = (Path(__file__).parent.parent / "docs" / "clinical.md").read_text(encoding="utf-8")
SCHEDULE = TEXT.partition("\n## Schedule\n")[2].partition("\n## ")[0]
CADENCE, WINDOWS = (part for part in SCHEDULE.split("\n\n") if part.startswith("|"))


def row(table: str, key: str) -> str:
    """The table's row that names this template, without the name itself."""
    (found,) = (line for line in table.splitlines() if line.startswith("|") and f"`{key}`" in line)
    return found.split("|", 2)[2]


def windows(series: Series) -> str:
    """Its window as the table writes it."""
    return f"{series.early} / {series.late}"


@pytest.mark.parametrize("protocol", protocols.shipped(), ids=lambda one: one.key)
def test_every_interval_and_minute_of_a_template_stands_in_its_row(protocol: Protocol) -> None:
    said = row(CADENCE, protocol.key)
    for series in protocol.schedule:
        if series.part is Part.BASELINE:
            continue
        numbers = [*series.at, *(one for one in (series.every, series.last) if one is not None)]
        assert all(re.search(rf"\b{number}\b", said) for number in numbers), (series, said)
    allowed = {
        number
        for series in protocol.schedule
        for number in (*series.at, series.every, series.first, series.last)
        if number is not None
    }
    figures = {int(number) for number in re.findall(r"\b\d{1,3}\b", "|".join(said.split("|")[1:3]))}
    assert figures <= allowed, "a number in the table that no series has"


@pytest.mark.parametrize("protocol", protocols.shipped(), ids=lambda one: one.key)
def test_every_window_of_a_template_stands_in_its_row(protocol: Protocol) -> None:
    said = row(WINDOWS, protocol.key)
    shipped = {windows(series) for series in protocol.schedule if series.part is not Part.BASELINE}
    assert set(re.findall(r"\d+ / \d+", said)) == shipped


BEFORE = TEXT.partition("\n## Before the dose\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("protocol", protocols.shipped(), ids=lambda one: one.key)
def test_every_limit_before_the_dose_stands_in_the_table(protocol: Protocol) -> None:
    assert protocol.pre_dose
    for limit in protocol.pre_dose:
        age = "" if limit.from_age is None else f"from {limit.from_age} years"
        rows = [
            line
            for line in BEFORE.splitlines()
            if line.startswith("|") and (age in line if age else "from" not in line)
        ]
        said = f"{limit.sign} {'≥' if limit.inclusive else '>'} {limit.value:g}"
        assert any(said in line for line in rows), (limit, said)


SECTIONS = {
    part.partition("\n")[0]: " ".join(part.partition("\n")[2].split())
    for part in TEXT.split("\n## ")[1:]
    if not part.startswith("What is not there yet")
}
NAMED = set(re.findall(r"`((?:schemas|data|app|tests)/[\w/.]+)`", TEXT))
ROOT = Path(__file__).parent.parent
# What every rule is built on and says nothing of its own.
BENEATH = {"__init__.py", "__pycache__", "once.py", "minutes.py"}


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_rule_says_its_source_its_module_and_its_test(heading: str) -> None:
    said = SECTIONS[heading]
    assert [word for word in ("Source:", "Module:", "Test:") if word not in said] == []
    assert re.search(r"Module: `(schemas|data|app)/", said)
    assert re.search(r"Test: `tests/", said)


@pytest.mark.parametrize("path", sorted(NAMED))
def test_every_module_and_test_that_the_page_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("rule", sorted(one.name for one in (ROOT / "schemas" / "rules").iterdir()))
def test_every_rule_of_the_product_has_its_heading(rule: str) -> None:
    path = f"schemas/rules/{rule}"
    assert rule in BENEATH or any(named.rstrip("/") == path or named.startswith(f"{path}/") for named in NAMED)


LIMITS = TEXT.partition("\n## Protocols and their limits\n")[2].partition("\n## ")[0]
ROWS = {
    ("systolic", "high", False): "systolic, high",
    ("diastolic", "high", False): "diastolic, high",
    ("systolic", "high", True): "systolic, change from baseline",
    ("diastolic", "high", True): "diastolic, change from baseline",
    ("systolic", "low", False): "systolic, low",
    ("pulse", "high", False): "pulse, high",
    ("pulse", "low", False): "pulse, low",
    ("spo2", "low", False): "SpO2, low",
    ("respirations", "high", False): "respirations, high",
    ("respirations", "low", False): "respirations, low",
    ("dissociation", "high", False): "dissociation, high",
    ("moaas", "low", False): "sedation (MOAA/S), low",
}
LEVELS = ("caution", "call", "once")


def told(name: str) -> list[str]:
    """The three levels of the row of this name, without words."""
    (found,) = (line for line in LIMITS.splitlines() if line.startswith(f"| {name} |"))
    return ["" if "none" in cell else cell.strip() for cell in found.split("|")[2:5]]


@pytest.mark.parametrize("protocol", protocols.shipped(), ids=lambda one: one.key)
def test_the_table_of_limits_says_every_limit_of_every_template_and_no_other(protocol: Protocol) -> None:
    signs = {("high", True): "≥", ("high", False): ">", ("low", True): "≤", ("low", False): "<"}
    shipped: dict[str, list[str]] = {name: ["", "", ""] for name in ROWS.values()}
    for limit in protocol.limits:
        name = ROWS[limit.sign, limit.direction.value, limit.delta]
        sign = signs[limit.direction.value, limit.inclusive]
        shipped[name][LEVELS.index(limit.level.value)] = f"{sign} {limit.value:g}"
    assert {name: told(name) for name in ROWS.values()} == shipped


STORY = TEXT.partition("\n## Story\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("kind", story.Kind, ids=str)
def test_every_kind_of_the_story_has_its_line_with_its_threshold(kind: story.Kind) -> None:
    (line,) = (line for line in STORY.splitlines() if line.startswith(f"| `{kind.value}` |"))
    _, _, brought_up_by, least, by, *_ = (cell.strip() for cell in line.split("|"))
    bounds = thresholds.TABLE[kind]
    assert (least, by) == (f"{bounds.least}", f"{bounds.by:g}")
    assert ("a limit" in brought_up_by) is bool(bounds.levels)


def test_the_story_names_no_other_kind_and_says_from_when_on_a_rise_is_not_over() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", STORY, re.MULTILINE)) == {kind.value for kind in story.Kind}
    (line,) = (line for line in STORY.splitlines() if line.startswith("| `not_returned` |"))
    assert {int(number) for number in re.findall(r"\b\d{2,3}\b", line)} == set(thresholds.USUALLY_BACK.values())


def test_the_points_of_each_scale_stand_in_the_line_of_the_scales() -> None:
    (line,) = (line for line in STORY.splitlines() if line.startswith("| `scale_change` |"))
    told = {name: int(points) for name, points in re.findall(r"([A-Z]+(?:-\d)?) (\d+)[,;]", line)}
    assert told == {FORMS[scale].label: points for scale, points in thresholds.POINTS.items()}
