"""Pictures for the documentation: who is looked at in the demo, how one comes in, how a picture is taken and kept."""

import os
import struct
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from playwright.sync_api import Page, expect

from data import treatments
from data.demo import people_in
from schemas.treatment import Treatment
from tests.served import Served

PICTURES: Final = Path(__file__).parents[2] / "docs" / "pictures"


def oldest(demo: Served) -> Treatment:
    """Of the sessions that are open the one that has gone on longest: its drug is given, its effects are fading."""
    return open_ones(demo)[0]


def most_often(demo: Served) -> UUID:
    """Who has come most often: of her there is a course to see."""
    at = datetime.now(UTC)
    with demo.database.read() as connection:
        every = treatments.arrived_between(connection, at - timedelta(days=730), at)
    return Counter(one.patient_id for one in every).most_common(1)[0][0]


def open_ones(demo: Served) -> list[Treatment]:
    """The sessions that are open, by arrival."""
    with demo.database.read() as connection:
        return sorted(treatments.open_ones(connection), key=lambda one: one.arrived_at)


def come_in(demo: Served, page: Page, name: str = "Bea Novak", user_name: str = "bea") -> None:
    """As whoever opens the demo: a tile, and the PIN that stands on it."""
    page.goto(f"{demo.address}/login")
    page.get_by_role("button", name=name).click()
    page.get_by_label("PIN").press_sequentially(people_in.PINS[user_name])
    expect(page.get_by_text("Open sessions")).to_be_visible(timeout=30_000)


def take(page: Page, file: Path) -> Path:
    """The picture, once Streamlit has drawn everything; a fault on the screen fails the test."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=30_000)
    expect(page.get_by_text("Something went wrong")).to_have_count(0)
    return shot(page, file)


def shot(page: Page, file: Path) -> Path:
    """The picture as it stands."""
    page.screenshot(path=file, animations="disabled")
    return file


def size(picture: Path) -> tuple[int, int]:
    """Width and height, from the head of the PNG."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def keep(picture: Path) -> None:
    """Puts the picture into the documentation where that is asked for; a test alone changes nothing there."""
    if os.environ.get("CHAIRSIDE_PICTURES") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / picture.name).write_bytes(picture.read_bytes())
