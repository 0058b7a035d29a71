"""The way in and the lock: PIN, line, Enter; what is typed stays its author's; an ended sign-in shows nothing."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from data import accounts
from tests import entered, said
from tests.browser.hands import alert, confirm, enter, intercept, is_kept, line, saved, switch, unhurried
from tests.served import Served

GATE = re.compile(r"/login\?who=")
# How opaque the page was, one after the other: it does not wait for an answer longer than a look at it may take.
WATCH = """() => {
    window.opacities = [];
    new MutationObserver(() => window.opacities.push(document.documentElement.style.opacity))
        .observe(document.documentElement, { attributes: true });
}"""

# A second is over when the test says so.
HOLD = """() => {
    const later = window.setTimeout;
    window.held = [];
    window.setTimeout = (act, ms, ...rest) => (ms === 1000 ? window.held.push(act) : later(act, ms, ...rest));
}"""


def test_pin_line_enter_saves_a_reading_by_the_keyboard_alone(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.enrol(page)
    page.goto(f"{clinic.address}/chair?session={session}")
    page.get_by_role("button", name="Bea Novak").press("Enter")
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(entered.PIN)
    expect(line(page)).to_be_focused(timeout=20_000)
    unhurried(page)
    page.keyboard.type("148/92 88 97")
    page.keyboard.press("Enter")
    saved(page, "148/92 88 97")
    (reading,) = clinic.record(session).readings
    assert reading.entered_by == clinic.nurse


@pytest.mark.parametrize("delay", [0, 40, 120, 250])
def test_what_is_typed_on_after_the_pin_is_never_saved_from_its_middle(clinic: Served, page: Page, delay: int) -> None:
    session = clinic.session()
    clinic.enrol(page)
    page.goto(f"{clinic.address}/chair?session={session}")
    page.get_by_role("button", name="Bea Novak").click()
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(f"{entered.PIN}180/60 77", delay=delay)
    expect(line(page)).to_be_focused(timeout=20_000)
    page.keyboard.press("Enter")
    # Asked, refused as half a line, or lost with all that was typed: nothing is saved.
    if line(page).input_value():
        expect(alert(page)).to_be_visible()
    assert clinic.record(session).readings == ()


def test_what_is_typed_while_the_answer_to_the_pin_is_on_its_way_is_in_the_line_whole(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.enrol(page)
    page.goto(f"{clinic.address}/chair?session={session}")
    page.get_by_role("button", name="Bea Novak").click()
    held: list[Route] = []
    intercept(page, "**/login", lambda route: held.extend([route]))
    page.wait_for_load_state("load")  # with the script of the way in
    with page.expect_request("**/login"):
        page.get_by_label("PIN").press_sequentially(entered.PIN, no_wait_after=True)
    page.keyboard.type("180/90 7")
    page.keyboard.press("Backspace")
    page.keyboard.type("77")
    page.unroute_all()  # lets go on what was held, and what is held only now
    expect(line(page)).to_have_value("180/90 77", timeout=20_000)
    expect(line(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(alert(page)).to_contain_text("is 180/90 77 all of it?")
    assert clinic.record(session).readings == ()
    confirm(page)
    saved(page, "180/90 77")


@pytest.mark.parametrize("is_busy", [False, True], ids=["page that is free", "page that hears of a key too late"])
def test_a_key_that_nothing_heard_between_two_pages_makes_the_line_ask(
    clinic: Served, page: Page, is_busy: bool
) -> None:
    session = typed_on(clinic, page, is_busy)
    expect(alert(page)).to_contain_text("is 80/60 77 all of it?")
    assert clinic.record(session).readings == ()


def typed_on(clinic: Served, page: Page, is_busy: bool) -> UUID:
    """Unlocks a chair and types on, the first key in a moment in which nothing listens; its session."""
    session = clinic.session()
    page.context.clear_cookies()
    clinic.enrol(page)
    page.goto(f"{clinic.address}/chair?session={session}")
    page.get_by_role("button", name="Bea Novak").click()
    held: list[Route] = []
    intercept(page, "**/assets/fast.js", lambda route: held.extend([route]))
    with page.expect_request("**/assets/fast.js"):
        page.get_by_label("PIN").press_sequentially(entered.PIN, no_wait_after=True)
    page.keyboard.press("1")
    page.unroute_all()  # lets go on what was held
    page.wait_for_function("() => window.chairsideFast?.hastyUntil", timeout=20_000)
    if is_busy:
        unhurried(page)
    # As one who types on: pressed before a first key counts as one, however late driver and page are with it.
    pressed = page.evaluate("() => performance.timeOrigin + window.chairsideFast.hastyUntil - 100")
    page.context.new_cdp_session(page).send(
        "Input.dispatchKeyEvent",
        {"type": "keyDown", "key": "8", "code": "Digit8", "text": "8", "timestamp": pressed / 1000},
    )
    page.keyboard.type("0/60 77")
    page.keyboard.press("Enter")
    return session


def test_a_pin_and_enter_unlock_once(clinic: Served, page: Page) -> None:
    clinic.enrol(page)
    page.goto(clinic.address)
    page.get_by_role("button", name="Ines Roth").click()
    sent: list[str] = []
    page.on(
        "request", lambda one: sent.extend([one.url] if one.method == "POST" and one.url.endswith("/login") else [])
    )
    page.wait_for_load_state("load")  # with the script of the way in
    page.get_by_label("PIN").press_sequentially(entered.PIN, no_wait_after=True)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Open sessions")).to_be_visible(timeout=20_000)
    assert [one for one in sent if one.endswith("/login")] == [f"{clinic.address}/login"]


def test_a_pin_typed_before_its_script_has_come_is_sent_all_the_same(clinic: Served, page: Page) -> None:
    held: list[Route] = []
    clinic.enrol(page)
    page.goto(clinic.address)
    intercept(page, "**/assets/pin.js", lambda route: held.extend([route]))
    page.get_by_role("button", name="Bea Novak").click(no_wait_after=True)
    page.get_by_label("PIN").press_sequentially(entered.PIN)
    expect(page).to_have_url(GATE)
    page.unroute_all()  # lets go on what was held, and what is held only now
    expect(page.get_by_text("Open sessions")).to_be_visible(timeout=20_000)


def test_a_locked_page_comes_back_to_its_chair_with_what_was_typed_for_its_author_alone(
    clinic: Served, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    with page.expect_response(is_kept):
        page.keyboard.type("148/9")
    page.locator(".bar .end").click()
    expect(page).to_have_url(GATE)
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(entered.PIN)
    expect(line(page)).to_be_focused(timeout=20_000)
    expect(line(page)).to_have_value("148/9")
    switch(page, "Ines Roth")
    expect(line(page)).to_be_focused(timeout=20_000)
    expect(line(page)).to_have_value("")


def test_back_after_a_lock_asks_the_last_person_for_her_pin_and_shows_nothing(clinic: Served, page: Page) -> None:
    session = clinic.session(name=("Gone", "Hidden"))
    clinic.open_chair(page, session)
    page.goto(f"{clinic.address}/patients")
    expect(page.get_by_role("heading", name="Patients")).to_be_visible(timeout=20_000)
    page.locator(".bar .end").click()
    expect(page).to_have_url(GATE)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/login\?next="))
    expect(page.get_by_role("button", name="Bea Novak")).to_have_attribute("aria-current", "true")
    expect(page.get_by_label("PIN")).to_be_focused()
    assert "Hidden" not in page.content()
    page.reload()
    expect(page.get_by_label("PIN")).to_be_focused()
    page.keyboard.type(entered.PIN)
    expect(page).not_to_have_url(re.compile("/login"))


def test_a_page_that_nobody_touches_hides_and_asks(clinic: Served, page: Page) -> None:
    page.clock.install()
    clinic.open_chair(page, clinic.session(name=("Hidden", "Person")))
    expect(page.get_by_text("Hidden Person")).to_be_visible()
    page.clock.fast_forward("14:00")
    expect(page.get_by_text("Hidden Person")).to_be_visible()
    page.clock.fast_forward("01:01")
    expect(page).to_have_url(GATE)
    expect(page.get_by_text("Hidden Person")).to_have_count(0)
    page.go_back()  # the page was replaced, not left
    expect(page.get_by_text("Hidden Person")).to_have_count(0)
    page.goto(clinic.address)
    expect(page).to_have_url(re.compile("/login"))


def test_a_touch_on_one_page_keeps_the_other_pages_of_the_browser_open(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    other = context.new_page()
    for one in (page, other):
        one.clock.install()
    clinic.open_chair(page, clinic.session())
    other.goto(clinic.address)
    expect(other.get_by_text("Open sessions")).to_be_visible(timeout=20_000)
    other.clock.fast_forward("10:00")
    other.evaluate("() => { new BroadcastChannel('chairside.touch').onmessage = () => { window.heard = true; }; }")
    page.keyboard.type("1")
    other.wait_for_function("() => window.heard")
    other.clock.fast_forward("10:00")
    expect(other.get_by_text("Open sessions")).to_be_visible()
    # The clock is the browser's: where two pages lock at once and leave, whoever moves it may wait forever.
    page.close()
    other.clock.fast_forward("15:01")
    expect(other).to_have_url(GATE)


def test_a_page_that_wakes_hides_first_and_asks_then(clinic: Served, page: Page) -> None:
    held: list[Route] = []
    page.clock.install()
    clinic.open_chair(page, clinic.session())
    page.keyboard.type("148/9")
    intercept(page, re.compile(r"/api/(session|treatments/[^/]+)$"), lambda route: held.extend([route]))
    page.evaluate(WATCH)
    page.clock.fast_forward("02:00")
    whole = page.locator("html")
    page.wait_for_function("() => window.opacities.includes('0')")
    page.unroute_all()  # lets go on what was held
    expect(whole).to_have_css("opacity", "1")
    expect(line(page)).to_be_focused()
    expect(line(page)).to_have_value("148/9")


def test_a_page_that_wakes_where_the_server_is_gone_shows_what_was_typed_again(clinic: Served, page: Page) -> None:
    page.clock.install()
    clinic.open_chair(page, clinic.session())
    page.route("**/api/**", lambda route: route.abort())
    page.clock.fast_forward("02:00")
    expect(page.locator("html")).to_have_css("opacity", "1")
    expect(line(page)).to_be_focused()


def test_who_is_closed_out_is_out_of_every_page_within_five_seconds(
    clinic: Served, context: BrowserContext, page: Page
) -> None:
    session = clinic.session()
    clinic.open_chair(page, session, "Ines Roth")
    enter(page, "148/92")
    saved(page, "148/92")
    with clinic.database.write() as connection:
        stands = accounts.of(connection, clinic.second_nurse)
        assert stands is not None
        accounts.keep(connection, said.again(stands, enabled=False))
    try:
        expect(page).to_have_url(GATE, timeout=5_000)
    finally:
        with clinic.database.write() as connection:
            accounts.keep(connection, said.again(stands))
    assert context.pages == [page]


def test_a_wrong_pin_is_said_and_the_right_one_counts_after_its_wait(clinic: Served, page: Page) -> None:
    clinic.enrol(page)
    page.goto(clinic.address)
    page.get_by_role("button", name="Bea Novak").click()
    page.get_by_label("PIN").press_sequentially("135790")
    expect(page.get_by_role("alert")).to_contain_text("This PIN is not right. The next try counts in 2 s.")
    page.get_by_label("User name").fill("bea")
    page.get_by_label("Password").fill(entered.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Open sessions")).to_be_visible(timeout=20_000)


def test_a_page_that_turns_dark_is_drawn_anew_with_what_was_typed(clinic: Served, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    clinic.open_chair(page, clinic.session())
    page.keyboard.type("148/9")
    light = page.get_by_role("region", name="Patient").evaluate("one => getComputedStyle(one).backgroundColor")
    page.evaluate("() => { window.isTheOldPage = true; }")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => !window.isTheOldPage")  # it may be drawn anew more than once: each is one more page
    expect(line(page)).to_have_value("148/9", timeout=20_000)
    expect(page.get_by_role("region", name="Patient")).not_to_have_css("background-color", light)


def test_a_page_whose_colours_come_back_at_once_stays(clinic: Served, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    clinic.open_chair(page, clinic.session())
    page.evaluate(HOLD)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => window.held.length > 0")
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => window.held.length > 1")  # the page has heard of both
    page.evaluate("async () => { window.held.forEach((act) => act()); await fetch('/api/session'); }")
    assert page.evaluate("() => window.held.length") > 1  # what is drawn anew has another window
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => { window.held?.forEach((act) => act()); return !window.held; }")


def test_a_page_that_is_locked_is_not_called_back_by_its_colours(clinic: Served, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    clinic.open_chair(page, clinic.session())
    page.evaluate(HOLD)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => window.held.length > 0")
    intercept(page, GATE, lambda route: route.abort("aborted"))  # the way in is not reached, and the page stands still
    with page.expect_event("requestfailed", lambda request: bool(GATE.search(request.url))):
        page.evaluate("() => { dispatchEvent(new CustomEvent('chairside:answered', { detail: 401 })); }")
    page.evaluate("async () => { window.held.forEach((act) => act()); await fetch('/api/session'); }")
    assert page.evaluate("() => window.held.length") > 0  # what is drawn anew has another window


def test_half_an_hour_before_its_end_the_shift_asks_whether_it_goes_on(clinic: Served, page: Page) -> None:
    session = clinic.session()
    clinic.open_chair(page, session)
    note = page.get_by_role("status").filter(has_text="Your shift ends at")
    expect(note).to_have_count(0)
    with clinic.database.write() as connection:
        ends = datetime.now(UTC) + timedelta(minutes=29)
        token = entered.sign_in(connection, clinic.nurse, ends_at=ends)
    clinic.give(page, "chairside", token)
    page.reload()
    expect(note).to_be_visible(timeout=20_000)
    note.get_by_role("button", name="Two hours more").click()
    expect(note).to_have_count(0)
