"""The wrong patient, two people at one reading, and the author who is told: by the hands of those who do it."""

import re
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from schemas.rules import valid
from tests.browser.hands import alert, enter, saved, switch, table
from tests.served import Served


def form(page: Page) -> Locator:
    return page.get_by_role("dialog")


def row(page: Page, named: str, status: str = "final") -> Locator:
    return table(page).locator(f"tr[data-status={status}]").filter(has_text=named)


def test_a_reading_of_the_wrong_patient_is_moved_and_both_charts_say_so(
    clinic: Served, page: Page, other: Page
) -> None:
    wrong, right = clinic.session(name=("Wanda", "Wrong")), clinic.session(name=("Rita", "Right"))
    clinic.open_chair(page, wrong)
    clinic.open_chair(other, right, "Ines Roth")
    enter(page, "148/92 88")
    saved(page, "148/92 88")
    row(page, "148/92").get_by_role("button", name="Withdraw").click()
    form(page).get_by_role("button", name="Wrong patient").click()
    form(page).get_by_role("radio", name="Rita Right").click()
    form(page).get_by_role("textbox", name="Reason").fill("the next chair")
    form(page).get_by_role("button", name="Move", exact=True).click()
    saved(page, "in the other session")
    expect(row(page, "148/92", "moved")).to_contain_text("moved")
    expect(table(page)).to_contain_text("moved to another session by BN")
    expect(row(other, "148/92")).to_be_visible(timeout=10_000)
    expect(table(other)).to_contain_text("moved here from another session by BN")
    expect(table(other)).to_contain_text("wrong patient: the next chair")
    for one, strange in ((page, "Rita"), (other, "Wanda")):
        expect(one.get_by_text(strange)).to_have_count(0)
    (there,) = clinic.record(right).readings
    assert (there.systolic, there.diastolic, there.pulse) == (148, 92, 88)
    assert set(valid.statuses(clinic.record(wrong)).values()) == {valid.Status.MOVED}


def test_two_people_at_one_reading_see_both_versions_and_the_second_chooses(
    clinic: Served, page: Page, other: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 75 @-10")
    saved(page, "148/92 75")
    clinic.open_chair(other, session, "Ines Roth")
    for one, typed in ((page, "149/92 85"), (other, "150/92")):
        row(one, "148/92").get_by_role("button", name="Correct").click()
        form(one).get_by_label("Corrected signs, as a line").fill(typed)
        form(one).get_by_role("radio", name="mistyped").click()
    form(page).get_by_role("button", name="Correct", exact=True).click()
    saved(page, "149/92 85")
    form(other).get_by_role("button", name="Correct", exact=True).click()
    said = alert(other).filter(has_text="Somebody has corrected")
    there, yours = (said.get_by_role("group", name=name) for name in ("Stands now", "Yours"))
    expect(there).to_contain_text(re.compile(r"· 149/92 85by BN, entered \d\d:\d\d"))
    expect(yours).to_contain_text("· 150/92 75")
    left, right = there.bounding_box(), yours.bounding_box()
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"], "side by side"
    expect(said.get_by_role("button", name="Leave what stands")).to_be_visible()
    said.get_by_role("button", name="Mine instead").click()
    saved(other, "150/92 75")
    expect(row(page, "150/92")).to_be_visible(timeout=10_000)
    assert [one.systolic for one in clinic.record(session).readings] == [148, 149, 150]
    assert [one.pulse for one in clinic.record(session).readings] == [75, 85, 75], "as it was shown"
    assert list(valid.statuses(clinic.record(session)).values()).count(valid.Status.FINAL) == 1


def test_mine_instead_that_is_asked_about_and_edited_still_starts_from_what_its_author_saw(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 75 @-10")
    saved(page, "148/92 75")
    (first,) = clinic.record(session).readings
    row(page, "148/92").get_by_role("button", name="Correct").click()
    form(page).get_by_label("Corrected signs, as a line").fill("239/92")
    form(page).get_by_role("radio", name="mistyped").click()
    theirs = {"id": str(uuid4()), "replaces": str(first.id), "reason": "theirs", "line": "149/92 85"}
    place = f"{clinic.address}/api/treatments/{session}/readings"
    assert page.request.post(place, data=theirs, headers={"origin": clinic.address}).status == 201
    form(page).get_by_role("button", name="Correct", exact=True).click()
    alert(page).filter(has_text="Somebody has corrected").get_by_role("button", name="Mine instead").click()
    asked = alert(page).filter(has_text="239")
    asked.get_by_role("button", name="Save it so").wait_for()
    asked.get_by_role("button", name="Edit").click()
    expect(form(page)).to_contain_text("148/92 75")
    form(page).get_by_label("Corrected signs, as a line").fill("150/92")
    form(page).get_by_role("button", name="Correct", exact=True).click()
    saved(page, "150/92 75")
    assert [(one.systolic, one.pulse) for one in clinic.record(session).readings] == [(148, 75), (149, 85), (150, 75)]


def test_whose_entry_was_corrected_is_told_when_she_is_back_and_no_more_once_seen(clinic: Served, page: Page) -> None:
    session = clinic.session(name=("Told", "Person"))
    clinic.open_chair(page, session)
    enter(page, "148/92 @-10")
    saved(page, "148/92")
    switch(page, "Ines Roth")
    row(page, "148/92").get_by_role("button", name="Correct").click()
    form(page).get_by_label("Corrected signs, as a line").fill("149/92")
    form(page).get_by_role("radio", name="mistyped").click()
    form(page).get_by_role("button", name="Correct", exact=True).click()
    saved(page, "149/92")
    expect(page.get_by_role("link", name="of your entries")).to_have_count(0)
    switch(page, "Bea Novak")
    page.get_by_role("link", name="of your entries").click()
    expect(page.get_by_text("Told Person").first).to_be_visible(timeout=20_000)
    expect(page.get_by_role("paragraph").filter(has_text="148/92 → 149/92")).to_be_visible()
    expect(page.get_by_text("corrected by IR").first).to_contain_text("mistyped")
    page.get_by_role("button", name="I have seen these").click()
    expect(page.get_by_text("Nobody has corrected an entry of yours")).to_be_visible()
    expect(page.get_by_role("link", name="of your entries")).to_have_count(0)
