"""What one test leaves in the shared profile is not there for the next."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.profile import Profile
from tests.served import Served

LEAVE = """async () => {
  localStorage.setItem("left", "behind");
  sessionStorage.setItem("left", "behind");
  document.cookie = "left=behind; path=/";
  await (await caches.open("left")).put("/left", new Response("behind"));
  await new Promise((kept, lost) => {
    const asked = indexedDB.open("left");
    asked.onsuccess = kept;
    asked.onerror = lost;
  });
}"""
FOUND = """async () => [
  localStorage.length,
  sessionStorage.length,
  document.cookie,
  (await caches.keys()).length,
  (await indexedDB.databases()).length,
]"""
# How old an event says to be that was made 20 ms ago, in ms; the browser rounds.
OLD = """async () => {
  const event = new Event("made");
  await new Promise((done) => setTimeout(done, 20));
  return performance.now() - event.timeStamp;
}"""


def test_an_emptied_profile_is_as_one_that_nobody_has_used(
    profile: Profile, clinic: Served, context: BrowserContext, page: Page
) -> None:
    clinic.sign_in(page)
    page.goto(clinic.address)
    expect(page.locator(".bar .end")).to_be_visible(timeout=20_000)
    page.evaluate(LEAVE)
    assert 0 not in page.evaluate(FOUND)
    context.new_page()
    context.route("**/login", lambda route: route.abort())
    context.set_offline(offline=True)
    assert f"{clinic.address}/" in profile.empty()
    (tab,) = context.pages
    tab.goto(clinic.address)
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()
    assert tab.evaluate(FOUND) == [0, 0, "", 0, 0]


def test_a_clock_that_a_test_has_put_in_place_of_the_browsers_own_is_gone(profile: Profile, page: Page) -> None:
    assert page.evaluate(OLD) >= 19
    page.clock.install()
    assert page.evaluate(OLD) < 19, "such a clock takes the time at which an event is asked for its own"
    profile.empty()
    (tab,) = profile.context.pages
    assert tab.evaluate(OLD) >= 19
