"""The chair in a real browser, as a nurse uses it."""

from playwright.sync_api import Page, expect

from tests.served import Served


def test_one_line_and_one_enter_save_a_set(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("148/92 88 97 16")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_contain_text("148/92 88 97 16 · BN")
    (reading,) = clinic.record(session).readings
    assert (reading.systolic, reading.diastolic, reading.pulse, reading.spo2) == (148, 92, 88, 97)
    expect(page.get_by_role("table", name="Readings")).to_contain_text("148/92")
    expect(page.get_by_role("textbox", name="Vitals")).to_be_focused()
    expect(page.get_by_role("textbox", name="Vitals")).to_have_value("")
