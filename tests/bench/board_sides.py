"""The boards under measurement: how each is served, opened and added to, and how often its page has looked."""

import os
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page, Response, WebSocket

from tests.bench import chairs, invented, servers


class Side(Protocol):
    """One of the two boards; `polls` counts the looks of its page since it was opened."""

    server: servers.Server
    polls: int

    def open(self, page: Page) -> None:
        """Draws all chairs and leaves the page to look by itself."""

    def save(self, number: int) -> None:
        """Stores one reading beside the server, so that the save itself costs it nothing."""


class Chairside:
    """The product, on the invented clinic that `make run` serves, with as many more sessions as twenty chairs need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "chairside"
        self.server = servers.chairside(self.folder)
        self.server.wait()
        self.clinic, self.who = invented.clinic(self.folder, self.server.port)
        self.sessions = chairs.fill(self.clinic)
        self.polls = self.fresh = 0

    def open(self, page: Page) -> None:
        """Says who is there, and waits for the last card."""
        self.clinic.sign_in(page, self.who)
        page.goto(self.server.address)
        page.locator("a.card").nth(chairs.CHAIRS - 1).wait_for(timeout=60_000)
        page.on("response", self._answered)

    def save(self, number: int) -> None:
        """At one chair after the other."""
        chairs.save(self.clinic, self.sessions[number % chairs.CHAIRS], number)

    def _answered(self, response: Response) -> None:
        if response.url.endswith("/api/board"):
            self.polls += 1
            self.fresh += response.status == 200


class Stock:
    """The stock page, with the same people and readings; each message of its page is one run of the fragment."""

    def __init__(self, folder: Path, like: Chairside, query: str = "") -> None:
        self.query = query
        self.sessions = like.sessions
        self.database = folder / f"stock{len(query)}.db"
        chairs.copy([like.clinic.record(session) for session in self.sessions], self.database)
        self.server = servers.streamlit("board.py", {"STOCK_DATABASE": os.fspath(self.database)})
        self.server.wait()
        self.polls = 0

    def open(self, page: Page) -> None:
        """Waits for the last card."""
        page.on("websocket", self._connected)
        page.goto(f"{self.server.address}/{self.query}")
        page.get_by_text("born ").nth(chairs.CHAIRS - 1).wait_for(timeout=60_000)

    def save(self, number: int) -> None:
        """At the same chair."""
        chairs.save_stock(self.database, self.sessions[number % chairs.CHAIRS], number)

    def _connected(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)

    def _sent(self, _: object) -> None:
        self.polls += 1
