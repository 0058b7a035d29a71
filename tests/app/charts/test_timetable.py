"""The timetable of a protocol as a picture and in words."""

from app.charts import timetable
from data import protocols
from schemas.rules import preview

REMS = next(one for one in protocols.shipped() if one.key == "esketamine_rems")
ASKED, STOP = preview.timetable(REMS), preview.stop_minute(REMS)


def test_each_due_is_a_row_and_what_stays_open_reaches_to_the_end_of_the_picture() -> None:
    told = timetable.rows(ASKED, STOP)
    assert [(one["part"], one["minute"], one["opens"], one["closes"]) for one in told] == [
        ("baseline", -15, -15, 0),
        ("during", 40, 35, 50),
        ("after", 120, 115, 120),
    ]


def test_the_picture_holds_windows_dues_and_the_two_rules() -> None:
    for theme in ("light", "dark"):
        spec = timetable.chart(theme, timetable.rows(ASKED, STOP), STOP).to_dict()
        assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "tick", "rule"]


def test_the_words_name_every_minute() -> None:
    said = timetable.described(ASKED, STOP)
    assert said == "Timetable in minutes from the start, planned stop at 10. during: 40; after: 120."
