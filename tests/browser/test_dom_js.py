"""What is drawn under a press: the button that was pressed is still there at the release, in a real Chromium."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_line_js import answers

PLACE = """async () => {
  const { h, redraw } = await import("/live/dom.js");
  const [place, elsewhere] = ["place", "elsewhere"].map((id) => document.body.appendChild(h("div", { id })));
  elsewhere.append("somewhere else");
  window.heard = [];
  const press = (words) => {
    window.heard.push(words);
    window.draw("pressed");
    window.heard.push(place.textContent);
  };
  window.draw = (words) => redraw(place, words, () => h("button", { onclick: () => press(words) }, words));
  window.draw("first");
  return "[]";
}"""


@pytest.fixture
def drawn(page: Page) -> Page:
    """A page on which `draw` draws a button anew, and `heard` says what was pressed and what stood there after it."""
    page.clock.install()
    answers(page, PLACE, [])
    return page


def test_a_button_that_is_drawn_anew_under_a_press_takes_it_all_the_same(drawn: Page) -> None:
    button = drawn.get_by_role("button")
    button.hover()
    drawn.mouse.down()
    for words in ("second", "third"):
        drawn.evaluate("words => window.draw(words)", words)
    expect(button).to_have_text("first")
    drawn.mouse.up()
    expect(button).to_have_text("pressed")
    assert drawn.evaluate("() => window.heard") == ["first", "pressed"], "what a press changes is drawn at once"


def test_what_changed_under_a_press_is_drawn_after_it_as_it_was_said_last(drawn: Page) -> None:
    button = drawn.get_by_role("button")
    button.hover()
    drawn.mouse.down()
    for words in ("second", "third"):
        drawn.evaluate("words => window.draw(words)", words)
    drawn.locator("#elsewhere").hover()  # the press is taken back: no click
    drawn.mouse.up()
    expect(button).to_have_text("third")
    assert drawn.evaluate("() => window.heard") == []


def test_a_finger_that_rests_keeps_what_changed_back_for_a_second_alone(drawn: Page) -> None:
    button = drawn.get_by_role("button")
    button.hover()
    drawn.mouse.down()
    drawn.evaluate("() => window.draw('second')")
    drawn.clock.fast_forward(1001)
    expect(button).to_have_text("second")


def test_a_press_elsewhere_keeps_nothing_back(drawn: Page) -> None:
    drawn.locator("#elsewhere").hover()
    drawn.mouse.down()
    drawn.evaluate("() => window.draw('second')")
    expect(drawn.get_by_role("button")).to_have_text("second")
