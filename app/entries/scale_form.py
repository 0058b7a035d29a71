"""A scale, as its form says it: entered, corrected or withdrawn; and what was done about one that tells of danger."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from app import words
from app.entries import typed
from app.entries.planning import By
from app.entries.sent import fact, refusal
from schemas.assessment import FORMS, Assessment, Form, RiskClosing
from schemas.patient import Patient
from schemas.rules import minutes

BLANK: Final = "left blank"
_AHEAD: Final = timedelta(minutes=2)
_WHOLE: Final = re.compile(r"\d{1,3}", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s,;]+")


def made(
    said: Mapping[str, Any], patient: Patient, by: By, as_id: UUID, stands: Assessment | None = None
) -> Assessment:
    """The fact. Raises Problems with sentences that name the field.

    `said` has `scale`, `on` (a date), `time`, `answers` (in one line), `items` (a list of choices), `total`,
    `ideation`, `behaviour`, `words` and `session` (the session it belongs to, or None). `stands` is what it corrects,
    for a `reason`: what is left empty stays as it was there.
    """
    form, session = FORMS[said["scale"]], said.get("session")
    told: dict[str, Any] = {"assessment_id": as_id, "patient_id": patient.id} if stands is None else stands.model_dump()
    told |= by.common(as_id) | {"scale": said["scale"], "treatment_id": None if session is None else session.id}
    if session is not None and stands is None:
        told["patient_id"] = session.patient_id  # it lies with the registration under which its session was entered
    answered = _answered(said, form)
    if answered:
        told |= {"items": (), "total": None} | answered
    elif stands is None:
        raise refusal("answers", f"{form.label}: {_wanted(form)}")
    if _text(said, "words") or stands is None:
        told["words"] = _text(said, "words")
    told["taken_at"] = _taken_at(said, patient, by, stands)
    return fact(Assessment, **told | _corrects(stands, said))


def withdrawn(stands: Assessment, reason: str | None, by: By, as_id: UUID) -> Assessment:
    """The same scale, as entered in error. Raises Problems without a reason."""
    told = stands.model_dump() | by.common(as_id) | {"withdrawn": True}
    return fact(Assessment, **told | _corrects(stands, {"reason": reason}))


def closing(
    about: Assessment, said: Mapping[str, Any], by: By, as_id: UUID, stands: RiskClosing | None = None
) -> RiskClosing:
    """What was done: `said` has `action`, `on` and `time`. Raises Problems.

    `stands` is what it corrects, for a `reason`: what is left empty stays as it was there.
    """
    action = _text(said, "action") or (stands.action if stands is not None else None)
    if action is None:
        raise refusal("action", "What was done: this is needed, for example: talked with her, plan gone through.")
    at = stands.at if stands is not None and _is_left(said, stands.at, by) else _at(said, by)
    if minutes.between(about.taken_at, at) < 0:
        taken = words.moment(about.taken_at, at, by.zone)
        raise refusal("time", f"Time: it lies before {taken}, when the scale was taken.")
    told = {"patient_id": about.patient_id, "said_id": about.id, "at": at, "action": action}
    return fact(RiskClosing, **by.common(as_id), **told | _corrects(stands, said))


def taken_back(stands: RiskClosing, reason: str | None, by: By, as_id: UUID) -> RiskClosing:
    """That it is not closed after all. Raises Problems without a reason."""
    told = stands.model_dump() | by.common(as_id) | {"withdrawn": True}
    return fact(RiskClosing, **told | _corrects(stands, {"reason": reason}))


def _corrects(stands: Assessment | RiskClosing | None, said: Mapping[str, Any]) -> dict[str, Any]:
    if stands is None:
        return {}
    if not _text(said, "reason"):
        raise refusal("reason", "Reason: say why what stands there is corrected or withdrawn.")
    return {"replaces": stands.id, "reason": _text(said, "reason")}


def _answered(said: Mapping[str, Any], form: Form) -> dict[str, Any]:
    """What of the answers was said; nothing of a field that was left empty."""
    told: dict[str, Any] = {}
    line, chosen = _BETWEEN.sub("", said.get("answers") or ""), said.get("items") or []
    if line and any(chosen):
        raise refusal("answers", f"{form.label}: say the answers in one line or one by one, not both. Empty one.")
    if line:
        told["items"] = _of_line(line, form)
    elif any(chosen):
        told["items"] = _of_choices(chosen, form)
    if total := (said.get("total") or "").strip():
        if not _WHOLE.fullmatch(total):
            raise refusal("total", f"{form.label}: {total} is no whole number. Write the total with digits, like 17.")
        told["total"] = int(total)
    return told | {name: said[name] for name in ("ideation", "behaviour") if said.get(name) is not None}


def _of_line(line: str, form: Form) -> tuple[int | None, ...]:
    """A sign an item: a digit, or - for one left blank."""
    wrong = next((sign for sign in line if sign not in f"{_digits(form)}-"), None)
    if wrong is not None:
        raise refusal("answers", f"{form.label}: “{wrong}” is no answer. {_how(form)}")
    if len(line) != form.items:
        said = "1 answer was typed" if len(line) == 1 else f"{len(line)} answers were typed"
        raise refusal("answers", f"{form.label}: {said}, and it has {form.items} items. {_how(form)}")
    return tuple(None if sign == "-" else int(sign) for sign in line)


def _of_choices(chosen: Sequence[str | None], form: Form) -> tuple[int | None, ...]:
    missing = [str(place) for place, one in enumerate(chosen, start=1) if one is None]
    if missing:
        items = f"item {missing[0]} is" if len(missing) == 1 else f"items {', '.join(missing)} are"
        raise refusal("items", f"{form.label}: {items} not said. Choose 0 to {form.item_high}, or “{BLANK}”.")
    return tuple(None if one == BLANK else int(str(one)) for one in chosen)


def _wanted(form: Form) -> str:
    if form.total_high is None:
        return "say the ideation, the behaviour, or both."
    if form.by_item:
        return f"say its {form.items} answers. {_how(form)}"
    return f"say its total, 0 to {form.total_high}."


def _how(form: Form) -> str:
    return f"Type 0 to {form.item_high} for each of the {form.items} items, and - for one left blank."


def _digits(form: Form) -> str:
    return "".join(str(one) for one in range(form.item_high + 1))


def _taken_at(said: Mapping[str, Any], patient: Patient, by: By, stands: Assessment | None) -> datetime:
    """When it was taken: not ahead, and not before the patient was born. Of a correction what is empty stays."""
    if stands is not None and _is_left(said, stands.taken_at, by):
        return stands.taken_at
    at = _at(said, by)
    if _day(at, by) < patient.date_of_birth:
        raise refusal("day", "Day: it lies before the patient was born. Check the year.")
    return at


def _is_left(said: Mapping[str, Any], at: datetime, by: By) -> bool:
    """Whether a correction says no other time than this one."""
    return not _text(said, "time") and said.get("on") in {None, _day(at, by)}


def _at(said: Mapping[str, Any], by: By) -> datetime:
    """The time that was said; none is now, of today alone."""
    on: date = said.get("on") or by.today
    if not _text(said, "time"):
        if on == by.today:
            return by.now
        raise refusal("time", f"Time: say it for another day than today ({on.isoformat()} was chosen), like 14:05.")
    at = min(typed.instants(on, typed.time_of_day(said["time"], "Time"), by.zone, "Time"))
    if at > by.now + _AHEAD:
        raise refusal("time", f"Time: {words.day(at, by.zone)} {words.clock_time(at, by.zone)} has not come yet.")
    return at


def _day(at: datetime, by: By) -> date:
    return at.astimezone(ZoneInfo(by.zone)).date()


def _text(said: Mapping[str, Any], name: str) -> str | None:
    return str(said.get(name) or "").strip() or None
