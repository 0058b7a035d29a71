"""An alert from raised to resolved, at the chair and on the board of a second tablet."""

import re

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.hands import enter, saved, table
from tests.served import Served


def alerts(page: Page) -> Locator:
    """The region that names what is over a limit."""
    return page.get_by_role("region", name="Alerts")


def opened(page: Page) -> None:
    alerts(page).get_by_role("button").first.click()


def test_an_alert_is_acknowledged_called_about_and_resolved_and_the_board_follows(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session(name=("Rosa", "Alarcon"))
    clinic.open_chair(page, session)
    board = context.new_page()
    board.goto(clinic.address)
    card = board.get_by_role("link", name=re.compile("Rosa Alarcon"))
    expect(card).to_be_visible(timeout=20_000)
    page.bring_to_front()
    enter(page, "205/98 88 97")
    saved(page, "205/98")
    expect(alerts(page)).to_contain_text("Systolic 205 ≥ 200")
    expect(card).to_contain_text("Systolic 205 ≥ 200", timeout=5_000)
    opened(page)
    expect(alerts(page)).to_contain_text("a clinician's account")
    page.get_by_role("button", name="Acknowledge Systolic 205").click()
    saved(page, "Alert acknowledged: Systolic 205 ≥ 200")
    expect(card).to_contain_text("✓ Systolic 205 ≥ 200", timeout=5_000)
    page.get_by_role("button", name="Prescriber called about Systolic 205").click()
    page.get_by_label("Who was called").fill("Dr Lee")
    page.get_by_label("Answer", exact=True).fill("pause, repeat in five minutes")
    page.get_by_role("radio", name="yes").click()
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "Dr Lee called")
    expect(table(page)).to_contain_text("answered: pause, repeat in five minutes, read back")
    page.get_by_role("button", name="Resolve Systolic 205").click()
    page.get_by_label("Reason").fill("cuff was on the forearm")
    page.get_by_role("dialog").get_by_role("button", name="Resolve", exact=True).click()
    saved(page, "Alert resolved")
    expect(card).not_to_contain_text("Systolic 205", timeout=5_000)
    record = clinic.record(session)
    assert [one.act.value for one in record.alert_answers] == ["acknowledged", "resolved"]
    assert [one.called for one in record.calls] == ["Dr Lee"]


def test_an_alert_is_acknowledged_with_a_note(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "205/98 88 97")
    saved(page, "205/98")
    opened(page)
    page.get_by_role("button", name="Note on Systolic 205").click()
    page.get_by_label("Note", exact=True).fill("anxious, cuff re-sited")
    page.get_by_role("dialog").get_by_role("button", name="Acknowledge", exact=True).click()
    saved(page, "Alert acknowledged: Systolic 205 ≥ 200 (anxious, cuff re-sited)")
    expect(alerts(page)).to_contain_text("acknowledged by BN")
    assert [one.words for one in clinic.record(session).alert_answers] == ["anxious, cuff re-sited"]


def test_what_a_correction_takes_back_stays_in_the_list_struck_through(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "205/98 88 97")
    saved(page, "205/98")
    expect(alerts(page)).to_contain_text("Systolic 205 ≥ 200")
    table(page).get_by_role("button", name=re.compile("Correct .* 205.98")).click()
    page.get_by_label("Corrected signs, as a line").fill("125/78")
    page.get_by_label("Reason").fill("misread")
    page.get_by_role("button", name="Correct", exact=True).click()
    saved(page, "125/78")
    expect(alerts(page)).to_contain_text("No open alert")
    opened(page)
    expect(alerts(page)).to_contain_text("Red, withdrawn: Systolic 205 ≥ 200")
