"""Builds facts for tests: invented people, one day (2 March 2026, UTC), and times said as on the wall, "14:05".

Every builder takes further fields of its shape by name. Facts get a fresh id and count as entered when they happened,
unless `id=` or `entered_at=` says otherwise; both times may be "14:05", "14:05:30" or an aware instant.
"""

from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from schemas.action import Intervention, Note
from schemas.alert import AlertAct, AlertAnswer, AlertEvent, PrescriberCall, Rank
from schemas.correction import Retraction, RetractionHow
from schemas.drug import DrugAct, DrugEvent
from schemas.effect import Effect, EffectChange, NoneReported
from schemas.fact import ClinicalFact
from schemas.patient import Patient, Sex
from schemas.predose import CheckAnswer, DoseDecision
from schemas.protocol import Drug, Protocol, Route
from schemas.reading import Reading, Source
from schemas.record import KINDS, Record
from schemas.score import ScoreAnswer
from schemas.staff import Role, Staff
from schemas.treatment import Arrival, EndHow, Treatment, TreatmentEnd

DAY = date(2026, 3, 2)
NURSE, OTHER_NURSE, PRESCRIBER = UUID(int=1), UUID(int=2), UUID(int=3)
OTTOS = (Role.NURSE, Role.ADMIN)  # what the other nurse may do
PATIENT, PROTOCOL, TREATMENT = UUID(int=10), UUID(int=20), UUID(int=30)

Time = str | datetime
Kind = TypeVar("Kind", bound=ClinicalFact)
_KIND = dict(
    zip(
        (
            Arrival,
            TreatmentEnd,
            Reading,
            DrugEvent,
            Effect,
            EffectChange,
            NoneReported,
            Intervention,
            Note,
            AlertAnswer,
            PrescriberCall,
            CheckAnswer,
            DoseDecision,
            ScoreAnswer,
        ),
        KINDS,
        strict=True,
    )
)


def instant(time: Time, day: date = DAY) -> datetime:
    """The time of that day in UTC; an instant stays what it is."""
    return (
        time if isinstance(time, datetime) else datetime.fromisoformat(f"{day.isoformat()}T{time}").replace(tzinfo=UTC)
    )


def staff(name: str = "Nia Nurse", **fields: object) -> Staff:
    """A nurse; `id` NURSE."""
    told = {"id": NURSE, "initials": "NN", "roles": (Role.NURSE,)} | fields
    return Staff.model_validate(_entered(told, "08:00") | {"name": name})


def patient(**fields: object) -> Patient:
    """Alice Example, `id` PATIENT."""
    told = {
        "id": PATIENT,
        "record_number": "C-0001",
        "given_name": "Alice",
        "family_name": "Example",
        "date_of_birth": date(1984, 5, 6),
        "sex": Sex.FEMALE,
    }
    return Patient.model_validate(_entered(told | fields, "08:00"))


def protocol(**fields: object) -> Protocol:
    """Ketamine intravenously over 40 minutes, no limits, `id` PROTOCOL."""
    told = {
        "id": PROTOCOL,
        "key": "iv_test",
        "version": 1,
        "name": "Infusion for tests",
        "drug": Drug.KETAMINE,
        "route": Route.INTRAVENOUS,
        "infusion": True,
        "planned_minutes": 40,
        "planned_doses": 1,
        "usual_doses": (),
        "limits": (),
        "source": "made for tests",
    }
    return Protocol.model_validate(told | fields)


def treatment(arrived_at: Time = "13:30", **fields: object) -> Treatment:
    """A session of Alice's with one planned dose and no amount planned, `id` TREATMENT."""
    told = {"id": TREATMENT, "patient_id": PATIENT, "protocol_id": PROTOCOL, "planned_doses": 1, "zone": "UTC"}
    return Treatment.model_validate(_entered(told | fields, arrived_at) | {"arrived_at": instant(arrived_at)})


def reading(at: Time = "14:05", **fields: object) -> Reading:
    """A set of signs, for instance `reading("14:05", systolic=148, diastolic=92)`; at least one sign is needed."""
    return Reading.model_validate(_clinical({"source": Source.LINE} | fields, at) | {"taken_at": instant(at)})


def event(act: DrugAct | str, at: Time = "14:00", **fields: object) -> DrugEvent:
    """What was done with the drug, for instance `event("start", "14:00", dose_mg=40, duration_minutes=40)`."""
    return DrugEvent.model_validate(_clinical(fields, at) | {"act": DrugAct(act), "at": instant(at)})


def effect(at: Time = "14:10", **fields: object) -> Effect:
    """The beginning of an effect: nausea, unless `effect=` or `words=` says otherwise."""
    named = {} if "words" in fields else {"effect": "nausea"}
    return Effect.model_validate(_clinical(named | fields, at) | {"onset_at": instant(at)})


def change(of: Effect | UUID, at: Time = "14:20", **fields: object) -> EffectChange:
    """A change of the episode that this first fact began: `severity=`, `action=` or `ended=`."""
    first = of if isinstance(of, UUID) else of.id
    return EffectChange.model_validate(_clinical(fields, at) | {"effect_id": first, "at": instant(at)})


