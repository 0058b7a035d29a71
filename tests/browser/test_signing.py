"""Signing by hand: the record closes at the chair, a correction makes the signature void on every screen."""

from playwright.sync_api import Page, expect

from data import signatures
from tests import entered
from tests.browser.hands import alert, enter, saved, table
from tests.served import Served


def test_a_signed_record_takes_nothing_new_and_a_correction_voids_the_signature_in_sight(
    clinic: Served, page: Page, other: Page
) -> None:
    session = clinic.session(minutes_ago=20)
    clinic.open_chair(page, session)
    enter(page, "148/92 @-5")
    saved(page, "148/92")
    page.get_by_role("button", name="End session").click()
    form = page.get_by_role("dialog")
    form.get_by_role("radio", name="left alone").click()
    form.get_by_role("button", name="End", exact=True).click()
    saved(page, "left alone")
    page.get_by_role("link", name="Sign this session").click()
    page.get_by_label("Password of Bea Novak").fill(entered.PASSWORD)
    page.get_by_role("button", name="Sign: this record is complete").click()
    expect(page.get_by_text("Complete: signed by Bea Novak, nurse")).to_be_visible()
    clinic.open_chair(page, session)
    expect(page.get_by_text("Complete: signed by Bea Novak, nurse")).to_be_visible()
    enter(page, "150/92 @-3")  # before the end: a minute after it the line would ask about that
    expect(alert(page).filter(has_text="This session is signed")).to_be_visible()
    clinic.open_chair(other, session, "Ines Roth")
    table(other).locator("tr[data-status=final]").filter(has_text="148/92").get_by_role(
        "button", name="Correct"
    ).click()
    form = other.get_by_role("dialog")
    form.get_by_label("Corrected signs, as a line").fill("147/92")
    form.get_by_role("radio", name="mistyped").click()
    form.get_by_role("button", name="Correct", exact=True).click()
    saved(other, "147/92")
    with clinic.database.read() as connection:
        (one,) = signatures.of_treatment(connection, session)
    assert not one.holds
    expect(page.get_by_text("void until signed again")).to_be_visible()  # by itself, on the page that stood open
