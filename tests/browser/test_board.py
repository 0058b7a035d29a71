"""The board: who needs somebody first, seen by itself on every tablet."""

import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from data import facts, open_treatments, statements
from schemas.drug import DrugAct, DrugEvent
from schemas.reading import Reading, Source
from schemas.statement import Chair
from schemas.treatment import EndHow, TreatmentEnd
from tests import said
from tests.browser.hands import enter, saved
from tests.served import Served


def started(clinic: Served, minutes: float, name: str) -> UUID:
    """A session whose drug was started that long ago, with its baseline."""
    session = clinic.session(minutes_ago=minutes + 20, name=(name, "Board"))
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    common = {"entered_at": at, "entered_by": clinic.nurse, "treatment_id": session}
    start = DrugEvent(**common, id=uuid4(), at=at, act=DrugAct.START, dose_mg=40, duration_minutes=40)
    signs = {"systolic": 120, "diastolic": 80, "pulse": 70, "spo2": 98}
    before = Reading(**common, **signs, id=uuid4(), taken_at=at - timedelta(minutes=5), source=Source.LINE)
    with clinic.database.write() as connection:
        for fact in (before, start):
            facts.record(connection, fact)
    return session


def ended(clinic: Served, sessions: list[UUID]) -> None:
    """Ends the sessions: a crowd of reds would stand before those of the next test."""
    at = datetime.now(UTC)
    with clinic.database.write() as connection:
        for session in sessions:
            common = {"id": uuid4(), "entered_at": at, "entered_by": clinic.nurse, "treatment_id": session}
            facts.record(connection, TreatmentEnd(**common, ended_at=at, how=EndHow.LEFT_WITH_ESCORT))


@pytest.fixture(autouse=True)
def _nobody_left_over(clinic: Served) -> None:
    """Ends what tests before left open in the clinic they share: a red of theirs would stand first on this board."""
    with clinic.database.read() as connection:
        left = open_treatments.ids(connection)
    ended(clinic, list(left))


def board(clinic: Served, page: Page) -> Locator:
    """Opens the board; its cards."""
    clinic.sign_in(page)
    page.goto(clinic.address)
    cards = page.locator(".board .card")
    expect(cards.first).to_be_visible(timeout=20_000)
    return cards


def test_who_is_overdue_stands_before_who_is_due_later_and_says_so_in_words(clinic: Served, page: Page) -> None:
    later, overdue = started(clinic, 1, "Later"), started(clinic, 13, "Overdue")
    cards = board(clinic, page)
    names = [text.split(" Board")[0] for text in cards.all_inner_texts() if " Board" in text]
    assert names.index("Overdue") < names.index("Later")
    first = cards.filter(has_text="Overdue Board")
    expect(first).to_contain_text(re.compile(r"Overdue [34] min"))  # a minute may pass while the page loads
    expect(first).to_contain_text("BP, pulse, SpO2")
    expect(cards.filter(has_text="Later Board")).to_contain_text(re.compile(r"Next in [89] min"))
    assert {str(later), str(overdue)} <= {(one.get_attribute("href") or "")[-36:] for one in cards.all()}


def test_a_save_on_one_tablet_is_on_the_board_of_another_within_five_seconds(
    clinic: Served, page: Page, context: BrowserContext
) -> None:
    session = started(clinic, 10, "Seen")
    cards = board(clinic, page)
    card = cards.filter(has_text="Seen Board")
    expect(card).to_contain_text(re.compile("Due now|Overdue 1 min"))  # a minute may pass while the page loads
    other = context.new_page()
    other.goto(f"{clinic.address}/chair?session={session}")
    enter(other, "148/92 88 97")
    saved(other, "148/92 88 97")
    expect(card).to_contain_text("148/92", timeout=5_000)
    expect(card).to_contain_text(re.compile(r"Next in (9|10) min"), timeout=5_000)  # by the second of the save


def test_one_key_or_one_tap_opens_the_chair(clinic: Served, page: Page) -> None:
    started(clinic, 14, "Key")
    started(clinic, 3, "Other")
    cards = board(clinic, page)
    wanted = cards.nth(1).get_attribute("href")
    page.keyboard.press("2")
    expect(page.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=20_000)
    assert wanted is not None
    assert page.url.endswith(wanted)
    page.go_back()
    expect(cards.first).to_be_visible(timeout=20_000)
    cards.filter(has_text="Key Board").click()
    expect(page.get_by_role("region", name="Patient")).to_contain_text("Key Board", timeout=20_000)


def test_a_lost_connection_is_said_with_the_age_of_what_is_shown(clinic: Served, page: Page) -> None:
    started(clinic, 5, "Age")
    board(clinic, page)
    expect(page.get_by_text("Shown as of")).to_be_visible()
    page.route("**/api/board", lambda route: route.abort())
    lost = page.get_by_role("alert").filter(has_text="Not connected: this is how it stood")
    expect(lost).to_be_visible(timeout=20_000)
    page.unroute("**/api/board")
    expect(page.get_by_text("Shown as of")).to_be_visible(timeout=10_000)


def test_the_board_goes_on_by_itself_when_the_server_comes_back(clinic: Served, page: Page) -> None:
    started(clinic, 3, "Back")
    cards = board(clinic, page)
    clinic.stop(signal.SIGKILL)
    clinic.start()
    session = started(clinic, 2, "Newcomer")
    assert session
    expect(cards.filter(has_text="Newcomer Board")).to_be_visible(timeout=20_000)


