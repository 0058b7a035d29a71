"""The check before the dose at the chair: one tap an item, and a go that a nurse cannot give above the limit."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hands import alert, enter, saved
from tests.served import Served


def test_the_check_is_answered_by_taps_and_the_go_above_the_limit_names_a_prescriber(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "152/94 72 98")
    saved(page, "152/94")
    page.get_by_role("button", name=re.compile("Before the dose")).click()
    check = page.get_by_role("region", name="Before the dose")
    expect(check).to_contain_text("not asked")
    check.get_by_role("button", name="Consent: Yes").click()
    saved(page, "consent: yes")
    check.get_by_role("button", name="Allergies: in words").click()
    form = page.get_by_role("dialog")
    form.get_by_role("radio", name="Yes").click()
    form.get_by_label("In words").fill("penicillin")
    form.get_by_role("button", name="Save", exact=True).click()
    saved(page, "allergies: yes (penicillin)")
    expect(check).to_contain_text("systolic > 140")
    check.get_by_role("button", name="Go", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(alert(page)).to_contain_text("the go is a prescriber's")
    page.get_by_role("button", name="Edit").click()
    page.get_by_label("Decided by").fill("Dr Lee")
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    saved(page, "Go before the dose decided by Dr Lee at 152/94")
    expect(page.get_by_role("region", name="Dose", exact=True)).to_contain_text("Go before the dose")
    record = clinic.record(session)
    assert {one.item.value for one in record.check_answers} == {"consent", "allergies"}
    assert [one.decided_by for one in record.decisions] == ["Dr Lee"]
