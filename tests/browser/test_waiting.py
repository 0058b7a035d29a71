"""What is entered waits, is sent again, and is saved once, when it was taken, in its session, by who entered it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Route, expect

from data import drafts
from data import facts as stored
from schemas.effect import Severity
from schemas.reading import Reading, Source
from schemas.treatment import EndHow, TreatmentEnd
from tests import entered
from tests.browser.hands import alert, confirm, enter, intercept, is_kept, line, saved, table
from tests.served import ZONE, Served

SAVES = re.compile(r"/api/treatments/[^/]+/(readings|effects|none-reported)$")
READINGS = re.compile(r"/api/treatments/[^/]+/readings$")
DRAFT = re.compile("/draft$")
MINUTE = timedelta(minutes=1)


def waits(page: Page, words: str = "") -> None:
    """Waits until this stands among what waits."""
    expect(page.get_by_text(f"Waits: {words}")).to_be_visible()


def nothing_waits(page: Page) -> None:
    """Waits until everything was answered."""
    expect(page.get_by_text("Waits:")).to_have_count(0)


def only(clinic: Served, session: UUID) -> Reading:
    """The session's one reading."""
    (reading,) = clinic.record(session).readings
    return reading


def test_a_reading_that_waited_ten_minutes_is_charted_when_it_was_taken(clinic: Served, page: Page) -> None:
    session = clinic.session()
    page.clock.install()
    clinic.open_chair(page, session)
    intercept(page, SAVES, lambda route: route.abort())
    enter(page, "148/92 88 97")
    waits(page, "148/92 88 97")
    page.clock.fast_forward("10:00")
    waits(page, "148/92 88 97")
    page.unroute(SAVES)
    saved(page, "148/92 88 97")
    reading = only(clinic, session)
    assert 10 * MINUTE <= reading.entered_at - reading.taken_at < 11 * MINUTE
    expect(table(page)).to_contain_text("entered ")


@pytest.mark.parametrize(
    ("clocks", "age"),
    [
        ({"server": 600, "wall": 600, "counter": 600}, 600),
        ({"server": 600, "wall": 600, "counter": 3}, 600),  # the tablet slept
        ({"server": 600, "wall": 3, "counter": 3}, 3),  # it had slept before: the server's time was not heard yet
        ({"server": 3603, "wall": 3, "counter": 3}, 3),  # the server's clock was put forward
        ({"server": -3597, "wall": 3, "counter": 3}, 3),  # or back
        ({"server": 3, "wall": 86400, "counter": 3}, 3),  # somebody set the tablet's clock
        ({"server": 3, "wall": -86400, "counter": 3}, 3),
        ({"server": 600, "wall": 3, "counter": 3, "page": "another"}, 600),  # the page was loaded anew meanwhile
        ({"server": -5, "wall": 3, "counter": 3, "page": "another"}, 0),
    ],
)
def test_how_long_something_waited_is_what_two_of_three_clocks_say(
    clinic: Served, page: Page, clocks: dict[str, object], age: float
) -> None:
    clinic.sign_in(page)
    page.goto(f"{clinic.address}/secrets")
    script = """async ({ page, ...passed }) => {
      const { ServerTime } = await import("/assets/wire.js");
      const time = new ServerTime(1_700_000_000);
      const then = time.stamp();
      for (const [name, seconds] of Object.entries(passed)) then[name] -= seconds;
      return time.since(page ? { ...then, page } : then);
    }"""
    assert page.evaluate(script, clocks) == pytest.approx(age, abs=1)


