"""What happens when connection, page or server go away while one enters: nothing is lost, nothing doubled."""

import signal
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests import entered
from tests.browser.hands import alert, confirm, enter, intercept, is_kept, line, lost, saved, switch, table
from tests.served import ZONE, Served


def test_a_reading_waits_while_there_is_no_connection_and_is_saved_once(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    expect(page.get_by_role("status").filter(has_text="Connected")).to_be_visible()
    context.set_offline(True)
    expect(lost(page)).to_be_visible(timeout=5_000)
    at = f"@{datetime.now(ZoneInfo(ZONE)) - timedelta(minutes=5):%H:%M}"
    enter(page, f"148/92 88 97 {at}")
    expect(page.get_by_text("Waits: 148/92 88 97")).to_be_visible()
    enter(page, f"150/94 90 96 {at}")
    expect(page.get_by_text("Waits: 150/94 90 96")).to_be_visible()
    page.keyboard.type("152/9")
    context.set_offline(False)
    expect(page.get_by_text("Waits:")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Connected")).to_be_visible()
    expect(line(page)).to_have_value("152/9")
    held = page.get_by_role("button", name="Save it so")
    expect(held).to_be_visible()  # taken in the minute of the first one: asked, with buttons of its own
    held.click()
    saved(page, "150/94")
    assert sorted(one.systolic or 0 for one in clinic.record(session).readings) == [148, 150]


def test_a_socket_cut_while_typing_changes_nothing_that_is_typed(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("148/9")
    context.set_offline(True)
    expect(lost(page)).to_be_visible(timeout=5_000)
    page.keyboard.type("2 88")
    expect(line(page)).to_have_value("148/92 88")
    context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="Connected")).to_be_visible()
    page.keyboard.press("Enter")
    saved(page, "148/92 88")
    assert len(clinic.record(session).readings) == 1


def test_what_is_typed_and_what_waits_survives_a_reload(clinic: Served, context: BrowserContext, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/92 8")
    page.reload()
    expect(line(page)).to_have_value("148/92 8")
    intercept(page, "**/api/treatments/*/readings", lambda route: route.abort())
    page.keyboard.type("8")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Waits: 148/92 88")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Waits: 148/92 88")).to_be_visible()
    assert clinic.record(session).readings == ()
    page.unroute("**/api/treatments/*/readings")
    saved(page, "148/92 88")
    (reading,) = clinic.record(session).readings
    assert reading.pulse == 88


