"""What stands beside a session's record in an export: signatures, what was written afterwards, what is kept aside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from data import acting, quarantine, signatures
from data.quarantine import Told
from schemas.signature import Afterword, Meaning, Signature


@dataclass(frozen=True)
class Beside:
    """Of one session, each in the order in which it came: none of it is content of the record itself."""

    signed: Sequence[signatures.Standing] = ()
    afterwords: Sequence[Afterword] = ()
    kept: Sequence[Told] = ()

    @property
    def complete(self) -> Signature | None:
        """The signature that the record is complete, where it holds."""
        newest = signatures.last(self.signed, Meaning.COMPLETE)
        return newest.signature if newest is not None and newest.holds else None


NOTHING: Final = Beside()
NOWHERE: Final[Mapping[UUID, Beside]] = {}


@acting.reads
def of_treatments(connection: Connection, ids: Iterable[UUID]) -> dict[UUID, Beside]:
    """By session, in the snapshot of this connection. Raises RestrictedError for one that is for others."""
    wanted = tuple(ids)
    signed = signatures.of_treatments(connection, wanted)
    return {
        one: Beside(
            signed.get(one, ()),
            signatures.afterwords(connection, one),
            quarantine.of_treatment(connection, one),
        )
        for one in wanted
    }
