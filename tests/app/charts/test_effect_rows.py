from typing import Any

import pytest

from app.charts import rows
from app.charts.sheet import ms
from tests import facts

NAUSEA = facts.effect("14:10")


def at(time: str | None) -> int | None:
    return None if time is None else ms(facts.instant(time))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param([], [("14:10", None, None, 4, "not stated")], id="a severity that is not stated is not mild"),
        pytest.param(
            [facts.change(NAUSEA, "14:10", severity=1)],
            [("14:10", None, 1, 4, "mild")],
            id="a severity in the minute of the onset is the first",
        ),
        pytest.param(
            [facts.change(NAUSEA, "14:20", severity=2), facts.change(NAUSEA, "14:40", severity=1)],
            [("14:10", "14:20", None, 4, None), ("14:20", "14:40", 2, 8, None), ("14:40", None, 1, 4, "moderate")],
            id="each severity is a stretch, and the word is the worst",
        ),
        pytest.param(
            [facts.change(NAUSEA, "14:20", severity=4), facts.change(NAUSEA, "14:30", ended=True)],
            [("14:10", "14:20", None, 4, None), ("14:20", "14:30", 4, 16, "life-threatening")],
            id="an end ends the last stretch",
        ),
        pytest.param(
            [facts.change(NAUSEA, "14:20", severity=1), facts.change(NAUSEA, "14:30", severity=1)],
            [("14:10", "14:20", None, 4, None), ("14:20", None, 1, 4, "mild")],
            id="the same severity again goes on",
        ),
        pytest.param(
            [facts.change(NAUSEA, "14:20", action="ondansetron")],
            [("14:10", None, None, 4, "not stated")],
            id="an action changes no severity",
        ),
        pytest.param(
            [facts.change(NAUSEA, "14:20", ended=True), facts.change(NAUSEA, "14:30", severity=3)],
            [("14:10", "14:30", None, 4, None), ("14:30", None, 3, 12, "severe")],
            id="a severity after an end says that it goes on",
        ),
    ],
)
def test_an_episode_is_a_row_for_each_stretch_of_one_severity(told: list[Any], expected: list[Any]) -> None:
    found = rows.rows(facts.record_with(NAUSEA, *told))["effects"]
    assert [(row["from"], row["to"], row["severity"], row["weight"], row["word"]) for row in found] == [
        (at(begun), at(to), severity, weight, word) for begun, to, severity, weight, word in expected
    ]
    assert [row["onset"] for row in found] == [place == 0 for place in range(len(found))]
    assert [row["open"] for row in found] == [row["to"] is None for row in found]
    assert {row["lane"] for row in found} == {"Nausea"}


def test_episodes_of_one_effect_share_a_lane_and_only_the_last_says_its_word() -> None:
    told = [facts.effect("14:00"), facts.effect("14:40"), facts.effect("14:20", words="legs feel far away")]
    found = rows.rows(facts.record_with(told[0], facts.change(told[0], "14:10", ended=True), *told[1:]))["effects"]
    assert [(row["lane"], row["word"]) for row in found] == [
        ("Nausea", None),
        ("legs feel far away", "not stated"),
        ("Nausea", "not stated"),
    ]


def test_a_lane_has_the_first_of_the_lists_names_and_the_pointer_shows_all() -> None:
    effect = facts.effect("14:10", effect="blurred_vision")
    told = [facts.change(effect, "14:15", action="lights dimmed"), facts.change(effect, "14:20", ended=True)]
    (row,) = rows.rows(facts.record_with(effect, *told))["effects"]
    assert row["lane"] == "Blurred vision"
    assert row["text"] == "Blurred vision / diplopia, not stated, from 14:10 to 14:20 · lights dimmed"


def test_a_withdrawn_effect_is_struck_through_with_each_of_its_changes() -> None:
    record = facts.record_with(NAUSEA, facts.change(NAUSEA, "14:20", severity=2), facts.withdrawn(NAUSEA))
    found = rows.rows(record)
    assert found["effects"] == []
    assert [(row["lane"], row["at"], row["text"]) for row in found["struck_effects"]] == [
        ("Nausea", at("14:10"), "14:10 · Nausea · withdrawn: entered in error"),
        ("Nausea", at("14:20"), "14:20 · Nausea: moderate · withdrawn with its effect"),
    ]


def test_an_onset_set_back_leaves_the_old_one_struck_through() -> None:
    record = facts.record_with(NAUSEA, facts.corrected(NAUSEA, onset_at="14:02", reason="asked again"))
    found = rows.rows(record)
    assert [row["from"] for row in found["effects"]] == [at("14:02")]
    assert [row["text"] for row in found["struck_effects"]] == ["14:10 · Nausea · replaced: asked again"]


def test_a_correction_that_changes_nothing_drawn_strikes_nothing_through() -> None:
    later = facts.corrected(NAUSEA, serious=False)
    change = facts.change(NAUSEA, "14:20", ended=True)
    record = facts.record_with(NAUSEA, later, change, facts.corrected(change, action="water"))
    assert rows.rows(record)["struck_effects"] == []


def test_a_corrected_change_is_struck_through() -> None:
    change = facts.change(NAUSEA, "14:20", ended=True)
    record = facts.record_with(NAUSEA, change, facts.corrected(change, at="14:25"))
    assert [row["text"] for row in rows.rows(record)["struck_effects"]] == [
        "14:20 · Nausea: ended · replaced: typed wrongly"
    ]
