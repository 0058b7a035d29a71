"""The display in a browser: lit without a person, a touch and a PIN from the chair, and never a picture of the past."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from data import displays, statements, tablets
from schemas.statement import Chair
from tests import entered, said
from tests.browser.hands import line
from tests.served import Served

MINUTES = "02:01"


@pytest.fixture
def lit(clinic: Served, page: Page) -> Iterator[Page]:
    """A page on a tablet that an administrator lit; it is revoked afterwards."""
    with clinic.database.write() as connection:
        made, token = entered.tablet(connection, clinic.nurse, "Wall")
        displays.light(connection, made.tablet_id, clinic.nurse, datetime.now(UTC))
    clinic.give(page, "tablet", token)
    yield page
    with clinic.database.write() as connection:
        tablets.keep(connection, said.again(made, enrolled=False))


@pytest.fixture
def place(clinic: Served) -> Iterator[Chair]:
    """A chair with a number, out of use afterwards: where there is one, no place on the board has a key."""
    made = said.chair("77", entered_at=datetime.now(UTC), entered_by=clinic.nurse)
    with clinic.database.write() as connection:
        statements.say(connection, made)
    yield made
    with clinic.database.write() as connection:
        statements.say(connection, said.again(made, in_use=False))


def card(page: Page, initials: str) -> Locator:
    return page.locator(".card").filter(has_text=initials)


def test_a_touch_and_a_pin_lead_from_the_display_to_that_chair(clinic: Served, lit: Page, place: Chair) -> None:
    session, at = clinic.session(name=("Quentin", "Zimmer")), datetime.now(UTC)
    with clinic.database.write() as connection:
        statements.say(connection, said.seat(place, session, entered_at=at, entered_by=clinic.nurse))
    lit.goto(f"{clinic.address}/login")
    lit.get_by_role("link", name="Keep the display lit").click()
    shown = card(lit, "QZ")
    expect(shown).to_contain_text("77")
    expect(shown).to_contain_text("Baseline due")
    expect(lit.get_by_text(re.compile(r"as of \d\d:\d\d:\d\d"))).to_be_visible()
    expect(lit.get_by_text("Zimmer")).to_have_count(0)
    shown.click()
    lit.get_by_role("button", name="Bea Novak").click()
    lit.get_by_label("PIN").press_sequentially(entered.PIN)
    expect(line(lit)).to_be_focused(timeout=20_000)
    expect(lit.get_by_role("region", name="Patient")).to_contain_text("Quentin Zimmer")
    with clinic.database.write() as connection:
        statements.say(connection, said.seat(None, session, entered_at=datetime.now(UTC), entered_by=clinic.nurse))


def test_a_way_in_that_lies_idle_ends_nobody_who_is_in_at_this_tablet(
    clinic: Served, lit: Page, context: BrowserContext
) -> None:
    with clinic.database.write() as connection:
        token = entered.sign_in(connection, clinic.nurse)
    lit.clock.install()
    lit.goto(f"{clinic.address}/login")
    expect(lit.get_by_role("link", name="Keep the display lit")).to_be_visible()
    clinic.give(lit, "chairside", token)  # in another tab
    with lit.expect_response("**/api/session") as answer:
        lit.clock.fast_forward("01:01")
    assert answer.value.status == 200
    expect(lit).to_have_url(re.compile("/login"))
    context.clear_cookies(name=f"__Host-chairside-{clinic.port}")
    lit.clock.fast_forward("01:01")
    expect(lit).to_have_url(re.compile("/display"))


def test_without_an_answer_it_says_so_and_then_shows_nobody(clinic: Served, lit: Page) -> None:
    clinic.session(name=("Xaver", "Yilmaz"))
    lit.clock.install()
    lit.goto(f"{clinic.address}/display")
    expect(card(lit, "XY")).to_be_visible()
    lit.route("**/display/board", lambda route: route.abort())
    lit.clock.fast_forward("00:12")
    expect(lit.get_by_role("alert")).to_contain_text(re.compile(r"Not connected for \d+ s: this is no picture of now"))
    expect(card(lit, "XY")).to_be_visible()
    lit.clock.fast_forward(MINUTES)
    expect(card(lit, "XY")).to_have_count(0)
    with lit.expect_navigation():
        lit.unroute("**/display/board")
        lit.clock.fast_forward("00:03")
    expect(card(lit, "XY")).to_be_visible()


def test_a_display_that_was_ended_goes_dark_within_seconds(clinic: Served, lit: Page) -> None:
    clinic.session(name=("Ulla", "Vogt"))
    lit.goto(f"{clinic.address}/display")
    expect(card(lit, "UV")).to_be_visible()
    with clinic.database.write() as connection:
        for tablet_id in displays.all_lit(connection, datetime.now(UTC)):
            displays.put_out(connection, tablet_id, clinic.nurse, datetime.now(UTC))
    expect(card(lit, "UV")).to_have_count(0, timeout=5_000)
    expect(lit.get_by_role("alert")).to_contain_text("keeps no display any more")


def test_a_way_in_that_nobody_touches_gives_the_display_its_place_back(clinic: Served, lit: Page) -> None:
    lit.clock.install()
    lit.goto(f"{clinic.address}/login")
    lit.clock.fast_forward("00:50")
    lit.keyboard.press("Shift")
    lit.clock.fast_forward("00:50")
    expect(lit).to_have_url(re.compile("/login"))
    lit.clock.fast_forward("00:11")
    expect(lit).to_have_url(re.compile("/display"))
