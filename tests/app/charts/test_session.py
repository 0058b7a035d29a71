import json
from xml.etree import ElementTree as ET

import pytest
import vl_convert

from app.charts import axis, filled, lanes, margins, rows, session, signs
from app.charts.theme import PALETTES, Theme
from schemas.record import Record
from tests import facts
from tests.app.charts import sessions

SVG = "{http://www.w3.org/2000/svg}"


def layers(spec: dict) -> dict[str, dict]:
    """Every layer of the chart by the name of its view; Altair ends each name with the number of its pane."""
    return {layer["name"].rsplit("_", 1)[0]: layer for part in spec["vconcat"] for layer in part["layer"]}


def svg(record: Record) -> ET.Element:
    spec = filled.filled(session.specification("light"), rows.rows(record), rows.signals(record), session.WIDTH)
    return ET.fromstring(vl_convert.vegalite_to_svg(spec, vl_version="6.4"))  # noqa: S314 - our own picture


def places(picture: ET.Element, name: str) -> list[tuple[float, float]]:
    """Where the marks of one layer are drawn inside their pane, in pixels from its upper left corner."""
    group = next(one for one in picture.iter(f"{SVG}g") if name in one.get("class", "").split())
    moved = [one.get("transform", "") for one in group]
    return [(float(x), float(y)) for x, y in (one[len("translate(") : -1].split(",") for one in moved)]


def scaled(value: float, low: float, high: float, height: float) -> float:
    return height * (1 - (value - low) / (high - low))


@pytest.mark.parametrize("theme", PALETTES)
def test_the_waiting_chart_names_every_dataset_and_holds_no_patients_data(theme: Theme) -> None:
    spec = session.specification(theme)
    told = layers(spec)
    assert {layer["data"]["name"] for layer in told.values()} >= set(rows.DATASETS)
    # All it holds is the words of the legend.
    assert {key for told in spec["datasets"].values() for row in told for key in row} <= {"words", "sign", "name"}
    assert not set(spec["datasets"]) & set(rows.DATASETS)
    assert {one["name"]: one["value"] for one in spec["params"] if "value" in one} == axis.SIGNALS


def test_the_symbols_are_those_of_the_anaesthesia_record() -> None:
    told = layers(session.specification("light"))
    shapes = {name: told[name]["mark"]["shape"] for name in ("systolic", "diastolic", "pulse", "spo2")}
    assert shapes == {
        "systolic": "M-1,-1.7L0,0L1,-1.7",
        "diastolic": "M-1,1.7L0,0L1,1.7",
        "pulse": "circle",
        "spo2": "square",
    }
    assert told["hairline"]["mark"]["type"] == "rule"
    assert (told["hairline"]["encoding"]["y"]["field"], told["hairline"]["encoding"]["y2"]["field"]) == (
        "systolic",
        "diastolic",
    )


@pytest.mark.parametrize(("line", "field"), [("pulse_line", "pulse_line"), ("spo2_line", "spo2_line")])
def test_a_line_is_broken_where_its_stretch_ends(line: str, field: str) -> None:
    assert layers(session.specification("light"))[line]["encoding"]["detail"]["field"] == field


@pytest.mark.parametrize("theme", PALETTES)
def test_the_colours_are_the_palettes(theme: Theme) -> None:
    told, palette = layers(session.specification(theme)), PALETTES[theme]
    colours = {name: told[name]["mark"]["color"] for name in ("systolic", "pulse", "spo2", "effects")}
    assert colours == {
        "systolic": palette.pressure,
        "pulse": palette.pulse,
        "spo2": palette.oxygen,
        "effects": palette.effect_bar,
    }
    assert session.specification(theme)["config"]["background"] == palette.card
    assert session.specification(theme)["config"]["mark"] == {"tooltip": None}, "a mark without words says none"


def test_the_time_axis_is_true_to_scale_in_every_pane() -> None:
    timed = [layer for layer in layers(session.specification("light")).values() if "x" in layer["encoding"]]
    scales = [layer["encoding"]["x"]["scale"] for layer in timed if "field" in layer["encoding"]["x"]]
    assert len(scales) > 20
    assert all(one == scales[0] for one in scales)
    assert scales[0] == {
        "type": "linear",
        "domain": [{"expr": "x_from"}, {"expr": "x_to"}],
        "nice": False,
        "zero": False,
    }


