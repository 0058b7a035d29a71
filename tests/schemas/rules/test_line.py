import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from schemas.reading import NotMeasured
from schemas.rules.line import Answer, Running, Setting, parse
from schemas.rules.line.sentences import SENTENCES

TABLE = json.loads((Path(__file__).parents[2] / "line_cases.json").read_text(encoding="utf-8"))
SETTINGS = {name: Setting.from_json(said) for name, said in TABLE["settings"].items()}
CASES = TABLE["cases"]
EMPTY = Answer(kind=None).as_json()

every_case = pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])


@every_case
def test_a_line_has_the_answer_of_the_table(case: dict[str, Any]) -> None:
    assert parse(case["line"], SETTINGS[case["setting"]]).as_json() == EMPTY | case["answer"]


@every_case
def test_a_case_or_a_tab_more_changes_nothing_but_what_is_quoted(case: dict[str, Any]) -> None:
    line, setting = case["line"], SETTINGS[case["setting"]]
    if not line.isascii() or '"' in line or len(line) > 900:
        return
    before, after = parse(line, setting), parse(f"\t{line.upper()}\t ", setting)
    for said in ("kind", "signs", "not_measured", "needs_words", "effect", "stated", "missing"):
        assert getattr(after, said) == getattr(before, said)
    assert [refusal.code for refusal in after.refusals] == [refusal.code for refusal in before.refusals]


@every_case
def test_an_option_settles_its_choice_and_refuses_nothing(case: dict[str, Any]) -> None:
    setting = SETTINGS[case["setting"]]
    before = parse(case["line"], setting)
    for choice in before.choices:
        keys = [option.key for option in choice.options]
        assert len(set(keys)) == len(keys)
        for option in choice.options:
            after = parse(option.line, setting)
            assert len(after.choices) == len(before.choices) - 1
            assert len(after.refusals) == len(before.refusals)


def test_the_table_has_no_name_twice() -> None:
    twice = [name for name, times in Counter(case["name"] for case in CASES).items() if times > 1]
    assert not twice
    assert len(CASES) >= 150


def test_every_sentence_stands_in_the_table() -> None:
    found = [thing for case in CASES for kind in ("refusals", "choices") for thing in case["answer"].get(kind, ())]
    # These are parts of others: the labels of options, and how what runs is said.
    parts = {code for code in SENTENCES if code.startswith(("option.", "running."))}
    assert {thing["code"] for thing in found} == set(SENTENCES) - parts


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_survives_its_way_to_the_panel(name: str) -> None:
    setting = SETTINGS[name]
    assert Setting.from_json(json.loads(json.dumps(setting.as_json()))) == setting


def test_a_setting_in_words_of_json() -> None:
    setting = Setting.from_json(TABLE["settings"]["ended"] | {"running": [{"key": "nausea", "label": "Nausea"}]})
    assert setting.running == (Running("nausea", "Nausea"),)
    assert setting.as_json()["end"] == "2026-11-20T14:20:00+01:00"


def test_whole_numbers_stay_whole_and_tenths_are_fractions() -> None:
    signs = parse("148/92 88 97 16 m5 d0 p3 t37 w80 o2", SETTINGS["open"]).signs
    assert {name for name, value in signs.items() if isinstance(value, float)} == {
        "temperature_c",
        "weight_kg",
        "oxygen_l_min",
    }


def test_a_reason_is_one_of_the_reading() -> None:
    assert parse("s-p", SETTINGS["open"]).not_measured == {"spo2": NotMeasured.PROBE_OFF}
