"""The panel's parser and plausibility in a real Chromium give, sentence for sentence, the answers of Python."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from schemas.rules import plausibility
from schemas.rules.line import Answer, Setting, parse
from schemas.rules.line.tables import tables

ROOT = Path(__file__).parents[2]
LINES = json.loads((ROOT / "tests" / "line_cases.json").read_text(encoding="utf-8"))
PLAUSIBILITY = json.loads((ROOT / "tests" / "plausibility_cases.json").read_text(encoding="utf-8"))
EMPTY = Answer(kind=None).as_json()
HOME = "http://127.0.0.1:9"

READ_LINES = """async () => {
  const { parse } = await import("/live/line.js");
  const [tables, asked] = await Promise.all(["/tables", "/asked"].map(async (at) => (await fetch(at)).json()));
  return JSON.stringify(asked.cases.map(({ line, setting }) => parse(line, asked.settings[setting], tables)));
}"""
JUDGE_VALUES = """async () => {
  const { questions, refusals, remarks } = await import("/live/plausibility.js");
  const [tables, asked] = await Promise.all(["/tables", "/asked"].map(async (at) => (await fetch(at)).json()));
  return JSON.stringify(asked.map(({ signs, before }) => ({
    refusals: refusals(signs, tables),
    questions: questions(signs, before, tables),
    remarks: remarks(signs, tables),
  })));
}"""
JUDGE_TIMES = """async () => {
  const { timeQuestions, timeRefusals } = await import("/live/plausibility.js");
  const [tables, asked] = await Promise.all(["/tables", "/asked"].map(async (at) => (await fetch(at)).json()));
  return JSON.stringify(asked.map(({ taken_at, entered_by, signs, occasion }) => ({
    refusals: timeRefusals(taken_at, occasion, tables),
    questions: timeQuestions(taken_at, entered_by, signs, occasion, tables),
  })));
}"""


# A tablet's own zone, digits and calendar must not matter.
@pytest.fixture(params=[("UTC", "en-GB"), ("Pacific/Auckland", "ar-EG"), ("America/St_Johns", "th-TH")], ids=str)
def tablet(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab of a tablet in this zone and language."""
    zone, locale = request.param
    context = browser.new_context(timezone_id=zone, locale=locale)
    yield context.new_page()
    context.close()


def answers(page: Page, script: str, asked: object, known: dict[str, object] | None = None) -> list[dict[str, Any]]:
    """What the script returns on a page that serves our modules, the tables and what is asked."""
    served = {"/": "", "/asked": json.dumps(asked), "/tables": json.dumps(known or tables())}

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/live/"):
            route.fulfill(path=ROOT / "app" / path[1:], content_type="text/javascript")
        else:
            route.fulfill(body=served[path], content_type="application/json" if path != "/" else "text/html")

    page.route(f"{HOME}/**", serve)
    page.goto(f"{HOME}/")
    answered: list[dict[str, Any]] = json.loads(page.evaluate(script))
    page.unroute(f"{HOME}/**")
    return answered


def differing(expected: list[dict[str, Any]], got: list[dict[str, Any]], names: list[str]) -> list[str]:
    """The names of the cases whose answers differ, with both answers."""
    assert len(expected) == len(got) == len(names)
    return [f"{name}: {one} but {other}" for name, one, other in zip(names, expected, got, strict=True) if one != other]


def test_the_panel_reads_every_line_of_the_table_alike(tablet: Page) -> None:
    cases = LINES["cases"]
    expected = [EMPTY | case["answer"] for case in cases]
    assert not differing(expected, answers(tablet, READ_LINES, LINES), [case["name"] for case in cases])


def test_the_panel_judges_every_value_of_the_table_alike(tablet: Page) -> None:
    cases = PLAUSIBILITY["values"]
    expected = [{kind: case[kind] for kind in ("refusals", "questions", "remarks")} for case in cases]
    assert not differing(expected, answers(tablet, JUDGE_VALUES, cases), [case["name"] for case in cases])


def test_the_panel_judges_every_time_of_the_table_alike(tablet: Page) -> None:
    cases = PLAUSIBILITY["times"]
    expected = [{kind: case[kind] for kind in ("refusals", "questions")} for case in cases]
    assert not differing(expected, answers(tablet, JUDGE_TIMES, cases), [case["name"] for case in cases])


def test_the_panel_reads_thousands_of_broken_lines_like_python(page: Page) -> None:
    chance = random.Random(20261120)
    pieces = sorted({piece for case in LINES["cases"] for piece in case["line"][:60].split(" ")})
    strewn = [*'+-_/@"“” \t:0123456789tfhso', *"é٨😀\u017f\u00a0\u200b{}$", "none", "nau"]
    settings = list(LINES["settings"])
    cases = []
    for _ in range(4000):
        line = " ".join(chance.choices(pieces, k=chance.randint(1, 5)))
        for _ in range(chance.randint(0, 2)):
            at = chance.randint(0, len(line))
            line = line[:at] + chance.choice(strewn) + line[at + chance.randint(0, 1) :]
        cases.append({"line": line, "setting": chance.choice(settings)})
    known = {name: Setting.from_json(said) for name, said in LINES["settings"].items()}
    expected = [parse(case["line"], known[case["setting"]]).as_json() for case in cases]
    got = answers(page, READ_LINES, {"settings": LINES["settings"], "cases": cases})
    assert not differing(json.loads(json.dumps(expected)), got, [repr(case) for case in cases])


def test_the_panel_judges_thousands_of_values_like_python(page: Page) -> None:
    chance = random.Random(20261121)
    tenths = {"temperature_c": (200, 1200), "weight_kg": (150, 3600), "oxygen_l_min": (-5, 620)}
    whole = {
        "systolic": (20, 320),
        "diastolic": (5, 220),
        "pulse": (-5, 310),
        "spo2": (25, 105),
        "respirations": (0, 85),
    }

    def set_of_signs() -> dict[str, float]:
        signs: dict[str, float] = {name: chance.randint(*ends) for name, ends in whole.items()}
        signs |= {name: chance.randint(*ends) / 10 for name, ends in tenths.items()}
        return {name: signs[name] for name in chance.sample(sorted(signs), k=chance.randint(0, len(signs)))}

    cases = [
        {
            "signs": set_of_signs(),
            "before": {
                "previous": set_of_signs(),
                "last_session_weight_kg": chance.choice([None, chance.randint(200, 3500) / 10]),
            },
        }
        for _ in range(4000)
    ]
    expected = [
        {
            "refusals": [found.as_json() for found in plausibility.refusals(case["signs"])],
            "questions": [
                found.as_json()
                for found in plausibility.questions(case["signs"], plausibility.Before.from_json(case["before"]))
            ],
            "remarks": [found.as_json() for found in plausibility.remarks(case["signs"])],
        }
        for case in cases
    ]
    assert not differing(expected, answers(page, JUDGE_VALUES, cases), [repr(case) for case in cases])


def test_the_panel_takes_limits_and_sentences_from_the_tables(page: Page) -> None:
    other = json.loads(json.dumps(tables()))
    other["plausibility"]["soft"][0]["high"] = 120
    other["sentences"]["plausibility"]["high"] = "Other words: {amount}."
    case = {"signs": {"systolic": 121}, "before": {"previous": {}, "last_session_weight_kg": None}}
    asked = {"code": "systolic.high:121", "sign": "systolic", "text": "Other words: 121 mmHg."}
    assert answers(page, JUDGE_VALUES, [case], other) == [{"refusals": [], "questions": [asked], "remarks": []}]
