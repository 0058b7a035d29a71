"""What a nurse does and looks for at the chair, by accessible names alone."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, Response, Route, expect

from tests import entered


def line(page: Page) -> Locator:
    """The entry line."""
    return page.get_by_role("textbox", name="Vitals")


def enter(page: Page, typed: str) -> None:
    """Types into the line and presses Enter."""
    line(page).focus()
    unhurried(page)
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def saved(page: Page, words: str) -> None:
    """Waits for the receipt that says so."""
    expect(page.get_by_role("status").filter(has_text=re.compile("^✓ Saved")).filter(has_text=words)).to_be_visible()


def alert(page: Page) -> Locator:
    """What was refused or asked; that one answer of the server was late is said elsewhere."""
    return page.get_by_role("alert").filter(visible=True).and_(page.locator(":not(.wire *)"))


def lost(page: Page) -> Locator:
    """That there is no connection."""
    return page.get_by_role("alert").filter(has_text="Not connected")


def table(page: Page) -> Locator:
    """The flowsheet."""
    return page.get_by_role("table", name="Readings")


def is_kept(answer: Response) -> bool:
    """Whether this acknowledges a draft."""
    return answer.url.endswith("/draft") and answer.request.method == "PUT" and answer.status == 204


def switch(page: Page, who: str) -> None:
    """Locks the page by the name in its bar, and lets this person in by her tile and PIN."""
    page.locator(".bar .end").click()
    page.get_by_role("button", name=who).click()
    page.get_by_label("PIN").press_sequentially(entered.PIN)


def intercept(page: Page, url: Any, handler: Callable[[Route], Any], **how: Any) -> None:  # noqa: ANN401 - as `route`
    """Routes as the page does, and waits until it does: on a busy machine a request went by a route just set."""
    page.route(url, handler, **how)
    page.route("**/is-it-intercepted", lambda route: route.fulfill(status=299))
    page.wait_for_function("() => fetch('/is-it-intercepted').then((answer) => answer.status === 299)")
    page.unroute("**/is-it-intercepted")


def unhurried(page: Page) -> None:
    """Waits until a first key is none of somebody's who typed on through the unlock: a robot is quicker."""
    page.wait_for_function("() => performance.now() > (window.chairsideFast?.hastyUntil ?? 0)")


@contextmanager
def at_one_moment(page: Page) -> Iterator[None]:
    """The page's own clocks stand: what is meant to come at once does, however busy the machine is."""
    page.evaluate(
        """() => {
            const [since, at] = [performance.now(), Date.now()];
            window.clocks = [performance.now, Date.now];
            [performance.now, Date.now] = [() => since, () => at];
        }"""
    )
    yield
    page.evaluate("() => { [performance.now, Date.now] = window.clocks; }")


def confirm(page: Page) -> None:
    """Enter until it is taken: what was just asked is answered by no key that bounced."""
    until = time.monotonic() + 20
    while line(page).input_value():
        assert time.monotonic() < until, f"the line holds {line(page).input_value()} and asks on"
        page.keyboard.press("Enter")
        page.evaluate("() => new Promise(requestAnimationFrame)")