def none_reported(at: Time = "14:05", **fields: object) -> NoneReported:
    """The patient was asked and reported nothing."""
    return NoneReported.model_validate(_clinical(fields, at) | {"at": instant(at)})


def intervention(at: Time = "14:15", **fields: object) -> Intervention:
    """An action in words, unless `drug=` names a medicine."""
    said = {} if "drug" in fields else {"words": "Repositioned the cuff"}
    return Intervention.model_validate(_clinical(said | fields, at) | {"at": instant(at)})


def note(at: Time = "14:15", words: str = "Listening to music", **fields: object) -> Note:
    """Words about the session."""
    return Note.model_validate(_clinical(fields, at) | {"at": instant(at), "words": words})


def raised(at: Time = "14:10", **fields: object) -> AlertEvent:
    """A systolic pressure that went over a limit, as it is stored."""
    told = {
        "id": uuid4(),
        "treatment_id": TREATMENT,
        "key": "systolic:high:value",
        "source": "a reading",
        "rank": Rank.CAUTION,
        "why": "caution",
        "signs": ("systolic",),
        "value": 165,
    }
    return AlertEvent.model_validate(
        told | {name: instant(at) for name in ("stored_at", "true_at", "known_at")} | fields
    )


def answer(alert_id: UUID, at: Time = "14:20", act: str = "acknowledged", **fields: object) -> AlertAnswer:
    """An alert acknowledged, or resolved."""
    told = {"alert_id": alert_id, "act": AlertAct(act), "at": instant(at)}
    return AlertAnswer.model_validate(_clinical(fields, at) | told)


def call(at: Time = "14:20", called: str = "Dr Lee", **fields: object) -> PrescriberCall:
    """A call to the prescriber."""
    return PrescriberCall.model_validate(_clinical(fields, at) | {"at": instant(at), "called": called})


def checked(item: str = "identity", at: Time = "13:40", says: str = "yes", **fields: object) -> CheckAnswer:
    """An item of the check before the dose."""
    return CheckAnswer.model_validate(_clinical(fields, at) | {"at": instant(at), "item": item, "says": says})


def decided(decision: str = "go", at: Time = "13:50", **fields: object) -> DoseDecision:
    """Go, hold or cancel."""
    return DoseDecision.model_validate(_clinical(fields, at) | {"at": instant(at), "decision": decision})


def judged(part: str = "acvpu", at: Time = "14:20", says: str = "A", **fields: object) -> ScoreAnswer:
    """A part of a score, judged at the chair."""
    return ScoreAnswer.model_validate(_clinical(fields, at) | {"at": instant(at), "part": part, "says": says})


def arrival(arrived_at: Time, replaces: UUID = TREATMENT, **fields: object) -> Arrival:
    """The arrival set back."""
    told = {"replaces": replaces, "reason": "arrival set back", "arrived_at": instant(arrived_at)} | fields
    return Arrival.model_validate(_clinical(told, arrived_at))


def end(ended_at: Time = "16:00", how: EndHow = EndHow.LEFT_WITH_ESCORT, **fields: object) -> TreatmentEnd:
    """The session's end."""
    return TreatmentEnd.model_validate(_clinical(fields, ended_at) | {"ended_at": instant(ended_at), "how": how})


def corrected(fact: Kind, **fields: object) -> Kind:
    """A correction of this fact with these fields changed, entered at 17:00 unless `entered_at=` says otherwise."""
    told = {"id": uuid4(), "entered_at": "17:00", "replaces": fact.id, "reason": "typed wrongly"} | fields
    times = {name: instant(told[name]) for name in told if name.endswith("at") and told[name] is not None}
    return type(fact).model_validate(fact.model_dump() | told | times)


def withdrawn(fact: ClinicalFact, entered_at: Time = "17:00", **fields: object) -> Retraction:
    """The retraction that says this fact was entered in error."""
    told = {"id": uuid4(), "entered_by": NURSE, "treatment_id": fact.treatment_id, "reason": "entered in error"}
    how = {"fact_id": fact.id, "how": RetractionHow.WITHDRAWN, "entered_at": instant(entered_at)}
    return Retraction.model_validate(told | how | fields)


def moved(fact: ClinicalFact, to: UUID, entered_at: Time = "17:00", **fields: object) -> Retraction:
    """The retraction that says this fact belongs to another session, where it became the fact with id `to`."""
    return withdrawn(fact, entered_at, **({"how": RetractionHow.MOVED, "moved_to": to} | fields))


def record_with(*facts: ClinicalFact | Retraction, **fields: object) -> Record:
    """The record of one session with these facts, each put where its kind belongs."""
    told: dict[str, Any] = {"patient": patient(), "protocol": protocol(), "treatment": treatment()} | fields
    for fact in facts:
        kind = "retractions" if isinstance(fact, Retraction) else _KIND[type(fact)]
        told[kind] = (*told.get(kind, ()), fact)
    return Record(**told)


def _entered(fields: dict[str, Any], at: Time) -> dict[str, Any]:
    """Who entered it and when, where the test does not say."""
    told = {"id": uuid4(), "entered_at": at, "entered_by": NURSE} | fields
    return told | {"entered_at": instant(told["entered_at"])}


def _clinical(fields: dict[str, Any], at: Time) -> dict[str, Any]:
    return {"treatment_id": TREATMENT} | _entered(fields, at)
