"""From the last digit of a PIN to a screen that can be used, in a real browser, in milliseconds.

`python -m tests.bench unlock` prints it. The page writes down its own first usable frame, as in `starts.py`.
"""

import time
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from data.demo import people_in
from tests.bench import invented, servers, usable
from tests.bench.table import Within
from tests.browser import chromium

TIMES = 15
# The cards lie in a shadow root.
_CARDS = "return [...document.querySelectorAll('*')].some((one) => one.shadowRoot?.querySelector('a.card'));"
_MOST = 2000.0


def measured(folder: Path) -> list[Within]:
    """To the caret in the line of a chair that was locked, and to the cards of the board."""
    server = servers.chairside(folder / "chairside")
    server.wait()
    clinic, who = invented.clinic(folder / "chairside", server.port)
    chair = f"{server.address}/chair?session={clinic.session()}"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
            lines = []
            for what, address, ready in (("chair", chair, usable.CARET_IN_THE_LINE), ("board", server.address, _CARDS)):
                page = browser.new_page(viewport={"width": 1180, "height": 820}, locale="en-GB", timezone_id="UTC")
                told = usable.watch(page, ready)
                samples = [_once(page, address, who, told) for _ in range(TIMES + 1)][1:]
                lines.append(Within(f"PIN to the {what}", samples, median=_MOST, far=_MOST))
                page.close()
            browser.close()
    finally:
        clinic.close()
        server.stop()
    return lines


def _once(page: Page, address: str, who: str, told: list[float]) -> float:
    """Locks by asking for the way in, and gives the PIN of whoever was there."""
    page.goto(f"{address.partition('/chair')[0]}/login")
    page.goto(address)
    page.get_by_role("button", name=who).click()
    expect(page.get_by_label("PIN")).to_be_focused()
    *first, last = people_in.PINS[who.split(maxsplit=1)[0].lower()]
    page.keyboard.type("".join(first))
    told.clear()
    begun = time.time() * 1000  # the browser's clock is the same machine's
    page.keyboard.press(last)
    return usable.wait(page, told) - begun
