"""An account of one shift, by the hands of those who open it, who is let in by it, and who sees it and closes it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from data import accounts, staff
from schemas.staff import Role, Staff
from tests import entered, said
from tests.browser.hands import enter, line, saved, table
from tests.served import Served

ADA, NUMBER, PIN = "Ada Agency", "RN 4711", "940618"
TILE = f"{ADA}, reg. {NUMBER}"


@pytest.fixture
def in_charge(clinic: Served) -> Iterator[None]:
    """Bea is in charge, for the length of a test."""
    with clinic.database.write() as connection:
        stands = accounts.of(connection, clinic.nurse)
        assert stands is not None
        accounts.keep(connection, said.again(stands, in_charge=True))
    yield
    with clinic.database.write() as connection:
        accounts.keep(connection, said.again(stands))


def administrator(clinic: Served) -> str:
    """Her name."""
    told = {"id": uuid4(), "entered_at": datetime.now(UTC), "entered_by": clinic.nurse, "initials": "AD"}
    name = f"Adm {uuid4().hex[:6]}"
    with clinic.database.write() as connection:
        entered.add(connection, Staff(**told, name=name, roles=(Role.ADMIN,)))
    return name


def come_in(page: Page, who: str, pin: str) -> None:
    """By tile and PIN."""
    page.get_by_role("button", name=who).click()
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(pin)


@pytest.mark.usefixtures("in_charge")
def test_a_nurse_from_elsewhere_is_let_in_for_a_shift_charts_under_her_number_and_is_closed_out(
    clinic: Served, page: Page, other: Page
) -> None:
    session = clinic.session()
    clinic.enrol(page)
    page.goto(f"{clinic.address}/settings")
    come_in(page, "Bea Novak", entered.PIN)
    page.get_by_role("link", name="Account of one shift").click()
    for label, value in (("Her name", ADA), ("Her initials", "AA"), ("Her registration number", NUMBER)):
        page.get_by_label(label).fill(value)
    page.get_by_label("Your own password").fill(entered.PASSWORD)
    for label in ("PIN, six digits", "PIN again"):
        page.get_by_label(label).fill(PIN)
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_text("The account is open until")).to_be_visible()
    page.goto(f"{clinic.address}/login?next=/chair?session={session}")
    come_in(page, TILE, PIN)
    expect(line(page)).to_be_focused(timeout=20_000)
    expect(page.get_by_role("button", name=TILE)).to_be_visible()
    enter(page, "148/92 88 97")
    saved(page, "148/92")
    expect(table(page)).to_contain_text("AA")
    (reading,) = clinic.record(session).readings
    with clinic.database.read() as connection:
        ada = staff.by_id(connection, reading.entered_by)
    assert ada is not None
    assert ada.name == TILE
    clinic.sign_in(other, administrator(clinic))
    other.goto(f"{clinic.address}/people")
    listed = other.get_by_text(re.compile(f"{re.escape(TILE)} \\(AA\\), registration number {NUMBER}"))
    expect(listed).to_be_visible(timeout=20_000)
    expect(listed).to_contain_text("opened by Bea Novak, open until")
    other.locator(f".st-key-close-{ada.id} button").click()
    expect(page).to_have_url(re.compile("/login"))
    expect(page.get_by_role("button", name=TILE)).to_have_count(0)
