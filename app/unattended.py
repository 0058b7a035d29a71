"""Unattended: what is open without a person at the browser; named here and nowhere else (docs/decisions/0022).

Only the clinic's own tablets get there, and without a person none of these paths ever reaches Streamlit. One more thing
needs no person there: an entry that its author has sealed while she was (docs/decisions/0025). It may be saved, and
shows nothing.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final

from app import clinic, clock, origin
from app.entries import storing
from data import acting, displays
from schemas.account import Tablet

_Rule = Callable[[Tablet | None], str | None]

# Why a page was refused, as the way in says it; the key stands in its address.
WHY: Final[Mapping[str, str]] = {
    "tablet": "This browser is none of the clinic's tablets: nothing is shown and nothing is entered here without a "
    "sign-in. An administrator enrols it under Settings, People, Tablets.",
    "display": "This tablet keeps no display, or does so no more: an administrator lights it for 30 days under "
    "Settings, People, Tablets.",
}


def _of_display(tablet: Tablet | None) -> str | None:
    if tablet is None:
        return "tablet"
    if clinic.current().demo:
        return None
    with clinic.current().database.read(acting.PROGRAM) as connection:
        return None if displays.lit(connection, tablet.tablet_id, clock.now()) else "display"


def _of_any(tablet: Tablet | None) -> str | None:
    return "tablet" if tablet is None else None


# The exceptions, each with the rule that a tablet has to meet.
PATHS: Final[Mapping[str, _Rule]] = {
    # The display: a wall screen or a locked tablet keeps the board lit.
    "/display": _of_display,
    "/display/board": _of_display,
    **dict.fromkeys(("/assets/display.css", "/assets/display.js", "/assets/dom.js", "/assets/wire.js"), _of_display),
    # The emergency entry: what happens at a chair is written down at once, by whoever stands there.
    "/emergency": _of_any,
    "/assets/emergency.js": _of_any,
}
# Only in the ways that these routes have: whatever else would fall through to Streamlit's page.
_LOOKS: Final = {"GET", "HEAD"}
_WRITES: Final = {"/emergency"}
SHARED: Final = {path for path in PATHS if path.startswith("/assets/")}  # whoever is signed in gets these as well
_PAGES: Final = {"/display", "/emergency"}


# What a sealed entry says of its seal; with all three it is taken for one, whoever's cookie comes with it.
SEAL_HEADERS: Final = (b"x-chairside-key", b"x-chairside-elapsed", b"x-chairside-signature")
SEALED: Final = "chairside.sealed"  # in the scope of such a request, which has neither `person` nor `staff`
_SAVES: Final = re.compile(r"/api/treatments/[0-9A-Fa-f-]{36}/([a-z-]+)")


def is_way(scope: MutableMapping[str, Any]) -> bool:
    """Whether what is asked is one of `PATHS`, in a way in which it is open."""
    if scope["type"] != "http" or scope["path"] not in PATHS:
        return False
    return scope["method"] in _LOOKS or (scope["method"] == "POST" and scope["path"] in _WRITES)


def is_sealed(scope: MutableMapping[str, Any]) -> bool:
    """Whether the request saves an entry that vouches for itself; the route checks that it does."""
    if scope["type"] != "http" or scope["method"] != "POST":
        return False
    saves = _SAVES.fullmatch(scope["path"])
    if saves is None or saves[1] not in storing.BUILDERS:
        return False
    return all(origin.header(scope, name) for name in SEAL_HEADERS)


def refusal(path: str, tablet: Tablet | None) -> tuple[int, str, str | None] | None:
    """Status, sentence and where to go instead for one of `PATHS`; None lets this tablet through."""
    why = PATHS[path](tablet)
    if why is None:
        return None
    return (303, WHY[why], f"/login?why={why}") if path in _PAGES else (401, WHY[why], None)


def keeps_display(tablet: Tablet | None) -> bool:
    """Whether this browser may keep the board lit."""
    return _of_display(tablet) is None
