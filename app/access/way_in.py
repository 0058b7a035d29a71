"""Pages of the way in: plain HTML of our own, since nothing of Streamlit is served to who is not in."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final
from urllib.parse import parse_qs, quote, urlsplit
from uuid import UUID

from starlette.responses import HTMLResponse

from schemas.account import Account, Tablet
from schemas.staff import Staff

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Chairside</title><link rel="stylesheet" href="/assets/who.css"></head>
<body><main><h1>Chairside</h1>{problem}{body}
<p class="soft">A record kept at the chair. It is not a monitor, not an alarm system, and it gives no advice.</p>
</main><script src="/assets/pin.js" type="module"></script></body></html>"""


def page(*parts: str, problem: str = "", status: int = 200) -> HTMLResponse:
    """A page of these parts; `problem` is what went wrong."""
    said = f'<p role="alert">{escape(problem)}</p>' if problem else ""
    return HTMLResponse(_PAGE.format(problem=said, body="".join(parts)), status)


def form(action: str, *fields: str, button: str, there: str = "/", look: str = "first") -> str:
    """A form that is sent to one of our own routes; `there` is where it leads afterwards."""
    return (
        f'<form method="post" action="{action}" class="{look}">'
        f'<input type="hidden" name="next" value="{escape(there, quote=True)}">{"".join(fields)}'
        f"<button>{escape(button)}</button></form>"
    )


def field(label: str, name: str, *, kind: str = "text", more: str = "") -> str:
    """One field with its label; `more` are attributes."""
    return f'<label>{escape(label)} <input name="{name}" type="{kind}" {more}></label>'


def hidden(name: str, value: object) -> str:
    """A field that nobody sees."""
    return f'<input type="hidden" name="{name}" value="{escape(str(value), quote=True)}">'


def tiles(people: Iterable[Staff], chosen: Staff | None, there: str, beside: dict[str, str]) -> str:
    """A tile for each person whose PIN opens this tablet; `beside` is what the demo says of each, by id."""
    return (
        f'<nav class="tiles" aria-label="People">{"".join(_tile(one, chosen, there, beside) for one in people)}</nav>'
    )


def _tile(person: Staff, chosen: Staff | None, there: str, beside: dict[str, str]) -> str:
    roles = ", ".join(role.value for role in person.roles)
    current = ' aria-current="true"' if chosen is not None and chosen.id == person.id else ""
    more = beside.get(str(person.id))
    said = f"<span>{escape(more)}</span>" if more else ""
    return (
        f'<a class="tile" role="button" href="/login?who={person.id}&amp;next={quote(there, safe="")}"{current} '
        f'aria-label="{escape(person.name, quote=True)}"><b>{escape(person.name)}</b>'
        f"<span>{escape(roles)}</span>{said}</a>"
    )


def pin_form(person: Staff, there: str) -> str:
    """The PIN of the chosen person: six digits send it by themselves (app/live/pin.js)."""
    digits = 'inputmode="numeric" pattern="[0-9]{6}" maxlength="6" autocomplete="off" autofocus required data-pin'
    return form(
        "/login",
        f"<h2>{escape(person.name)}</h2>",
        hidden("staff", person.id),
        field("PIN", "pin", kind="password", more=digits),
        button="Unlock",
        there=there,
    )


def password_form(there: str, *, first: bool) -> str:
    """The full sign-in, which opens a shift."""
    focus = "autofocus " if first else ""
    return form(
        "/login",
        "<h2>Sign in</h2>",
        field(
            "User name",
            "user_name",
            more=f'{focus}required autocomplete="username" autocapitalize="off" maxlength="64"',
        ),
        field("Password", "password", kind="password", more='required autocomplete="current-password" maxlength="256"'),
        button="Sign in",
        there=there,
    )


