"""What an open patient's screen keeps of the server's memory: twenty of them, each above the first."""

import signal
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.bench import drawn
from tests.bench.table import Amount
from tests.bench.trends_sides import Chairside

SCREENS: Final = 20
_MOST_MB: Final = 0.15
_PATIENCE_S: Final = 60


def measured(browser: Browser, side: Chairside) -> Amount:
    """Megabytes (of 10^6 bytes) a screen, in a server of its own after all garbage was gathered.

    One screen is opened and closed before, since what only the first one brings (libraries, the patient's records) is
    no screen's own; then the one above which the others are counted.
    """
    side.server.stop()
    side.start()
    side.server.wait()
    context = browser.new_context(viewport={"width": 1180, "height": 820}, locale="en-GB", timezone_id="UTC")
    drawn.watch(context)

    def opened() -> Page:
        page = context.new_page()
        page.goto(side.address)
        drawn.rest(page, side.parts)
        return page

    page = context.new_page()
    side.sign_in(page)
    page.close()
    opened().close()
    opened()
    first = _resident(side)
    for _ in range(SCREENS - 1):
        opened()
    each = (_resident(side) - first) / (SCREENS - 1)
    context.close()
    return Amount(f"memory a screen, {SCREENS} open", each / 1e6, "MB above the first", _MOST_MB)


def _resident(side: Chairside) -> int:
    """Bytes of the server that lie in memory, once it has gathered its garbage. Raises RuntimeError after a minute."""
    told: Path = side.gathered
    told.unlink(missing_ok=True)
    side.server.process.send_signal(signal.SIGUSR1)
    until = time.monotonic() + _PATIENCE_S
    while not told.exists():
        if time.monotonic() > until:
            raise RuntimeError("The server did not gather its garbage within a minute.")
        time.sleep(0.05)
    return int(told.read_text())