def test_another_person_does_not_get_what_was_typed_and_what_waits_keeps_its_author(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    intercept(page, "**/api/treatments/*/readings", lambda route: route.abort())
    enter(page, "148/92 88")
    expect(page.get_by_text("Waits: 148/92 88")).to_be_visible()
    with page.expect_response(is_kept):
        page.keyboard.type("120/")
    switch(page, "Ines Roth")
    expect(page.get_by_text("It waits for the person who entered it")).to_be_visible()
    expect(line(page)).to_have_value("")
    assert clinic.record(session).readings == ()
    switch(page, "Bea Novak")
    expect(line(page)).to_have_value("120/", timeout=20_000)  # or the way in sends it before she is there to be told
    page.unroute("**/api/treatments/*/readings")
    saved(page, "148/92 88")
    (reading,) = clinic.record(session).readings
    assert reading.entered_by == clinic.nurse


def test_what_another_person_left_on_its_way_stands_in_place_of_no_receipt(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    held: list[Route] = []
    intercept(page, "**/api/treatments/*/readings", lambda route: held.extend([route]))
    with page.expect_request("**/api/treatments/*/readings"):
        enter(page, "148/92 88")
    page.locator(".bar .end").click()
    expect(page.get_by_role("button", name="Ines Roth")).to_be_visible()
    # As a browser leaves it that was ended before it heard of any answer.
    page.evaluate(
        """() => Object.keys(localStorage).filter((key) => key.startsWith("chairside.waiting.")).forEach((key) => {
            const { trouble, ...item } = JSON.parse(localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify(item));
        })"""
    )
    page.get_by_role("button", name="Ines Roth").click()
    page.get_by_label("PIN").press_sequentially(entered.PIN)
    expect(page.get_by_text("It waits for the person who entered it")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="None reported").click()
    saved(page, "no effect reported")
    expect(page.get_by_text("Waits: 148/92 88")).to_be_visible()


def test_an_effect_that_another_person_left_on_its_way_can_be_tapped(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)

    def answer(route: Route) -> None:
        route.abort() if str(clinic.nurse) in (route.request.post_data or "") else route.fallback()

    intercept(page, "**/api/treatments/*/effects", answer)
    page.get_by_role("button", name="Nausea", exact=True).click()
    expect(page.get_by_text("Waits: Nausea")).to_be_visible()
    switch(page, "Ines Roth")
    expect(page.get_by_text("It waits for the person who entered it")).to_be_visible()
    expect(page.get_by_text("being saved")).to_have_count(0)
    page.get_by_role("button", name="Nausea", exact=True).click()
    saved(page, "Nausea begins")
    assert [one.entered_by for one in clinic.record(session).effects] == [clinic.second_nurse]


def test_one_goes_on_typing_while_the_server_is_killed_and_comes_back(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("148/92 8")
    looks: list[str] = []
    page.on("requestfailed", lambda request: looks.append(request.url) if "_stcore/health" in request.url else None)
    clinic.stop(signal.SIGKILL)
    expect(lost(page)).to_be_visible(timeout=5_000)
    while len(looks) < 12:  # by then Streamlit's own dialog would have taken the caret
        page.wait_for_event("requestfailed")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.type("8 97")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Waits: 148/92 88 97")).to_be_visible()
    clinic.start()
    saved(page, "148/92 88 97")
    expect(table(page)).to_contain_text("148/92")
    enter(page, "150/94 @-3")
    saved(page, "150/94")
    assert len(clinic.record(session).readings) == 2


def test_the_same_draft_in_two_tabs_becomes_one_reading(clinic: Served, context: BrowserContext, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/92 88")
    other = context.new_page()
    other.goto(page.url)
    expect(line(other)).to_have_value("148/92 88")
    page.bring_to_front()
    page.keyboard.press("Enter")
    saved(page, "148/92 88")
    other.bring_to_front()
    line(other).focus()
    confirm(other)  # it may have heard of the other one by now, and asks about two of one minute
    saved(other, "148/92 88")
    assert len(clinic.record(session).readings) == 1


def test_two_tabs_with_other_content_under_one_draft_show_both(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/92 88")
    other = context.new_page()
    other.goto(page.url)
    expect(line(other)).to_have_value("148/92 88")
    line(page).press("Enter")
    saved(page, "148/92 88")
    other.bring_to_front()
    line(other).press("End")
    other.keyboard.type(" 97")
    expect(table(other)).to_contain_text("148/92")
    confirm(other)
    both = alert(other).filter(has_text="Another version")
    expect(both.get_by_role("group", name="Stored")).to_contain_text("148/92 88")
    expect(both.get_by_role("group", name="Yours")).to_contain_text("148/92 88 97")
    assert len(clinic.record(session).readings) == 1


def test_a_save_in_one_tab_is_seen_in_the_other_within_five_seconds(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    other = context.new_page()
    other.goto(page.url)
    expect(line(other)).to_be_visible()
    enter(page, "148/92 88")
    saved(page, "148/92")
    expect(table(other)).to_contain_text("148/92", timeout=5_000)


def test_the_same_values_from_two_people_within_two_minutes_are_asked_about(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88 97 @-1")
    saved(page, "148/92")
    switch(page, "Ines Roth")
    expect(table(page)).to_contain_text("148/92")
    enter(page, "148/92 88 97")
    expect(alert(page)).to_contain_text("somebody else entered the same ones")
    assert len(clinic.record(session).readings) == 1


def test_an_answer_that_is_no_answer_is_told_in_a_sentence_and_tried_again(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    intercept(
        page, "**/api/treatments/*/readings", lambda route: route.fulfill(status=503, json={"problem": "Still saving."})
    )
    enter(page, "148/92 88")
    expect(page.get_by_text("Waits: 148/92 88. Still saving.")).to_be_visible()
    page.unroute("**/api/treatments/*/readings")
    saved(page, "148/92 88")
    assert len(clinic.record(session).readings) == 1


def test_what_was_typed_while_the_server_was_away_is_there_again_after_leaving_the_page(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    clinic.stop(signal.SIGKILL)
    page.keyboard.type("131/8")
    expect(lost(page)).to_be_visible(timeout=5_000)
    page.goto("about:blank")
    clinic.start()
    page.goto(f"{clinic.address}/chair?session={session}")
    expect(line(page)).to_have_value("131/8", timeout=20_000)


def test_what_was_typed_a_moment_before_a_reload_is_there_again(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("131/84 7")
    page.reload()
    expect(line(page)).to_have_value("131/84 7", timeout=20_000)
    page.keyboard.type("2")
    enter(page, "")
    saved(page, "131/84 72")
    page.reload()
    expect(line(page)).to_be_focused(timeout=20_000)
    expect(line(page)).to_have_value("")


def test_what_is_half_typed_into_a_form_survives_a_reload_and_is_saved_once(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="Note", exact=True).click()
    with page.expect_response(is_kept):
        page.get_by_role("textbox", name="Words").fill("Mother called, asks for a lift home at ")
    page.reload()
    words = page.get_by_role("textbox", name="Words")
    expect(words).to_have_value("Mother called, asks for a lift home at ")
    expect(page.get_by_role("dialog", name="Note")).to_contain_text("and not saved")
    other = context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("textbox", name="Words")).to_have_value("Mother called, asks for a lift home at ")
    for tab in (page, other):
        tab.bring_to_front()
        tab.get_by_role("textbox", name="Words").fill("Mother called, asks for a lift home at 5")
        tab.get_by_role("button", name="Save", exact=True).click()
        saved(tab, "Mother called")
    assert [one.words for one in clinic.record(session).notes] == ["Mother called, asks for a lift home at 5"]
    page.reload()
    expect(line(page)).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_half_typed_dose_and_a_half_typed_line_come_back_side_by_side(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("148/92")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("spinbutton", name="Planned dose mg").fill("35")
    with page.expect_response(is_kept):
        page.get_by_role("textbox", name="Time").fill("-10")
    page.reload()
    expect(page.get_by_role("spinbutton", name="Planned dose mg")).to_have_value("35")
    expect(line(page)).to_have_value("148/92")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page, "Start 35 mg")
    page.get_by_role("button", name="Save reading").click()
    saved(page, "148/92")
    (event,) = clinic.record(session).drug_events
    assert event.dose_mg == 35
    page.reload()
    expect(line(page)).to_have_value("")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_form_that_is_cancelled_does_not_come_back(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("button", name="Action", exact=True).click()
    with page.expect_response(is_kept):
        page.get_by_role("textbox", name="Medicine").fill("ondansetron")
    with page.expect_response(is_kept):
        page.get_by_role("button", name="Cancel").click()
    page.reload()
    expect(line(page)).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("away", ["Delete", None])
def test_what_is_typed_in_the_place_of_a_draft_that_another_tab_has_saved_is_a_reading_of_its_own(
    clinic: Served, context: BrowserContext, page: Page, away: str | None
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("134/82 77 98")
    other = context.new_page()
    other.goto(page.url)
    expect(line(other)).to_have_value("134/82 77 98")
    line(other).press("Enter")
    saved(other, "134/82 77 98")
    page.bring_to_front()
    expect(table(page)).to_contain_text("134/82")
    line(page).press("ControlOrMeta+a")
    if away is not None:
        page.keyboard.press(away)
    page.keyboard.type("142/84 78 96")
    page.keyboard.press("Enter")
    confirm(page)
    saved(page, "142/84 78 96")
    expect(alert(page)).to_have_count(0)
    assert [one.systolic for one in clinic.record(session).readings] == [134, 142]


def test_what_is_on_its_way_to_the_server_when_the_page_is_left_is_there_again(clinic: Served, page: Page) -> None:
    clinic.open_chair(page, clinic.session())
    held: list[Route] = []
    intercept(page, "**/draft", lambda route: held.append(route) if route.request.method == "PUT" else route.fallback())
    with page.expect_request(lambda one: one.url.endswith("/draft") and one.method == "PUT"):
        page.keyboard.type("131/84 7")
    page.reload()
    expect(line(page)).to_have_value("131/84 7", timeout=20_000)
    page.unroute_all(behavior="ignoreErrors")
