"""A scale whole: its points are what is drawn, and it is drawn as on the screen."""

import pytest
import vl_convert

from app.charts import scale_picture, scale_rows
from app.charts.theme import PALETTES, Theme
from schemas.assessment import Scale
from tests.app.charts.test_scales import DOSES, FOUND

MADE = scale_picture.picture(FOUND, Scale.PHQ_9, DOSES, "UTC")


def test_its_points_are_what_is_drawn_with_what_is_unknown_and_struck_through() -> None:
    told = [(one["what"], one.get("at"), one["value"]) for one in MADE.points if one["what"] != "line"]
    assert told == [
        ("value", "2026-03-01 09:00", 18),
        ("value", "2026-03-15 09:00", 9),
        ("value", "2026-03-16 09:00", 0),
        ("value not known", "2026-03-08 09:00", None),
        ("struck through", "2026-03-16 09:00", 27),
        ("session with drug", "2026-03-03 14:00", 1),
        ("session with drug", "2026-03-10 14:00", 2),
    ]
    assert [one["value"] for one in MADE.points if one["what"] == "line"][-1] == 9, "half of the baseline"
    assert MADE.points[0]["asked_from"] == "2026-02-15 09:00", "two weeks before"
    assert set(MADE.points[0]) <= set(MADE.columns)


def test_its_points_say_which_is_the_baseline_and_which_tells_of_danger() -> None:
    notes = [one["note"] for one in MADE.points if one["what"] == "value"]
    assert ["the baseline" in note for note in notes] == [True, False, False]
    risky = [one for one in scale_rows.scale_rows(FOUND, Scale.PHQ_9, DOSES, "UTC")["points"] if one["risk"]]
    assert risky
    for one in risky:
        assert any(str(one["risk"]) in note for note in notes)


def test_in_a_file_its_name_and_what_its_signs_mean_stand_over_it() -> None:
    title = MADE.drawn("light")["title"]
    assert title["text"] == "PHQ-9"
    assert "◆ baseline" in title["subtitle"]


def test_every_scale_has_a_name_of_its_own() -> None:
    assert len(scale_picture.NAMES) == len(Scale)
    assert scale_picture.NAMES["scale-phq_9"] is Scale.PHQ_9


@pytest.mark.parametrize("theme", PALETTES)
def test_it_is_drawn_as_wide_as_a_file_wants_it(theme: Theme) -> None:
    assert "<svg" in vl_convert.vegalite_to_svg(MADE.drawn(theme), vl_version="6.4")
    assert MADE.drawn(theme)["width"] == 640
