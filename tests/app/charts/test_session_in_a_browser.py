import json
from collections.abc import Iterator
from typing import Any

import pytest
import vl_convert
from playwright.sync_api import Page

from app.charts import margins, rows, session
from tests import facts
from tests.app.charts import sessions

# No unsafe-eval: what needs it fails here as it would on the screen.
PAGE = (
    "<meta http-equiv=Content-Security-Policy content=\"default-src 'unsafe-inline'\">"
    "<body style='margin:0'><div id=chart style='width:698px'></div>"
)
EMBED = """async (spec) => {
    const { view } = await chairsideVega.vegaEmbed("#chart", spec, { renderer: "svg", actions: false, ast: true });
    window.view = view;
}"""
FILL = """async ([rows, signals, width]) => {
    view.width(width);
    for (const [name, value] of Object.entries(signals)) view.signal(name, value);
    for (const [name, told] of Object.entries(rows)) view.data(name, told);
    await view.runAsync();
}"""
INSERT = "async (row) => { await view.insert('readings', [row]).runAsync(); }"
WORDS = "[...document.querySelectorAll('#chart text')].map((one) => one.textContent)"


@pytest.fixture(scope="module")
def vega() -> str:
    """Vega as the screen gets it."""
    return vl_convert.javascript_bundle("window.chairsideVega = { vegaEmbed };", vl_version="6.4")


@pytest.fixture
def waiting(page: Page, vega: str) -> Iterator[Page]:
    """A page with the chart embedded once, without data; whatever the console says fails the test."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_content(PAGE)
    page.add_script_tag(content=vega, type="module")
    page.wait_for_function("window.chairsideVega")
    page.evaluate(EMBED, session.specification("light"))
    yield page
    assert said == []


def fill(page: Page, *told: Any) -> dict[str, Any]:  # noqa: ANN401 - any facts
    record = facts.record_with(*told) if told else sessions.full()
    page.evaluate(FILL, [rows.rows(record), rows.signals(record), 698 - margins.AROUND])
    found: dict[str, Any] = rows.rows(record)
    return found


def test_the_chart_takes_its_rows_signals_and_width_after_it_was_drawn(waiting: Page) -> None:
    found = fill(waiting)
    size = waiting.evaluate("document.querySelector('#chart svg').getBoundingClientRect().toJSON()")
    words = waiting.evaluate(WORDS)
    drawn = waiting.evaluate("view.data('readings').map(({ at, systolic }) => [at, systolic])")
    assert size["width"] == 698
    assert 280 <= size["height"] <= 460
    assert {"139/86 +13/+6", "14:00", "60\u2032", "Nausea", "ketamine 42 mg"} <= set(words)
    assert drawn == [[row["at"], row["systolic"]] for row in found["readings"]]


def test_one_more_row_widens_the_axis_at_once(waiting: Page) -> None:
    fill(waiting, facts.reading("13:50", systolic=128, diastolic=80))
    assert waiting.evaluate("view.signal('signs_domain')") == [40, 200]
    (row,) = rows.rows(facts.record_with(facts.reading("14:00", systolic=290, diastolic=100)))["readings"]
    waiting.evaluate(INSERT, json.loads(json.dumps(row)))
    tops = waiting.evaluate(
        "[...document.querySelectorAll('#chart .systolic_0_marks path')].map((one) => one.getBoundingClientRect().top)"
    )
    assert waiting.evaluate("view.signal('signs_domain')") == [40, 290]
    assert len(tops) == 2
    assert 0 <= tops[1] < tops[0]


def test_a_lane_more_makes_the_chart_higher_and_an_empty_session_takes_it_back(waiting: Page) -> None:
    height = "document.querySelector('#chart svg').getBoundingClientRect().height"
    heights = []
    for effects in (0, 1, 3, 0):
        fill(
            waiting, facts.reading("13:50", pulse=70), *(facts.effect(words=f"effect {one}") for one in range(effects))
        )
        heights.append(waiting.evaluate(height))
    assert heights[2] - heights[1] == 36
    assert heights[0] == heights[3] < heights[1]
