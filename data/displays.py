"""Displays: which tablets keep the board lit without a person, and until when; an end is a statement too."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Connection

from data import acts, statements
from schemas.account import Display
from schemas.act import Act, Did

LASTS: Final = timedelta(days=30)
_AGAIN: Final = timedelta(days=1)  # what was renewed less than a day ago is not renewed by the next unlock


def light(connection: Connection, tablet_id: UUID, by: UUID, now: datetime) -> None:
    """Lets the tablet keep the board lit for 30 days from now."""
    what = "renewed" if lit(connection, tablet_id, now) else "lit"
    _say(connection, _display(tablet_id, by, now, now + LASTS), what)


def put_out(connection: Connection, tablet_id: UUID, by: UUID, now: datetime) -> None:
    """Ends it; where nothing was lit nothing is said."""
    if lit(connection, tablet_id, now):
        _say(connection, _display(tablet_id, by, now, None), "ended")


def renew(connection: Connection, tablet_id: UUID, by: UUID, now: datetime) -> None:
    """Somebody came in at the tablet: what is lit goes on for 30 days. What has ended stays ended."""
    stands = _until(connection, tablet_id)
    if stands is not None and now < stands < now + LASTS - _AGAIN:
        _say(connection, _display(tablet_id, by, now, now + LASTS), "renewed")


def lit(connection: Connection, tablet_id: UUID, now: datetime) -> bool:
    """Whether the tablet may keep the board lit now."""
    until = _until(connection, tablet_id)
    return until is not None and now < until


def all_lit(connection: Connection, now: datetime) -> Mapping[UUID, datetime]:
    """Until when each tablet that may keep the board lit does so."""
    found = statements.newest(connection, Display)
    return {one.tablet_id: one.lit_until for one in found if one.lit_until is not None and now < one.lit_until}


def _until(connection: Connection, tablet_id: UUID) -> datetime | None:
    stands = statements.of(connection, Display, tablet_id)
    return None if stands is None else stands.lit_until


def _display(tablet_id: UUID, by: UUID, now: datetime, until: datetime | None) -> Display:
    return Display(id=uuid4(), entered_at=now, entered_by=by, tablet_id=tablet_id, lit_until=until)


def _say(connection: Connection, display: Display, what: str) -> None:
    """With an act beside it: the audit is to tell at a glance what became of which tablet."""
    statements.say(connection, display)
    told = {"at": display.entered_at, "who": display.entered_by, "roles": None, "did": Did.SETTING, "kind": "display"}
    told |= {"object_id": display.tablet_id, "tablet": display.tablet_id, "outcome": what}
    acts.note(connection, Act.model_validate(told))
