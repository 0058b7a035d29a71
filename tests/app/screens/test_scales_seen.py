"""Scales are seen over time on their screen: the chart, its table one key away, and the list in words."""

from tests import facts, said
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened

NO_DOSE = "no dose before"


def test_a_fall_is_told_from_the_last_total_before_the_first_dose(house: House, opens: Opens) -> None:
    before = said.assessment("13:30", items=(2,) * 9)
    opened.say(house.database, before)
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    after = said.assessment("14:50", items=(1,) * 9, treatment_id=facts.TREATMENT)
    opened.say(house.database, after)
    text = screen.read(opens("scales", patient=facts.PATIENT))
    assert "Baseline 18, 2 Mar 2026: the last before the first dose." in text
    assert "PHQ-9 9 · mild (Kroenke 2001) · -9 from baseline 18, half of it or less (HEDIS)" in text
    assert "0 days after a dose · session 1" in text
    assert "PHQ-9 18 · moderately severe (Kroenke 2001) · the baseline" in text


def test_the_table_of_the_chart_has_a_row_for_whatever_was_said_and_a_key(house: House, opens: Opens) -> None:
    first = said.risky(2, "13:30")
    mended = said.instead(first, "*misread*", items=(2,) * 9)
    opened.say(house.database, first, mended, said.closing(mended), said.assessment("13:50", scale="madrs", total=20))
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    late = said.risky(1, "14:50", treatment_id=facts.TREATMENT)
    opened.say(house.database, late)
    test = screen.choose(opens("scales", patient=facts.PATIENT), "PHQ-9")
    assert len(test.table) == 0
    button = next(one for one in test.button if one.label == "Show as a table")
    assert button.proto.shortcut == "t"
    button.click().run()
    told = [tuple(row.values()) for row in test.table[0].value.to_dict("records")]
    half = "half or less"
    assert [tuple(cell.replace("\\", "") for cell in row) for row in told] == [
        ("2 Mar 2026 14:50", "PHQ-9 8", "mild", f"-10, {half}", "0", "1", "▲ PHQ-9 item 9: 1, closed by nobody"),
        ("2 Mar 2026 13:30", "PHQ-9 18", "moderately severe", "baseline", NO_DOSE, "none", "▲ PHQ-9 item 9: 2, closed"),
        ("2 Mar 2026 13:30", "PHQ-9 9", "mild", "", NO_DOSE, "none", "corrected: *misread*"),
    ]
    screen.press(test, "Hide the table")
    assert len(test.table) == 0
    screen.press(screen.choose(test, "Pain"), "Show as a table")
    assert "There is no row yet" in screen.read(test)


def test_the_list_says_of_each_that_tells_of_suicidal_thoughts_whether_it_is_closed(house: House, opens: Opens) -> None:
    opened.say(house.database, told := said.risky(2, "14:10"))
    assert "▲ PHQ-9 item 9: 2, closed by nobody" in screen.read(opens("scales", patient=facts.PATIENT))
    opened.say(house.database, said.closing(told))
    assert "closed by nobody" not in screen.read(opens("scales", patient=facts.PATIENT))


def test_without_a_score_before_treatment_that_is_said(house: House, opens: Opens) -> None:
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    opened.say(house.database, said.assessment("14:50"))
    assert "Baseline: no score before treatment." in screen.read(opens("scales", patient=facts.PATIENT))


def test_of_many_the_newest_five_are_shown_and_all_on_request(house: House, opens: Opens) -> None:
    opened.say(
        house.database,
        *(said.assessment(f"{hour:02}:{minute:02}") for hour in (8, 9, 10) for minute in range(0, 50, 5)),
    )
    test = opens("scales", patient=facts.PATIENT)
    assert "2 Mar 2026 08:00 · PHQ-9" not in screen.read(test)
    test.checkbox[0].check().run()
    assert test.checkbox[0].label == "Show all 30"
    assert "2 Mar 2026 08:00 · PHQ-9" in screen.read(test)


def test_the_legend_names_what_is_drawn_and_no_more(house: House, opens: Opens) -> None:
    opened.say(house.database, said.assessment("13:40"), said.risky(1, "13:50", scale="phq_9"))
    told = [one.value for one in opens("scales", patient=facts.PATIENT).caption]
    lines = "lines: cut-off ≥ 10 (Kroenke 2001), remission < 5 (HEDIS)"
    assert f"▲ tells of suicidal thoughts · pale bars: the 14 days that each asks about · {lines}" in told
