"""A tablet at a chair as the server sees one: its requests over TLS, its socket, and the runs of its page.

What a page asks beside a save (its draft, its look every two seconds) is asked here too. No browser is needed for it,
and twenty of them would leave the server nothing of two cores.
"""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from schemas.rules import minutes
from tests import entered

_SOCKET = "/_stcore/stream"
_PATIENCE = 30.0


@dataclass(frozen=True)
class Place:
    """The server by the name that its network knows, where it really listens, and what is believed of it."""

    name: str
    host: str
    port: int
    believes: ssl.SSLContext

    @property
    def origin(self) -> str:
        """What a page of it says of itself."""
        return f"https://{self.name}:{self.port}"


@dataclass
class Chair:
    """The session that the tablet stands at: its id, its page's protocol, and when its drug began."""

    session: UUID
    nurse: UUID
    began: datetime


class RefusedError(RuntimeError):
    """An answer that a tablet of the clinic's must not get."""


@dataclass
class Tablet:
    """One browser with a jar of its own; it notes in `seconds` how long what took, by kind."""

    place: Place
    token: str
    chair: Chair
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nobody is signed in at it yet."""
        here = self.place
        told = {"host": f"{here.name}:{here.port}", "origin": here.origin}
        base = f"https://{here.host}:{here.port}"
        self._client = httpx.AsyncClient(base_url=base, headers=told, verify=here.believes, timeout=_PATIENCE)
        self._client.cookies.set(f"__Host-tablet-{here.port}", self.token)
        self._socket: ClientConnection | None = None
        self._tag = ""
        self._minute = 1

    async def sign_in(self, user_name: str) -> None:
        """By the password."""
        form = {"user_name": user_name, "password": entered.PASSWORD}
        await self._ask("sign-in by password", "POST", "/login", 303, data=form)

    async def unlock(self) -> None:
        """Locks what is open, gives the PIN, and opens the chair's page, to the end of its run."""
        await self._leave()
        await self._ask("lock", "GET", "/login", 200)
        begun = time.perf_counter()
        pin = {"staff": str(self.chair.nurse), "pin": entered.PIN, "next": f"/chair?session={self.chair.session}"}
        await self._ask("PIN", "POST", "/login", 303, data=pin)
        await self._open_page()
        self._note("PIN to the page", begun)

    async def look(self) -> None:
        """The page's own look at its session."""
        answer = await self._ask("look", "GET", self._address, 200, 304, headers={"if-none-match": self._tag})
        self._tag = answer.headers.get("etag", self._tag)

    async def save(self) -> None:
        """A draft of the line, and the line. No minute holds two readings: each says when, and that this is meant."""
        ago, self._minute = minutes.between(self.chair.began, datetime.now(UTC)) - self._minute, self._minute + 2
        entry = {
            "id": str(uuid4()),
            "line": f"12{self._minute % 10}/78 71 97 @-{ago}",
            "confirmed": ["taken_at.no_window"],
        }
        draft = {"id": entry["id"], "text": entry["line"], "author": str(self.chair.nurse)}
        await self._ask("draft", "PUT", f"{self._address}/draft", 204, json=draft)
        await self._ask("save", "POST", f"{self._address}/readings", 201, json=entry)

    async def close(self) -> None:
        """Ends its connections."""
        await self._leave()
        await self._client.aclose()

    @property
    def _address(self) -> str:
        return f"/api/treatments/{self.chair.session}"

    async def _open_page(self) -> None:
        query = f"session={self.chair.session}"
        await self._ask("page", "GET", f"/chair?{query}", 200)
        cookie = "; ".join(f"{one.name}={one.value}" for one in self._client.cookies.jar)
        here = self.place
        self._socket = await connect(
            f"wss://{here.name}:{here.port}{_SOCKET}",
            host=here.host,
            port=here.port,
            ssl=here.believes,
            server_hostname=here.name,
            origin=here.origin,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": cookie},
            max_size=None,
        )
        run = BackMsg()
        run.rerun_script.query_string, run.rerun_script.page_name = query, "chair"
        await self._socket.send(run.SerializeToString())
        await self._finished()

    async def _finished(self) -> None:
        """Reads what the page would draw until its run is over."""
        assert self._socket is not None
        drawn = False
        async for sent in self._socket:
            told = ForwardMsg.FromString(sent)  # type: ignore[arg-type]
            drawn = drawn or str(self.chair.session).encode() in sent  # type: ignore[operator]
            if told.WhichOneof("type") == "script_finished":
                if not drawn or told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RefusedError(f"The page's run ended with {told.script_finished} and drew another page.")
                return
        raise RefusedError("The socket closed before the page was drawn.")

    async def _leave(self) -> None:
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def _ask(self, what: str, method: str, path: str, *expected: int, **more: Any) -> httpx.Response:  # noqa: ANN401
        begun = time.perf_counter()
        told: Mapping[str, str] = {"sni_hostname": self.place.name}
        answer = await self._client.request(method, path, extensions=told, **more)
        if answer.status_code not in expected:
            raise RefusedError(f"{what}: {answer.status_code} {answer.text[:200]}")
        self._note(what, begun)
        return answer

    def _note(self, what: str, begun: float) -> None:
        self.seconds.setdefault(what, []).append(time.perf_counter() - begun)
