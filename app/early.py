"""Early: the page of a chair names the panel's files, so that they load while Streamlit itself still starts."""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any, Final

from app.routes import assets

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_CHAIR: Final = "/chair"
_LINK: Final = (b"link", ", ".join(f"</assets/{name}>; rel=modulepreload" for name in assets.MODULES).encode())


class Early:
    """Wraps an ASGI application."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        """`app` answers everything."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets everything through; the chair's page gets one header more."""
        asked = scope["type"] == "http" and scope["path"] == _CHAIR
        await self._app(scope, receive, _named(send) if asked else send)


def _named(send: Send) -> Send:
    async def with_link(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
            message = {**message, "headers": [*message.get("headers", ()), _LINK]}
        await send(message)

    return with_link
