"""An identity provider for tests: a real HTTP server on this machine that signs real tokens, and wants PKCE."""

import base64
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "chairside", "a secret of the / client's"


@cache
def key(name: str) -> RSAKey:
    """A key to sign with; made once for a run."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


@dataclass
class Provider:
    """What it answers; a test changes it. `claims` replace those of the token, None takes one out."""

    now: Callable[[], float]
    host: str = "127.0.0.1"
    port: int = 0
    subject: str = "sub-of-nia"
    claims: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    kid: str = "one"
    signs: RSAKey | OctKey = field(default_factory=lambda: key("one"))
    metadata: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    page: bool = False  # whether one presses something there, as at a real one; else one is sent back at once
    header: dict[str, Any] = field(default_factory=dict)  # what the token's head says beside
    handed: list[str] = field(default_factory=list)  # every token that was given
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def issuer(self) -> str:
        """Its name."""
        return f"http://{self.host}:{self.port}/realm"

    def said(self) -> dict[str, Any]:
        """What it says of itself."""
        places = {name: f"{self.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        return {"issuer": self.issuer, **places} | self.metadata

    def signed_in(self, query: dict[str, str]) -> str:
        """Where the browser of somebody who has signed in there is sent."""
        assert (query["response_type"], query["client_id"], query["scope"]) == ("code", CLIENT, "openid")
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], 'iss': self.issuer})}"

    def redeemed(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """What is given for a code, once, to who has asked for it; None for anybody else."""
        query = self.codes.pop(form.get("code", ""), None)
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        known = [unquote(one) for one in pair] == [CLIENT, SECRET]
        if self.metadata.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
            known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        challenge = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if query is None or not known or query["code_challenge"] != challenge.decode():
            return None
        if (form["grant_type"], form["redirect_uri"]) != ("authorization_code", query["redirect_uri"]):
            return None
        access = secrets.token_urlsafe(16)
        self.handed += (access, self.token(query["nonce"], access))
        return {"access_token": access, "token_type": "Bearer", "id_token": self.handed[-1]} | self.given

    def token(self, nonce: str, access: str) -> str:
        """The signed token."""
        now = int(self.now())
        half = sha256(access.encode()).digest()[:16]
        told: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": nonce, "iat": now}
        told |= {"exp": now + 300, "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode()} | self.claims
        claims = {name: value for name, value in told.items() if value is not None}
        if self.algorithm == "none":
            parts = ({"alg": "none", "typ": "JWT"}, claims)
            return ".".join(_part(json.dumps(one).encode()) for one in parts) + "."
        header = {"alg": self.algorithm, "kid": self.kid} | self.header
        return jwt.encode(header, claims, self.signs, algorithms=[self.algorithm])


def _part(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """The provider, answering until the end."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Discovery, keys, and the page on which one signs in: here at once."""
            place = urlsplit(self.path)
            provider.asked.append(place.path)
            if place.path.endswith("/authorization_endpoint"):
                query = dict(parse_qsl(place.query))
                back = provider.signed_in(query)
                self.send_response(200 if provider.page else 302)
                self.send_header(
                    "content-type" if provider.page else "location", "text/html" if provider.page else back
                )
                self.end_headers()
                self.wfile.write(f'<a href="{escape(back, quote=True)}">I am Bea</a>'.encode() * provider.page)
            elif place.path.endswith("/jwks_uri"):
                self.say({"keys": [key("one").as_dict(private=False)]})
            elif place.path.endswith("/other_keys"):
                self.say({"keys": [key("two").as_dict(private=False)]})
            else:
                self.say(provider.said())

        def do_POST(self) -> None:
            """The token for a code."""
            provider.asked.append(urlsplit(self.path).path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            given = provider.redeemed(form, self.headers.get("authorization", ""))
            self.say(given or {"error": "invalid_grant"}, 200 if given else 400)

        def say(self, said: dict[str, Any], status: int = 200) -> None:
            """One answer."""
            body = json.dumps(said).encode()
            self.send_response(status if provider.status == 200 else provider.status)
            if provider.status == 301:
                self.send_header("location", f"{provider.issuer}/elsewhere")
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        provider.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