def secrets_form(there: str, *, given: bool) -> str:
    """One's own password and PIN; `given`: somebody else chose the password, so that a new one is needed."""
    new = 'autocomplete="new-password" maxlength="256"'
    pin = 'inputmode="numeric" maxlength="6" autocomplete="off"'
    lead = "Choose your own password: nobody else is to know it." if given else "Leave empty what stays as it is."
    return form(
        "/secrets",
        f"<h2>Password and PIN</h2><p>{lead}</p>",
        ""
        if given
        else field("Password now", "password", kind="password", more='required autocomplete="current-password"'),
        field(
            "New password, 12 characters or more",
            "new",
            kind="password",
            more=new + (" required autofocus" if given else ""),
        ),
        field("New password again", "again", kind="password", more=new),
        field("PIN, six digits, for the clinic's tablets", "pin", kind="password", more=pin),
        field("PIN again", "pin_again", kind="password", more=pin),
        button="Keep",
        there=there,
    )


def emergency_link(there: str) -> str:
    """The way to write something down without a sign-in; from a chair that was locked it leads to that chair."""
    parts = urlsplit(there)
    session = parse_qs(parts.query).get("session", [""])[0] if parts.path == "/chair" else ""
    where = f"/emergency?session={quote(session, safe='')}" if session else "/emergency"
    words = "<b>Emergency entry</b><span>without a sign-in: signs and a note</span>"
    return f'<a class="tile urgent" href="{escape(where, quote=True)}">{words}</a>'


def display_link(*, returns: bool) -> str:
    """The way to the display; `returns`: a page that nobody touches goes there by itself (app/live/pin.js)."""
    return f'<p><a href="/display"{" data-display" if returns else ""}>Keep the display lit</a></p>'


def tablets_list(tablets: Sequence[Tablet], here: Tablet | None, lit: Mapping[UUID, str]) -> str:
    """The clinic's tablets, each to be revoked, and the form that makes this browser one of them.

    `lit` says until which day each tablet that is a display keeps the board lit.
    """
    rows = "".join(_tablet(one, lit.get(one.tablet_id)) for one in tablets if one.enrolled)
    said = f"This browser is the tablet {escape(here.name)}." if here else "This browser is no tablet of the clinic."
    name = field("Name of this tablet", "name", more='required maxlength="100" autocomplete="off"')
    return f"<h2>Tablets</h2><p>{said}</p>{rows}" + form("/tablet", name, button="Enrol this browser")


def _tablet(one: Tablet, until: str | None) -> str:
    name = one.name
    display = hidden("display", one.tablet_id)
    light = "Light the display of" if until is None else "Light for 30 days more:"
    ways = form("/tablet", display, hidden("does", "light"), button=f"{light} {name}", look="row")
    if until is not None:
        ways += form("/tablet", display, hidden("does", "end"), button=f"End the display of {name}", look="row")
    ways += form("/tablet", hidden("revoke", one.tablet_id), button=f"Revoke {name}", look="row")
    said = "No display." if until is None else f"Display, lit until {escape(until)}."
    return f'<section><p><b>{escape(name)}</b> {said}</p><div class="rows">{ways}</div></section>'


def sign_ins_list(sign_ins: Sequence[str]) -> str:
    """Where one is signed in, and the form that ends all but this one."""
    rows = "".join(f"<li>{escape(one)}</li>" for one in sign_ins)
    now = field("Password now", "password", kind="password", more='required autocomplete="current-password"')
    end = form("/sign-ins", now, button="End all but this one")
    return f'<h2>Where you are signed in</h2><ul>{rows}</ul>{end}<p><a href="/settings">Settings</a></p>'


def demo_words(accounts: Iterable[Account], pins: dict[str, str]) -> dict[str, str]:
    """What the demo says of its invented people, by id: PIN and user name."""
    return {
        str(one.staff_id): f"PIN {pins[one.user_name]} · {one.user_name}" for one in accounts if one.user_name in pins
    }


def demo_password(password: str) -> str:
    """What the demo says above the form."""
    return f'<p class="soft">These people are invented. Their password is “{escape(password)}”.</p>'
