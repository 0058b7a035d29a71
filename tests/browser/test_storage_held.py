"""Storage in trouble while one enters, on the server and in the browser; two tabs, two tablets, a nervous finger."""

import re
import resource
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from data.folder import Folder
from tests import locked
from tests.browser.hands import alert, at_one_moment, enter, intercept, line, saved, switch, table
from tests.served import Served

SAVES = re.compile(r"/api/treatments/[^/]+/(readings|effects|effect-changes|none-reported|drug-events)$")
LOOKS = re.compile(r"/api/(session|treatments/[^/]+)$")
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"""
FULL = """const put = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith("chairside")) throw new DOMException("full", "QuotaExceededError");
  put.call(this, key, value);
};"""


def answers(page: Page) -> list[int]:
    """The statuses of all saves from here on."""
    statuses: list[int] = []
    page.on("response", lambda answer: statuses.append(answer.status) if SAVES.search(answer.url) else None)
    return statuses


def waits(page: Page, words: str) -> None:
    """Waits until this stands among what waits."""
    expect(page.get_by_text(f"Waits: {words}")).to_be_visible(timeout=15_000)


def nothing_waits(page: Page) -> None:
    """Waits until everything was answered and nothing was refused."""
    expect(page.get_by_text("Waits:")).to_have_count(0, timeout=15_000)
    expect(alert(page)).to_have_count(0)


def pulses(clinic: Served, session: UUID) -> list[int | None]:
    """The pulses of the session's readings, in the order in which they were saved."""
    return [one.pulse for one in clinic.record(session).readings]


