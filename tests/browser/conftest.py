"""The clinic that the browser tests share: one real server for all of them, a session of its own for each."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

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


@pytest.fixture(autouse=True)
def served_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """A server that a test has stopped serves the next one, although an assertion came before it was started again."""
    shared = request.getfixturevalue("clinic") if "clinic" in request.fixturenames else None
    yield
    if shared is not None and shared.process is None:
        shared.start()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a tab in a browser profile of its own, with the settings of Playwright's `new_context`.

    It is closed however the test ends, or it would go on asking the server beside the next ones.
    """
    with ExitStack() as stack:

        def one(**settings: Any) -> Page:  # noqa: ANN401 - Playwright's own
            context = browser.new_context(**settings)
            stack.callback(context.close)
            return context.new_page()

        yield one


@pytest.fixture
def other(opened: Callable[..., Page]) -> Page:
    """A tab on a second tablet."""
    return opened(viewport={"width": 1180, "height": 820})
