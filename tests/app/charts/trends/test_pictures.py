"""Each view whole: what is drawn is what its table and its file say, of no session and of several."""

import json
from dataclasses import replace
from uuid import UUID

import pytest
import vl_convert

from app.charts.theme import PALETTES, Theme
from app.charts.trends import overlaid, overlaid_chart
from app.charts.trends.known import Known, known
from app.charts.trends.overlaid import View
from app.charts.trends.pictures import PICTURES
from tests import facts
from tests.app.charts import sessions
from tests.app.house import INFUSION

ZONE = "UTC"


@pytest.fixture(scope="module")
def one() -> Known:
    return known((sessions.full(),), ZONE)


NOBODY = known((), ZONE)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("name", PICTURES)
def test_every_view_of_no_session_and_of_one_is_drawn_with_its_words(name: str, theme: Theme, one: Known) -> None:
    for told in (NOBODY, one):
        picture = PICTURES[name](told, View(ZONE, compared=(1,) if name == "compare" else ()))
        spec = picture.drawn(theme)
        assert PALETTES[theme].card in json.dumps(spec)
        assert vl_convert.vegalite_to_svg(spec, vl_version="6.4").startswith("<svg")
        assert set().union(*picture.points) <= set(picture.columns)
    assert picture.alt


def test_the_points_are_the_values_that_are_drawn_the_struck_one_marked(one: Known) -> None:
    told = PICTURES["overlaid"](one, View(ZONE)).points
    systolic = [(row["minutes"], row["value"], row["note"]) for row in told if row["what"] == "systolic"]
    assert systolic == [(-2, 126, ""), (10, 141, ""), (21, 184, "struck through"), (21, 151, ""), (62, 139, "")]
    paused = [(row["minutes"], row["to_minutes"]) for row in told if row["what"] == "paused"]
    assert paused == [(20, 23)]
    change = PICTURES["overlaid"](one, View(ZONE, change=True)).points
    assert [row["value"] for row in change if row["what"] == "change of systolic"][:2] == [0, 15]


def test_each_view_has_the_points_of_its_own_figures(one: Known) -> None:
    told = {name: PICTURES[name](one, View(ZONE)).points for name in ("sessions", "rise", "effects", "between")}
    assert {row["what"] for row in told["sessions"]} == {"peak change", "drug", "systolic", "diastolic"}
    assert told["rise"] == [], "no weight, so that there is no mg/kg"
    assert [(row["effect"], row["severity"]) for row in told["effects"]] == [("Nausea", "moderate")]
    resting = [(row["what"], row["value"]) for row in told["between"]][:2]
    assert resting == [("systolic, mmHg", 126), ("diastolic, mmHg", 80)]


def test_a_spec_says_what_the_chart_itself_says_with_its_rows_in_their_places(one: Known) -> None:
    told = PICTURES["overlaid"](one, View(ZONE)).drawn("light")
    rows = overlaid.overlaid(one.sessions, one.readings, one.doses, View(ZONE), dues=one.newest_dues, missed=one.missed)
    chart = overlaid_chart.chart("light", rows).to_dict()
    named = {name for part in chart["vconcat"] for layer in part["layer"] for name in [layer["data"]["name"]]}
    assert named <= set(chart["datasets"])
    layers = zip(told["vconcat"][0]["layer"], chart["vconcat"][0]["layer"], strict=True)
    for ours, whole in layers:
        assert ours["data"] == {"values": chart["datasets"][whole["data"]["name"]]}
        assert ours["encoding"] == whole["encoding"]
    assert "datasets" not in told


def test_two_pictures_beside_each_other_are_one_spec(one: Known) -> None:
    spec = PICTURES["compare"](one, View(ZONE, compared=(1,))).drawn("light")
    assert len(spec["hconcat"]) == 1
    assert "config" not in spec["hconcat"][0]
    assert spec["config"]["background"] == PALETTES["light"].card


def test_a_filter_leaves_its_sessions_in_every_frame(one: Known) -> None:
    assert [len(getattr(one.only([]), name)) for name in ("sessions", "readings", "doses", "effects")] == [0, 0, 0, 0]
    assert len(one.only([1]).readings) == len(one.readings)


def test_dues_are_the_protocols_and_missed_is_what_nobody_came_to() -> None:
    record = facts.record_with(
        facts.reading("13:50", systolic=120, diastolic=80, pulse=70, spo2=98),
        facts.event("start", "14:00", dose_mg=40, duration_minutes=40),
        facts.reading("14:20", systolic=140, diastolic=90, pulse=70, spo2=98),
        facts.event("stop", "14:40", stop_says="planned"),
        facts.end("15:00"),
        protocol=INFUSION,
    )
    told = known((record,), ZONE)
    assert set(told.dues[1]) > {10, 20, 30, 40}
    assert told.newest_dues == told.dues[1]
    assert {10, 30} <= set(told.missed[1])
    assert 20 not in told.missed[1]
    assert replace(told, sessions=told.sessions[:0]).newest_dues == ()


def test_a_mark_without_words_says_nothing_to_the_pointer(one: Known) -> None:
    for made in PICTURES.values():
        assert made(one, View(ZONE)).drawn("light")["config"]["mark"]["tooltip"] is None


def test_what_is_compared_stands_on_axes_that_hold_both() -> None:
    low, high = (
        facts.record_with(
            facts.reading(at("13:50"), systolic=120, diastolic=80, treatment_id=id_),
            facts.event("start", at("14:00"), treatment_id=id_),
            facts.reading(at("14:20"), systolic=top, diastolic=90, treatment_id=id_),
            treatment=facts.treatment(at("13:30"), id=id_),
        )
        for id_, top, at in ((UUID(int=1), 140, str), (UUID(int=2), 236, lambda time: f"{int(time[:2]) + 4}{time[2:]}"))
    )
    spec = PICTURES["compare"](known((low, high), ZONE), View(ZONE, compared=(1, 2))).drawn("light")
    scales = [
        part["vconcat"][0]["layer"][-1]["encoding"][axis]["scale"]["domain"]
        for part in spec["hconcat"]
        for axis in ("x", "y")
    ]
    assert scales[:2] == scales[2:]
    assert scales[1][1] > 236
