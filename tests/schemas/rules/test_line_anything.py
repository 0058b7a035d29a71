"""What holds for every line that can be typed, seen on thousands of made ones."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.rules.line import Setting, parse

TABLE = json.loads((Path(__file__).parents[2] / "line_cases.json").read_text(encoding="utf-8"))
SETTINGS = [Setting.from_json(said) for said in TABLE["settings"].values()]

some_setting = st.sampled_from(SETTINGS)
# Pieces of real lines beside any text at all, so that most lines are nearly right.
pieces = st.sampled_from([piece for case in TABLE["cases"] for piece in case["line"][:60].split(" ")])
lines = st.one_of(st.text(st.characters(), max_size=60), st.lists(pieces, max_size=6).map(" ".join))


@settings(max_examples=400, deadline=None)
@given(lines, some_setting)
def test_every_line_has_an_answer_that_can_be_sent(line: str, setting: Setting) -> None:
    sent = json.dumps(parse(line, setting).as_json(), ensure_ascii=False).encode()
    assert json.loads(sent)["kind"] in {"reading", "effect", "none_reported", "empty", None}


@settings(max_examples=400, deadline=None)
@given(lines, some_setting)
def test_what_may_be_saved_says_something(line: str, setting: Setting) -> None:
    answer = parse(line, setting)
    if answer.refusals or answer.choices:
        return
    said = {
        "reading": bool(answer.signs or answer.not_measured),
        "effect": answer.effect is not None,
        "none_reported": answer.effect is None and not setting.running,
        "empty": not line.strip(" \t"),
        None: False,
    }
    assert said[answer.kind]


@settings(max_examples=400, deadline=None)
@given(lines, some_setting)
def test_no_sign_is_both_a_value_and_not_measured(line: str, setting: Setting) -> None:
    answer = parse(line, setting)
    assert not set(answer.signs) & set(answer.not_measured)
    assert not set(answer.missing) & (set(answer.signs) | set(answer.not_measured))


@settings(max_examples=400, deadline=None)
@given(lines, some_setting)
def test_every_option_settles_its_choice(line: str, setting: Setting) -> None:
    answer = parse(line, setting)
    if answer.refusals:
        return
    for choice in answer.choices:
        for option in choice.options:
            after = parse(option.line, setting)
            assert len(after.choices) == len(answer.choices) - 1
            assert not after.refusals


@given(st.integers(min_value=770, max_value=1130))
def test_fahrenheit_is_rounded_half_up_to_tenths(tenths: int) -> None:
    answer = parse(f"t{tenths // 10}.{tenths % 10}f", SETTINGS[0])
    exact_ninetieths = (tenths - 320) * 5
    assert round(answer.signs["temperature_c"] * 10) == (2 * exact_ninetieths + 9) // 18


def test_a_line_that_only_says_an_hour_which_occurs_twice_names_no_sign() -> None:
    arrival = datetime.fromisoformat("2026-10-25T01:30+02:00")
    later = datetime.fromisoformat("2026-10-26T09:00+01:00")
    setting = replace(SETTINGS[0], arrival=arrival, end=None, now=later, zone="Europe/Berlin", entered_afterwards=True)
    (refusal,) = parse("@2026-10-25T02:00", setting).refusals
    assert refusal.code == "reading.nothing"
