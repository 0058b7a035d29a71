"""Words: how facts are said on screen, once for panel, screens and receipts."""

import re
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from schemas import quantities
from schemas.action import Intervention
from schemas.drug import DrugAct, DrugEvent, StopSays
from schemas.patient import Patient
from schemas.protocol import Drug, Route
from schemas.reading import NotMeasured, Reading, SignName
from schemas.rules.summary import ReturnState
from schemas.treatment import EndHow

NOT_MEASURED: Final = {
    NotMeasured.DECLINED: "declined",
    NotMeasured.ASLEEP: "asleep",
    NotMeasured.PROBE_OFF: "probe off",
    NotMeasured.EQUIPMENT: "equipment",
    NotMeasured.NO_READING: "no reading obtained",
    NotMeasured.OTHER: "other",
}
ROUTES: Final = {
    Route.INTRAVENOUS: "IV",
    Route.INTRAMUSCULAR: "IM",
    Route.SUBLINGUAL: "sublingual",
    Route.INTRANASAL: "intranasal",
}
DRUGS: Final = {Drug.KETAMINE: "Ketamine", Drug.ESKETAMINE: "Esketamine"}
ENDS: Final = {
    EndHow.LEFT_WITH_ESCORT: "left with escort",
    EndHow.LEFT_ALONE: "left alone",
    EndHow.TRANSFERRED: "transferred",
    EndHow.NOT_STARTED: "not started",
}
ACTS: Final = {
    DrugAct.START: "Start",
    DrugAct.RATE_CHANGE: "Rate changed",
    DrugAct.PAUSE: "Pause",
    DrugAct.RESUME: "Resume",
    DrugAct.STOP: "Stop",
    DrugAct.BOLUS: "Bolus",
    DrugAct.DOSE: "Dose",
    DrugAct.DEVICE: "Device",
}
_MARKDOWN: Final = re.compile(r"[\\`*_\[\]<>$~:#&!|]")
_SHORT: Final[dict[SignName, str]] = {
    "temperature_c": "t",
    "weight_kg": "w",
    "oxygen_l_min": "o",
    "moaas": "m",
    "dissociation": "d",
    "pain": "p",
}
_RUN: Final[tuple[SignName, ...]] = ("pulse", "spo2", "respirations")
_NAMED: Final[dict[SignName, str]] = {"pulse": "pulse", "spo2": "SpO2", "respirations": "resp."}


def number(value: float) -> str:
    """A number as it is read: no decimal where there is none."""
    return f"{value:g}"


def clock_time(at: datetime, zone: str) -> str:
    """Hours and minutes in the clinic's zone; in an hour that the clock shows twice, with which of both it is."""
    local = at.astimezone(ZoneInfo(zone))
    once = local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()
    return f"{local:%H:%M}" if once else f"{local:%H:%M %Z}"


def moment(at: datetime, record_day: datetime, zone: str) -> str:
    """Hours and minutes, with the date before them where it is another day than the arrival's."""
    time = clock_time(at, zone)
    return time if day(at, zone) == day(record_day, zone) else f"{day(at, zone)} {time}"


