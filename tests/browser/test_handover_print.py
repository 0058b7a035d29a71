"""The handover sheet on paper: what the next shift takes along is one page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import served
from tests.browser.test_board import started
from tests.served import Served

SESSIONS = 12


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A clinic with every chair of a large room taken."""
    made = served.make(tmp_path_factory.mktemp("handover") / "data")
    for number in range(SESSIONS):
        started(made, 5 + 5 * number, f"Person{number}")
    made.start()
    yield made
    made.close()


def test_twelve_open_sessions_print_on_one_page(full: Served, page: Page) -> None:
    full.sign_in(page)
    page.goto(full.address)
    page.get_by_role("link", name="Handover sheet").click()
    expect(page.locator(".handover article")).to_have_count(SESSIONS, timeout=20_000)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
