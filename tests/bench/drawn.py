"""When all of a page is drawn: once it looks as it did when it had come to rest before, told by the page itself.

Nothing has to be known of what a screen draws: it is opened once, uncounted, until nothing moves any more; what is then
seen of its parts (every shape, where it lies, every word) is what each later time is waited for. So a screen that draws
more, or elsewhere, is measured by all it draws, and one that draws something else in between is not done with that.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page

_WATCH: Final = (Path(__file__).parent / "drawn.js").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Parts:
    """Selectors of a page's parts, its charts' first; of these there are at least `least` when it is at rest.

    `idle` is there while the page says that nothing is on its way; `symbols` are the points seen in its charts.
    """

    charts: str
    symbols: str
    others: tuple[str, ...]
    idle: str
    least: int

    @property
    def all(self) -> list[str]:
        """The selectors, the charts' first."""
        return [self.charts, *self.others]


def watch(context: BrowserContext) -> None:
    """Lets every page that is opened from now on be watched."""
    context.add_init_script(_WATCH)


def rest(page: Page, parts: Parts) -> str:
    """How the page looks once it has come to rest."""
    return str(page.evaluate("([parts, idle, least]) => bench.rest(parts, idle, least)", _told(parts)))


def symbols(page: Page, parts: Parts) -> int:
    """How many points are seen in its charts."""
    return page.locator(parts.symbols).count()


def opened(page: Page, address: str, parts: Parts, looks: str) -> float:
    """Opens the address; milliseconds from the navigation until it looks like this. An error after a minute."""
    page.goto(address, wait_until="commit")
    return _until(page, parts, looks)


def pressed(page: Page, parts: Parts, looks: str) -> float:
    """Milliseconds from the last press on the page until it looks like this."""
    return _until(page, parts, looks) - float(page.evaluate("bench.pressed"))


def _until(page: Page, parts: Parts, looks: str) -> float:
    return float(page.evaluate("([parts, looks]) => bench.until(parts, looks)", [parts.all, looks]))


def _told(parts: Parts) -> list[object]:
    return [parts.all, parts.idle, parts.least]
