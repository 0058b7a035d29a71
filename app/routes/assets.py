"""Assets: the JavaScript and styles of the live parts, and Vega, which vl-convert carries."""

import hashlib
import threading
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from app import kept

_FOLDER: Final = Path(__file__).parent.parent / "live"
# The panel's modules: whoever opens a chair needs them all. Vega is not among them, it would hold up the first look.
_ALONE: Final = {"display.js", "emergency.js", "fast.js", "where.js"}  # of other pages, or no modules
MODULES: Final = tuple(sorted(path.name for path in _FOLDER.glob("*.js") if path.name not in _ALONE))
_KINDS: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_building = threading.Lock()


async def asset(request: Request) -> Response:
    """One file of app/live by its name; the browser asks again each time whether it changed (ETag)."""
    path = _FOLDER / request.path_params["name"]
    if path.suffix not in _KINDS or path not in _FOLDER.iterdir():
        return Response("There is no such file.", 404, media_type="text/plain")
    return _tagged(request, path.read_bytes(), _KINDS[path.suffix])


def vega(request: Request) -> Response:
    """Vega and its embedder as one module; runs in a thread, since the first one takes a second to make."""
    return _tagged(request, vega_bundle(), _KINDS[".js"])


@cache
def _bundle() -> bytes:
    return kept.kept("vega.js", _make_bundle)


def _make_bundle() -> bytes:
    import vl_convert

    return str(vl_convert.javascript_bundle("window.chairsideVega = { vegaEmbed };")).encode()


def vega_bundle() -> bytes:
    """The bundle, made once for the whole process."""
    with _building:
        return _bundle()


def _tagged(request: Request, body: bytes, kind: str) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=kind)
