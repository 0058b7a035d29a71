"""Folding: names, numbers and dates of birth as they are compared and looked for."""

import calendar
import unicodedata
from typing import Final

from schemas.identity import Demographics
from schemas.patient import Patient

# Letters that Unicode does not take apart, as they are typed on a keyboard without them.
_PLAIN: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def folded(text: str) -> str:
    """Text for comparing: small letters without accents, single blanks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(plain.translate(_PLAIN).split())


def searched(patient: Patient | Demographics) -> str:
    """The folded words that a search looks in."""
    born = patient.date_of_birth
    day, month, year = born.day, born.month, born.year
    dates = (
        born.isoformat(),
        f"{born:%d%m%Y}",
        *(f"{day:02}{sign}{month:02}{sign}{year}" for sign in "./"),
        *(f"{day}{sign}{month}{sign}{year}" for sign in "./"),
        f"{day} {calendar.month_abbr[month]} {year}",
    )
    names = (patient.given_name, patient.family_name, patient.record_number)
    return folded(" ".join((*names, *dates)))


def escaped(part: str) -> str:
    """A word as LIKE takes it for itself."""
    return part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
