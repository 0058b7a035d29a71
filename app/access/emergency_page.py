"""Pages of the emergency entry: which chair, then one line and a note; of anybody they show what the display shows."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from uuid import uuid4

from app.access import way_in

_SIGNS = (
    'maxlength="300" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="148/92 88 97" autofocus'
)


def chairs(cards: Iterable[Mapping[str, Any]]) -> str:
    """The chairs to choose from: nobody is chosen beforehand."""
    tiles = "".join(
        f'<a class="tile" href="/emergency?session={card["session"]}"><b>{escape(name(card))}</b></a>' for card in cards
    )
    if not tiles:
        return "<p>No session is open: there is nowhere to write.</p>"
    return f'<p>For whom?</p><nav class="tiles" aria-label="Chairs">{tiles}</nav>'


def name(card: Mapping[str, Any]) -> str:
    """Chair, initials and last digits, as on the display."""
    place = f"Chair {card['chair']}" if card["chair"] else "No chair"
    return f"{place} · {card['initials']} · …{card['digits']}"


def form(card: Mapping[str, Any], tablet: str, typed: Mapping[str, str]) -> str:
    """One line of signs and a note for this chair; `typed` is what was refused, its draft's id with it."""
    value, words = escape(typed.get("line", ""), quote=True), escape(typed.get("words", ""))
    return (
        way_in.form(
            "/emergency",
            f"<h2>{escape(name(card))}</h2>",
            f"<p>No name is asked for: it stands as unclaimed at {escape(tablet)} until a named person claims it.</p>",
            way_in.hidden("id", typed.get("id") or uuid4()),
            way_in.hidden("session", card["session"]),
            way_in.field("Vitals", "line", more=f'{_SIGNS} value="{value}"'),
            f'<label>Note <textarea name="words" rows="4" maxlength="2000">{words}</textarea></label>',
            button="Save",
            look="first urgent",
        )
        + '<p><a href="/emergency">Another chair</a></p>'
    )


def head() -> str:
    """What stands above both."""
    return '<h2 class="urgent">Emergency entry</h2>'


def foot() -> str:
    """The way back, and what can be done without a server: nothing is lost while it is away (app/live/emergency.js)."""
    return '<p><a href="/login">Sign in instead</a></p><script src="/assets/emergency.js" type="module"></script>'


def saved(receipts: Iterable[str]) -> str:
    """What lies in the record now."""
    rows = "".join(f"<p>✓ {escape(one)}</p>" for one in receipts)
    return f'<div role="status" class="saved">{rows}</div>'
