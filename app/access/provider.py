"""The identity provider: whether the clinic has one, what it says of itself, and what it gives for a code.

OpenID Connect Core 1.0 and Discovery 1.0; the code with PKCE (RFC 7636). It is sent nothing but what signs a person in.
"""

import base64
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID

from app import clock
from app.access.asked import Asked

_WELL_KNOWN: Final = "/.well-known/openid-configuration"
_TIMEOUT_S: Final = 5.0
_KEPT_S: Final = 600  # how long what it says of itself is believed
_LONGEST: Final = 256 * 1024  # bytes of an answer; more is no document of a provider's
_OK: Final = 200
_HERE: Final = {"127.0.0.1", "localhost", "::1"}
_SILENT: Final = "The identity provider does not answer as it should: try again, or sign in with your password."


class ProviderError(Exception):
    """Nobody was vouched for; the text is a sentence for the person, `why` is for the audit."""

    def __init__(self, sentence: str, why: str, who: UUID | None = None) -> None:
        """`why` holds nothing that was typed and nothing that lets in; `who` is whom it was about, if that is known."""
        super().__init__(sentence)
        self.why = why
        self.who = who


@dataclass(frozen=True)
class Provider:
    """The clinic's provider, and as what the server is known there; `acr` are its own words for two factors."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    acr: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What a person knows it by."""
        return urlsplit(self.issuer).hostname or self.issuer


def is_safe(address: str) -> bool:
    """Whether what is sent there is read by nobody on the way: TLS, or this machine itself."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE))


def sent_to(provider: Provider, asked: Asked) -> str:
    """Where somebody is sent to sign in. Raises ProviderError."""
    told = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": asked.back,
        "scope": "openid",
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(sha256(asked.verifier.encode()).digest()).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if asked.again is not None:
        told |= {"max_age": "0", "prompt": "login"}
    where = _place(_said(provider), "authorization_endpoint")
    return f"{where}{'&' if '?' in where else '?'}{urlencode(told)}"


def redeemed(provider: Provider, asked: Asked, code: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What the provider gives for the code, and the keys that it signs with now. Raises ProviderError."""
    said = _said(provider)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": asked.back}
    form["code_verifier"] = asked.verifier
    headers: dict[str, str] = {}
    if "client_secret_basic" in (said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]):
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    given = _asked("POST", _place(said, "token_endpoint"), data=form, headers=headers)
    return given, _asked("GET", _place(said, "jwks_uri"))


_SAID: Final[dict[str, tuple[float, Mapping[str, Any]]]] = {}


def _said(provider: Provider) -> Mapping[str, Any]:
    """What the provider says of itself, asked anew every ten minutes, since anybody may begin."""
    now = clock.now().timestamp()
    at, said = _SAID.get(provider.issuer, (0.0, {}))
    if not said or not 0 <= now - at < _KEPT_S:
        said = _asked("GET", provider.issuer.removesuffix("/") + _WELL_KNOWN)
        if said.get("issuer") != provider.issuer:
            raise ProviderError(_SILENT, "it says another issuer of itself")
        _SAID[provider.issuer] = now, said
    return said


def _place(said: Mapping[str, Any], name: str) -> str:
    where = said.get(name)
    if not isinstance(where, str) or not is_safe(where):
        raise ProviderError(_SILENT, f"no safe {name}")
    return where


@cache
def _trusted() -> ssl.SSLContext:
    """Whom the server trusts, read once: it takes as long as asking does."""
    import httpx  # where there is no provider it is never needed

    return httpx.create_ssl_context()


def _asked(method: str, where: str, **more: Any) -> Mapping[str, Any]:  # noqa: ANN401 - httpx's own
    """One JSON object; redirects are not followed."""
    import httpx

    body = b""
    try:
        client = httpx.Client(timeout=_TIMEOUT_S, verify=_trusted())
        with client, client.stream(method, where, **more) as answer:
            if answer.status_code != _OK:
                raise ProviderError(_SILENT, f"answered with {answer.status_code}")
            for part in answer.iter_bytes():
                body += part
                if len(body) > _LONGEST:
                    raise ProviderError(_SILENT, "an answer without an end")
        said = json.loads(body)
    except (httpx.HTTPError, ValueError, RecursionError) as error:
        raise ProviderError(_SILENT, f"not understood: {type(error).__name__}") from None
    if not isinstance(said, dict):
        raise ProviderError(_SILENT, "answered with no JSON object")
    return said
