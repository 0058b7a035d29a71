"""Cold starts: from starting the process to a usable screen in a fresh browser profile, in milliseconds.

`usable.py` says when a screen counts as usable.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from data.demo import people_in
from tests.bench import invented, servers, usable
from tests.bench.table import Compared
from tests.browser import chromium

STARTS = 9
_BUTTON = "return [...document.querySelectorAll('button')].some((one) => one.innerText.trim() === 'Press');"


@dataclass
class Turn:
    """One thing to start: the server, what is opened, what tells that it can be used, and what the browser keeps."""

    start: Callable[[], servers.Server]
    use: Callable[[Page, str], None]
    usable: str
    state: StorageState | None = None
    samples: list[float] = field(default_factory=list)


def compared(folder: Path) -> list[Compared]:
    """All started in turn; the first start of each is not counted (it makes the clinic and the bytecode).

    The chair is opened by a browser at which the person was chosen before, as on any morning but the first; and by one
    that asks for the name on the way, which is one page more than the other side has.
    """
    data = folder / "chairside"
    first = servers.chairside(data)
    first.wait()
    clinic, who = invented.clinic(data, first.port)
    treatment = clinic.session()

    def by_the_names(page: Page, address: str) -> None:
        page.goto(f"{address}/chair?session={treatment}")
        page.get_by_role("button", name=who).click()
        page.get_by_label("PIN").press_sequentially(people_in.PINS[who.split()[0].lower()])

    def chosen_before(page: Page, address: str) -> None:
        page.goto(f"{address}/chair?session={treatment}")

    def theirs(page: Page, address: str) -> None:
        page.goto(address)

    def chairside() -> servers.Server:
        return servers.chairside(data, first.port)  # the cookie is of this port

    chairs = Turn(chairside, chosen_before, usable.CARET_IN_THE_LINE)
    named = Turn(chairside, by_the_names, usable.CARET_IN_THE_LINE)
    stock = Turn(_one_button, theirs, _BUTTON)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        context = browser.new_context()
        _used(context.new_page(), first.address, named)
        chairs.state = context.storage_state()
        context.close()
        first.stop()
        turns = [chairs, stock, named]
        for number in range(STARTS + 1):
            for turn in turns if number % 2 else reversed(turns):
                turn.samples.append(_start(browser, turn))
        browser.close()
    clinic.close()
    peer = stock.samples[1:]
    return [
        Compared("cold start to the chair", "a one-button page", chairs.samples[1:], peer, target=1.45),
        Compared("the same by the names", "a one-button page", named.samples[1:], peer),
    ]


def _one_button() -> servers.Server:
    return servers.streamlit("one_button.py")


def _start(browser: Browser, turn: Turn) -> float:
    context = browser.new_context(
        viewport={"width": 1180, "height": 820}, locale="en-GB", timezone_id="UTC", storage_state=turn.state
    )
    page = context.new_page()
    begun = time.time() * 1000  # the browser's clock is the same machine's
    server = turn.start()
    try:
        server.wait()
        return _used(page, server.address, turn) - begun
    finally:
        context.close()
        server.stop()


def _used(page: Page, address: str, turn: Turn) -> float:
    """When the page could be used, in milliseconds since 1970."""
    told = usable.watch(page, turn.usable)
    turn.use(page, address)
    return usable.wait(page, told)