def test_a_second_enter_while_the_first_is_on_its_way_is_saved_after_it_and_each_once(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    on_the_way: list[Route] = []
    intercept(page, SAVES, lambda route: on_the_way.append(route), times=1)  # noqa: PLW0108 - the driver marks it
    with page.expect_request(SAVES):
        enter(page, "148/92 88 @-9")
    waits(page, "148/92 88 @-9")
    enter(page, "+nausea 1 @-5")
    waits(page, "+nausea 1 @-5")
    enter(page, "150/94 90 @-3")
    waits(page, "150/94 90 @-3")
    assert clinic.record(session).facts() == (), "one after the other"
    on_the_way[0].continue_()
    nothing_waits(page)
    record = clinic.record(session)
    assert [one.systolic for one in record.readings] == [148, 150]
    assert [one.severity for one in record.effect_changes] == [Severity.MILD]
    first, second = record.readings
    assert first.entered_at < record.effects[0].entered_at < second.entered_at


@pytest.mark.parametrize("reached", [True, False], ids=["it had reached the server", "it had not"])
def test_a_reload_while_a_save_is_on_its_way_saves_it_once(clinic: Served, page: Page, reached: bool) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/92 88")

    def swallow(route: Route) -> None:
        if reached:
            assert route.fetch().status == 201

    intercept(page, SAVES, swallow, times=1)
    page.keyboard.press("Enter")
    if not reached:
        waits(page, "148/92 88")  # where it had, the page's next look may find it saved before anything is said to wait
    for _ in range(500):
        if bool(clinic.record(session).readings) == reached:
            break
        page.wait_for_timeout(20)
    page.reload()
    # Where the page had found it saved before it was loaded anew, it has said so already, and the table alone says it.
    expect(table(page)).to_contain_text("148/92")
    nothing_waits(page)
    expect(line(page)).to_have_value("")
    assert only(clinic, session).pulse == 88


def test_an_answer_without_a_receipt_is_no_receipt(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    intercept(page, SAVES, lambda route: route.fulfill(status=200, body="<html>Welcome to our guest network</html>"))
    enter(page, "148/92 88")
    expect(page.get_by_text("Waits: 148/92 88. The server answered 200 without a receipt")).to_be_visible()
    page.unroute(SAVES)
    saved(page, "148/92 88")
    assert only(clinic, session).pulse == 88


def test_what_has_its_receipt_is_not_said_to_wait_although_the_rest_of_its_answer_was_lost(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    again: list[Route] = []

    def answer(route: Route) -> None:
        if again:
            return
        again.append(route)
        whole = route.fetch()
        route.fulfill(status=whole.status, content_type="application/json", body=f"{whole.text().splitlines()[0]}\n")

    intercept(page, SAVES, answer)
    with page.expect_request(SAVES):
        enter(page, "148/92 88")
    with page.expect_request(SAVES):  # the same once more, and it stays without an answer
        saved(page, "148/92 88")
    nothing_waits(page)
    page.unroute(SAVES)
    expect(table(page)).to_contain_text("148/92")
    assert only(clinic, session).pulse == 88


def test_what_waits_for_one_session_is_never_saved_in_another_and_its_receipt_says_so(
    clinic: Served, page: Page
) -> None:
    first, second = clinic.session(), clinic.session(name=("Ben", "Okafor"))
    clinic.open_chair(page, first)
    intercept(page, SAVES, lambda route: route.abort())
    enter(page, "148/92 88")
    waits(page, "148/92 88")
    page.goto(f"{clinic.address}/chair?session={second}")
    expect(page.get_by_text("Waits: 148/92 88 (another session)")).to_be_visible()
    page.unroute(SAVES)
    saved(page, "in another session")
    expect(table(page)).to_contain_text("Nothing entered yet")
    assert only(clinic, first).pulse == 88
    assert clinic.record(second).facts() == ()


def test_an_entry_that_one_session_cannot_save_does_not_hold_up_another(clinic: Served, page: Page) -> None:
    first, second = clinic.session(), clinic.session(name=("Ben", "Okafor"))
    clinic.open_chair(page, first)
    stuck = re.compile(f"/api/treatments/{first}/readings$")
    intercept(page, stuck, lambda route: route.fulfill(status=500, json={"problem": "Something went wrong."}))
    enter(page, "148/92 88")
    waits(page, "148/92 88. Something went wrong.")
    page.goto(f"{clinic.address}/chair?session={second}")
    expect(line(page)).to_be_focused()
    enter(page, "120/80 70")
    saved(page, "120/80 70")
    page.unroute(stuck)
    nothing_waits(page)
    assert (only(clinic, first).systolic, only(clinic, second).systolic) == (148, 120)


def came_back(clinic: Served, page: Page, session: UUID, typed: str, minutes: int) -> datetime:
    """A draft typed so long ago comes back after a reload; when it was typed."""
    clinic.open_chair(page, session)
    # On a slow machine the first half of it is kept before the whole.
    with page.expect_response(lambda one: is_kept(one) and typed in (one.request.post_data or "")):
        page.keyboard.type(typed)
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    with clinic.database.write() as connection:
        draft = drafts.of(connection, session, clinic.nurse)
        assert draft is not None
        drafts.keep(connection, session, clinic.nurse, replace(draft, typed_at=at))
    page.reload()
    expect(line(page)).to_have_value(typed)
    return at


@pytest.mark.parametrize(("answer", "ago"), [("t", 20), ("n", 0), (" @-30", 30)])
def test_a_draft_that_came_back_after_two_minutes_is_asked_when_it_was_taken(
    clinic: Served, page: Page, answer: str, ago: int
) -> None:
    session = clinic.session()
    came_back(clinic, page, session, "148/92 88", 20)
    line(page).press("Enter")
    expect(alert(page)).to_contain_text("When was it taken?")
    assert clinic.record(session).readings == ()
    page.keyboard.type(answer)
    if answer.startswith(" "):
        page.keyboard.press("Enter")
    saved(page, "148/92 88")
    assert abs(datetime.now(UTC) - timedelta(minutes=ago) - only(clinic, session).taken_at) < MINUTE


def test_a_draft_that_came_back_says_how_old_it_is_and_what_was_saved_since(clinic: Served, page: Page) -> None:
    session = clinic.session()
    at = came_back(clinic, page, session, "148/92 88", 20)
    note = page.get_by_role("status").filter(has_text="and not saved")
    expect(note).to_contain_text("20 min ago, and not saved. Nothing was saved since.")
    with clinic.database.write() as connection:
        for minutes, systolic in ((19, 120), (21, 130)):  # a colleague's, since and before
            then = datetime.now(UTC) - minutes * MINUTE
            common = {"id": uuid4(), "entered_at": then, "entered_by": clinic.second_nurse, "treatment_id": session}
            stored.record(
                connection, Reading(**common, taken_at=then, source=Source.LINE, systolic=systolic, diastolic=80)
            )
    page.reload()
    expect(note).to_contain_text(at.astimezone(ZoneInfo(ZONE)).strftime("Typed at %H:%M"))
    expect(note).to_contain_text("120/80")
    expect(note).to_contain_text("by IR")
    expect(note).not_to_contain_text("130/80")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1")
    expect(note).to_have_count(0)


def test_a_draft_that_came_back_after_a_lock_is_asked_about_however_young_it_is(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/92 88")
    page.locator(".bar .end").click()
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(entered.PIN)
    expect(line(page)).to_have_value("148/92 88", timeout=20_000)
    expect(page.get_by_role("status").filter(has_text="s ago, and not saved. Nothing was saved since.")).to_be_visible()
    line(page).press("Enter")
    expect(alert(page)).to_contain_text("When was it taken?")
    page.keyboard.press("n")
    saved(page, "148/92 88")


def test_a_draft_that_came_back_at_once_by_a_reload_alone_is_not_asked_about(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/92 88")
    page.reload()
    expect(line(page)).to_have_value("148/92 88", timeout=20_000)
    line(page).press("Enter")
    saved(page, "148/92 88")


def test_an_effect_that_came_back_is_asked_about_too(clinic: Served, page: Page) -> None:
    session = clinic.session()
    at = came_back(clinic, page, session, "+nausea 1", 20)
    line(page).press("Enter")
    expect(alert(page)).to_contain_text("When was it taken?")
    page.keyboard.press("t")
    saved(page, "Nausea begins")
    (effect,) = clinic.record(session).effects
    assert abs(effect.onset_at - at) < MINUTE


def test_a_time_answered_for_what_came_back_is_not_kept_for_what_is_typed_in_its_place(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    came_back(clinic, page, session, "236/130", 20)
    line(page).press("Enter")
    page.keyboard.press("t")
    expect(alert(page)).to_contain_text("Check")
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    enter(page, "148/92 88")
    saved(page, "148/92 88")
    assert datetime.now(UTC) - only(clinic, session).taken_at < MINUTE


def test_what_was_asked_about_after_a_long_wait_and_is_edited_is_asked_when_it_was_taken(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    page.clock.install()
    clinic.open_chair(page, session)
    intercept(page, SAVES, lambda route: route.abort())
    page.get_by_role("button", name="Sedation, dissociation").click()
    page.get_by_label("Position").select_option("sitting")
    enter(page, "150/94 90")
    waits(page, "150/94 90")
    page.clock.fast_forward("10:00")
    with clinic.database.write() as connection:
        for minutes in (9, 10, 11):  # a colleague's, in the same minute
            at = datetime.now(UTC) - minutes * MINUTE
            common = {"id": uuid4(), "entered_at": at, "entered_by": clinic.second_nurse, "treatment_id": session}
            stored.record(connection, Reading(**common, taken_at=at, source=Source.LINE, systolic=120, diastolic=80))
    page.unroute(SAVES)
    page.get_by_role("button", name="Edit").click()
    expect(line(page)).to_have_value("150/94 90")
    line(page).press("Enter")
    expect(alert(page)).to_contain_text("When was it taken?")
    page.keyboard.type(" @-5")
    page.keyboard.press("Enter")
    saved(page, "150/94 90")
    reading = next(one for one in clinic.record(session).readings if one.systolic == 150)
    assert reading.position == "sitting", "what was sent with the line is not lost with the edit"
    assert abs(datetime.now(UTC) - 5 * MINUTE - reading.taken_at) < MINUTE


def test_a_draft_that_could_not_be_fetched_is_not_written_over_and_comes_back(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/92 8")
    intercept(page, DRAFT, lambda route: route.abort())
    page.reload()
    expect(line(page)).to_be_focused()
    page.keyboard.type("120/80")
    page.unroute(DRAFT)
    expect(alert(page).filter(has_text="148/92 8: This was in the line; it is kept here.")).to_be_visible()
    page.keyboard.press("Enter")
    saved(page, "120/80")
    assert only(clinic, session).systolic == 120


@pytest.mark.parametrize(("typed", "before"), [("h17 @-5", 5), ("h17", 0)])
def test_however_long_a_question_stands_what_it_asks_about_keeps_its_time(
    clinic: Served, page: Page, typed: str, before: int
) -> None:
    session = clinic.session()
    page.clock.install()
    clinic.open_chair(page, session)
    enter(page, typed)
    expect(alert(page)).to_contain_text("Check")
    page.clock.fast_forward("02:30")
    page.keyboard.press("Enter")
    saved(page, "17")
    reading = only(clinic, session)
    since = reading.entered_at - reading.taken_at
    assert (before + 2) * MINUTE < since < (before + 4) * MINUTE


def test_what_is_edited_soon_after_its_enter_keeps_the_time_of_that_enter(clinic: Served, page: Page) -> None:
    session = clinic.session()
    page.clock.install()
    clinic.open_chair(page, session)
    intercept(page, SAVES, lambda route: route.abort())
    enter(page, "150/94 90")
    waits(page, "150/94 90")
    page.clock.fast_forward("01:30")
    with clinic.database.write() as connection:  # a colleague ended the session, so that the server asks
        at = datetime.now(UTC)
        common = {"id": uuid4(), "entered_at": at, "entered_by": clinic.second_nurse, "treatment_id": session}
        stored.record(connection, TreatmentEnd(**common, ended_at=at - 30 * MINUTE, how=EndHow.LEFT_ALONE))
    expect(table(page)).to_contain_text("Session ended")  # the panel knows it too, and asks by itself
    page.unroute(SAVES)
    page.get_by_role("button", name="Edit").click()
    expect(line(page)).to_have_value("150/94 90")
    line(page).press("End")
    page.keyboard.type(" 97")
    page.keyboard.press("Enter")
    confirm(page)
    saved(page, "150/94 90 97")
    reading = next(one for one in clinic.record(session).readings if one.systolic == 150)
    assert timedelta(seconds=80) < datetime.now(UTC) - reading.taken_at < timedelta(seconds=130)
