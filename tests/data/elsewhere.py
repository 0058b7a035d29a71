"""Every id that a fact or statement names, tried with what is another patient's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from data import (
    alerts,
    appointments,
    assessments,
    audit,
    chairs,
    claims,
    corrections,
    drafts,
    orders,
    records,
    rows,
    signing,
    statements,
    targets,
)
from data import facts as stored
from schemas.alert import AlertEvent
from schemas.fact import Shape
from tests import facts, said, signed
from tests.data import held
from tests.data.held import NIA

T: Final = facts.TREATMENT
Things = Mapping[str, Any]
KINDS: Final[tuple[type[Shape], ...]] = tuple(
    kind
    for kind in (*rows.TABLES, *statements.TABLES, AlertEvent)
    if {"patient_id", "treatment_id"} & set(kind.model_fields)
)
_ELSEWHERE: Final = "not in this session"


@dataclass(frozen=True)
class Attempt:
    """A call in Alice's session with the things of one session, and what becomes of it with another patient's.

    `answer` is the kind of error, told by `sentence`, or what is answered; `fields` are the ids that are tried by it.
    """

    name: str
    call: Callable[[Connection, Things], object]
    answer: object
    sentence: str = ""
    fields: tuple[str, ...] = ()
    by_program: bool = False


def things(treatment: UUID) -> dict[str, Any]:
    """What has an id in this session: Alice's own, or Otto's."""
    if treatment == held.OTTOS:
        more = {"raised": held.RAISED, "call": held.OTTOS_CALL, "plan": held.OTTOS_PLAN, "chair": held.TAKEN}
        more |= {"told": held.OTTOS_TOLD, "done": held.OTTOS_DONE, "order": held.OTTOS_ORDER}
        return {**held.THEIRS, **more, "session": held.OTTOS, "signed": held.SIGNED}
    told = {"note": held.NOTE, "reading": held.READING, "effect": held.EFFECT, "emergency": held.EMERGENCY}
    more = {"raised": held.OWN_RAISED, "call": held.OWN_CALL, "plan": held.EXPECTED, "chair": held.CHAIR}
    more |= {"told": held.TOLD, "done": held.DONE, "order": held.ORDERED}
    return {**told, **more, "session": T, "signed": held.ENDED}


def _record(connection: Connection, treatment: UUID) -> Any:  # noqa: ANN401 - never None here
    return records.of_treatment(connection, treatment)


def _kept(make: Callable[[Things], Any], *fields: str, name: str) -> Attempt:
    return Attempt(name, lambda one, of: stored.record(one, make(of)), targets.CorrectionError, _ELSEWHERE, fields)


def _entered_scale(make: Callable[[Things], Any], *fields: str, name: str) -> Attempt:
    call = lambda one, of: assessments.enter(one, make(of))  # noqa: E731 - as the other attempts have it
    return Attempt(name, call, assessments.AssessmentError, "another patient's", fields)


def _closed(make: Callable[[Things], Any], *fields: str, name: str) -> Attempt:
    call = lambda one, of: assessments.close(one, make(of))  # noqa: E731 - as the other attempts have it
    return Attempt(name, call, assessments.AssessmentError, "another patient's", fields)


def _moved(connection: Connection, of: Things) -> object:
    became, mark = held.move(of["note"], held.ENDED)
    if of["session"] == T:
        return corrections.move(connection, became, mark)
    return stored.record_moved(connection, became)  # as if it had been marked in its own session


def _signed(connection: Connection, of: Things) -> object:
    made = held.signature(_record(connection, of["signed"])).model_copy(update={"treatment_id": held.ENDED})
    return signing.sign(connection, made, NIA, one_signs_both=False)


def _entered(connection: Connection, of: Things) -> object:
    note = facts.note(entered_by=held.NOBODY, treatment_id=of["session"])
    return claims.enter(connection, _record(connection, T), [note], held.TABLET, None)


def _came(of: Things) -> dict[str, object]:
    return {"state": "come", "treatment_id": of["session"]}


ATTEMPTS: Final = (
    _kept(lambda of: facts.corrected(of["note"], treatment_id=T), "ClinicalFact.replaces", name="a correction"),
    _kept(lambda of: facts.arrival("13:00", replaces=of["session"]), name="an arrival set back"),
    _kept(
        lambda of: facts.reading("14:30", pulse=72, repeat_of=of["reading"].id),
        "Reading.repeat_of",
        name="a repetition",
    ),
    _kept(lambda of: facts.decided(reading_id=of["reading"].id), "DoseDecision.reading_id", name="a decision"),
    _kept(lambda of: facts.decided(order_id=of["order"].id), "DoseDecision.order_id", name="a decision about an order"),
    Attempt(
        "an order after a session",
        lambda one, of: orders.write(one, said.order(treatment_id=of["session"]), held.ORDERED.id),
        orders.OrderError,
        "not this patient's",
        ("Order.treatment_id",),
    ),
    _kept(lambda of: facts.change(of["effect"], severity=1), "EffectChange.effect_id", name="a change of an effect"),
    _kept(lambda of: facts.answer(of["raised"].id), "AlertAnswer.alert_id", name="an alert seen"),
    _kept(lambda of: facts.call(alert_id=of["raised"].id), "PrescriberCall.alert_id", name="a call about an alert"),
    _kept(lambda of: facts.withdrawn(of["note"], treatment_id=T), "Retraction.fact_id", name="an entry withdrawn"),
    _kept(
        lambda of: signed.afterword(replaces=of["call"].id, reason="wrong day"), "Afterword.replaces", name="a new call"
    ),
    _kept(
        lambda of: signed.written(of["call"], NIA, treatment_id=T),
        "Signature.about",
        name="a signature beside a record",
    ),
    Attempt("an entry moved", _moved, targets.CorrectionError, _ELSEWHERE, ("Retraction.moved_to",)),
    Attempt("a record signed", _signed, signing.SigningError, "while you looked"),
    Attempt(
        "an emergency entry claimed",
        lambda one, of: claims.claim(one, _record(one, T), [of["emergency"].id], held.CLAIMER),
        claims.ClaimedError,
        "look at what stands there now",
        ("EmergencyEntry.fact_id",),
    ),
    Attempt("an emergency entry made", _entered, targets.CorrectionError, "another session", by_program=True),
    Attempt(
        "alerts kept",
        lambda one, of: alerts.store(one, [facts.raised(treatment_id=of["session"])], facts.PATIENT),
        LookupError,
        "another patient's session",
        ("AlertEvent.treatment_id",),
    ),
    Attempt(
        "a record with new facts",
        lambda one, of: records.with_stored(one, held.record(), [of["note"]]),
        LookupError,
        "not of this session",
    ),
    Attempt(
        "a planned session that came",
        lambda one, of: appointments.change(one, said.again(held.EXPECTED, **_came(of))),
        appointments.StaleError,
        "another patient's",
        ("Appointment.treatment_id",),
    ),
    Attempt(
        "a session planned when it came",
        lambda one, of: appointments.plan(one, [said.again(held.EXPECTED, **_came(of))], "UTC"),
        appointments.StaleError,
        "another patient's",
    ),
    Attempt(
        "a planned session changed",
        lambda one, of: appointments.change(one, said.again(of["plan"], patient_id=facts.PATIENT, state="not_come")),
        appointments.StaleError,
        "not in the record",
        ("Appointment.appointment_id",),
    ),
    Attempt(
        "a chair taken",
        lambda one, of: chairs.sit(one, said.seat(of["chair"])),
        chairs.TakenError,
        "Another session is open",
        ("Seat.chair_id",),
    ),
    _entered_scale(
        lambda of: said.assessment(treatment_id=of["session"]), "Assessment.treatment_id", name="a scale of a session"
    ),
    _entered_scale(
        lambda of: said.instead(of["told"], patient_id=facts.PATIENT, treatment_id=None),
        "Assessment.assessment_id",
        "Assessment.replaces",
        name="a scale corrected",
    ),
    _closed(
        lambda of: said.closing(of["told"], patient_id=facts.PATIENT), "RiskClosing.said_id", name="a scale closed"
    ),
    _closed(
        lambda of: said.instead(of["done"], patient_id=facts.PATIENT),
        "RiskClosing.replaces",
        name="what was done corrected",
    ),
    Attempt("what was stored before", lambda one, of: audit.earlier(one, of["session"], held.NOTE.id), frozenset()),
    Attempt("a draft", lambda one, of: drafts.of(one, of["session"], NIA.id), None),
)

_ITSELF: Final = "what it is about: it makes that session or person the named one"
_OF_PATIENTS: Final = (
    *("Treatment", "OxygenScale", "Demographics", "Merge", "Appointment", "Restriction", "BreakGlass"),
    *("Assessment", "RiskClosing", "Background", "Order"),
)
ITS_OWN: Final[Mapping[str, str]] = {
    **{
        f"{kind}.treatment_id": _ITSELF for kind in ("ClinicalFact", "Retraction", "Signature", "Addendum", "Afterword")
    },
    **{f"{kind}.patient_id": _ITSELF for kind in _OF_PATIENTS},
    "Seat.treatment_id": _ITSELF,
    "Merge.into_id": "another registration, which is what a merge is about",
    "EmergencyEntry.treatment_id": "the record's, set by the data layer",
    "EmergencyEntry.patient_id": "the record's, set by the data layer",
    **{f"AlertEvent.{name}": "the rules', from one record" for name in ("reading_id", "carries", "withdraws")},
}
NOT_OF_A_SESSION: Final[Mapping[str, str]] = {
    "Treatment.protocol_id": "a protocol",
    "Effect.judged_by": "a person who works here",
    "Signature.sign_in": "a sign-in",
    "EmergencyEntry.tablet_id": "a tablet",
    "Appointment.chair_id": "a place",
}
