"""Pages of the way over the identity provider: there, back from it, and what is said where it vouched for nobody."""

from html import escape
from typing import Final
from urllib.parse import quote

from starlette.responses import HTMLResponse

from app.access import way_in
from app.access.provider import Provider

AGAIN: Final = "/oidc/again"  # where she is sent there anew
SHOWN: Final = "/oidc/shown"  # where the answer to that is posted


def link(provider: Provider | None, there: str) -> str:
    """The way in over the clinic's identity provider, where it has one."""
    if provider is None:
        return ""
    address = f"/oidc/start?next={quote(there, safe='')}"
    return f'<p><a class="tile" href="{escape(address, quote=True)}">Sign in with {escape(provider.name)}</a></p>'


def going_on(token: str, action: str = "/login") -> HTMLResponse:
    """What the provider's answer led to, sent on from a page of our own by itself (app/live/pin.js)."""
    token_field = way_in.hidden("provider", token)
    return way_in.page(way_in.form(action, "<h2>Signed in there</h2>", token_field, button="Go on", look="first going"))


def nobody_let_in(provider: Provider | None, sentence: str, there: str, status: int) -> HTMLResponse:
    """Why nobody came in, and both ways to try it again."""
    ways = way_in.password_form(there, first=True), link(provider, there)
    return way_in.page(*ways, problem=sentence, status=status)


def not_vouched(sentence: str, there: str, status: int) -> HTMLResponse:
    """Why it vouches for no signature, and the way back to where she was."""
    back = f'<p><a href="{escape(there, quote=True)}">Back to where you were</a></p>'
    return way_in.page(back, problem=sentence, status=status)
