"""Vouching: from the provider's answer to a person of the clinic, who goes on at a page of our own.

The answer comes from another site, so that the browser sends neither the tablet's cookie nor takes one that is strict
for good; a page of our own posts what the answer led to.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from app import clinic
from app.access import asked, id_token, provider, tries
from app.access.asked import Asked
from app.access.id_token import Vouched
from app.access.provider import Provider, ProviderError
from app.access.tries import Proven
from app.access.waiting import Room
from data import accounts, acts, misses, subjects
from schemas.secret import How

BACK: Final = "/oidc/callback"
COMING: Final[Room[Proven]] = Room(timedelta(minutes=1))  # from the provider's answer to our own page
_NOT_ASKED: Final = "This answer of the identity provider belongs to no question of this browser's: sign in again."


def put(cookie: str | None, now: datetime) -> Asked | None:
    """The question that was put to the provider from this browser, or None."""
    return asked.opened(cookie, clinic.current().database.secret_key, now)


def answered(theirs: Provider, cookie: str | None, said: Mapping[str, str], now: datetime) -> tuple[Asked, Vouched]:
    """The question that was put, and whom the provider vouches for in its answer. Raises ProviderError.

    A signature asks with `again`: then it is the same person, who has signed in there anew.
    """
    question = put(cookie, now)
    if question is None or not asked.is_answered_by(question, said.get("state", "")):
        raise ProviderError(_NOT_ASKED, "state")
    if "error" in said or not said.get("code"):
        raise ProviderError("The identity provider let nobody in: sign in again, or with your password.", "no code")
    if said.get("iss", theirs.issuer) != theirs.issuer:
        raise ProviderError(_NOT_ASKED, "answered by another issuer")
    given, keys = provider.redeemed(theirs, question, said["code"])
    return question, id_token.vouched(theirs, question, given, keys, now)


def person(theirs: Provider, found: Vouched, address: str) -> Proven:
    """Which person of the clinic this is. Raises ProviderError: an unknown subject gets no account."""
    with clinic.current().database.read() as connection:
        staff_id = subjects.whose(connection, theirs.issuer, found.subject)
        account = None if staff_id is None else accounts.of(connection, staff_id)
    if account is None:
        raise ProviderError(
            "Nobody here is known by this identity. If you work here, give an administrator the provider's subject for "
            f"you: {found.subject}",
            "unknown subject",
        )
    if not account.enabled:
        raise ProviderError("This account is not in use: ask an administrator.", "closed account")
    places = misses.place("password", account.user_name), misses.place("address", address)
    return Proven(account.staff_id, How.PROVIDER, limited=False, places=places, strong=found.strong)


def refuse_address(address: str, now: datetime) -> None:
    """Raises RefusedError where too much went wrong from there."""
    with clinic.current().database.read() as connection:
        tries.refuse_address(connection, misses.place("address", address), now)


def failed(error: ProviderError, address: str, now: datetime, question: Asked | None = None) -> None:
    """Counts it for the address, and writes it into the audit; of who was to show it again, by her name."""
    theirs, who = clinic.current().provider, error.who
    with clinic.current().database.write() as connection:
        if theirs is not None and question is not None and question.again is not None:
            who = subjects.whose(connection, theirs.issuer, question.again)
        misses.add(connection, misses.place("address", address), now, within=tries.ADDRESS_WITHIN)
        acts.note(connection, tries.failure(who, f"identity provider: {error.why}", now))
