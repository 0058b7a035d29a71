"""A scale over calendar time: what is drawn where, what is struck through, unknown and compared with."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import vl_convert

from app.charts import scale_rows, scales
from app.charts.theme import PALETTES, Theme
from schemas.assessment import Scale
from schemas.rules import scales as scale_rules
from schemas.rules.scales import Standing
from tests import facts, said

DAY_MS = 86_400_000


def at(day: int, time: str = "09:00", month: int = 3) -> datetime:
    return facts.instant(time, date(2026, month, day))


def ms(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp() * 1000)


def phq(day: int, *items: int | None) -> Standing:
    return Standing(said.assessment(at(day), items=items))


BEFORE = phq(1, *(2,) * 9)
BLANK = phq(8, None, *(1,) * 8)
LATER = phq(15, *(1,) * 9)
TYPED = said.assessment(at(16), items=(3,) * 9)
MENDED = Standing(said.instead(TYPED, "typed twice", items=(0,) * 9), (TYPED,))
GONE = Standing(said.instead(TYPED, "not hers", withdrawn=True), (TYPED,))
OTHER = Standing(said.assessment(at(2), scale="madrs", total=30))
DOSES = [at(3, "14:00"), at(10, "14:00")]
FOUND = (BEFORE, OTHER, BLANK, LATER, MENDED)


def rows(*found: Standing, scale: Scale = Scale.PHQ_9, zone: str = "UTC") -> dict[str, list[dict[str, Any]]]:
    return scale_rows.scale_rows(found or FOUND, scale, DOSES, zone)


def test_each_total_stands_at_its_time_with_the_two_weeks_it_asks_about() -> None:
    told = rows()["points"]
    assert [(one["at"], one["value"], one["base"]) for one in told] == [
        (ms(at(1)), 18, True),
        (ms(at(15)), 9, False),
        (ms(at(16)), 0, False),
    ]
    assert {one["at"] - one["since"] for one in told} == {14 * DAY_MS}


def test_no_line_goes_over_an_unknown_total_and_it_is_no_number() -> None:
    told = rows()
    assert [one["stretch"] for one in told["points"]] == [0, 1, 1]
    assert [(one["at"], one["value"], one["words"]) for one in told["unknown"]] == [
        (ms(at(8)), None, "8 Mar 2026 09:00, total unknown")
    ]


@pytest.mark.parametrize(
    ("one", "holds", "words"),
    [
        (MENDED, [0], ["16 Mar 2026 09:00, 27, corrected: typed twice"]),
        (GONE, [], ["16 Mar 2026 09:00, 27, withdrawn: not hers"]),
        (
            Standing(said.instead(MENDED.said, "not hers", withdrawn=True), (TYPED, MENDED.said)),
            [],
            [
                "16 Mar 2026 09:00, 27, corrected: typed twice",
                "16 Mar 2026 09:00, 0, withdrawn: not hers",
            ],
        ),
        (Standing(said.instead(BLANK.said, "found", items=(1,) * 9), (BLANK.said,)), [9], []),
    ],
    ids=["corrected", "withdrawn", "corrected and withdrawn", "what had no total has no place"],
)
def test_what_was_corrected_or_withdrawn_stays_where_it_was(one: Standing, holds: list[int], words: list[str]) -> None:
    told = rows(one)
    assert [point["value"] for point in told["points"]] == holds
    assert [struck["words"] for struck in told["struck"]] == words


def test_sessions_are_ticks_by_day_and_numbered() -> None:
    assert rows()["doses"] == [{"at": ms(one), "number": place} for place, one in enumerate(DOSES, start=1)]


def test_times_are_those_of_the_clinics_wall() -> None:
    late = Standing(said.assessment(at(28, "23:30"), items=(1,) * 9))
    (point,) = rows(late, zone="Europe/Berlin")["points"]
    assert point["at"] == ms(at(29, "00:30"))
    assert str(point["words"]).startswith("29 Mar 2026 00:30")


def test_published_lines_and_the_fall_by_half_name_their_sources() -> None:
    assert [(one["value"], one["words"], one["side"]) for one in rows()["lines"]] == [
        (10, "cut-off ≥ 10 (Kroenke 2001)", "left"),
        (5, "remission < 5 (HEDIS)", "left"),
        (9.0, "50 % of baseline: 9 (HEDIS)", "right"),
    ]
    assert len(rows(LATER)["lines"]) == 2, "without a baseline there is no half of it"
    gad = Standing(said.assessment(at(1), scale="gad_7", items=(2,) * 7))
    assert [one["value"] for one in rows(gad, scale=Scale.GAD_7)["lines"]] == [10], "nobody calls its half a response"


def test_a_c_ssrs_is_drawn_by_its_ideation_and_what_was_not_asked_is_unknown() -> None:
    asked = Standing(said.assessment(at(1), scale="c_ssrs", ideation=4))
    half = Standing(said.assessment(at(2), scale="c_ssrs", behaviour="none"))
    told = rows(asked, half, scale=Scale.C_SSRS)
    assert [(one["value"], one["risk"]) for one in told["points"]] == [(4, "C-SSRS: ideation 4 of 5")]
    assert [one["words"] for one in told["unknown"]] == ["2 Mar 2026 09:00, ideation not asked"]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (
            FOUND,
            "PHQ-9 over time: 3 of 4 with a value; first 1 Mar 2026 09:00, 18; last 16 Mar 2026 09:00, 0; baseline 18;",
        ),
        ((LATER,), "only 15 Mar 2026 09:00, 9; no score before treatment; line at cut-off ≥ 10 (Kroenke 2001)"),
        ((), "PHQ-9 over time: no value yet."),
        ((BLANK,), "PHQ-9 over time: 0 of 1 with a value; no score before treatment;"),
    ],
)
def test_the_chart_is_told_in_words(found: tuple[Standing, ...], text: str) -> None:
    assert text in scale_rows.alt_text(found, Scale.PHQ_9, DOSES, "UTC")


def test_the_words_count_sessions_and_what_was_struck() -> None:
    assert scale_rows.alt_text(FOUND, Scale.PHQ_9, DOSES, "UTC").endswith(
        "2 sessions with drug; 3 with suicidal thoughts told; 1 struck through."
    )
    assert "; 1 session with drug" in scale_rows.alt_text(FOUND, Scale.PHQ_9, DOSES[:1], "UTC")
    assert "no dose yet" in scale_rows.alt_text(FOUND, Scale.PHQ_9, [], "UTC")


def spec(told: dict[str, list[dict[str, Any]]], theme: Theme = "light", scale: Scale = Scale.PHQ_9) -> dict[str, Any]:
    found: dict[str, Any] = scales.scale_chart(theme, scale, told).to_dict()
    return found


def layer(told: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in told["layer"] if one.get("name") == name)


@pytest.mark.parametrize(("scale", "high"), [(Scale.PHQ_9, 27), (Scale.CADSS, 92), (Scale.C_SSRS, 5)])
def test_the_axis_goes_from_0_to_the_highest_of_the_scale(scale: Scale, high: int) -> None:
    assert layer(spec(rows(scale=scale), scale=scale), "point")["encoding"]["y"]["scale"]["domain"] == [0, high]


@pytest.mark.parametrize(
    ("found", "first", "last"),
    [(FOUND, at(15, month=2), at(16)), ((LATER,), at(1), at(15))],
    ids=["from the first window on", "one alone"],
)
def test_the_days_hold_all_that_is_drawn_with_room_beside_it(
    found: tuple[Standing, ...], first: datetime, last: datetime
) -> None:
    begins, ends = layer(spec(rows(*found)), "point")["encoding"]["x"]["scale"]["domain"]
    assert begins <= ms(first) - DAY_MS
    assert ends >= ms(last) + DAY_MS


@pytest.mark.parametrize("theme", PALETTES)
def test_it_is_drawn_in_the_colours_of_its_theme_with_shapes_beside_them(theme: Theme) -> None:
    told, palette = spec(rows(), theme), PALETTES[theme]
    assert told["config"]["background"] == palette.card
    assert layer(told, "point")["mark"]["color"] == palette.pressure
    assert layer(told, "struck")["mark"]["color"] == palette.struck
    assert layer(told, "risk")["encoding"]["text"] == {"value": "▲"}
    assert layer(told, "unknown")["encoding"]["text"] == {"value": "?"}


@pytest.mark.parametrize(
    "found", [FOUND, (), (BLANK,), (GONE,)], ids=["all", "none", "unknown alone", "withdrawn alone"]
)
def test_vega_draws_it_whatever_there_is(found: tuple[Standing, ...]) -> None:
    told = spec(scale_rows.scale_rows(found, Scale.PHQ_9, DOSES, "UTC")) | {"width": 600}
    picture = vl_convert.vegalite_to_svg(json.dumps(told), vl_version="6.4")
    assert picture.startswith("<svg")
    assert "cut-off ≥ 10 (Kroenke 2001)" in picture
    assert picture.count(">?<") == sum(one is BLANK for one in found)
    assert picture.count(">▲<") == len([one for one in found if one.holds and scale_rules.tells(one.said)])


@pytest.mark.parametrize(("width", "words"), [(600, "remission &lt; 5 (HEDIS)"), (300, "remission &lt; 5")])
def test_a_line_is_named_with_its_source_where_there_is_room(width: int, words: str) -> None:
    picture = vl_convert.vegalite_to_svg(json.dumps(spec(rows()) | {"width": width}), vl_version="6.4")
    assert f">{words}<" in picture
    assert "remission < 5 (HEDIS)" in scale_rows.legend(rows(), Scale.PHQ_9), "the source is in the legend always"


def test_what_tells_of_suicidal_thoughts_is_marked_also_where_its_total_is_not_known() -> None:
    told = {
        name: scale_rows.scale_rows((one,), Scale.PHQ_9, [], "UTC") for name, one in (("yes", BLANK), ("no", MENDED))
    }
    drawn = {name: vl_convert.vegalite_to_svg(json.dumps(spec(rows) | {"width": 600})) for name, rows in told.items()}
    assert {name: picture.count(">▲<") for name, picture in drawn.items()} == {"yes": 1, "no": 0}
