"""Protocols: the shipped versions, read from the files beside this one, and those that lie in the record."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from pydantic import ValidationError
from sqlalchemy import Connection, String, bindparam, func, select, type_coerce

from data import rights, statements, tables
from schemas import cadence
from schemas.protocol import Protocol
from schemas.staff import Role
from schemas.statement import Offer

_PROTOCOL = tables.METADATA.tables[tables.ProtocolRow.__tablename__]
_TEXT: Final = type_coerce(_PROTOCOL.c.body, String)
_BODY: Final = select(_TEXT).where(_PROTOCOL.c.id == bindparam("wanted"))
_NAMES: Final = select(_PROTOCOL.c.key, func.json_extract(_TEXT, "$.name")).order_by(_PROTOCOL.c.version)
_NAMESPACE: Final = UUID("6a3d0f6e-2b53-4d0e-9a51-0f8f4f0c1d77")
_FOLDER: Final = Path(__file__).parent


class StaleError(Exception):
    """Another version lies where this one was to go; the text is a sentence for the person."""


class WithdrawnError(Exception):
    """No session may begin with this version any more; the text is a sentence for the person."""


class ProtocolError(Exception):
    """A protocol's file does not hold; the text names file, line, field and reason."""


@cache
def shipped() -> tuple[Protocol, ...]:
    """The versions that come with the product, by name. Raises ProtocolError."""
    return tuple(sorted((parse(path) for path in _FOLDER.glob("*.toml")), key=lambda protocol: protocol.name))


def parse(path: Path) -> Protocol:
    """One file as a protocol; its id follows from key and version. Raises ProtocolError."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        body = tomllib.loads(text)
        made = Protocol.model_validate(body | {"id": identity(body)})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProtocolError(f"{path.name}: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place, reason = ".".join(str(part) for part in first["loc"]), first["msg"].removeprefix("Value error, ")
        field = f"{place}: " if place else ""
        raise ProtocolError(f"{path.name}, line {line_of(text, first['loc'])}: {field}{reason}.") from error
    if (lacking := cadence.lacks(made.schedule, infusion=made.infusion)) is not None:
        where, reason = lacking
        place = ".".join(str(part) for part in where)
        raise ProtocolError(f"{path.name}, line {line_of(text, where)}: {place}: {reason}.")
    return made


def line_of(text: str, place: Sequence[int | str]) -> int:
    """The line of a TOML file at which a field stands, or the table that lacks it; 1 where it cannot be said.

    `place` is the path to the field: ("limits", 3, "value") is the value in the fourth [[limits]].
    """
    lines, start, end = text.splitlines(), 0, len(text.splitlines())
    names = [part for part in place if isinstance(part, str)]
    heads = [number for number, line in enumerate(lines) if re.match(r"\s*\[", line)]
    if len(place) > 1 and isinstance(place[1], int):
        tables = [number for number in heads if re.match(rf"\s*\[\[\s*{names[0]}\s*\]\]", lines[number])]
        start = tables[place[1]] if place[1] < len(tables) else 0
        end = next((number for number in heads if number > start), end)
    elif names:
        own = next((number for number in heads if re.match(rf"\s*\[\[?\s*{names[0]}\b", lines[number])), None)
        start, end = (own, own + 1) if own is not None else (0, heads[0] if heads else end)
    for number in range(start, end):
        if names and re.match(rf"\s*{re.escape(names[-1])}\s*=", lines[number]):
            return number + 1
    return start + 1


def identity(body: dict[str, Any]) -> UUID:
    """The id of a version: the same file gives the same id on every machine."""
    return uuid5(_NAMESPACE, f"{body.get('key')}/{body.get('version')}")


def store(connection: Connection) -> None:
    """Puts every shipped version into the record that is not there yet.

    Raises ProtocolError where a file says something else than the record has under the same version.
    """
    for protocol in shipped():
        there = connection.execute(_BODY, {"wanted": protocol.id}).scalar()
        if there is None:
            keep(connection, protocol)
        elif _read(there) != protocol:
            raise ProtocolError(
                f"{protocol.key}.toml: version {protocol.version} was changed after it was published. A version is "
                "never changed: undo the change, or give the file the next version number."
            )


def keep(connection: Connection, protocol: Protocol) -> None:
    """Puts one version into the record, for good."""
    body = protocol.model_dump(mode="json")
    row = {"id": protocol.id, "key": protocol.key, "version": protocol.version, "body": body}
    connection.execute(_PROTOCOL.insert(), row)


def by_id(connection: Connection, protocol_id: UUID) -> Protocol:
    """The version with this id as the record has kept it, whatever the files say by now.

    Raises LookupError: a session cannot lose its protocol.
    """
    body = connection.execute(_BODY, {"wanted": protocol_id}).scalar()
    if body is None:
        raise LookupError("This session's protocol is not in the record.")
    return _read(body)


def all_of(connection: Connection) -> tuple[Protocol, ...]:
    """Every version in the record, by name, the newest version first."""
    bodies = connection.execute(select(_TEXT)).scalars()
    return tuple(sorted(map(_read, bodies), key=lambda protocol: (protocol.name, protocol.key, -protocol.version)))


def names(connection: Connection) -> Mapping[str, str]:
    """The name of each protocol by its key, as its newest version says."""
    return {str(row[0]): str(row[1]) for row in connection.execute(_NAMES)}


def withdrawn(connection: Connection) -> frozenset[UUID]:
    """The ids of the versions with which no new session may begin."""
    return frozenset(one.protocol_id for one in statements.newest(connection, Offer) if not one.offered)


def current(connection: Connection) -> tuple[Protocol, ...]:
    """The newest version of each protocol that is not withdrawn, by name."""
    gone = withdrawn(connection)
    by_version = sorted(all_of(connection), key=lambda protocol: protocol.version)
    newest = {protocol.key: protocol for protocol in by_version if protocol.id not in gone}
    return tuple(sorted(newest.values(), key=lambda protocol: protocol.name))


def refuse_withdrawn(connection: Connection, protocol: Protocol) -> None:
    """Raises WithdrawnError for a version that is withdrawn; to be asked in the transaction that begins the session."""
    if protocol.id in withdrawn(connection):
        raise WithdrawnError(
            f"{protocol.name} v{protocol.version} was withdrawn meanwhile: no session begins with it. Choose another."
        )


def publish(connection: Connection, protocol: Protocol, offer: Offer) -> None:
    """Puts a version of the clinic's own into the record, with who published it and why; once.

    Raises StaleError where somebody else has published this version meanwhile, RightsError for who may not.
    """
    rights.require(connection, offer.entered_by, Role.PRESCRIBER, Role.ADMIN, to="publish a protocol")
    there = connection.execute(_BODY, {"wanted": protocol.id}).scalar()
    if any(one.name == protocol.name and one.key != protocol.key for one in all_of(connection)):
        raise StaleError(f"{protocol.name} is the name of another protocol: give this one a name of its own.")
    if there is None:
        keep(connection, protocol)
    elif _read(there) != protocol:
        raise StaleError("Somebody has published this version meanwhile: look at it, and publish yours as the next.")
    statements.say(connection, offer)


def offer(connection: Connection, told: Offer) -> None:
    """Withdraws a version or offers it again: no new session begins with a withdrawn one, running ones keep it.

    Raises RightsError for who may not.
    """
    rights.require(connection, told.entered_by, Role.PRESCRIBER, Role.ADMIN, to="withdraw or offer a protocol")
    by_id(connection, told.protocol_id)
    statements.say(connection, told)


@lru_cache(maxsize=200)
def _read(body: str) -> Protocol:
    return Protocol.model_validate_json(body)
