"""An account of one shift: the form at a tablet, and what is made of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from app import clinic
from app.access import own_password, tries, way_in
from app.entries import person_form
from app.entries.planning import By
from app.entries.sent import Problems, fact, refusal
from data import one_shifts, secrets
from data.one_shifts import Opening
from data.sign_ins import Person
from schemas import pins
from schemas.account import OneShift
from schemas.staff import Role


@dataclass(frozen=True)
class Wanted:
    """What the form says: the opener's password; the nurse's name, initials, registration number, and PIN twice."""

    password: str
    name: str
    initials: str
    number: str
    pin: str
    again: str


def form() -> str:
    """The form: the opener fills in the first half, the nurse chooses her PIN."""
    plain = 'required autocomplete="off"'
    digits = 'inputmode="numeric" maxlength="6" autocomplete="off" required'
    lead = (
        f"For a nurse from elsewhere, for {clinic.current().shift_hours} hours from now, on the clinic's tablets "
        "alone. It closes by itself."
    )
    return way_in.form(
        "/one-shift",
        f"<h2>Account of one shift</h2><p>{lead}</p>",
        way_in.field("Her name", "name", more=f'{plain} maxlength="60" autofocus'),
        way_in.field("Her initials", "initials", more=f'{plain} maxlength="4"'),
        way_in.field("Her registration number", "number", more=f'{plain} maxlength="30"'),
        way_in.field(
            "Your own password", "password", kind="password", more='required autocomplete="off" maxlength="256"'
        ),
        "<p>From here on she types herself, and nobody looks.</p>",
        way_in.field("PIN, six digits, which she chooses", "pin", kind="password", more=digits),
        way_in.field("PIN again", "again", kind="password", more=digits),
        button="Open the account",
    )


def open_account(by: Person, wanted: Wanted, now: datetime) -> Opening:
    """Opens it. Raises RefusedError, RightsError or Problems with sentences. Some 60 ms: to be run in a thread."""
    if by.sign_in.tablet_id is None:
        raise tries.RefusedError("An account of one shift is opened at one of the clinic's tablets.", "no tablet")
    with clinic.read(by.staff) as connection:
        one_shifts.refuse_others(connection)
    if wanted.pin != wanted.again:
        raise tries.RefusedError("PIN: the two are not the same.", "not kept")
    if weak := pins.problem(wanted.pin):
        raise tries.RefusedError(weak, "not kept")
    made = _made(by, wanted, now)
    own_password.refuse_wrong(by.staff.id, wanted.password, now)
    with clinic.write(by.staff) as connection:
        one_shifts.open_account(connection, made)
    return made


def _made(by: Person, wanted: Wanted, now: datetime) -> Opening:
    """The registration number is part of her name: it stands wherever her name does, in exports too."""
    number = " ".join(wanted.number.split())
    name = " ".join(wanted.name.split())
    if not name or not number:
        raise refusal("name", "Name and registration number: both are needed.")
    as_id, who = uuid4(), By(by.staff, now, clinic.current().zone)
    said = {"name": f"{name}, reg. {number}", "initials": wanted.initials, "roles": (Role.NURSE,)}
    nurse, account = person_form.made(said | {"user_name": f"shift-{as_id.hex[:12]}"}, who, as_id)
    ends = now + timedelta(hours=clinic.current().shift_hours)
    told = {"staff_id": as_id, "registration_number": number, "ends_at": ends}
    shift = fact(OneShift, **who.common(uuid4()), **told)
    return Opening(nurse, account, shift, secrets.hashed(wanted.pin, clinic.current().database.secret_key))


def sentence(problems: Problems) -> str:
    """The refusals as one text."""
    return " ".join(str(one["text"]) for one in problems.refusals)
