import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from schemas import quantities as q
from schemas.rules import plausibility
from schemas.rules.plausibility import Before, Occasion, Taken, limits
from schemas.rules.plausibility.sentences import SENTENCES

TABLE = json.loads((Path(__file__).parents[2] / "plausibility_cases.json").read_text(encoding="utf-8"))
VALUES, TIMES = TABLE["values"], TABLE["times"]

each_value = pytest.mark.parametrize("case", VALUES, ids=[case["name"] for case in VALUES])
each_time = pytest.mark.parametrize("case", TIMES, ids=[case["name"] for case in TIMES])


def said(findings: tuple[plausibility.Finding, ...]) -> list[dict[str, object]]:
    """Findings as the table writes them."""
    return [finding.as_json() for finding in findings]


@each_value
def test_values_are_judged_as_the_table_says(case: dict[str, Any]) -> None:
    signs = case["signs"]
    assert said(plausibility.refusals(signs)) == case["refusals"]
    assert said(plausibility.questions(signs, Before.from_json(case["before"]))) == case["questions"]
    assert said(plausibility.remarks(signs)) == case["remarks"]


@each_time
def test_times_are_judged_as_the_table_says(case: dict[str, Any]) -> None:
    taken_at, occasion = datetime.fromisoformat(case["taken_at"]), Occasion.from_json(case["occasion"])
    assert said(plausibility.time_refusals(taken_at, occasion)) == case["refusals"]
    asked = plausibility.time_questions(taken_at, case["entered_by"], case["signs"], occasion)
    assert said(asked) == case["questions"]


def test_every_sentence_stands_in_the_table() -> None:
    kinds = ("refusals", "questions", "remarks")
    codes = {finding["code"] for case in VALUES + TIMES for kind in kinds for finding in case.get(kind, ())}
    assert {code.split(":")[0].split(".")[1] for code in codes} == set(SENTENCES)


def test_every_row_of_limits_stands_in_the_table() -> None:
    codes = {finding["code"].split(":")[0] for case in VALUES for finding in case["questions"]}
    soft = {
        f"{row.sign}.{side}"
        for row in limits.SOFT
        for side in ("possible", "low", "high")
        if getattr(row, side) is not None
    }
    assert soft | {f"{row.sign}.change" for row in limits.CHANGES} <= codes


def test_every_hard_bound_stands_in_the_table_on_both_sides() -> None:
    tried = {(name, value): bool(case["refusals"]) for case in VALUES for name, value in case["signs"].items()}
    for sign in q.SIGNS:
        step = 0.1 if sign.decimals else 1
        for inside, outside in ((sign.low, sign.low - step), (sign.high, sign.high + step)):
            assert tried[sign.name, inside] is False
            assert tried[sign.name, round(outside, 1)] is True


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    assert [refusal.sign for refusal in plausibility.refusals({"pulse": value})] == ["pulse"]


def test_a_code_holds_what_was_judged_so_that_a_confirmation_is_tied_to_it() -> None:
    once, again = (plausibility.questions({"systolic": value}, Before())[0].code for value in (230, 231))
    assert once != again


def test_what_is_judged_against_survives_its_way_to_the_panel() -> None:
    taken = Taken("one", datetime.fromisoformat("2026-11-20T14:05:00+01:00"), "alice", {"pulse": 88})
    times = (datetime.fromisoformat(f"2026-11-20T{time}+01:00") for time in ("13:00", "14:20", "14:30"))
    arrival, end, now = times
    occasion = Occasion(arrival=arrival, end=end, now=now, zone="Europe/Berlin", readings=(taken,))
    assert Occasion.from_json(json.loads(json.dumps(occasion.as_json()))) == occasion
    before = Before({"pulse": 88}, 80.5)
    assert Before.from_json(json.loads(json.dumps(before.as_json()))) == before
    open_still = Occasion(arrival=arrival, end=None, now=now, zone="Europe/Berlin")
    assert open_still.as_json()["end"] is None
