"""Builds statements for tests: chairs, seats, planned sessions, offers; by Nia, on 2 March 2026, times in UTC."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from data import protocols
from schemas.account import Account, Display, OneShift, Tablet
from schemas.assessment import Assessment, RiskClosing, Scale
from schemas.background import Background
from schemas.emergency import EmergencyEntry
from schemas.fact import ClinicalFact
from schemas.identity import Demographics, Merge
from schemas.order import Order
from schemas.restriction import OPEN_FOR, BreakGlass, Restriction
from schemas.statement import Appointment, Chair, Duty, Offer, OxygenScale, Seat, Statement
from tests import facts

Kind = TypeVar("Kind", bound=Statement)


def statement(kind: type[Kind], **fields: Any) -> Kind:  # noqa: ANN401 - checked by the shape itself
    """One of this kind with a fresh id."""
    common = {"id": uuid4(), "entered_at": facts.instant("08:00"), "entered_by": facts.NURSE}
    return kind.model_validate(common | fields)


def chair(name: str = "1", **fields: object) -> Chair:
    """A chair in use."""
    as_id = uuid4()
    return statement(Chair, **{"id": as_id, "chair_id": as_id, "name": name} | fields)


def again(one: Kind, **fields: object) -> Kind:
    """What is said next of the same thing."""
    return type(one).model_validate(one.model_dump() | {"id": uuid4()} | fields)


def seat(at: Chair | None, treatment: UUID = facts.TREATMENT, **fields: object) -> Seat:
    """A session at a chair, or at none."""
    chair_id = None if at is None else at.chair_id
    return statement(Seat, **{"treatment_id": treatment, "chair_id": chair_id} | fields)


def duty(at: Chair, staff_id: UUID | None = facts.NURSE, **fields: object) -> Duty:
    """Who looks after a chair that day."""
    return statement(Duty, **{"chair_id": at.chair_id, "duty_on": facts.DAY, "staff_id": staff_id} | fields)


def appointment(time: str | datetime = "16:00", **fields: object) -> Appointment:
    """Alice expected that day."""
    as_id = uuid4()
    told = {"id": as_id, "appointment_id": as_id, "patient_id": facts.PATIENT, "expected_at": facts.instant(time)}
    return statement(Appointment, **told | fields)


def offer(protocol_id: UUID, *, offered: bool = True, words: str = "for tests") -> Offer:
    """A version offered, or withdrawn; by Otto, who administers."""
    told = {"protocol_id": protocol_id, "offered": offered, "words": words, "entered_by": facts.OTHER_NURSE}
    return statement(Offer, **told)


def scale(number: int = 2, **fields: object) -> OxygenScale:
    """Alice's scale for SpO2."""
    return statement(OxygenScale, **{"patient_id": facts.PATIENT, "scale": number, "words": "hypercapnia"} | fields)


def known(item: str = "benzodiazepine", says: str = "yes", **fields: object) -> Background:
    """Nia asked Alice that day."""
    words = "lorazepam" if says == "yes" else None
    told = {"patient_id": facts.PATIENT, "item": item, "says": says, "words": words, "asked_on": facts.DAY}
    return statement(Background, **told | fields)


def order(**fields: object) -> Order:
    """Pat orders the same again for Alice: 0.5 mg/kg over 40 minutes."""
    told = {"patient_id": facts.PATIENT, "change": "same", "drug": "ketamine", "route": "intravenous"}
    told |= {"minutes": 40} if "rate_ml_h" not in fields else {}
    told |= {"dose_mg_per_kg": 0.5} if "dose_mg" not in fields else {}
    return statement(Order, **told | fields)


def stop(**fields: object) -> Order:
    """No more is to be given."""
    told = {"patient_id": facts.PATIENT, "change": "stop", "words": "psychosis"}
    return statement(Order, **told | fields)


def account(**fields: object) -> Account:
    """Otto's account."""
    told = {"staff_id": facts.OTHER_NURSE, "user_name": "otto", "roles": ("nurse",)}
    return statement(Account, **told | fields)


def tablet(name: str = "Tablet 1", **fields: object) -> Tablet:
    """An enrolled tablet."""
    as_id = uuid4()
    return statement(Tablet, **{"id": as_id, "tablet_id": as_id, "name": name} | fields)


