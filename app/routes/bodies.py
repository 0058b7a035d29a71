"""Bodies: what a request carries, read within its limit and as JSON, or a sentence."""

import json
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse

LONGEST: Final = 64 * 1024


class BodyError(Exception):
    """The body cannot be read; `status` and the text are the answer."""

    def __init__(self, status: int, sentence: str) -> None:
        """`sentence` goes to the person."""
        super().__init__(sentence)
        self.status = status


async def read(request: Request) -> Any:  # noqa: ANN401 - anything that JSON can say
    """The body as JSON. Raises BodyError."""
    return parsed(await raw(request))


async def raw(request: Request) -> bytes:
    """The body as it came. Raises BodyError."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise BodyError(413, "The entry is longer than 64 KB: nothing was saved. Shorten it.")
    return body


def parsed(body: bytes) -> Any:  # noqa: ANN401 - anything that JSON can say
    """The same as JSON. Raises BodyError."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BodyError(400, "The entry is not JSON: nothing was saved.") from None


def problem(status: int, sentence: str, **more: object) -> JSONResponse:
    """An answer that says what was wrong; `more` stands beside the sentence."""
    return JSONResponse({"problem": sentence, **more}, status)
