"""A poll of the board in a real browser: what it costs the server, in milliseconds of its processor's time.

`python -m tests.bench.board` prints these lines alone.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from tests.bench import servers
from tests.bench.board_sides import Chairside, Side, Stock
from tests.bench.table import Compared, heading
from tests.browser import chromium

BLOCKS = 4
POLLS = 30  # a block: a minute of the product's heartbeat and of the stock page's fragment
SAVED_AT = (8, 22)  # in each block after so many polls: twenty chairs at ten-minute intervals save twice a minute
REST_S = 60.0  # a whole minute, as a block is: what the server does once a minute is in both
ALONE = 100  # a block of polls that are all of one kind
_PATIENCE = 180.0
_FETCH = """async ([times, known]) => {
  let tag = "";
  for (let time = 0; time < times; time += 1) {
    const answer = await fetch("/api/board", { cache: "no-store", headers: known ? { "if-none-match": tag } : {} });
    tag = answer.headers.get("etag");
    await answer.text();
  }
}"""


def compared(folder: Path) -> list[Compared]:
    """The polls as they come, and those of either answer alone; each side in a browser of its own, in the same minutes.

    What a server uses at rest, without a page, is taken off on every side but in the line that says so.
    """
    ours = Chairside(folder)
    sides = (ours, Stock(folder, ours), Stock(folder, ours, query="?values=line"))
    try:
        rest = _rest(sides)
        with sync_playwright() as playwright:
            pages = [_page(playwright.chromium, side) for side in sides]
            blocks = [_block(pages[0], sides, number) for number in range(BLOCKS + 1)][1:]
            fresh = ours.fresh / ours.polls
            alone = [[_alone(pages[0], ours, rest[0], known=known) for _ in range(BLOCKS)] for known in (True, False)]
            for page in pages:
                _browser(page).close()
    finally:
        ours.clinic.close()
        for side in sides:
            side.server.stop()
    whole = [[spent.cpu for spent in side] for side in zip(*blocks, strict=True)]
    mine, theirs, lean = (
        [spent.without(idle) for spent in side] for side, idle in zip(zip(*blocks, strict=True), rest, strict=True)
    )
    return [
        Compared(f"CPU a board poll, {fresh:.0%} new", "a stock fragment", mine, theirs, target=0.07),
        Compared("the same", "one with values as a line", mine, lean),
        Compared("the same, rest included", "a stock fragment", whole[0], whole[1]),
        Compared("CPU a board poll, all 304", "a stock fragment", alone[0], theirs),
        Compared("CPU a board poll, all 200", "a stock fragment", alone[1], theirs),
    ]


@dataclass(frozen=True)
class Spent:
    """A poll's share of a block: milliseconds of processor, and seconds by the clock."""

    cpu: float
    seconds: float

    def without(self, rest: float) -> float:
        """Milliseconds, less what a server at rest uses; `rest` is in milliseconds a second."""
        return self.cpu - rest * self.seconds


def _cpu_ms(server: servers.Server) -> float:
    """User and system time of the process, its ended threads included; the count in /proc goes by 10 ms."""
    return time.clock_gettime_ns(~server.process.pid << 3 | 2) / 1e6  # the number of a process's own clock (Linux)


def _rest(sides: Sequence[Side]) -> list[float]:
    """Milliseconds a second of each server before any page is open."""
    time.sleep(5)  # the start itself is over
    before = [_cpu_ms(side.server) for side in sides]
    time.sleep(REST_S)
    return [(_cpu_ms(side.server) - cpu) / REST_S for side, cpu in zip(sides, before, strict=True)]


def _page(kind: BrowserType, side: Side) -> Page:
    browser = kind.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
    page = browser.new_page(viewport={"width": 1180, "height": 820}, locale="en-GB", timezone_id="UTC")
    side.open(page)
    return page


def _browser(page: Page) -> Browser:
    browser = page.context.browser
    if browser is None:
        raise RuntimeError("The page lost its browser.")
    return browser


def _block(page: Page, sides: Sequence[Side], number: int) -> list[Spent]:
    """What a poll took on each side, over the same number of polls; `page` is only waited with."""
    begun = [(side.polls, _cpu_ms(side.server), time.monotonic()) for side in sides]
    spent: dict[int, Spent] = {}
    due = list(SAVED_AT)
    until = time.monotonic() + _PATIENCE
    while len(spent) < len(sides):
        if time.monotonic() > until:
            raise RuntimeError("One of the boards has stopped looking.")
        page.wait_for_timeout(50)
        for place, (side, (polls, cpu, at)) in enumerate(zip(sides, begun, strict=True)):
            seen = side.polls - polls
            if seen >= POLLS and place not in spent:
                spent[place] = Spent((_cpu_ms(side.server) - cpu) / seen, (time.monotonic() - at) / seen)
        if due and sides[0].polls >= begun[0][0] + due[0]:
            due.pop(0)
            for side in sides:
                side.save(number * len(SAVED_AT) + len(due))
    return [spent[place] for place in range(len(sides))]


def _alone(page: Page, side: Side, rest: float, *, known: bool) -> float:
    """Milliseconds a poll that is answered 304 (`known`) or 200, one straight after the other."""
    before, at = _cpu_ms(side.server), time.monotonic()
    page.evaluate(_FETCH, [ALONE, known])
    return Spent((_cpu_ms(side.server) - before) / ALONE, (time.monotonic() - at) / ALONE).without(rest)


def main() -> int:
    """Measures and prints; the exit code says only whether it could be run."""
    print(heading())
    with tempfile.TemporaryDirectory(prefix="chairside-bench-") as folder:
        for line in compared(Path(folder)):
            print(line.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
