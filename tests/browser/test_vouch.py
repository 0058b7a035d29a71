"""In a real browser the provider is another site: its answer ends in a page of ours, and the strict cookies hold."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from data import facts, subjects
from tests import facts as invented
from tests import served
from tests.provider import CLIENT, SECRET, Provider, running
from tests.served import Served

# Whether one text field has this label, and nothing stands in it.
ALONE_AND_EMPTY = """(label) => {
  const fields = [...document.querySelectorAll(`textarea[aria-label="${label}"]`)];
  return fields.length === 1 && fields[0].value === "";
}"""


@pytest.fixture(scope="module")
def theirs() -> Iterator[Provider]:
    """A provider on localhost, which to a browser is another site than 127.0.0.1."""
    with running(Provider(time.time, host="localhost", page=True)) as made:
        yield made


@pytest.fixture(scope="module")
def vouched(theirs: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose clinic has this provider, at which Bea is known."""
    made = served.make(tmp_path_factory.mktemp("vouched") / "data")
    made.settings = {"CHAIRSIDE_OIDC_ISSUER": theirs.issuer, "CHAIRSIDE_OIDC_CLIENT_ID": CLIENT}
    made.settings |= {"CHAIRSIDE_OIDC_CLIENT_SECRET": SECRET}
    with made.database.write() as connection:
        subjects.put(connection, theirs.issuer, theirs.subject, made.nurse, datetime.now(UTC))
    made.start()
    yield made
    made.close()


def test_on_a_tablet_the_provider_lets_in_by_one_press_and_leads_to_where_one_was(vouched: Served, page: Page) -> None:
    vouched.enrol(page)
    page.goto(f"{vouched.address}/patients")
    page.get_by_role("link", name="Sign in with localhost").click()
    page.get_by_role("link", name="I am Bea").click()  # from a page of theirs: strict cookies stay behind
    expect(page.get_by_role("heading", name="Patients")).to_be_visible(timeout=20_000)
    (cookie,) = [one for one in page.context.cookies() if one["name"].startswith("__Host-chairside")]
    assert cookie["sameSite"] == "Strict"


def test_at_a_browser_that_is_no_tablet_one_factor_there_is_not_enough(vouched: Served, page: Page) -> None:
    page.goto(vouched.address)
    page.get_by_role("link", name="Sign in with localhost").click()
    page.get_by_role("link", name="I am Bea").click()
    expect(page.get_by_role("alert")).to_contain_text("you have none yet")


@pytest.fixture(scope="module")
def ended(vouched: Served) -> UUID:
    """A session that has ended."""
    session = vouched.session(minutes_ago=20)
    told = {"treatment_id": session, "entered_by": vouched.nurse, "entered_at": datetime.now(UTC)}
    with vouched.database.write() as connection:
        facts.record(connection, invented.end(datetime.now(UTC), **told))
    return session


def signs_in_anew(theirs: Provider, page: Page) -> None:
    """At the provider, to which the page was sent; it comes back to its form."""
    there = page.get_by_role("link", name="I am Bea")
    expect(there).to_be_visible()
    theirs.claims = {"auth_time": int(time.time())}
    there.click()
    expect(page.get_by_text("Bea Novak signed in again at localhost").first).to_be_visible(timeout=20_000)


def test_a_signature_is_vouched_for_there_and_one_is_back_at_the_form(
    vouched: Served, theirs: Provider, ended: UUID, page: Page
) -> None:
    vouched.sign_in(page)
    page.goto(f"{vouched.address}/sign?session={ended}")
    expect(page.get_by_label("Password of Bea Novak")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Sign in again at localhost").click()
    signs_in_anew(theirs, page)
    expect(page.get_by_label("Password of Bea Novak")).to_have_count(0)
    page.get_by_role("button", name="Sign: this record is complete").click()
    expect(page.get_by_text("by fresh sign-in at the clinic's provider")).to_be_visible()


def test_what_was_typed_after_a_session_stays_while_another_tab_goes_there(
    vouched: Served, theirs: Provider, ended: UUID, page: Page
) -> None:
    vouched.sign_in(page)
    page.goto(f"{vouched.address}/afterwards?session={ended}")
    page.get_by_label("What was said or found").fill("slept well")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Sign in again at localhost").click()
    signs_in_anew(theirs, opened.value)
    page.bring_to_front()  # one comes back to this tab: in the other's back a page clears nothing away
    page.get_by_label("Time, like").fill(datetime.now(ZoneInfo(served.ZONE)).strftime("%H:%M"))
    page.get_by_role("button", name="Sign and save the follow-up").click()
    expect(page.get_by_text("by fresh sign-in at the clinic's provider")).to_be_visible()
    # The empty form is drawn before the one that was sent goes: for a while one, or both, or the other stands there.
    page.wait_for_function(ALONE_AND_EMPTY, arg="What was said or found")
    expect(page.get_by_text("slept well")).to_be_visible()
