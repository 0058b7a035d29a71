"""What the record of the tests about acting holds: two patients' sessions with one of each thing that has an id."""

from functools import cache
from typing import Final
from uuid import UUID, uuid4

from data import alerts, claims, drafts, records, signing, statements, tablets
from data import facts as stored
from data.claims import Claimer
from data.drafts import Draft
from data.engine import Database
from schemas.act import Act, Did
from schemas.correction import Retraction
from schemas.emergency import UNCLAIMED as NOBODY
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import content
from schemas.signature import Signature
from tests import facts, said, signed
from tests.data import opened

NIA: Final = facts.staff(roles=("nurse",))
OTTOS: Final = opened.OTHER_TREATMENT
ENDED, SIGNED = UUID(int=32), UUID(int=33)  # two more sessions of Alice's
CHAIR, TAKEN = said.chair("1"), said.chair("2")
TABLET: Final = said.tablet(entered_by=facts.OTHER_NURSE)
EXPECTED: Final = said.appointment("16:00")
OTTOS_PLAN: Final = said.appointment("17:00", patient_id=opened.OTHER_PATIENT)
ORDERED, OTTOS_ORDER = said.order(), said.order(patient_id=opened.OTHER_PATIENT)
TWICE: Final = facts.patient(id=UUID(int=12), record_number="C-0003")
NOTE, READING, EFFECT = facts.note(), facts.reading(pulse=70), facts.effect()
EMERGENCY: Final = facts.note(entered_by=NOBODY)
HERE: Final = {"treatment_id": OTTOS}
THEIRS: Final = {
    "note": facts.note(**HERE),
    "reading": facts.reading(pulse=71, **HERE),
    "effect": facts.effect(**HERE),
    "emergency": facts.note(entered_by=NOBODY, **HERE),
}
RAISED, OWN_RAISED = facts.raised(treatment_id=OTTOS), facts.raised()
TOLD: Final = said.risky(treatment_id=facts.TREATMENT)
OTTOS_TOLD: Final = said.risky(patient_id=opened.OTHER_PATIENT, treatment_id=OTTOS)
DONE_OF, OTTOS_DONE_OF = said.risky(2, "12:00"), said.risky(2, "12:00", patient_id=opened.OTHER_PATIENT)
DONE, OTTOS_DONE = said.closing(DONE_OF), said.closing(OTTOS_DONE_OF)
DRAFT: Final = Draft(uuid4(), "slept", facts.instant("14:00"))
OTTOS_DRAFT: Final = Draft(uuid4(), "awake", facts.instant("14:00"))
CALL: Final = signed.afterword(treatment_id=ENDED)
OTTOS_CALL, OWN_CALL = signed.afterword(treatment_id=OTTOS), signed.afterword()
CLAIMER: Final = Claimer(NIA, facts.instant("15:00"), TABLET.tablet_id)


@cache
def protocol() -> UUID:
    """The protocol of every session here."""
    return opened.protocol_id()


def record() -> Record:
    """Alice's session as somebody has read it before."""
    return facts.record_with(NOTE)


def signature(of: Record) -> Signature:
    """What Nia signs of a session: its record is complete."""
    told = {"id": uuid4(), "entered_at": facts.instant("16:00"), "entered_by": NIA.id, "treatment_id": of.treatment.id}
    told |= {"meaning": "complete", "name": NIA.name, "role": "nurse", "vouched": "password"}
    told |= {"content": content.VERSION, "sha256": content.digest(content.of_record(of)), "addenda": 0}
    return Signature.model_validate(told | {"sign_in": signed.UNLOCKED})


def move(old: ClinicalFact, to: UUID = ENDED) -> tuple[ClinicalFact, Retraction]:
    """An entry in another session, and the mark where it was."""
    became = facts.corrected(old, treatment_id=to)
    return became, facts.moved(old, became.id)


def look() -> Act:
    """Nia looked at Alice."""
    told = {"at": facts.instant("15:00"), "who": NIA.id, "roles": "nurse", "did": Did.VIEW, "kind": "patient"}
    return Act.model_validate(told | {"object_id": facts.PATIENT, "patient_id": facts.PATIENT})


def fill(database: Database) -> None:
    """Puts all of it into the clinic's record; from then on the record is served."""
    with database.write() as connection:
        stored.record(connection, TWICE, search="")
        for session in (ENDED, SIGNED):
            stored.record(connection, facts.treatment(id=session, protocol_id=protocol()))
            stored.record(connection, facts.end(treatment_id=session))
        for one in (CHAIR, TAKEN, said.seat(TAKEN, OTTOS), EXPECTED, OTTOS_PLAN, ORDERED, OTTOS_ORDER):
            statements.say(connection, one)
        tablets.enrol(connection, TABLET, "token")
        drafts.keep(connection, OTTOS, facts.OTHER_NURSE, OTTOS_DRAFT)
    opened.save(database, NOTE, READING, EFFECT, *(one for name, one in THEIRS.items() if name != "emergency"))
    opened.save(database, OTTOS_CALL, OWN_CALL)
    opened.say(database, TOLD, OTTOS_TOLD, DONE_OF, OTTOS_DONE_OF, DONE, OTTOS_DONE)
    with database.write() as connection:
        alerts.store(connection, [OWN_RAISED], facts.PATIENT)
        alerts.store(connection, [RAISED], opened.OTHER_PATIENT)
        for session, one in ((facts.TREATMENT, EMERGENCY), (OTTOS, THEIRS["emergency"])):
            found = records.of_treatment(connection, session)
            assert found is not None
            claims.enter(connection, found, [one], TABLET, None)
        whole = records.of_treatment(connection, SIGNED)
        assert whole is not None
        signing.sign(connection, signature(whole), NIA, one_signs_both=False)
    database.attend()
