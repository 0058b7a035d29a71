"""What the server asks or refuses of a line comes back into the line, is answered by Enter, and is saved once."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.hands import alert, at_one_moment, confirm, enter, intercept, line, saved
from tests.served import Served

EFFECTS = re.compile(r"/api/treatments/[^/]+/effects$")
DENIED = "none was reported"


def denied(clinic: Served, page: Page) -> None:
    """A chair at which none was reported, and then an effect from before is entered: the server asks."""
    clinic.open_chair(page, clinic.session())
    enter(page, "+none")
    saved(page, "")
    with at_one_moment(page):  # an answer that comes late is shown beside the line instead of in it
        enter(page, "+vertigo 2 @-5")
        expect(alert(page).filter(has_text=DENIED)).to_be_visible()


def test_a_question_of_the_server_stands_under_its_line_and_enter_confirms_it_once(clinic: Served, page: Page) -> None:
    denied(clinic, page)
    expect(alert(page).filter(has_text=DENIED)).to_contain_text("Enter again")
    expect(line(page)).to_have_value("+vertigo 2 @-5")
    expect(page.get_by_role("button", name="Save it so")).to_have_count(0)
    expect(line(page)).to_be_focused()
    confirm(page)
    saved(page, "Vertigo")
    expect(line(page)).to_have_value("")
    expect(alert(page)).to_have_count(0)


def test_escape_edits_the_line_that_was_asked_about(clinic: Served, page: Page) -> None:
    denied(clinic, page)
    expect(alert(page).filter(has_text=DENIED)).to_be_visible()
    page.keyboard.press("Escape")
    expect(alert(page)).to_have_count(0)
    expect(line(page)).to_have_value("+vertigo 2 @-5")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    saved(page, "Vertigo")
    expect(alert(page)).to_have_count(0)


@pytest.mark.parametrize("typed", ["120/80 70", "1"])
def test_what_is_typed_before_the_question_comes_is_the_next_line_and_enter_reaches_the_question_after_it(
    clinic: Served, page: Page, typed: str
) -> None:
    clinic.open_chair(page, clinic.session())
    enter(page, "+none")
    saved(page, "")
    held: list[Route] = []
    intercept(page, EFFECTS, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the handler
    with page.expect_request(EFFECTS):
        enter(page, "+vertigo 2 @-5")
    page.keyboard.type(typed)
    for route in held:
        route.continue_()
    page.unroute(EFFECTS)
    row = alert(page).filter(has_text=DENIED)
    expect(row).to_contain_text("Enter on the empty line goes here.")
    expect(line(page)).to_have_value(typed)
    for _ in typed:
        page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(line(page)).to_have_value("+vertigo 2 @-5")
    confirm(page)
    saved(page, "Vertigo")
    expect(alert(page)).to_have_count(0)


def test_a_key_in_the_moment_in_which_a_line_comes_back_begins_the_next_line(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    enter(page, "+none")
    saved(page, "")
    with at_one_moment(page):
        with page.expect_response(EFFECTS):
            enter(page, "+vertigo 2 @-5")
        page.keyboard.type("1")
    expect(line(page)).to_have_value("1")
    expect(alert(page).filter(has_text=DENIED)).to_contain_text("+vertigo 2 @-5")


def test_a_question_about_a_form_is_reached_by_enter_on_the_empty_line(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    enter(page, "188/112 80 97")
    saved(page, "188/112")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_label("Planned dose mg").fill("40")
    page.get_by_label("Over minutes").fill("40")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save it so")).to_be_visible()
    expect(line(page)).to_be_focused()
    while line(page).evaluate("line => line.getRootNode().activeElement === line"):
        page.keyboard.press("Enter")
        page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(page.get_by_role("button", name="Save it so")).to_be_focused()
