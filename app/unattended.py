"""Unattended: what is open without a person at the browser; named here and nowhere else (docs/decisions/0022).

Only the clinic's own tablets get there, and none of these paths ever reaches Streamlit.
"""

from collections.abc import Callable, Mapping
from typing import Final

from app import clinic, clock
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
SHARED: Final = {path for path in PATHS if path.startswith("/assets/")}  # whoever is signed in gets these as well
_PAGES: Final = {"/display", "/emergency"}


def refusal(path: str, tablet: Tablet | None) -> tuple[int, str, str | None] | None:
    """Status, sentence and where to go instead for one of `PATHS`; None lets this tablet through."""
    why = PATHS[path](tablet)
    if why is None:
        return None
    return (303, WHY[why], f"/login?why={why}") if path in _PAGES else (401, WHY[why], None)


def keeps_display(tablet: Tablet | None) -> bool:
    """Whether this browser may keep the board lit."""
    return _of_display(tablet) is None
