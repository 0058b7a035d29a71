"""Shares as rows, as a picture and in words."""

from app.charts.safety import shares, shares_chart
from app.charts.theme import DARK, LIGHT
from schemas.rules.safety import measures
from schemas.rules.safety.figures import Figure
from tests.app.charts.trends.pictures import places, svg

FREQUENT = Figure(measures.ANY_EFFECT, {(2, 1): 10, (2, 0): 10}, sessions=45)
NEVER = Figure(measures.NOT_BACK, {(1, 0): 20}, sessions=20)
UNKNOWN = Figure(measures.ENDED_LATE, {(0, 0): 20}, sessions=20)
ALL = (FREQUENT, NEVER, UNKNOWN)


def test_each_known_share_is_a_point_with_its_interval_and_an_unknown_one_is_none() -> None:
    told = shares.shares(ALL)
    assert told.names == [one.measure.label for one in ALL], "its name stands there all the same"
    assert [(one["name"], one["who"], one["share"]) for one in told.points] == [
        ("Any effect", "patients", 50),
        ("Any effect", "sessions", 25),
        (measures.NOT_BACK.label, "patients", 0),
        (measures.NOT_BACK.label, "sessions", 0),
    ]
    first, second, third, fourth = told.points
    assert first["text"] == "Any effect: 10 of 20 patients, 50.0 %, 95 % from 29.9 to 70.1 %"
    assert second["low"] < 25 < second["high"]
    assert (third["low"], round(third["high"], 1)) == (0, 16.1)
    assert (fourth["low"], fourth["high"]) == (None, None), "drawing patients says nothing where none had it"


def test_the_table_says_what_could_not_be_judged_beside_it() -> None:
    first, _, last = shares.table(ALL)
    assert first == {
        "measure": "Any effect",
        "patients": "10 of 20",
        "95 %, patients": "29.9 to 70.1 %",
        "patients not judged": 0,
        "sessions": "10 of 40",
        "share": "25.0 %",
        "95 %, sessions": shares.span(FREQUENT.of_sessions),
        "sessions not judged": 5,
    }
    assert (last["patients"], last["share"], last["95 %, patients"]) == ("0 of 0", "", "")
    assert (last["patients not judged"], last["sessions not judged"]) == (20, 20)


def test_the_words_say_what_the_picture_shows() -> None:
    said = shares.described("Course", ALL)
    assert said.startswith("Course. Any effect: 10 of 20 patients (29.9 to 70.1 %), 10 of 40 sessions; ")
    assert "0 of 0 patients (none could be judged)" in said
    assert shares.described("Course", ()) == "Course. Nothing was counted."


def test_the_picture_goes_from_0_to_100_and_draws_patients_above_sessions() -> None:
    picture = svg(shares_chart.chart("light", shares.shares(ALL)).properties(width=200))
    patients, sessions = places(picture, "patients"), places(picture, "sessions")
    assert [x for x, _ in patients] == [100, 0]
    assert [x for x, _ in sessions] == [50, 0]
    assert all(upper < lower for (_, upper), (_, lower) in zip(patients, sessions, strict=True))
    texts = [one.text for one in picture.iter() if one.text in {figure.measure.label for figure in ALL}]
    assert texts == [one.measure.label for one in ALL]


def test_both_themes_are_drawn_with_their_own_colours() -> None:
    for theme, palette in (("light", LIGHT), ("dark", DARK)):
        told = shares_chart.chart(theme, shares.shares(ALL)).to_dict()  # type: ignore[arg-type]
        assert told["config"]["background"] == palette.card
        assert palette.text in str(told)
    nothing = shares_chart.chart("light", shares.shares(()))
    assert nothing.to_dict()["height"] > 0
