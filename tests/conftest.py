"""What every test may ask for: a real browser, a fresh page, and the refusal to skip silently in CI."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import worked_out
from tests.browser import chromium
from tests.browser.profile import Profile

worked_out.once()

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: what is cheap fails first, and Playwright's loop stays on the thread once it runs.

    Of these the slow ones come first: a long one at the very end keeps one core busy and the others waiting.
    """
    items.sort(key=lambda item: (needs_a_browser(item), needs_a_browser(item) and not item.get_closest_marker("slow")))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Coverage does not follow a browser's test, whose driver switches greenlets: what it asks runs in a server.

    To follow greenlets coverage keeps one for each thread, everywhere. When a thread ends its greenlet is cleared
    between two instructions, and Python 3.11 with a trace function set can then go round one instruction for ever (its
    check for pending calls, reached from inside a pending call): a server stood still, as did the end of a whole run.
    """
    following = sys.gettrace()
    if needs_a_browser(item):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(following)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """A test without a browser finds no loop while it is prepared, nor while it runs: see below."""
    with without_the_drivers_loop(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """The same; what is put away after it may be the browser itself, which needs its loop."""
    with without_the_drivers_loop(item):
        return (yield)


@contextmanager
def without_the_drivers_loop(item: pytest.Item) -> Iterator[None]:
    """Playwright's loop stays on the thread of a worker that has run a browser's test.

    Who is done takes over whatever another worker has left, and a test that needs no browser runs a loop of its own.
    """
    if needs_a_browser(item):
        yield
        return
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(loop)


def needs_a_browser(item: pytest.Item) -> bool:
    """Whether a browser is started for this test."""
    return not {"chromium_path", "browser"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """Path of a Chromium; without one the test is skipped with the reason, and fails where CI=true."""
    try:
        return chromium.path()
    except chromium.ChromiumMissingError as missing:
        skip_unless_ci(str(missing))
        raise


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One Chromium for the whole run; tests separate themselves by what `context` empties, or by contexts of their own.

    It may be closed after a test that needs none: coverage does not follow that either.
    """
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=list(chromium.FLAGS))
        yield launched
        sys.settrace(None)
        launched.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[Profile]:
    """The one browser profile that the tests use one after the other, emptied between them."""
    opened = Profile(browser)
    yield opened
    sys.settrace(None)
    opened.close()


@pytest.fixture
def context(profile: Profile) -> Iterator[BrowserContext]:
    """A browser profile the size of a clinic's tablet, in which asking another machine fails the test.

    It is as empty as a fresh one, but for the files that a server lets a browser keep.
    """
    yield profile.context
    asked = profile.empty()
    outside = sorted({url for url in asked if urlsplit(url).hostname and urlsplit(url).hostname not in LOOPBACK})
    assert not outside, f"The page asked other machines: {outside}"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One empty tab in a profile that nobody has used."""
    return context.pages[0]


def skip_unless_ci(reason: str) -> None:
    """Ends the test as skipped with this reason; where CI=true a skip would hide a gate, so it fails instead."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
