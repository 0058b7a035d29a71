from datetime import datetime

import pytest

from schemas.rules import episodes
from tests import facts
from tests.data.exports import clinic

CHANGES = "change_id effect_id at severity action entered_by entered_at status valid replaces reason"
ASKED = "asked_id session_id at answer entered_by entered_at status valid replaces reason"


@pytest.mark.parametrize(("name", "header"), [("effect_changes.csv", CHANGES), ("effects_asked.csv", ASKED)])
def test_the_columns_are_the_agreed_ones_in_their_order(name: str, header: str) -> None:
    assert list(clinic.sheet(name, clinic.infusion())[0]) == header.split()


@pytest.mark.parametrize(
    ("number", "effect", "at", "severity", "action"),
    [
        (50, 40, "14:12", "moderate", ""),
        (51, 40, "14:20", "mild", ""),
        (52, 40, "14:25", "not_stated", "basin"),
        (53, 40, "14:50:59", "ended", "'=slept"),
        (54, 41, "15:10", "ended", ""),
        (55, 42, "14:18", "life-threatening", ""),
        (56, 44, "14:19", "severe", ""),
    ],
)
def test_each_change_says_what_it_was_and_of_which_first_fact(
    number: int, effect: int, at: str, severity: str, action: str
) -> None:
    row = clinic.by_id("effect_changes.csv", clinic.infusion())[str(clinic.no(number))]
    assert row["effect_id"] == str(clinic.no(effect))
    assert datetime.fromisoformat(row["at"]) == facts.instant(at)
    assert (row["severity"], row["action"]) == (severity, action)


def test_a_change_of_an_effect_that_was_corrected_and_then_withdrawn_says_why_the_effect_went() -> None:
    first = facts.effect("14:10")
    second = facts.corrected(first, effect="vertigo")
    record = facts.record_with(
        first,
        second,
        facts.change(first, "14:12", action="basin"),
        facts.withdrawn(second, reason="not hers", entered_at="17:30"),
    )
    (row,) = clinic.sheet("effect_changes.csv", record)
    assert (row["status"], row["reason"]) == ("withdrawn", "not hers")


def test_effects_were_asked_whenever_the_rule_says_so_and_the_rest_is_marked() -> None:
    record = clinic.infusion()
    rows = clinic.sheet("effects_asked.csv", record)
    valid = {
        (row["asked_id"], datetime.fromisoformat(row["at"]), row["answer"]) for row in rows if row["valid"] == "true"
    }
    assert valid == {(str(one.source_id), one.at, one.answer) for one in episodes.asked(record)}
    none = {row["asked_id"] for row in rows if row["answer"] == "none"}
    assert none == {str(clinic.no(60)), str(clinic.no(61))}
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
