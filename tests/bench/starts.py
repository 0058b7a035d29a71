"""Cold starts: from starting the process to a usable screen in a fresh browser profile, in milliseconds."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.bench import invented, servers
from tests.bench.table import Compared
from tests.browser import chromium

STARTS = 5


def compared(folder: Path) -> Compared:
    """Both started in turn; the first start of each is not counted (it makes the clinic and the bytecode)."""
    data = folder / "chairside"
    first = servers.chairside(data)
    first.wait()
    clinic, who = invented.clinic(data, first.port)
    treatment = clinic.session()

    def ours(page: Page, address: str) -> None:
        page.goto(f"{address}/chair?session={treatment}")
        page.get_by_role("button", name=who).click()
        expect(page.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=60_000)

    def theirs(page: Page, address: str) -> None:
        page.goto(address)
        expect(page.get_by_role("button", name="Press")).to_be_visible(timeout=60_000)

    first.stop()
    samples: tuple[list[float], list[float]] = ([], [])
    turns = [
        (samples[0], lambda: servers.chairside(data), ours),
        (samples[1], lambda: servers.streamlit("one_button.py"), theirs),
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
        for number in range(STARTS + 1):
            for kept, start, use in turns if number % 2 else reversed(turns):
                kept.append(_start(browser, start, use))
        browser.close()
    clinic.close()
    return Compared("cold start", "a one-button page", samples[0][1:], samples[1][1:], target=1.45)


def _start(browser: Browser, start: Callable[[], servers.Server], use: Callable[[Page, str], None]) -> float:
    context = browser.new_context(viewport={"width": 1180, "height": 820}, locale="en-GB", timezone_id="UTC")
    page = context.new_page()
    begun = time.monotonic()
    server = start()
    try:
        server.wait()
        use(page, server.address)
        return (time.monotonic() - begun) * 1000
    finally:
        context.close()
        server.stop()
