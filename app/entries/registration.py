"""Registration: what a form says of a new patient becomes a patient, or sentences by field."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from app.entries.faults import Faults
from app.entries.planning import By
from app.entries.sent import fact, refusal
from schemas.identity import Demographics
from schemas.patient import Patient
from schemas.staff import Staff

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS: Final = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3})[a-z]*\.? (\d{4})", re.ASCII)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def patient(said: Mapping[str, str | None], patient_id: UUID, author: Staff, now: datetime) -> Patient:
    """`said`: record_number, given_name, family_name, born, sex, phone. Raises Problems with sentences."""
    told = _identifiers(said, now.date())
    return fact(Patient, id=patient_id, entered_at=now, entered_by=author.id, **told)


def corrected(said: Mapping[str, str | None], patient_id: UUID, by: By, as_id: UUID) -> Demographics:
    """The same with `reason`, of a patient who is registered already. Raises Problems with sentences."""
    told = _identifiers(said, by.today)
    if not (said.get("reason") or "").strip():
        raise refusal("reason", "Reason: say why, for example: misspelt, or a new family name.")
    return fact(Demographics, **by.common(as_id), patient_id=patient_id, reason=said.get("reason"), **told)


def _identifiers(said: Mapping[str, str | None], today: date) -> dict[str, Any]:
    faults = Faults()
    missing = [label for name, label in _NEEDED.items() if not (said.get(name) or "").strip()]
    if missing:
        faults.of(lambda: _refuse(missing))
    day = faults.of(lambda: born(said.get("born") or "", today))
    faults.tell()
    told: dict[str, Any] = {name: said.get(name) for name in ("record_number", "given_name", "family_name", "sex")}
    return told | {"date_of_birth": day, "phone": (said.get("phone") or "").strip() or None}


_NEEDED: Final = {
    "record_number": "the record number",
    "given_name": "a given name",
    "family_name": "a family name",
    "sex": 'the sex ("unknown" is an answer)',
}


def _refuse(missing: list[str]) -> None:
    raise refusal("missing", f"Still needed: {', '.join(missing)}.")


def born(text: str, today: date) -> date:
    """A date of birth in one of the two forms that cannot be confused. Raises Problems with a sentence."""
    iso, words = _ISO.fullmatch(text.strip()), _WORDS.fullmatch(" ".join(text.split()))
    try:
        if iso:
            day = date(int(iso[1]), int(iso[2]), int(iso[3]))
        elif words and words[2].lower() in _MONTHS:
            day = date(int(words[3]), _MONTHS.index(words[2].lower()) + 1, int(words[1]))
        else:
            raise refusal(
                "born", "Date of birth: write it as 1984-03-02 or 2 Mar 1984, so that nobody mixes up day and month."
            )
    except ValueError:
        raise refusal("born", f"Date of birth: {text.strip()} is no day of the calendar.") from None
    if day > today:
        raise refusal("born", "Date of birth: this day lies in the future. Check the year.")
    return day
