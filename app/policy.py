"""The policy: under which headers every answer is read."""

from typing import Final

from starlette.types import Message, Send

# No unsafe-eval and no inline script but Streamlit's own, by its hash; blob: is what its components are loaded from.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' blob: 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# Where the clinic's own name was reached over TLS once, browsers ask for it over nothing else for a year.
_STRICT: Final = (b"strict-transport-security", b"max-age=31536000")


def under(send: Send, *, strict: bool) -> Send:
    """Sends what `send` sends; an answer's head carries the policy, and no page is kept by the browser.

    `strict`: this name is to be reached over TLS alone.
    """

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            said = [(name.lower(), value) for name, value in message.get("headers", ())]
            # A page that is gone back to asks anew: whoever has left it must not find it in the browser's cache.
            if any(name == b"content-type" and value.startswith(b"text/html") for name, value in said):
                said = [(name, value) for name, value in said if name != b"cache-control"]
            more = [] if b"cache-control" in dict(said) else [(b"cache-control", b"no-store")]
            if strict:
                more.append(_STRICT)
            message = {**message, "headers": [*said, *_HEADERS, *more]}
        await send(message)

    return with_headers
