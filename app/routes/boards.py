"""The board: every open session in one answer, 304 while nothing has changed since the caller looked."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app import clinic, clock
from app.entries import planning
from app.live import alarms, cards, hidden, places, state, today
from data import assessments, audit, restrictions, treatments


def board(request: Request) -> Response:
    """200 with the cards and their ETag, 304 where the caller has them; `chairside-now` is the server's time."""
    now = clock.now()
    with clinic.read(request.scope["staff"]) as connection:
        known = tag(connection, now)
        headers = {"etag": known, "chairside-now": str(now.timestamp())}
        if request.headers.get("if-none-match") == known:
            return Response(status_code=304, headers=headers)
        return JSONResponse(told(connection, now), headers=headers)


def told(connection: Connection, now: datetime) -> dict[str, Any]:
    """The cards of all open sessions, the free chairs and the day's list, with the tag that they go by.

    Of a record that is for others they show what the display shows.
    """
    shelf, zone = clinic.current().shelf, clinic.current().zone
    found = [shelf.record(connection, one.id) for one in treatments.open_ones(connection)]
    there = [record for record in found if record is not None]
    risky = assessments.open_risks(connection, [record.patient.id for record in there])
    on = now.astimezone(clinic.current().zone_info).date()
    where = places.places(connection, on)
    begins, ends = planning.day(on, zone)
    return {
        "tag": tag(connection, now),
        "now": now.timestamp(),
        "zone": zone,
        "cards": [
            *(card | where.of(UUID(card["session"])) for card in cards.cards(there, now, where.people, risky)),
            *hidden.cards(connection, now, where),
        ],
        "free": where.free(),
        "clock": next((said for one in there if (said := state.set_back(one, now))), None),
        "today": today.in_order(
            [
                *today.today(connection, begins, ends, where, lambda session: _open_alerts(connection, session, now)),
                *hidden.rows(connection, begins, ends, where),
            ]
        ),
    }


def _open_alerts(connection: Connection, session: UUID, now: datetime) -> int:
    """How many alerts of a session wait for somebody: its end takes it off the cards, and answers none of them.

    What a scale of its patient tells, and nobody has closed, is one of them.
    """
    record = clinic.current().shelf.record(connection, session)
    if record is None:
        return 0
    risky = assessments.open_risks(connection, [record.patient.id])
    return alarms.waiting(record, now) + len(risky.get(record.patient.id, ()))


def tag(connection: Connection, now: datetime) -> str:
    """What a board goes by: the minute too, since phases and dues follow from the time, and what is hidden from her."""
    closed = ",".join(sorted(str(one) for one in restrictions.hidden(connection)))
    told = f"-{sha256(closed.encode()).hexdigest()[:12]}" if closed else ""
    return f'"{audit.newest(connection)}-{int(now.timestamp() // 60)}{told}"'
