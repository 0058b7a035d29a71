"""A save in a real browser: press to receipt, press to the new point in the chart, and the server's processor time."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from data import facts
from schemas.drug import DrugAct, DrugEvent
from schemas.reading import Reading, Source
from schemas.rules import minutes
from tests.bench import invented, servers, stock_rows
from tests.bench.table import Compared
from tests.browser import chromium

BLOCKS = 5
SAVES = 8  # a block; each begins a session of its own with EARLIER readings
EARLIER = 12
_PAUSE = 0.8  # after each save: what the page does late, such as keeping a draft, belongs to the save
_IDLE = 3.0
_WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
Values = tuple[int, int, int, int, int]

_INTERVAL, _BETWEEN = 10, 6  # minutes: a window reaches from 3 before its due to 5 after it


@dataclass
class Samples:
    """Milliseconds: a save each for receipt and point, a block each for the processor."""

    receipt: list[float] = field(default_factory=list)
    point: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class Side(Protocol):
    """One of the two programs: how a session is opened and how one set of values is entered, up to the Enter."""

    server: servers.Server
    receipt: str
    marks: Sequence[str]

    def open(self, page: Page) -> None:
        """A new session with its earlier readings, ready for typing."""

    def enter(self, page: Page, values: Values, number: int) -> None:
        """Types the values."""

    def words(self, values: Values) -> str:
        """What the receipt says of them."""


def compared(folder: Path) -> list[Compared]:
    """Three lines of the table."""
    ours, stock = Chairside(folder), Stock(folder)
    samples = {ours: Samples(), stock: Samples()}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.path(), args=list(chromium.FLAGS))
            for side in (ours, stock):
                _block(browser, side, Samples(), saves=3)
            for number in range(BLOCKS):
                for side in (ours, stock) if number % 2 else (stock, ours):
                    _block(browser, side, samples[side], saves=SAVES)
            browser.close()
    finally:
        ours.server.stop()
        stock.server.stop()
    mine, theirs = samples[ours], samples[stock]
    # A stock save is over when its text and both charts are there; its text alone comes half way through the run.
    whole = [max(both) for both in zip(theirs.receipt, theirs.point, strict=True)]
    return [
        Compared("press to receipt", "stock page, text and charts", mine.receipt, whole, target=0.05),
        Compared("press to receipt", "stock page, its text alone", mine.receipt, theirs.receipt),
        Compared("press to new point", "stock page, text and charts", mine.point, whole, target=0.10),
        Compared("server CPU a save (blocks)", "stock page", mine.cpu, theirs.cpu, target=0.07),
    ]


def _block(browser: Browser, side: Side, samples: Samples, *, saves: int) -> None:
    context = _context(browser)
    page = context.new_page()
    side.open(page)
    page.wait_for_timeout(1500)
    idle = _idle(side.server)
    begun, before = time.monotonic(), side.server.cpu_ms()
    for number in range(saves):
        values = (121 + number, 76 + number % 4, 70 + number % 5, 96 + number % 3, 14 + number % 3)
        side.enter(page, values, number)
        page.evaluate("(all) => { window.bench.arm(...all); }", [side.receipt, side.words(values), list(side.marks)])
        page.keyboard.press("Enter")
        receipt, point = page.evaluate("window.bench.done")
        samples.receipt.append(receipt)
        samples.point.append(point)
        time.sleep(_PAUSE)
    passed = time.monotonic() - begun
    samples.cpu.append((side.server.cpu_ms() - before - idle * passed) / saves)
    context.close()


def _idle(server: servers.Server) -> float:
    """Milliseconds of processor a second that the server spends on a page that is only open."""
    before = server.cpu_ms()
    time.sleep(_IDLE)
    return (server.cpu_ms() - before) / _IDLE


def _context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1180, "height": 820}, locale="en-GB", timezone_id="UTC")
    context.add_init_script(_WATCH)
    return context


class Chairside:
    """The product, on the invented clinic that `make run` serves; a time is stated since no minute may hold two."""

    receipt = ".receipt"
    marks = tuple(f"g.{name}_marks > path" for name in ("systolic_0", "diastolic_0", "pulse_0", "spo2_1"))

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "chairside"
        self.server = servers.chairside(self.folder)
        self.server.wait()
        self.clinic, self.who = invented.clinic(self.folder, self.server.port)

    def open(self, page: Page) -> None:
        """A session with a start and its earlier readings, two and a half hours old."""
        treatment = self.clinic.session(minutes_ago=150)
        with self.clinic.database.write() as connection:
            facts.record(connection, self._start(treatment))
            for number in range(EARLIER):
                facts.record(connection, self._reading(treatment, number))
        self.clinic.open_chair(page, treatment, self.who)

    def enter(self, page: Page, values: Values, number: int) -> None:
        """Types the line, its time in a due's window: between two windows it would be asked about."""
        systolic, diastolic, *others = values
        run = " ".join(str(value) for value in (f"{systolic}/{diastolic}", *others))
        ago = 40 - 2 * number
        if (minutes.between(self.started, datetime.now(UTC)) - ago) % _INTERVAL == _BETWEEN:
            ago -= 1
        page.keyboard.type(f"{run} @-{ago}")

    def words(self, values: Values) -> str:
        """The values as the receipt writes them."""
        systolic, diastolic, *others = values
        return f"{systolic}/{diastolic} {' '.join(map(str, others))}"

    def _start(self, treatment: UUID) -> DrugEvent:
        at = self.started = datetime.now(UTC) - timedelta(minutes=132)
        common = {"id": uuid4(), "entered_at": at, "entered_by": self.clinic.nurse, "treatment_id": treatment}
        return DrugEvent(**common, at=at, act=DrugAct.START, dose_mg=40, duration_minutes=40)

    def _reading(self, treatment: UUID, number: int) -> Reading:
        at = datetime.now(UTC) - timedelta(minutes=140 - 8 * number)
        common = {"id": uuid4(), "entered_at": at, "entered_by": self.clinic.nurse, "treatment_id": treatment}
        systolic, diastolic, pulse, spo2, respirations = stock_rows.values(number)
        signs = {
            "systolic": systolic,
            "diastolic": diastolic,
            "pulse": pulse,
            "spo2": spo2,
            "respirations": respirations,
        }
        return Reading(**common, **signs, taken_at=at, source=Source.LINE)


class Stock:
    """The stock page."""

    receipt = "[data-testid=stAlert]"
    marks = (".layer_2_marks > path", ".concat_0_layer_1_marks > path")  # one of each chart

    def __init__(self, folder: Path) -> None:
        self.database = folder / "stock.db"
        self.server = servers.streamlit("stock.py", {"STOCK_DATABASE": os.fspath(self.database)})
        self.server.wait()

    def open(self, page: Page) -> None:
        """A session with its earlier readings."""
        session = uuid4().hex
        page.goto(f"{self.server.address}/?session={session}")
        expect(page.get_by_role("button", name="Save reading")).to_be_visible(timeout=60_000)
        stock_rows.earlier(self.database, session, EARLIER)
        page.reload()
        expect(page.locator(".role-mark.mark-symbol").first).to_be_attached(timeout=60_000)

    def enter(self, page: Page, values: Values, number: int) -> None:  # noqa: ARG002 - the other side's
        """Fills the form; the caret stays in its last field."""
        for sign, value in zip(stock_rows.SIGNS, values, strict=True):
            page.get_by_role("spinbutton", name=sign).fill(str(value))

    def words(self, values: Values) -> str:
        """The values as the page writes them."""
        return f"Saved {' '.join(map(str, values))}"
