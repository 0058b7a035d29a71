"""Seals entries for tests, as a tablet does: a key of its own, and a signature over what is sent."""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from app.access import seals
from data.entry_keys import EntryKey
from data.quarantine import Kept
from tests import facts


@dataclass
class Page:
    """One page with its key; `key` is what the server called it, `registered_at` when."""

    key: UUID = field(default_factory=uuid4)
    registered_at: datetime = field(default_factory=lambda: facts.instant("15:00"))
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def public(self) -> str:
        """The public half as it is registered."""
        told = self.private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        return base64.b64encode(told).decode()

    def elapsed(self, time: str) -> int:
        """Milliseconds from the registration to this time of the day."""
        return (facts.instant(time) - self.registered_at) // timedelta(milliseconds=1)

    def seal(self, kind: str, body: bytes, elapsed_ms: int, treatment: UUID = facts.TREATMENT) -> dict[str, str]:
        """The heads beside this body."""
        told = seals.message(self.key, treatment, kind, elapsed_ms, body)
        first, second = utils.decode_dss_signature(self.private.sign(told, ec.ECDSA(hashes.SHA256())))
        signature = base64.b64encode(first.to_bytes(32) + second.to_bytes(32)).decode()
        return heads(str(self.key), str(elapsed_ms), signature)


def heads(key: str, elapsed: str, signature: str) -> dict[str, str]:
    """A seal as it travels."""
    told = {"x-chairside-key": key, "x-chairside-elapsed": elapsed, "x-chairside-signature": signature}
    return told | {"content-type": "application/json"}


def body(author: UUID = facts.NURSE, **content: Any) -> bytes:  # noqa: ANN401 - JSON
    """What a page sends, without an age."""
    return json.dumps({"id": str(uuid4()), "line": "148/92 88 97"} | content | {"author": str(author)}).encode()


def key(sign_in: UUID, public: str, **fields: Any) -> EntryKey:  # noqa: ANN401 - columns
    """Nia's key."""
    told = {"id": uuid4(), "sign_in_id": sign_in, "staff_id": facts.NURSE, "tablet_id": None, "public_key": public}
    return EntryKey(**(told | {"registered_at": facts.instant("14:00")} | fields))


def kept(**fields: Any) -> Kept:  # noqa: ANN401 - columns
    """An entry of Nia's that is kept in Alice's session."""
    told = {"id": uuid4(), "treatment_id": facts.TREATMENT, "author": facts.NURSE, "kind": "readings"}
    told |= {"entered_at": facts.instant("14:05"), "received_at": facts.instant("14:30"), "reason": "for tests"}
    return Kept(**(told | {"body": body().decode()} | fields))