def day(at: datetime, zone: str) -> str:
    """The date in the clinic's zone, with its month as a word."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y}"


def born(patient: Patient) -> str:
    """The date of birth, with its month as a word so that day and month cannot be confused.

    One after the day on which it was entered cannot be: no form takes it, but a record from elsewhere may hold it.
    """
    said = f"{patient.date_of_birth.day} {patient.date_of_birth:%b %Y}"
    is_wrong = patient.date_of_birth > (patient.entered_at + timedelta(days=1)).date()  # it may be tomorrow there
    return f"{said} (after the day it was entered: check it)" if is_wrong else said


def full_name(patient: Patient) -> str:
    """Given name, then family name."""
    return f"{patient.given_name} {patient.family_name}"


def sign(reading: Reading, name: SignName) -> str:
    """One sign as the flowsheet shows it: its value, or in words why there is none, or nothing."""
    value = getattr(reading, name)
    if value is not None:
        return number(value)
    reason = reading.not_measured.get(name)
    if reason is None:
        return ""
    return reading.reason_words.get(name, NOT_MEASURED[reason])


def pressure(reading: Reading) -> str:
    """The blood pressure as it is said: 148/92, half of it with a dash, or why there is none."""
    systolic, diastolic = reading.systolic, reading.diastolic
    if systolic is None and diastolic is None:
        return sign(reading, "systolic") or sign(reading, "diastolic")
    parts = ["–" if value is None else str(value) for value in (systolic, diastolic)]
    why = sign(reading, "systolic" if systolic is None else "diastolic") if "–" in parts else ""
    return "/".join(parts) + (f" ({why})" if why else "")


def values(reading: Reading) -> str:
    """All that the reading says: values in the order of the line, then what was not measured, each by its name."""
    measured = reading.values()
    said = ["" if not {"systolic", "diastolic"} & measured.keys() else pressure(reading)]
    said += [number(measured[name]) if name in measured else "" for name in _RUN]
    while said and not said[-1]:
        said.pop()
    # As far as the row has no hole the places say which sign it is; behind one each sign is named.
    whole = next((place for place, part in enumerate(said) if not part), len(said))
    behind = [f"{_NAMED[_RUN[place - 1]]} {part}" for place, part in enumerate(said) if part and place > whole]
    run = [*said[:whole], *behind]
    letters = [letter + number(measured[name]) for name, letter in _SHORT.items() if name in measured]
    return ", ".join([part for part in (" ".join([*run, *letters]), *_refused(reading)) if part])


def _refused(reading: Reading) -> list[str]:
    """The signs that say why they have no value; of a pressure that has neither half, one word for both."""
    whole = reading.systolic is None and reading.diastolic is None
    pressed = [f"BP {pressure(reading)}"] if whole and pressure(reading) else []
    rest = [name for name in (*_RUN, *_SHORT) if name in reading.not_measured]
    return pressed + [f"{label(name)} {sign(reading, name)}" for name in rest]


def change(delta: tuple[int | None, int | None]) -> str:
    """A change from baseline with its signs, or nothing where it is unknown."""
    if delta == (None, None):
        return ""
    return "/".join("?" if part is None else f"{part:+d}" for part in delta)


def drug_event(event: DrugEvent) -> str:
    """What was done with the drug, with its amounts."""
    amounts = [
        f"{number(event.dose_mg)} mg" if event.dose_mg is not None else "",
        f"over {event.duration_minutes} min" if event.duration_minutes is not None else "",
        f"{number(event.rate_ml_h)} ml/h" if event.rate_ml_h is not None else "",
        f"of {number(event.concentration_mg_ml)} mg/ml" if event.concentration_mg_ml is not None else "",
        {StopSays.PLANNED: "the whole planned dose", StopSays.NOT_KNOWN: "dose given not known"}.get(
            event.stop_says, ""
        )
        if event.stop_says is not None
        else "",
        "no more follows" if event.no_more_follows else "",
    ]
    return " ".join([ACTS[event.act], *(amount for amount in amounts if amount)])


def intervention(action: Intervention) -> str:
    """A medicine with its dose, route, who ordered it and the response; or the words of an action."""
    parts = [
        " ".join(part for part in (action.drug, action.dose, action.route) if part),
        f"ordered by {action.ordered_by}" if action.ordered_by else "",
        action.words or "",
        f"response: {action.response}" if action.response else "",
    ]
    return ", ".join(part for part in parts if part)


def returned(state: ReturnState, minute: int | None) -> str:
    """What is known of the return to near the baseline."""
    return {
        ReturnState.RETURNED: f"back within 110 % of baseline at {minute} min",
        ReturnState.NO_RISE: "no rise above 110 % of baseline was seen",
        ReturnState.NOT_YET: "not yet within 110 % of baseline",
        ReturnState.UNKNOWN: "unknown",
    }[state]


def plain(text: str) -> str:
    """Text for a label that Streamlit would read as Markdown: a name is a name, never a picture, a link or a colour."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def label(name: str) -> str:
    """The name of a sign as it stands within a line: small, but for SpO2."""
    said = quantities.BY_NAME[name].label
    return said if said == quantities.SPO2.label else said[0].lower() + said[1:]


def unit(name: str) -> str:
    """The unit of a sign as it stands beside its value."""
    return quantities.BY_NAME[name].unit


def readable(text: str, longest: int = 500) -> str:
    """What somebody sent, as it can be kept and shown: without what is no letter in any alphabet, and cut."""
    told = text.encode("utf-8", "replace").decode()
    return told if len(told) <= longest else f"{told[: longest - 1]}…"
