"""Sealed: text that only this record's key opens again, and only as what it was sealed as."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12  # bytes


class SealError(Exception):
    """Not sealed with this key, or as something else."""


def seal(text: str, key: bytes, what: str, about: bytes = b"") -> str:
    """The text, closed (AES-256-GCM); `what` is the sort of thing, `about` whom or what it belongs to."""
    nonce = secrets.token_bytes(_NONCE)
    return base64.urlsafe_b64encode(nonce + _cipher(key, what).encrypt(nonce, text.encode(), about)).decode()


def unseal(closed: str, key: bytes, what: str, about: bytes = b"") -> str:
    """The text. Raises SealError."""
    from cryptography.exceptions import InvalidTag

    try:
        said = base64.urlsafe_b64decode(closed)
        return _cipher(key, what).decrypt(said[:_NONCE], said[_NONCE:], about).decode()
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise SealError("This was not sealed here.") from error


def _cipher(key: bytes, what: str) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hmac.digest(key, what.encode(), "sha256"))
