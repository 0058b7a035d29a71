"""What was entered before the lock reaches the record as its author's, whoever is at the tablet by then."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from playwright.sync_api import Page, expect

from data import quarantine, staff
from data.quarantine import Verdict
from tests import entered, sealing
from tests.browser.hands import enter, line
from tests.served import Served

SAVES = re.compile(r"/api/treatments/[^/]+/readings$")
GATE = re.compile(r"/login\?who=")
HELD = "() => Object.entries(localStorage).filter(([key]) => key.startsWith('chairside.waiting.'))"
IS_SEALED = f"() => ({HELD})().some(([, text]) => JSON.parse(text).sealed)"
IS_EMPTY = f"() => ({HELD})().length === 0"
SOON = timedelta(seconds=2)


def entered_and_locked(clinic: Served, page: Page, session: UUID) -> datetime:
    """Bea enters a reading that no network carries, and locks; when she pressed Enter."""
    page.route(SAVES, lambda route: route.abort())
    with page.expect_response(lambda one: one.url.endswith("/api/key") and one.status == 201):
        clinic.open_chair(page, session)
    enter(page, "148/92 88 97")
    pressed = datetime.now(UTC)
    page.wait_for_function(IS_SEALED)
    page.locator(".bar .end").click()
    expect(page).to_have_url(GATE)
    return pressed


def test_a_reading_of_before_the_lock_arrives_from_the_page_of_whoever_unlocks_next(clinic: Served, page: Page) -> None:
    session = clinic.session()
    pressed = entered_and_locked(clinic, page, session)
    page.get_by_role("button", name="Ines Roth").click()
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(entered.PIN)
    expect(line(page)).to_be_focused(timeout=20_000)
    expect(page.get_by_text("It waits for the person who entered it.")).to_be_visible()
    page.unroute(SAVES)
    page.evaluate("dispatchEvent(new Event('online'))")
    said = page.get_by_role("status").filter(has_text="is saved under its author's name")
    expect(said).to_be_visible(timeout=15_000)  # it is tried every ten seconds
    (reading,) = clinic.record(session).readings
    assert reading.entered_by == clinic.nurse
    assert abs(reading.taken_at - pressed) < SOON
    assert page.evaluate(IS_EMPTY)


def test_a_reading_of_before_the_lock_arrives_while_nobody_is_in(clinic: Served, page: Page) -> None:
    session = clinic.session()
    pressed = entered_and_locked(clinic, page, session)
    page.unroute(SAVES)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("status").filter(has_text="is saved under its author's name")).to_be_visible()
    (reading,) = clinic.record(session).readings
    assert reading.entered_by == clinic.nurse
    assert abs(reading.taken_at - pressed) < SOON
    assert page.evaluate(IS_EMPTY)


def test_what_is_kept_aside_comes_and_goes_by_itself_on_a_chair_that_stands_open(clinic: Served, page: Page) -> None:
    session, now = clinic.session(), datetime.now(UTC)
    clinic.open_chair(page, session)
    page.keyboard.type("148/9")
    aside = page.get_by_text("Kept aside: not in the record until somebody accepts it")
    expect(aside).to_have_count(0)
    told = {"entered_at": now - timedelta(minutes=30), "received_at": now, "author": clinic.second_nurse}
    told["body"] = sealing.body(clinic.second_nurse, line="131/77 64").decode()
    kept = sealing.kept(treatment_id=session, **told)
    with clinic.database.write() as connection:
        quarantine.keep(connection, kept, None)
    expect(aside).to_be_visible()
    expect(page.get_by_text("131/77 64")).to_be_visible()
    expect(line(page)).to_be_focused()
    page.keyboard.type("2")
    expect(line(page)).to_have_value("148/92")
    with clinic.database.write() as connection:
        ines = staff.by_ids(connection)[clinic.second_nurse]
        quarantine.end(connection, kept, Verdict(ines, now, accepted=False, reason="it was entered twice"))
    expect(aside).to_have_count(0)
    expect(line(page)).to_have_value("148/92")
