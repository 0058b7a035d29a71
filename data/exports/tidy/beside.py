"""What stands beside a session's record in an export: signatures, what came afterwards, what is known of her."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from data import acting, backgrounds, quarantine, signatures, treatments
from data.quarantine import Told
from schemas.background import Background
from schemas.signature import Afterword, Meaning, Signature


@dataclass(frozen=True)
class Beside:
    """Of one session, each in the order in which it came: none of it is content of the record itself.

    `background` is of its patient, and the same beside each of her sessions.
    """

    signed: Sequence[signatures.Standing] = ()
    afterwords: Sequence[Afterword] = ()
    kept: Sequence[Told] = ()
    background: Sequence[Background] = ()

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
    people: dict[UUID, tuple[Background, ...]] = {}
    return {
        one: Beside(
            signed.get(one, ()),
            signatures.afterwords(connection, one),
            quarantine.of_treatment(connection, one),
            _background(connection, one, people),
        )
        for one in wanted
    }


def _background(
    connection: Connection, treatment_id: UUID, people: dict[UUID, tuple[Background, ...]]
) -> tuple[Background, ...]:
    """What is known of the session's patient; `people` is what was looked up before, by registration."""
    treatment = treatments.by_id(connection, treatment_id)
    if treatment is None:
        return ()
    if treatment.patient_id not in people:
        people[treatment.patient_id] = backgrounds.of_patient(connection, treatment.patient_id)
    return people[treatment.patient_id]
