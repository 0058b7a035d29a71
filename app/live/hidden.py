"""Hidden: what the board and the day's list show of a record that is for others: what the display shows, and no more.

The program reads these records, and nothing leaves this file but what `app/live/display.py` tells without a person.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from app import clinic
from app.live import display, today
from app.live.places import Places
from data import acting, appointments, patients, restrictions, treatments

RESTRICTED: Final = "restricted record"
_WHO: Final = ("name", "born", "number")


def cards(connection: Connection, now: datetime, places: Places, *, even_opened: bool = False) -> list[dict[str, Any]]:
    """A card of each open session that the acting person may not see, in the shape of the others."""
    return [_card(one, places) for one in of_open_sessions(connection, now, places, even_opened=even_opened)]


def of_open_sessions(
    connection: Connection, now: datetime, places: Places, *, even_opened: bool = False
) -> list[dict[str, Any]]:
    """The same as the display shows them."""
    closed = restrictions.hidden(connection, even_opened=even_opened)
    if not closed:
        return []
    with acting.by_program(connection):
        found = [one for one in treatments.open_ones(connection) if one.patient_id in closed]
        records = [clinic.current().shelf.record(connection, one.id) for one in found]
        at = {session: places.name(chair) for session, chair in places.taken.items()}
        return display.cards([one for one in records if one is not None], at, now)


def rows(connection: Connection, begins: datetime, ends: datetime, places: Places) -> list[dict[str, Any]]:
    """A row of the day's list for each: when and where, initials and last digits; not what was planned or became."""
    closed = restrictions.hidden(connection)
    if not closed:
        return []
    with acting.by_program(connection):
        of = {one.appointment_id: one.patient_id for one in appointments.between(connection, begins, ends)}
        of |= {one.id: one.patient_id for one in treatments.arrived_between(connection, begins, ends)}
        people = patients.by_ids(connection, closed)
        told = today.today(connection, begins, ends, places, lambda _session: 0)
        about = [(row, _patient_of(connection, row, of)) for row in told]
    return [_row(row, display.who(people[one])) for row, one in about if one in closed and one in people]


def _patient_of(connection: Connection, row: Mapping[str, Any], of: Mapping[UUID, UUID]) -> UUID | None:
    wanted = UUID(row.get("session") or row["appointment"])
    if wanted in of:
        return of[wanted]
    visit = treatments.by_id(connection, wanted)  # planned for this day, and begun on another
    return None if visit is None else visit.patient_id


def _row(row: Mapping[str, Any], who: Mapping[str, str]) -> dict[str, Any]:
    state = today.FINISHED if row["state"] in {today.HELD, today.CANCELLED} and "session" in row else row["state"]
    hides = {"state": state, "name": who["initials"], "born": RESTRICTED, "number": f"…{who['digits']}", "more": ""}
    return dict(row) | hides


def _card(told: Mapping[str, Any], places: Places) -> dict[str, Any]:
    called = {"rank": "red", "words": "Somebody is called here", "state": "active", "back": False, "more": RESTRICTED}
    return {
        "session": told["session"],
        "zone": clinic.current().zone,
        "name": told["initials"],
        "born": RESTRICTED,
        "number": f"…{told['digits']}",
        "phase": told["phase"],
        "started": None,
        "given": RESTRICTED,
        "last": [],
        "effects": [],
        "no_effects": "",
        "before": None,
        "protocol": "",
        "unclaimed": [],
        "alerts": [called] if told["called"] else [],
        "restricted": True,
        **_due(told["due"]),
        **places.of(UUID(told["session"])),
    }


def _due(due: Mapping[str, Any] | None) -> dict[str, Any]:
    """When something is due, not which signs."""
    nothing = {"next": None, "owed": None, "count": ""}
    if due is None:
        return nothing
    if due["state"] == "not_taken":
        return nothing | {"owed": {"at": due["at"], "signs": RESTRICTED}}
    baseline = due["state"] == "baseline"
    state = "due_now" if baseline else due["state"]
    return nothing | {"next": {"at": due["at"], "signs": RESTRICTED, "baseline": baseline, "state": state}}
