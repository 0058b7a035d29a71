"""The ID token: whom the provider vouches for, by whose signature, for whom and until when.

OpenID Connect Core 1.0, section 3.1.3.7.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256, sha384, sha512
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Final

from app.access.asked import Asked
from app.access.provider import Provider, ProviderError

if TYPE_CHECKING:
    from joserfc.jwt import JWTClaimsRegistry

LEEWAY_S: Final = 60  # how far two clocks may be apart
_MADE: Final = (sha256, sha384, sha512)
# Signatures alone that a public key proves: neither "none" nor one made with the client's own secret.
_HASHES: Final = {f"{sort}{made().digest_size * 8}": made for sort in ("RS", "PS", "ES") for made in _MADE}
# OpenID EAP ACR Values 1.0, and the profile of REFEDS; "mfa" among the methods is of RFC 8176.
_MANY_FACTORS: Final = frozenset({"phr", "phrh", "https://refeds.org/profile/mfa"})
_ROUNDED_S: Final = 2  # what whole seconds on both sides add up to
_REFUSED: Final = "The identity provider's answer does not hold: sign in again, or with your password."
_UNSAID: Final = (
    "The identity provider does not say when you signed in there, so that it cannot vouch for a signature: sign with "
    "your password, and tell an administrator."
)
_STALE: Final = (
    "The identity provider did not ask you to sign in anew, so that it vouches for no signature: try again, or sign "
    "with your password."
)


@dataclass(frozen=True)
class Vouched:
    """Whom the provider vouches for; `strong`: with more than one factor."""

    subject: str
    strong: bool


def vouched(
    provider: Provider, asked: Asked, given: Mapping[str, Any], keys: Mapping[str, Any], now: datetime
) -> Vouched:
    """Whom the provider means by what it gave for the code; `keys` are what it signs with. Raises ProviderError."""
    from joserfc import jwt  # where there is no provider it is never needed
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    token = given.get("id_token")
    if not isinstance(token, str):
        raise ProviderError(_REFUSED, "no ID token")
    try:
        read = jwt.decode(token, KeySet.import_key_set(dict(keys)), algorithms=list(_HASHES))  # type: ignore[arg-type]
        _rules(provider, asked, now).validate(read.claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderError(_REFUSED, f"ID token: {type(error).__name__}: {_claim(error)}") from None
    claims = read.claims
    _refuse_for_another(provider, claims)
    _refuse_other_access_token(claims, given, str(read.header["alg"]))
    if asked.again is not None:
        _refuse_not_again(asked, claims, now)
    return Vouched(claims["sub"], _is_strong(provider, claims))


def _rules(provider: Provider, asked: Asked, now: datetime) -> JWTClaimsRegistry:
    from joserfc.jwt import JWTClaimsRegistry

    return JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_S,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": asked.nonce},
    )


def _claim(error: Exception) -> str:
    return str(getattr(error, "claim", "") or "")


def _refuse_for_another(provider: Provider, claims: Mapping[str, Any]) -> None:
    """A token for several audiences names the one that asked for it."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise ProviderError(_REFUSED, "ID token: azp")


def _refuse_other_access_token(claims: Mapping[str, Any], given: Mapping[str, Any], algorithm: str) -> None:
    """Where the token says which access token it came with, it is the one that came with it."""
    if "at_hash" not in claims:
        return
    digest = _HASHES[algorithm](str(given.get("access_token", "")).encode()).digest()
    half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=")
    if not compare_digest(half, str(claims["at_hash"]).encode()):
        raise ProviderError(_REFUSED, "ID token: at_hash")


def _refuse_not_again(asked: Asked, claims: Mapping[str, Any], now: datetime) -> None:
    """Whoever is to show that it is she has done so since she was asked, and is the same.

    How long ago that was is said by one clock each, there and here, so that it needs no leeway for both.
    """
    if claims["sub"] != asked.again:
        raise ProviderError("Somebody else signed in at the identity provider: nothing was done.", "another subject")
    at = claims.get("auth_time")
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise ProviderError(_UNSAID, "ID token: no auth_time")
    if not -LEEWAY_S <= claims["iat"] - at <= now.timestamp() - asked.at + _ROUNDED_S:  # a NaN is within nothing
        raise ProviderError(_STALE, "ID token: auth_time")


def _is_strong(provider: Provider, claims: Mapping[str, Any]) -> bool:
    methods, acr = claims.get("amr"), claims.get("acr")
    by_acr = isinstance(acr, str) and acr in provider.acr | _MANY_FACTORS
    return by_acr or (isinstance(methods, list) and "mfa" in methods)