def test_the_effects_have_a_lane_each_and_the_chart_grows_with_them() -> None:
    *others, effects = session.specification("light")["vconcat"]
    assert effects["height"] == {"step": lanes.STEP}
    assert others[0]["height"] >= 200
    assert sum(one["height"] for one in others) >= 280


@pytest.fixture(scope="module")
def drawn() -> ET.Element:
    return svg(sessions.full())


def test_every_value_is_drawn_where_its_scales_say(drawn: ET.Element) -> None:
    found, record = rows.rows(sessions.full()), rows.signals(sessions.full())
    low, high = record["x_from"], record["x_to"]
    assert low is not None
    assert high is not None
    valid = [row for row in found["readings"] if row["status"] == "final"]
    panes = {
        "systolic": (40, 200, signs.SIGNS_HEIGHT),
        "diastolic": (40, 200, signs.SIGNS_HEIGHT),
        "pulse": (40, 200, signs.SIGNS_HEIGHT),
        "spo2": (80, 100, signs.OXYGEN_HEIGHT),
    }
    for sign, (bottom, top, height) in panes.items():
        expected = [
            (session.WIDTH * (row["at"] - low) / (high - low), scaled(row[sign], bottom, top, height))
            for row in valid
            if row[sign] is not None
        ]
        name = f"{sign}_{0 if sign != 'spo2' else 1}_marks"
        assert [pytest.approx(one, abs=0.01) for one in expected] == places(drawn, name)


def test_a_corrected_value_is_still_there_struck_through(drawn: ET.Element) -> None:
    (place,) = places(drawn, "signs_struck_0_marks")
    assert place[1] == pytest.approx(scaled(184, 40, 200, signs.SIGNS_HEIGHT))
    assert places(drawn, "signs_strikes_0_marks") == [place]


def test_the_words_of_the_picture(drawn: ET.Element) -> None:
    words = [one.text for one in drawn.iter(f"{SVG}text") if one.text]
    for expected in (
        *("13:45", "14:00", "\u221215\u2032", "0\u2032", "60\u2032"),
        *("baseline", "infusion", "observation", "call ≥ 180", "call < 92"),
        *("139/86 +13/+6", "80", "98", "BP, pulse declined", "declined"),
        *("Dose", "ketamine 42 mg", "ondansetron 4 mg", "Nausea", "Headache", "moderate"),
    ):
        assert expected in words


def test_the_plots_margins_do_not_depend_on_what_is_written(drawn: ET.Element) -> None:
    assert float(drawn.get("width", 0)) == session.WIDTH + margins.AROUND
    assert margins.AROUND > margins.LEFT + margins.RIGHT


def test_the_axes_grow_for_290_mmhg_a_pulse_of_12_and_72_percent() -> None:
    wrong = facts.reading("14:05", pulse=12)
    told = [facts.reading("14:00", systolic=290, diastolic=180, spo2=72), wrong, facts.withdrawn(wrong)]
    picture = svg(facts.record_with(*told))
    assert places(picture, "systolic_0_marks")[0][1] == pytest.approx(scaled(290, 0, 300, signs.SIGNS_HEIGHT))
    assert places(picture, "signs_struck_0_marks")[0][1] == pytest.approx(scaled(12, 0, 300, signs.SIGNS_HEIGHT))
    assert places(picture, "spo2_1_marks")[0][1] == pytest.approx(scaled(72, 72, 100, signs.OXYGEN_HEIGHT))


def test_the_clock_is_the_clinics_and_says_which_hour_it_is_where_it_goes_back_in_autumn() -> None:
    zone, arrival = "America/New_York", "2026-11-01T05:00+00:00"  # 01:00 in summer time; at 06:00 UTC it is 01:00 again
    told = facts.treatment(facts.datetime.fromisoformat(arrival), zone=zone)
    picture = svg(facts.record_with(treatment=told))
    words = [one.text for one in picture.iter(f"{SVG}text") if one.text]
    clock = [one for one in words if ":" in one]
    before, after = ("01:00", "01:15", "01:30", "01:45"), ("01:00", "01:15", "01:30")
    assert clock == [*(f"{one} \u22124" for one in before), *(f"{one} \u22125" for one in after)]
    assert not [one for one in words if "\u2032" in one]


def test_the_specification_stays_small() -> None:
    assert len(json.dumps(session.specification("light"))) < 45_000
