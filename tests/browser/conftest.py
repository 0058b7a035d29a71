"""The clinic that the browser tests share: one real server for all of them, a session of its own for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import served

# How long a state may take to come where nothing else is said: a busy machine is slow, and waiting costs nothing else.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served.Served]:
    """A running server over a record with two nurses."""
    made = served.make(tmp_path_factory.mktemp("clinic") / "data")
    made.start()
    yield made
    made.close()


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A tab on a second tablet; closed however the test ends, or it would ask the server beside the next ones."""
    tablet = browser.new_context(viewport={"width": 1180, "height": 820})
    yield tablet.new_page()
    tablet.close()
