"""The check before the dose at the chair: one tap an item, and a go that a nurse cannot give above the limit."""

import re

from playwright.sync_api import Page, expect

from data import orders
from tests import said
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
    ordered = check.get_by_role("region", name="Order", exact=True)
    expect(ordered).to_have_text("No order for this session is written down.")
    told = {"patient_id": clinic.record(session).patient.id, "entered_by": clinic.nurse, "hold_if": "over 160/100"}
    with clinic.database.write() as connection:
        orders.write(connection, said.order(dose_mg=40.0, **told), None)
    expect(ordered).to_contain_text("Ordered: Ketamine IV 40 mg over 40 min, same", timeout=20_000)
    expect(ordered).to_contain_text("Hold if: over 160/100")
    expect(ordered).to_contain_text("Not known yet: the dose.")
    expect(check).to_contain_text("not asked")
    check.get_by_role("button", name="Consent: Yes").click()
    saved(page, "consent: yes")
    expect(check).to_contain_text("yes · ")  # it is drawn anew after the receipt
    check.get_by_role("button", name="Allergies: in words").click()
    form = page.get_by_role("dialog")
    form.get_by_role("radio", name="Yes").click()
    form.get_by_label("In words").fill("penicillin")
    form.get_by_role("button", name="Save", exact=True).click()
    saved(page, "allergies: yes (penicillin)")
    expect(check).to_contain_text("penicillin")
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


def test_medicines_and_food_are_asked_for_by_their_parts(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name=re.compile("Before the dose")).click()
    check = page.get_by_role("region", name="Before the dose")
    expect(check).to_contain_text("Baseline readings not taken: BP, pulse, SpO2")
    check.get_by_role("button", name=re.compile("Medicines today.*: in parts")).click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(alert(page)).to_contain_text("say at least one of these")
    form.get_by_role("radiogroup", name="Own blood pressure tablet").get_by_role("radio", name="yes").click()
    form.get_by_role("radiogroup", name="MAOI").get_by_role("radio", name="no").click()
    form.get_by_label("Which, how much, when").fill("ramipril 5 mg 07:00")
    form.get_by_role("button", name="Save", exact=True).click()
    saved(page, "medicines today: yes (own blood pressure tablet yes; MAOI no; ramipril 5 mg 07:00)")
    expect(check).to_contain_text("ramipril")
    check.get_by_role("button", name="Last food and drink: in parts").click()
    form.get_by_label("Last food").fill("07:30")
    form.get_by_role("button", name="Save", exact=True).click()
    saved(page, "last food and drink: yes (food 07:30)")
    enter(page, "128/78 70 97")
    expect(check).to_contain_text("systolic 128")
    check.get_by_role("button", name=re.compile("Medicines today.*: None")).click()
    saved(page, "medicines today: no")


def test_a_start_above_the_limit_says_so_until_the_go_is_written_down(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    enter(page, "188/112 72 98")
    saved(page, "188/112")
    dose = page.get_by_role("region", name="Dose", exact=True)
    dose.get_by_role("button", name="Start").click()
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save it so").click()
    expect(dose).to_contain_text("Given at 188/112, above the protocol's limit before the dose")
    dose.get_by_role("button", name=re.compile("Before the dose")).click()
    page.get_by_role("region", name="Before the dose").get_by_role("button", name="Go", exact=True).click()
    page.get_by_label("Decided by").fill("Dr Lee")
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    saved(page, "decided by Dr Lee")
    expect(dose).not_to_contain_text("no prescriber's go")
