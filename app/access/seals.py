"""Seals: an entry that its author has signed while her page was unlocked, with a key that no other page has."""

import base64
import binascii
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app import clinic, origin, unattended
from app.access import touched
from data import accounts, entry_keys, staff, tablets
from data.entry_keys import EntryKey, Unlocked
from schemas.staff import Staff

LONGEST_KEY: Final = 200  # characters; a key of this curve has 124
_LONGEST_ELAPSED: Final = 9  # digits of milliseconds: eleven days, which no sign-in lasts
_HALF: Final = 32  # bytes of each of the two numbers of a signature


class SealError(Exception):
    """The seal proves nothing; `why` is a word for the log."""

    def __init__(self, why: str) -> None:
        """The text is one sentence whatever was wrong."""
        super().__init__("This entry is not sealed by who entered it: it waits until that person signs in again.")
        self.why = why


@dataclass(frozen=True)
class Seal:
    """What came beside an entry, not proven yet."""

    key: UUID
    elapsed_ms: int
    signature: bytes


@dataclass(frozen=True)
class Proven:
    """Who entered it when, with her roles of now; `closed` says that her account or the tablet is not open any more."""

    author: Staff
    entered: datetime
    tablet_id: UUID | None
    closed: str | None


def sent(scope: MutableMapping[str, Any]) -> Seal:
    """The seal in the request's heads. Raises SealError."""
    key, elapsed, signature = (origin.header(scope, name) for name in unattended.SEAL_HEADERS)
    try:
        told = base64.b64decode(signature, validate=True)
        as_id = UUID(key)
    except (ValueError, binascii.Error):
        raise SealError("form") from None
    if not (elapsed.isascii() and elapsed.isdecimal()) or len(elapsed) > _LONGEST_ELAPSED or len(told) != 2 * _HALF:
        raise SealError("form")
    return Seal(as_id, int(elapsed), told)


def message(key: UUID, treatment: UUID, kind: str, elapsed_ms: int, body: bytes) -> bytes:
    """What is signed: nothing of an entry can be changed, nor its session, kind or time."""
    return f"chairside-entry-v1\n{key}\n{treatment}\n{kind}\n{elapsed_ms}\n".encode() + body


def is_key(public_key: str) -> bool:
    """Whether this is a public key as tablets make them, on the curve P-256, in base64."""
    return _loaded(public_key) is not None


def prove(seal: Seal, treatment: UUID, kind: str, body: bytes, now: datetime) -> Proven:
    """Whose entry it is and when Enter was pressed. Raises SealError."""
    with clinic.current().database.read() as connection:
        found = entry_keys.of(connection, seal.key)
        if found is None:
            raise SealError("key")
        key, times = found
        person, account = staff.by_id(connection, key.staff_id), accounts.of(connection, key.staff_id)
        gone = key.tablet_id is not None and not tablets.is_enrolled(connection, key.tablet_id)
    if not _signed(key, seal, message(seal.key, treatment, kind, seal.elapsed_ms, body)):
        raise SealError("signature")
    entered = key.registered_at + timedelta(milliseconds=seal.elapsed_ms)
    if not times.signed_in_at <= key.registered_at <= entered <= _unlocked_until(times, now):
        raise SealError("time")
    if person is None or account is None:  # pragma: no cover - who signed in has both, and neither is ever removed
        raise SealError("key")
    closed = "This person's account is closed." if not account.enabled else None
    if gone and closed is None:
        closed = "The tablet it was entered at is the clinic's no more."
    return Proven(person.model_copy(update={"roles": account.roles}), entered, key.tablet_id, closed)


def _unlocked_until(times: Unlocked, now: datetime) -> datetime:
    """Until when the page was open, as far as it is over; a touch of the last minute is not written down yet."""
    locks = touched.until_of(times.token_sha256) or times.locks_at
    return min(times.signed_out_at or now, locks, times.ends_at + touched.OVERTIME)


def _signed(key: EntryKey, seal: Seal, told: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    public = _loaded(key.public_key)
    first, second = (int.from_bytes(half) for half in (seal.signature[:_HALF], seal.signature[_HALF:]))
    try:
        public.verify(utils.encode_dss_signature(first, second), told, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _loaded(public_key: str) -> Any:  # noqa: ANN401 - the library is loaded where it is used
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        found = serialization.load_der_public_key(base64.b64decode(public_key, validate=True))
    except (ValueError, UnsupportedAlgorithm):
        return None
    is_ours = isinstance(found, ec.EllipticCurvePublicKey) and isinstance(found.curve, ec.SECP256R1)
    return found if is_ours else None
