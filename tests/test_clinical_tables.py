"""The tables of docs/clinical.md say what the shipped protocols say."""

import re
from pathlib import Path

import pytest

from data import protocols
from schemas.cadence import Part, Series
from schemas.protocol import Protocol

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