def demographics(**fields: object) -> Demographics:
    """Alice as she is corrected."""
    told = {"patient_id": facts.PATIENT, "record_number": "C-0001", "given_name": "Alice", "family_name": "Example-Ort"}
    told |= {"date_of_birth": "1984-05-06", "sex": "female", "phone": "030 1234", "reason": "a new family name"}
    return statement(Demographics, **told | fields)


def merge(patient_id: UUID, into_id: UUID | None = facts.PATIENT, **fields: object) -> Merge:
    """Somebody registered twice."""
    return statement(Merge, **{"patient_id": patient_id, "into_id": into_id, "reason": "the same passport"} | fields)


def display(of: Tablet, **fields: object) -> Display:
    """A tablet that keeps the board lit for the day."""
    told = {"tablet_id": of.tablet_id, "lit_until": facts.instant("23:00")}
    return statement(Display, **told | fields)


def emergency(fact: ClinicalFact, at: Tablet, **fields: object) -> EmergencyEntry:
    """Alice's fact, entered at that tablet without a person; claimed by Nia."""
    told = {"fact_id": fact.id, "treatment_id": fact.treatment_id, "patient_id": facts.PATIENT, "claimed": True}
    return statement(EmergencyEntry, **told | {"tablet_id": at.tablet_id, "tablet": at.name} | fields)


def restriction(*staff_ids: UUID, **fields: object) -> Restriction:
    """Alice's record is for these alone, as Otto says; for nobody named: for everybody again."""
    told = {"patient_id": facts.PATIENT, "staff_ids": staff_ids or None, "reason": "works here"}
    return statement(Restriction, **told | {"entered_by": facts.OTHER_NURSE} | fields)


def glass(at: str | datetime = "14:50", **fields: object) -> BreakGlass:
    """Nia opens Alice's record for an hour."""
    opened = facts.instant(at)
    told = {"patient_id": facts.PATIENT, "reason": "she fainted", "entered_at": opened, "until": opened + OPEN_FOR}
    return statement(BreakGlass, **told | fields)


def one_shift(**fields: object) -> OneShift:
    """Otto's account is for one shift."""
    told = {"staff_id": facts.OTHER_NURSE, "registration_number": "RN 1234", "ends_at": facts.instant("20:00")}
    return statement(OneShift, **told | fields)


PHQ_9 = (1, 1, 2, 1, 0, 1, 1, 0, 0)  # a total of 7, item 9 "not at all"


def assessment(taken_at: str | datetime = "13:40", **fields: object) -> Assessment:
    """Alice's PHQ-9 of that day; with another `scale`, her total or result is among the fields."""
    as_id = uuid4()
    told: dict[str, object] = {"id": as_id, "assessment_id": as_id, "patient_id": facts.PATIENT}
    told |= {"scale": Scale.PHQ_9, "taken_at": facts.instant(taken_at), "entered_at": facts.instant(taken_at)}
    if "scale" not in fields:
        told["items"] = PHQ_9
    return statement(Assessment, **told | fields)


def risky(item: int = 2, taken_at: str | datetime = "13:40", **fields: object) -> Assessment:
    """A PHQ-9 whose item 9 was answered so."""
    return assessment(taken_at, **{"items": (*PHQ_9[:8], item)} | fields)


def closing(about: Assessment, at: str | datetime = "14:30", **fields: object) -> RiskClosing:
    """What was done about it."""
    told = {"patient_id": about.patient_id, "said_id": about.id, "at": facts.instant(at), "action": "talked with her"}
    return statement(RiskClosing, **told | {"entered_at": facts.instant(at)} | fields)


def instead(one: Kind, reason: str = "misread", **fields: object) -> Kind:
    """A correction of a scale, or of what was done about it."""
    return again(one, **{"replaces": one.id, "reason": reason} | fields)


def one_of_each() -> Iterator[Statement]:
    """One of each kind that refer to each other, no reference empty."""
    place = chair()
    version = next(one.id for one in protocols.shipped() if one.key == "iv_q10_q15")
    came = {"state": "come", "treatment_id": facts.TREATMENT, "chair_id": place.chair_id}
    yield from (place, seat(place), duty(place), appointment(**came), offer(version), scale(), account())
    yield from (demographics(), merge(UUID(int=11)))
    device = tablet()
    yield from (device, display(device), emergency(facts.note(), device))
    yield from (restriction(facts.NURSE), glass(), one_shift(), known(), order())
    told = risky(treatment_id=facts.TREATMENT)
    anew = instead(told)
    done = closing(anew)
    yield from (told, anew, done, instead(done))
