"""The patient's screen with sixty sessions in a real browser, beside a Dash page that draws the same.

`python -m tests.bench trends` prints it: from the navigation to all that is drawn, by a server that is warm and by one
that was just started; from the press on a filter to all that is drawn; what open screens keep of the server's memory;
and a history read cold. What is compared and why that is fair: docs/decisions/0032-the-patients-screen-beside-dash.md.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench import cold, drawn, open_screens
from tests.bench.table import Line, Spread
from tests.bench.trends_sides import Chairside, Dash, Side
from tests.browser import chromium

OPENED, FILTERED, STARTED = 20, 20, 7  # samples of each side, beside a first that is not counted
_TARGET: Final = 0.5
_PEER: Final = "a Dash page"
Samples = list[list[float]]


def measured(folder: Path) -> Iterator[Line]:
    """Every line as it is known; both sides in turn, in one browser, the one that begins changing each time."""
    with ExitStack() as ends:
        ours = Chairside(folder)
        ends.callback(ours.close)
        theirs = Dash(folder, ours)
        ends.callback(theirs.close)
        sides: tuple[Side, Side] = (ours, theirs)
        for side in sides:
            side.server.wait()
        browser, context = ends.enter_context(_browser())
        looks = _learned(context, sides)
        opened = _in_turn(sides, OPENED, lambda side: _open(context, side, looks[side]))
        yield Spread("open to all drawn, server warm", _PEER, *opened, target=_TARGET)
        chosen, cleared = _filtered(context, sides, looks)
        yield Spread("a filter set to all drawn", _PEER, *chosen, target=_TARGET)
        yield Spread("a filter cleared to all drawn", _PEER, *cleared, target=_TARGET)
        yield open_screens.measured(browser, ours)
        started = _in_turn(sides, STARTED, lambda side: _started(context, side, looks[side]))
        yield Spread("open, server just started", _PEER, *started)
    yield from cold.compared(folder)


@contextmanager
def _browser() -> Iterator[tuple[Browser, BrowserContext]]:
    """One browser and one of its profiles, in which both sides find their scripts again as on any day but the first."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        context = browser.new_context(viewport={"width": 1180, "height": 820}, locale="en-GB", timezone_id="UTC")
        drawn.watch(context)
        yield browser, context
        browser.close()


def _learned(context: BrowserContext, sides: Sequence[Side]) -> dict[Side, str]:
    """How each side's page looks at rest. Raises RuntimeError where they do not show as many points."""
    looks, points = {}, []
    for side in sides:
        page = context.new_page()
        side.sign_in(page)
        page.goto(side.address)
        looks[side] = drawn.rest(page, side.parts)
        points.append(drawn.symbols(page, side.parts))
        page.close()
    if len(set(points)) > 1:
        raise RuntimeError(f"The two screens draw {points[0]} and {points[1]} points: they cannot be compared.")
    return looks


def _in_turn(sides: Sequence[Side], times: int, measure: Callable[[Side], float]) -> Samples:
    """A sample of each side so many times, without the first."""
    samples: dict[Side, list[float]] = {side: [] for side in sides}
    for number in range(times + 1):
        for side in sides if number % 2 else reversed(sides):
            samples[side].append(measure(side))
    return [samples[side][1:] for side in sides]


def _open(context: BrowserContext, side: Side, looks: str) -> float:
    page = context.new_page()
    try:
        return drawn.opened(page, side.address, side.parts, looks)
    finally:
        page.close()


def _started(context: BrowserContext, side: Side, looks: str) -> float:
    """Opened at a server that has answered nobody yet."""
    side.server.stop()
    side.start()
    side.server.wait()
    return _open(context, side, looks)


def _filtered(context: BrowserContext, sides: Sequence[Side], looks: dict[Side, str]) -> tuple[Samples, Samples]:
    """The dose chosen, and taken away again, on a page of each side that stays open."""
    pages = {side: _asking(context, side) for side in sides}
    half = {}
    for side, page in pages.items():
        side.choose(page)
        half[side] = drawn.rest(page, side.parts)
        side.clear(page)
        drawn.pressed(page, side.parts, looks[side])
    cleared: dict[Side, list[float]] = {side: [] for side in sides}

    def choose(side: Side) -> float:
        page = pages[side]
        page.bring_to_front()
        side.ask(page)
        side.choose(page)
        took = drawn.pressed(page, side.parts, half[side])
        side.clear(page)
        cleared[side].append(drawn.pressed(page, side.parts, looks[side]))
        return took

    chosen = _in_turn(sides, FILTERED, choose)
    for page in pages.values():
        page.close()
    return chosen, [cleared[side][1:] for side in sides]


def _asking(context: BrowserContext, side: Side) -> Page:
    page = context.new_page()
    page.goto(side.address)
    drawn.rest(page, side.parts)
    side.ask(page)
    return page
