"""What is known of the people of the demo clinic, and what was ordered for their next session."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from data import backgrounds, orders, records, treatments
from data.demo import ids, people
from data.demo.people import Person
from schemas.background import Background, BackgroundItem, BackgroundSays
from schemas.order import Order
from schemas.rules import course

_NOT_ASKED_EVERY: Final = 4  # every fourth person was never asked
_NAMES: Final = {
    BackgroundItem.BENZODIAZEPINE: "lorazepam if needed",
    BackgroundItem.ANTIHYPERTENSIVE: "amlodipine",
    BackgroundItem.STIMULANT: "methylphenidate",
    BackgroundItem.OPIOID: "tramadol",
    BackgroundItem.ALLERGIES: "penicillin",
}
# How often an answer is yes, and how often nobody could say. Invented: no figure of the demo rests on them.
_YES: Final = {BackgroundItem.BENZODIAZEPINE: 0.25, BackgroundItem.ANTIHYPERTENSIVE: 0.3, BackgroundItem.ALLERGIES: 0.2}
_RARELY, _UNKNOWN = 0.04, 0.06
_ASKED_BEFORE: Final = timedelta(days=14)
_MIN_INFUSION: Final = 40
_WRITTEN_AFTER: Final = timedelta(minutes=20)


def say(connection: Connection, now: datetime, seed: int = ids.SEED) -> None:
    """Says it of everybody of whom nothing was said yet; whoever sits at a chair now keeps the order that she had."""
    busy = {one.patient_id for one in treatments.open_ones(connection)}
    for person in people.people(seed):
        if not backgrounds.of_patient(connection, person.id):
            backgrounds.say(connection, _asked(person, now, Random(f"known/{seed}/{person.index}")))
        if person.id not in busy and not orders.of_patient(connection, person.id):
            for order in _ordered(connection, person):
                orders.write(connection, order, None)


def _asked(person: Person, now: datetime, random: Random) -> Iterator[Background]:
    if person.index % _NOT_ASKED_EVERY == _NOT_ASKED_EVERY - 1:
        return
    asked_on = (now - _ASKED_BEFORE - timedelta(days=random.randrange(10))).date()
    for item in BackgroundItem:
        says = _says(item, random)
        told: dict[str, Any] = {"patient_id": person.id, "item": item, "says": says, "asked_on": asked_on}
        words = _NAMES.get(item) if says is BackgroundSays.YES else None
        common = {"id": ids.of("known", person.index, item.value), "entered_at": now, "entered_by": people.BEA}
        yield Background.model_validate(common | told | {"words": words})


def _says(item: BackgroundItem, random: Random) -> BackgroundSays:
    draw = random.random()
    if item is BackgroundItem.PREGNANCY:
        return BackgroundSays.DOES_NOT_APPLY
    if draw < _YES.get(item, _RARELY) and item is not BackgroundItem.MAOI:
        return BackgroundSays.YES
    return BackgroundSays.UNKNOWN if draw > 1 - _UNKNOWN else BackgroundSays.NO


def _ordered(connection: Connection, person: Person) -> Iterator[Order]:
    """The same again, as it was written after the last session; none for whom has had none."""
    found = _last(connection, person.id)
    if found is None:
        return
    treatment_id, ended_at = found
    weight = orders.last_weight(connection, person.id)
    rests = {} if weight is None else {"weight_kg": weight.weight_kg, "weighed_at": weight.taken_at}
    drug = {"drug": person.protocol.drug, "route": person.protocol.route}
    dose: dict[str, Any] = {"dose_mg_per_kg": 0.5, "minutes": _MIN_INFUSION}
    if not person.protocol.infusion:
        dose = {"dose_mg": 84.0 if person.takes_84_mg else 56.0}
    common = {"id": ids.of("order", person.index), "entered_at": ended_at + _WRITTEN_AFTER, "entered_by": people.MIA}
    about = {"patient_id": person.id, "treatment_id": treatment_id, "change": "same"}
    yield Order.model_validate(common | about | drug | dose | rests)


def _last(connection: Connection, patient_id: UUID) -> tuple[UUID, datetime] | None:
    """The last session that has ended in which drug was given, and when it ended."""
    for treatment in reversed(treatments.of_patient(connection, patient_id)):
        record = records.of_treatment(connection, treatment.id)
        known = None if record is None else course.course(record)
        if known is not None and known.started_at is not None and known.ended_at is not None:
            return treatment.id, known.ended_at
    return None
