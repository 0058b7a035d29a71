"""The open clinic: the one record this process serves, and the zone its times are shown in."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from app import clock
from app.access import provider_set
from app.access.pace import Pace
from app.access.provider import Provider
from app.histories import Histories
from app.knowns import Knowns
from app.listening import Listening
from app.medians import Medians
from app.reviewing import Looked
from app.settings import Settings
from app.shelf import Shelf
from data import acting
from data.engine import Database
from schemas.staff import Role, Staff


@dataclass(frozen=True)
class Locks:
    """How long a page may lie untouched before it locks: where a person is watched, and on every other screen."""

    at_the_chair: timedelta = timedelta(minutes=5)
    elsewhere: timedelta = timedelta(minutes=10)


@dataclass(frozen=True)
class Clinic:
    """One record and how it is served.

    `zone` is the clinic's, by its IANA name; `demo` says that it is invented; `own_effects` are the clinic's additions
    to the list of effects; `heads` is the file to which the audit's heads are written out; `shift_hours` is how long a
    shift lasts; `may_correct_ended` are the roles that correct an entry of a session that has ended; `one_signs_both`
    lets one person sign a record as the nurse and as the prescriber; `hosts` are the names under which other machines
    reach it, over TLS; `is_loopback` says that it listens on this machine's own address; `provider` is who vouches for
    people beside passwords.
    """

    database: Database
    zone: str
    port: int
    demo: bool = False
    own_effects: tuple[str, ...] = ()
    heads: Path | None = None
    locks: Locks = Locks()
    shift_hours: int = 14
    may_correct_ended: frozenset[Role] = frozenset({Role.NURSE, Role.PRESCRIBER})
    one_signs_both: bool = False
    hosts: frozenset[str] = frozenset()
    is_loopback: bool = True
    provider: Provider | None = None
    shelf: Shelf = field(default_factory=Shelf, compare=False)
    histories: Histories = field(default_factory=Histories, compare=False)
    knowns: Knowns = field(default_factory=Knowns, compare=False)
    looked: Looked = field(default_factory=Looked, compare=False)
    medians: Medians = field(default_factory=Medians, compare=False)
    pace: Pace = field(default_factory=Pace, compare=False)

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone)

    @property
    def cookie(self) -> str:
        """The cookie of a sign-in. Browsers share cookies between ports: each server has a name of its own."""
        return f"__Host-chairside-{self.port}"

    @property
    def second_cookie(self) -> str:
        """The cookie of who has yet to give the code of her second factor."""
        return f"__Host-second-{self.port}"

    @property
    def asked_cookie(self) -> str:
        """The cookie of who was sent to the identity provider."""
        return f"__Host-asked-{self.port}"

    @property
    def tablet_cookie(self) -> str:
        """The cookie of an enrolled tablet."""
        return f"__Host-tablet-{self.port}"


def of(database: Database, chosen: Settings, where: Listening, heads: Path, *, demo: bool) -> Clinic:
    """The clinic with this record, as the settings say."""
    minutes = chosen.lock_at_the_chair, chosen.lock_elsewhere
    return Clinic(
        database=database,
        zone=chosen.zone,
        port=where.port,
        demo=demo,
        own_effects=chosen.own_effects,
        heads=heads,
        locks=Locks(*(timedelta(minutes=one) for one in minutes)),
        shift_hours=chosen.shift,
        may_correct_ended=chosen.may_correct_ended,
        one_signs_both=chosen.one_signs_both,
        hosts=frozenset(where.hosts),
        is_loopback=where.is_loopback,
        provider=None if demo else provider_set.of(chosen),
    )


_open: list[Clinic] = []


def serve(clinic: Clinic) -> None:
    """Makes this the clinic that screens and routes speak of."""
    _open[:] = [clinic]


def read(by: Staff | None) -> AbstractContextManager[Connection]:
    """A look of this person's at the record; nobody's reads no patient."""
    return current().database.read(acting.as_person(by, clock.now()))


def write(by: Staff | None, *, tablet: UUID | None = None, waits: bool = True) -> AbstractContextManager[Connection]:
    """A transaction of this person's at this tablet; nobody's writes no patient. `waits` as the database's."""
    return current().database.write(acting.as_person(by, clock.now(), tablet), waits=waits)


def current() -> Clinic:
    """The clinic that is served. Raises LookupError before one is."""
    if not _open:
        raise LookupError("No clinic is open in this process.")
    return _open[0]
