"""An emergency at a locked tablet: one line and Enter by nobody, then a PIN and a claim at the chair."""

from playwright.sync_api import Page, expect

from schemas.emergency import UNCLAIMED
from tests import entered
from tests.browser.hands import intercept, line, saved, table
from tests.served import Served


def test_what_was_written_at_a_locked_chair_is_claimed_after_the_unlock(clinic: Served, page: Page) -> None:
    session = clinic.session(name=("Nora", "Emberg"))
    clinic.open_chair(page, session)
    page.locator(".bar .end").click()
    page.get_by_role("link", name="Emergency entry").click()
    expect(page.get_by_role("heading", name="NE ·")).to_be_visible()
    expect(page.get_by_text("Emberg")).to_have_count(0)
    expect(page.get_by_label("Vitals")).to_be_focused()
    page.keyboard.type("88/50 120 84")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("88/50 120 84 · unclaimed at Tablet 1")
    (reading,) = clinic.record(session).readings
    assert reading.entered_by == UNCLAIMED
    page.goto(f"{clinic.address}/login?next=%2F")
    page.get_by_role("button", name="Bea Novak").click()
    page.get_by_label("PIN").press_sequentially(entered.PIN)
    card = page.locator(".board .card").filter(has_text="Nora Emberg")
    expect(card).to_contain_text("Emergency entry, unclaimed", timeout=20_000)
    card.click()
    banner = page.get_by_role("alert", name="Emergency entries")
    expect(banner).to_contain_text("1 emergency entry is unclaimed at Tablet 1.", timeout=20_000)
    banner.get_by_role("button", name="Claim").click()
    saved(page, "claimed by BN")
    expect(banner).to_have_count(0)
    expect(table(page)).to_contain_text("entered unclaimed at Tablet 1")
    expect(line(page)).to_be_visible()


def test_an_entry_that_finds_no_server_waits_in_sight_and_is_saved_once(clinic: Served, page: Page) -> None:
    session = clinic.session(name=("Olga", "Pabst"))
    clinic.enrol(page)
    page.goto(f"{clinic.address}/emergency?session={session}")
    intercept(page, "**/emergency", lambda route: route.abort())
    page.get_by_label("Note").fill("does not answer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved yet: it is sent again by itself.")).to_be_visible()
    page.unroute("**/emergency")
    expect(page.get_by_role("status")).to_contain_text("does not answer · unclaimed at")
    assert [one.words for one in clinic.record(session).notes] == ["does not answer"]


def test_what_was_saved_does_not_stay_on_a_page_that_nobody_is_at(clinic: Served, page: Page) -> None:
    session = clinic.session(name=("Rita", "Sommer"))
    clinic.enrol(page)
    page.clock.install()
    page.goto(f"{clinic.address}/emergency?session={session}")
    page.get_by_label("Vitals").fill("99/60")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("99/60")
    page.clock.fast_forward("01:01")
    page.wait_for_url("**/login")