def over_its_limits(clinic: Served, session: UUID) -> None:
    """A reading of which nearly all is past a limit."""
    at = datetime.now(UTC)
    common = {"entered_at": at, "entered_by": clinic.nurse, "treatment_id": session}
    signs = {"systolic": 205, "diastolic": 121, "pulse": 140, "spo2": 86, "dissociation": 3}
    with clinic.database.write() as connection:
        facts.record(connection, Reading(**common, **signs, id=uuid4(), taken_at=at, source=Source.LINE))


def test_twenty_four_sessions_fit_on_one_screen_also_with_long_names_and_many_alerts(
    clinic: Served, page: Page
) -> None:
    sessions = [started(clinic, number, f"Many{number} Maximiliane-Theresia") for number in range(24)]
    for session in sessions:
        over_its_limits(clinic, session)
    cards = board(clinic, page)
    expect(page.locator(".cards.dense")).to_be_visible()
    last = cards.nth(23).bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= 820
    ended(clinic, sessions)


def test_a_red_alert_stands_first_on_the_board_and_at_the_chair_with_its_limit_and_source(
    clinic: Served, page: Page, context: BrowserContext
) -> None:
    session = started(clinic, 8, "Alert")
    started(clinic, 14, "Patient")
    cards = board(clinic, page)
    other = context.new_page()
    other.goto(f"{clinic.address}/chair?session={session}")
    expect(other.get_by_role("textbox", name="Vitals")).to_be_focused(timeout=20_000)
    at = datetime.now(UTC)
    common = {"entered_at": at, "entered_by": clinic.nurse, "treatment_id": session, "taken_at": at}
    with clinic.database.write() as connection:
        facts.record(connection, Reading(**common, id=uuid4(), source=Source.LINE, systolic=205, diastolic=98))
    told = other.get_by_role("region", name="Alerts")
    expect(told).to_contain_text("Systolic 205 ≥ 200")
    told.get_by_role("button").click()
    expect(told).to_contain_text("a clinician's account: above 200/120 once")
    expect(cards.first).to_contain_text("Alert Board", timeout=5_000)
    expect(cards.first).to_contain_text("Systolic 205 ≥ 200")


def test_a_sound_is_off_until_it_is_switched_on_and_says_that_it_is_no_alarm(clinic: Served, page: Page) -> None:
    session = started(clinic, 8, "Sound")
    board(clinic, page)
    button = page.get_by_role("button", name="Sound is off")
    button.click()
    expect(page.get_by_text("This is not an alarm")).to_be_visible()
    place = page.locator(".sound")
    expect(place).to_have_attribute("data-played", re.compile(r"overdue \d+"))  # as it will sound
    at = datetime.now(UTC)
    common = {"entered_at": at, "entered_by": clinic.nurse, "treatment_id": session, "taken_at": at}
    with clinic.database.write() as connection:
        facts.record(connection, Reading(**common, id=uuid4(), source=Source.LINE, systolic=205, diastolic=98))
    # By its pitch: another test's session on this board may become overdue in between, and sounds too.
    expect(place).to_have_attribute("data-played", re.compile(r"red \d+"), timeout=10_000)
    page.reload()
    expect(page.get_by_role("button", name="Sound is on")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Sound is on").click()
    expect(page.get_by_text("This is not an alarm")).to_have_count(0)


@pytest.fixture
def chairs(clinic: Served) -> Iterator[tuple[Chair, Chair, Chair]]:
    """Chairs 4, at which somebody sits, 5 and 41; out of use afterwards, since the other boards know no chairs."""
    session = started(clinic, 2, "Seated")
    four, five, more = (said.chair(name, entered_by=clinic.nurse) for name in ("4", "5", "41"))
    with clinic.database.write() as connection:
        for one in (four, five, more, said.seat(four, session, entered_by=clinic.nurse)):
            statements.say(connection, one)
    yield four, five, more
    with clinic.database.write() as connection:
        statements.say(connection, said.seat(None, session, entered_by=clinic.nurse))
        for one in (four, five, more):
            statements.say(connection, said.again(one, in_use=False))


def test_free_chairs_and_the_days_list_stand_on_the_board_and_a_digit_opens_the_chair_of_that_name(
    clinic: Served, page: Page, chairs: tuple[Chair, Chair, Chair]
) -> None:
    _, five, more = chairs
    cards = board(clinic, page)
    seated = cards.filter(has_text="Seated Board")
    expect(seated.locator(".chair")).to_have_text("4")
    expect(page.get_by_role("region", name="Today's list")).to_contain_text("in progress")
    page.keyboard.press("4")  # waits a moment whether a second digit follows
    expect(page.get_by_role("region", name="Patient")).to_contain_text("Seated Board", timeout=20_000)
    page.go_back()
    expect(cards.first).to_be_visible(timeout=20_000)
    page.keyboard.type("41")
    expect(page.get_by_text("No patient is chosen")).to_be_visible(timeout=20_000)
    assert f"chair={more.chair_id}" in page.url
    page.go_back()
    page.get_by_role("link", name="Start session at chair 5").click()
    expect(page.get_by_text("No patient is chosen")).to_be_visible(timeout=20_000)
    assert f"chair={five.chair_id}" in page.url
