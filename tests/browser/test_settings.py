"""Settings in a real browser: a limit is changed in its cell, looked at, and published with its source."""

from datetime import UTC, datetime
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from data import protocols
from schemas.staff import Role, Staff
from tests import entered
from tests.served import Served

SOURCE = "our medical director, Dr Lind, 2026-11-27"
# Where the first row's cells lie in the table of limits, from its left upper corner.
ROW = 36 + 17
VALUE, LAST = 315, -60


def prescriber(clinic: Served) -> str:
    """A prescriber of this clinic; the name of her tile."""
    person, name = uuid4(), f"Dr {uuid4().hex[:6]}"
    told = {"id": person, "entered_at": datetime.now(UTC), "entered_by": clinic.nurse, "initials": "DR"}
    with clinic.database.write() as connection:
        entered.add(connection, Staff(**told, name=name, roles=(Role.PRESCRIBER,)))
    return name


def write(page: Page, table: Locator, across: int, text: str) -> None:
    """Writes into a cell of the first row, as one does in a table: double click, what it says, Enter."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=30_000)
    box = table.bounding_box()
    assert box is not None
    place = {"x": across if across > 0 else box["width"] + across, "y": ROW}
    table.dblclick(position=place)
    editor = page.locator("[id^=portal] input, [id^=portal] textarea, .gdg-input")
    editor.first.fill(text)  # at once: what is drawn selects itself a moment later, and a key before that is lost
    expect(editor.first).to_have_value(text)
    editor.first.press("Enter")
    expect(editor).to_have_count(0)


def test_a_limit_is_changed_in_its_cell_and_published_with_its_source(clinic: Served, page: Page) -> None:
    name = prescriber(clinic)
    clinic.sign_in(page, name)
    page.goto(f"{clinic.address}/settings")
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=30_000)
    page.get_by_text("IV q10/q15 v4").first.click()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=30_000)  # what it draws is there
    page.get_by_role("button", name="Copy and change").first.click()
    ours = f"IV {uuid4().hex[:6]}"
    page.get_by_role("textbox", name="Name", exact=True).fill(ours)
    page.keyboard.press("Tab")
    changes = page.get_by_role("table").filter(has_text="before")
    expect(changes).to_contain_text(ours, timeout=20_000)
    # A page that is being drawn anew takes away the cell in which one writes.
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=30_000)
    limits = page.get_by_test_id("stDataFrame").nth(2).locator(".dvn-scroller")
    limits.scroll_into_view_if_needed()
    write(page, limits, VALUE, "155")
    expect(changes).to_contain_text("Limits, systolic high caution", timeout=20_000)
    expect(changes).to_contain_text("lacking: write where the new value comes from")
    write(page, limits, LAST, SOURCE)
    expect(changes).to_contain_text(SOURCE, timeout=20_000)
    page.get_by_role("textbox", name="Why this version").fill("lower for our patients")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text(f"{ours} v1 is published")).to_be_visible(timeout=20_000)
    with clinic.database.read() as connection:
        (made,) = [one for one in protocols.current(connection) if one.name == ours]
    first = made.limits[0]
    assert (first.sign, first.level.value, first.value, first.source) == ("systolic", "caution", 155, SOURCE)
