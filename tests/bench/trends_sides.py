"""The two patient's screens under measurement: how each is served, opened, and how its filter is pressed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from playwright.sync_api import Page

from data import records
from tests import served, uncounted
from tests.bench import servers, sixty
from tests.bench.drawn import Parts

CHARTS: Final = 5  # sessions overlaid, between sessions, rise against dose, effects, session by session


class Side(Protocol):
    """One of the two."""

    parts: Parts
    server: servers.Server

    @property
    def address(self) -> str:
        """Of the patient's page."""

    def start(self) -> None:
        """Serves it anew, in a process of its own, under the same address."""

    def sign_in(self, page: Page) -> None:
        """Lets the page's browser see the patient."""

    def ask(self, page: Page) -> None:
        """Opens the filter, so that the dose lies under the pointer."""

    def choose(self, page: Page) -> None:
        """Presses the dose."""

    def clear(self, page: Page) -> None:
        """Takes it away again."""


class Chairside:
    """The product, on a clinic whose one patient has the sixty sessions."""

    parts = Parts(
        "[data-testid=stVegaLiteChart] svg.marks",
        # Those that only the pointer finds are not counted: Plotly finds its points by itself.
        "[data-testid=stVegaLiteChart] .mark-symbol > path:not([opacity='0'])",
        ("section.figures", ".sessions table"),
        "[data-testid=stApp][data-test-script-state=notRunning]",
        CHARTS,
    )

    def __init__(self, folder: Path) -> None:
        self.gathered = folder / "gathered"
        self.clinic = served.make(folder / "data")
        self.clinic.port = served.free_port()
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        with self.clinic.database.write() as connection:
            first, week = now - timedelta(weeks=sixty.SESSIONS + 1), timedelta(weeks=1)
            self.patient = sixty.enter(connection, self.clinic.nurse, first, week, served.ZONE)
        self.start()

    @property
    def address(self) -> str:
        """Of the patient's page."""
        return f"{self.server.address}/patient?patient={self.patient}"

    def start(self) -> None:
        """Serves it."""
        told = uncounted.environment() | served.SETTINGS
        self.server = servers.gathering(self.clinic.folder, self.gathered, told, self.clinic.port)

    def close(self) -> None:
        """Ends the server and closes the record."""
        self.server.stop()
        self.clinic.close()

    def sign_in(self, page: Page) -> None:
        """As one of its nurses."""
        self.clinic.sign_in(page)

    def ask(self, page: Page) -> None:
        """Opens the choices, and among them those of the dose."""
        if not page.get_by_label("Dose given").is_visible():
            page.get_by_role("button", name="Filter").click()
        page.get_by_role("combobox", name="Dose given").click()
        page.get_by_role("option", name=sixty.HALF).hover()

    def choose(self, page: Page) -> None:
        """Presses the dose."""
        page.get_by_role("option", name=sixty.HALF).click()

    def clear(self, page: Page) -> None:
        """Presses the cross at the dose."""
        page.get_by_role("button", name="Clear all").click()


class Dash:
    """The peer, with the same facts in a plain file."""

    parts = Parts(
        ".js-plotly-plot .main-svg",
        ".js-plotly-plot .points > path",
        ("#answers", "#table"),
        "body:not(:has([data-dash-is-loading]))",
        CHARTS,
    )

    def __init__(self, folder: Path, like: Chairside) -> None:
        self.database, self.patient = folder / "peer.db", like.patient
        self.port = served.free_port()
        with like.clinic.database.read() as connection:
            sixty.copy(records.of_patient(connection, self.patient), self.database)
        self.start()

    @property
    def address(self) -> str:
        """Of the patient's page."""
        return f"{self.server.address}/?patient={self.patient}"

    def start(self) -> None:
        """Serves it."""
        self.server = servers.dash("trends.page", {"TRENDS_DATABASE": os.fspath(self.database)}, self.port)

    def close(self) -> None:
        """Ends the server."""
        self.server.stop()

    def sign_in(self, page: Page) -> None:
        """Nobody is asked."""

    def ask(self, page: Page) -> None:
        """Opens the list of doses."""
        if not page.get_by_role("option", name=sixty.HALF).is_visible():
            page.locator("#doses").click()
        page.get_by_role("option", name=sixty.HALF).hover()

    def choose(self, page: Page) -> None:
        """Presses the dose in the list, which stays open."""
        page.get_by_role("option", name=sixty.HALF).click()

    clear = choose
