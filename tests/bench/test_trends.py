"""Both sides of the patient's screen draw the same: otherwise the ratio between them would mean nothing."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.charts.trends import asked, pictures
from app.charts.trends import known as knowing
from app.charts.trends.known import Known
from app.charts.trends.overlaid import View
from app.parts.across import sessions_card
from data import records
from tests import served
from tests.bench import sixty
from tests.bench.peers.trends import known, overlay, panels, points
from tests.bench.peers.trends.known import Session

Point = tuple[object, ...]
DOSES = ((), (sixty.HALF,))
SIGNS = {"systolic", "diastolic", "pulse", "spo2"}


@dataclass(frozen=True)
class Both:
    """What each side knows of the patient."""

    ours: Known
    theirs: list[Session]
    dues: list[int]

    def of(self, doses: Sequence[str]) -> tuple[Known, list[Session]]:
        """What each side's own filter leaves of these doses."""
        left = asked.numbers(self.ours.rows(), asked.Asked(doses=tuple(doses)), "UTC")
        return self.ours.only(left), known.only(self.theirs, doses)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("trends")
    clinic = served.make(folder / "data")
    with clinic.database.write() as connection:
        first = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(weeks=61)
        patient = sixty.enter(connection, clinic.nurse, first, timedelta(weeks=1))
    with clinic.database.read() as connection:
        found = records.of_patient(connection, patient)
    sixty.copy(found, folder / "peer.db")
    with closing(sqlite3.connect(folder / "peer.db")) as database:
        yield Both(knowing.known(found, "UTC"), known.known(database, patient.hex), known.dues(database))
    clinic.close()


def told(picture: pictures.Picture, *names: str, what: Callable[[str], bool] = lambda _: True) -> list[Point]:
    """The points of one of our pictures, as far as these columns go."""
    return sorted(tuple(one[name] for name in names) for one in picture.points if what(one.get("what", "")))


def traced(figure: dict[str, Any], of: Callable[[dict[str, Any]], bool]) -> Iterator[tuple[Any, Any, Any]]:
    """What belongs to each point, and the point, of the peer's traces that are meant."""
    for trace in figure["data"]:
        if of(trace):
            beside = trace.get("customdata", [trace.get("meta")] * len(trace["x"]))
            yield from zip(beside, trace["x"], trace["y"], strict=True)


def signs(figure: dict[str, Any]) -> list[Point]:
    return sorted(
        (of[1], of[0], minute, value)
        for of, minute, value in traced(figure, lambda trace: "lines" in trace["mode"] and "customdata" in trace)
        if value is not None
    )


def test_the_patient_is_of_the_size_that_is_asked_for(both: Both) -> None:
    assert len(both.theirs) == sixty.SESSIONS
    assert len(both.ours.readings) == sum(len(one.readings) for one in both.theirs) == sixty.READINGS
    assert len(both.ours.effects) == sum(len(one.effects) for one in both.theirs) == sixty.EFFECTS
    assert not any(both.ours.missed.values()), "the peer has no mark for a due that was missed"


@pytest.mark.parametrize("doses", DOSES, ids=["all", "one dose"])
def test_the_overlaid_sessions_have_the_same_values_bands_and_bars(both: Both, doses: Sequence[str]) -> None:
    ours, theirs = both.of(doses)
    mine, peers = pictures.overlay(ours, View("UTC")), overlay.figure(theirs, both.dues)
    lines = {**peers, "data": [trace for trace in peers["data"] if trace["type"] == "scatter"]}
    assert signs(lines) == told(mine, "what", "session", "minutes", "value", what=SIGNS.__contains__)
    assert len(signs(lines)) == 6 * 12 * 4
    bands = [(row["what"].split(",")[0], row) for row in mine.points if "median" in row["what"]]
    medians = traced(lines, lambda trace: str(trace.get("meta")).startswith("median"))
    assert sorted(medians) == sorted((f"median {sign}", row["minutes"], row["value"]) for sign, row in bands)
    edges = traced(lines, lambda trace: str(trace.get("meta")).startswith("band"))
    ends = [(f"band {sign}", row["minutes"], row[end]) for sign, row in bands for end in ("low", "high")]
    assert sorted(edges) == sorted(ends)
    bars = [trace for trace in peers["data"] if trace["type"] == "bar"]
    given = [(number, to) for trace in bars for number, to in zip(trace["customdata"], trace["x"], strict=True)]
    assert sorted(given) == told(mine, "session", "to_minutes", what="drug".__eq__)


@pytest.mark.parametrize("doses", DOSES, ids=["all", "one dose"])
def test_the_rise_against_dose_has_the_same_points(both: Both, doses: Sequence[str]) -> None:
    ours, theirs = both.of(doses)
    found = traced(points.rise(theirs), lambda _: True)
    assert sorted(found) == told(pictures.against_dose(ours, View("UTC")), "session", "dose", "rise")
    assert len(theirs) == (30 if doses else 60)


@pytest.mark.parametrize("doses", DOSES, ids=["all", "one dose"])
def test_the_effects_have_the_same_cells(both: Both, doses: Sequence[str]) -> None:
    ours, theirs = both.of(doses)
    (grid,) = points.effects(theirs)["data"]
    levels = {0: "", 1: "mild", 2: "moderate", 3: "severe", 4: "life-threatening"}
    cells = [
        (number, label, levels[severity])
        for label, numbers, row in zip(grid["meta"], grid["customdata"], grid["z"], strict=True)
        for number, severity in zip(numbers, row, strict=True)
    ]
    assert sorted(cells) == told(pictures.effects(ours, View("UTC")), "session", "effect", "severity")


@pytest.mark.parametrize("doses", DOSES, ids=["all", "one dose"])
def test_the_newest_sessions_have_the_same_panels(both: Both, doses: Sequence[str]) -> None:
    ours, theirs = both.of(doses)
    newest = sorted(one.number for one in theirs)[-sessions_card.NEWEST :]
    mine, peers = pictures.panels(ours.only(newest), View("UTC")), panels.courses(theirs)
    assert signs(peers) == told(mine, "what", "session", "minutes", "value", what=SIGNS.__contains__)
    bands = [shape["x1"] for shape in peers["layout"]["shapes"]]
    assert sorted(bands) == [to for (to,) in told(mine, "to_minutes", what="drug".__eq__)]


def test_what_rests_between_sessions_has_the_same_points(both: Both) -> None:
    mine = pictures.resting(both.ours, View("UTC"))
    expected = sorted(("pressure, mmHg" if "mmHg" in row["what"] else row["what"], row["value"]) for row in mine.points)
    found = traced(panels.calendar(both.theirs), lambda trace: "meta" in trace)
    assert sorted((what.replace("so far", "ketamine so far"), value) for what, _, value in found) == expected
    assert len(expected) == 5 * sixty.SESSIONS