def test_a_record_locked_by_another_program_for_three_seconds_delays_the_receipt_and_nothing_else(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    statuses = answers(page)
    with locked.held(Folder(clinic.folder), 3):
        enter(page, "148/92 88")
        waits(page, "148/92 88")
        nothing_waits(page)
    saved(page, "148/92 88")
    assert statuses == [201]
    assert pulses(clinic, session) == [88]


def test_a_record_locked_for_longer_is_told_in_a_sentence_and_saved_once_when_it_is_free(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    statuses = answers(page)
    with locked.held(Folder(clinic.folder), 60):
        enter(page, "148/92 88")
        waits(page, "148/92 88. Still saving: another program holds the record. It is tried again by itself.")
    nothing_waits(page)
    saved(page, "148/92 88")
    assert statuses == [503, 201]
    assert pulses(clinic, session) == [88]


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits a running process from outside")
def test_a_full_disk_is_told_in_a_sentence_and_what_was_entered_is_saved_when_there_is_room(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    assert clinic.process is not None
    with locked.full(clinic.process.pid):
        enter(page, "148/92 88")
        waits(
            page,
            "148/92 88. The disk of the server is full or failing: nothing was saved. What you entered waits here.",
        )
        assert clinic.record(session).facts() == ()
        page.reload()
        waits(page, "148/92 88")
    nothing_waits(page)
    saved(page, "148/92 88")
    assert pulses(clinic, session) == [88]


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_the_browsers_storage_an_entry_still_waits_and_is_saved_once(
    clinic: Served, page: Page, storage: str
) -> None:
    session = clinic.session()
    page.add_init_script(storage)
    clinic.open_chair(page, session)
    enter(page, "140/90 70 @-9")
    saved(page, "140/90 70")
    intercept(page, SAVES, lambda route: route.abort())
    enter(page, "148/92 88")
    waits(page, "148/92 88")
    page.unroute(SAVES)
    nothing_waits(page)
    saved(page, "148/92 88")
    assert pulses(clinic, session) == [70, 88]


def test_something_foreign_in_the_browsers_storage_keeps_nothing_from_being_saved(clinic: Served, page: Page) -> None:
    session = clinic.session()
    page.add_init_script("""
      for (const [name, text] of Object.entries({ a: "{", b: "null", c: "[]", d: '{"body": {}}' })) {
        localStorage.setItem(`chairside.waiting.${name}`, text);
      }
    """)
    clinic.open_chair(page, session)
    enter(page, "148/92 88")
    saved(page, "148/92 88")
    assert pulses(clinic, session) == [88]


def test_two_tabs_see_what_waits_in_the_other_and_each_entry_is_saved_once(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    other = context.new_page()
    other.goto(page.url)
    expect(line(other)).to_be_focused()
    for tab in (page, other):
        intercept(tab, SAVES, lambda route: route.abort())
    enter(page, "148/92 88 @-9")
    enter(other, "150/94 90 @-3")
    for tab in (page, other):
        waits(tab, "148/92 88")
        waits(tab, "150/94 90")
    for tab in (page, other):
        tab.unroute(SAVES)
    nothing_waits(page)
    nothing_waits(other)
    assert sorted(pulses(clinic, session), key=str) == [88, 90]


def test_what_is_typed_in_one_tab_is_not_kept_for_whoever_was_chosen_in_the_other(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    other = context.new_page()
    other.goto(clinic.address)
    intercept(page, LOOKS, lambda route: route.abort())  # in the moment without anybody it would lock, and keep nothing
    switch(other, "Ines Roth")
    expect(other.locator(".bar .end", has_text="Ines Roth")).to_be_visible(timeout=20_000)  # her tile is none
    page.unroute(LOOKS)
    refused = page.expect_response(lambda one: one.url.endswith("/draft") and one.request.method == "PUT")
    with refused as draft:
        enter(page, "")
        page.keyboard.type("148/92 88")
    assert draft.value.status == 401
    page.keyboard.press("Enter")
    waits(page, "148/92 88. This was entered under another name")
    other.goto(page.url)
    expect(line(other)).to_have_value("")
    expect(other.get_by_text("It waits for the person who entered it")).to_be_visible()
    assert clinic.record(session).facts() == ()


def test_two_people_who_correct_the_same_at_once_make_one_correction(clinic: Served, page: Page, other: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88")
    saved(page, "148/92 88")
    clinic.open_chair(other, session, "Ines Roth")
    for one, corrected in ((page, "h80"), (other, "h70")):
        table(one).get_by_role("button", name="Correct").click()
        one.get_by_label("Corrected signs, as a line").fill(corrected)
        one.get_by_label("Reason").fill("typed wrongly")
    page.get_by_role("dialog").get_by_role("button", name="Correct", exact=True).click()
    saved(page, "148/92 80")
    other.get_by_role("dialog").get_by_role("button", name="Correct", exact=True).click()
    expect(alert(other)).to_contain_text("h70: Somebody has corrected or withdrawn this meanwhile")
    assert pulses(clinic, session) == [88, 80]


def test_a_refused_correction_is_edited_in_its_form_and_never_becomes_a_reading_of_its_own(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    enter(page, "148/92 88")
    saved(page, "148/92 88")
    table(page).get_by_role("button", name="Correct").click()
    page.get_by_label("Corrected signs, as a line").fill("h301")
    page.get_by_label("Reason").fill("typed wrongly")
    page.get_by_role("dialog").get_by_role("button", name="Correct", exact=True).click()
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_label("Corrected signs, as a line")).to_have_value("h301")
    expect(page.get_by_label("Reason")).to_have_value("typed wrongly")
    page.get_by_label("Corrected signs, as a line").fill("h80")
    page.get_by_role("dialog").get_by_role("button", name="Correct", exact=True).click()
    saved(page, "148/92 80")
    first, second = clinic.record(session).readings
    assert (second.pulse, second.replaces) == (80, first.id)


def test_two_taps_within_a_tenth_of_a_second_are_one(clinic: Served, page: Page) -> None:
    """An effect begins once, is stated once, ends once; and who was asked twice in a second was asked once."""
    session = clinic.session()
    page.clock.install()
    clinic.open_chair(page, session)
    effects = page.get_by_role("region", name="Effects")
    effects.get_by_role("button", name="Nausea", exact=True).dblclick(delay=20)
    for name, words in (("Mild", "mild"), ("End", "ends")):
        effects.get_by_role("button", name=name, exact=True).dblclick(delay=20)
        saved(page, words)
        nothing_waits(page)
    expect(page.get_by_role("dialog")).to_have_count(0)  # "End session" has moved under the finger
    effects.get_by_role("button", name="None reported").dblclick(delay=20)
    saved(page, "no effect reported")
    nothing_waits(page)
    record = clinic.record(session)
    assert [len(record.effects), len(record.effect_changes), len(record.none_reported)] == [1, 2, 1]
    page.clock.fast_forward(1000)
    with page.expect_response(SAVES):
        effects.get_by_role("button", name="None reported").click()
    nothing_waits(page)
    assert len(clinic.record(session).none_reported) == 2, "asked again later is another answer"


def test_an_enter_that_bounces_out_of_a_form_saves_nothing_that_stands_in_the_line(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.keyboard.type("148/92")
    page.get_by_role("button", name="Bolus").click()
    page.get_by_label("Dose mg").fill("10")
    with at_one_moment(page):
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
    saved(page, "Bolus 10 mg")
    expect(line(page)).to_have_value("148/92")
    expect(line(page)).to_be_focused()
    page.keyboard.type(" 88")
    page.keyboard.press("Enter")
    saved(page, "148/92 88")
    assert pulses(clinic, session) == [88]


def test_what_is_typed_on_another_screen_is_not_put_into_the_line_of_the_chair_one_came_from(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    page.get_by_role("link", name="All sessions of this patient").click()
    back = page.get_by_role("link", name=re.compile("^Session 1"))
    expect(back).to_be_visible()
    page.evaluate("document.activeElement?.blur()")
    page.keyboard.type("777")
    back.click()
    expect(line(page)).to_be_visible()
    expect(line(page)).to_have_value("")
