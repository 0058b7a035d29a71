"""One's own secrets: a password and a PIN that are not the first to be guessed, and what changing them ends."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app import clinic
from app.access import own_password, tries
from data import acting, acts, secrets, sign_ins
from data.sign_ins import Person
from schemas import pins
from schemas.act import Act, Did
from schemas.secret import Sort

SHORTEST: Final = 12
_STRONG: Final = 3  # of 0 to 4: "safely unguessable, moderate protection from offline slow-hash scenario", zxcvbn
_REST: Final = 8  # letters and digits that are none of the words others know of her
_LOOKED_AT: Final = 72  # characters: what zxcvbn takes longer for adds nothing


@dataclass(frozen=True)
class Wanted:
    """What a form says: the password now, a new one twice, a PIN twice; what is empty stays as it is."""

    password: str
    new: str
    again: str
    pin: str
    pin_again: str


def problem(password: str, *about: str) -> str | None:
    """Why this cannot be a password, as a sentence, or None; `about` is what others know of the person."""
    from zxcvbn import zxcvbn  # with its lists of words: only where one chooses

    if not SHORTEST <= len(password) <= tries.LONGEST:
        return (
            f"A password has {SHORTEST} to {tries.LONGEST} characters: a few words that do not belong together do well."
        )
    known = _known(about)
    if zxcvbn(password[:_LOOKED_AT], user_inputs=known)["score"] < _STRONG:
        return "This password is among those that are guessed first: choose a few words that do not belong together."
    if len(_without(known, password)) < _REST:
        return "This password is made of what others know of you: choose a few words that do not belong together."
    return None


def _known(about: tuple[str, ...]) -> list[str]:
    """The words that whoever guesses tries first: those of the clinic, and the parts of what is known of the person."""
    parts = {part.casefold() for one in about for part in re.split(r"[\W_]+", one)}
    return sorted({"chairside", "ketamine", *parts} - {""}, key=len, reverse=True)


def _without(known: list[str], password: str) -> str:
    """What of the password is none of these words; two letters are in every word."""
    rest = password.casefold()
    for word in known:
        rest = rest.replace(word, "") if len(word) > 2 else rest  # noqa: PLR2004 - initials
    return re.sub(r"[\W_]+", "", rest)


def keep(person: Person, wanted: Wanted, token: str, now: datetime) -> None:
    """Keeps what is wanted. Raises RefusedError with a sentence. A new password ends all her sign-ins."""
    if not person.sign_in.limited:
        own_password.refuse_wrong(person.staff.id, wanted.password, now)
    refused = _refused(person, wanted)
    if refused is not None:
        raise tries.RefusedError(refused, "not kept")
    key = clinic.current().database.secret_key
    new = secrets.hashed(wanted.new, key) if wanted.new else None
    pin = secrets.hashed(wanted.pin, key) if wanted.pin else None
    staff_id = person.staff.id
    with clinic.current().database.write() as connection:
        if new is not None:
            secrets.put(connection, staff_id, Sort.PASSWORD, new, now)
            sign_ins.end_all(connection, staff_id, now)
        if pin is not None:
            secrets.put(connection, staff_id, Sort.PIN, pin, now)
            sign_ins.end_all(connection, staff_id, now, but=token)
        acts.note(connection, _act(person, wanted, now))


def _refused(person: Person, wanted: Wanted) -> str | None:
    if person.sign_in.limited and not wanted.new:
        return "New password: this is needed, somebody else knows the one you came in with."
    if not wanted.new and not wanted.pin:
        return "Give a new password, a PIN, or both."
    for name, said, again in (("New password", wanted.new, wanted.again), ("PIN", wanted.pin, wanted.pin_again)):
        if said != again:
            return f"{name}: the two are not the same."
    if wanted.new and (weak := problem(wanted.new, person.staff.name, person.staff.initials)):
        return weak
    return pins.problem(wanted.pin) if wanted.pin else None


def _act(person: Person, wanted: Wanted, now: datetime) -> Act:
    what = " and ".join(name for name, said in (("password", wanted.new), ("PIN", wanted.pin)) if said)
    roles = acting.role_words(person.staff.roles)
    told = {"at": now, "who": person.staff.id, "roles": roles, "did": Did.SETTING, "kind": "account"}
    return Act.model_validate(told | {"object_id": person.staff.id, "outcome": f"new {what}"})
