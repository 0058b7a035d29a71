"""Strategies for Hypothesis: any record that the shapes allow, however unlikely, from a few ids and minutes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from schemas import quantities as q
from schemas.correction import Retraction
from schemas.drug import DrugAct, StopSays
from schemas.effect import Severity
from schemas.fact import ClinicalFact
from schemas.reading import NAMES, NotMeasured, Reading
from schemas.record import Record, Weighing
from schemas.treatment import EndHow
from tests import facts

# Few enough that facts replace, retract and change one another, also across kinds and in circles.
IDS = st.integers(100, 139).map(lambda number: UUID(int=number))
TIMES = st.integers(0, 3 * 3600).map(lambda seconds: facts.instant("13:30") + timedelta(seconds=seconds))
WORDS = st.sampled_from(["odd", "legs feel far away", "\u05d3\u05d5\u05d3", "= 1 + 1"])
MG = st.floats(0.001, 2000)
Build = Callable[..., ClinicalFact]


def readings() -> SearchStrategy[Reading]:
    """Any reading with a pressure, signs, or reasons why not."""
    return _facts(facts.reading, st.builds(_signs, st.dictionaries(st.sampled_from(q.SIGNS), st.integers(0, 3500))))


def drug_events() -> SearchStrategy[ClinicalFact]:
    """Any drug event, with any of the details it may carry."""
    rate, concentration = st.floats(0, 2000), st.floats(0.01, 200)
    start = {"duration_minutes": st.integers(1, 600), "concentration_mg_ml": concentration}
    stop = {"stop_says": st.sampled_from([StopSays.PLANNED, StopSays.NOT_KNOWN]), "no_more_follows": st.booleans()}
    details = st.one_of(
        _act(DrugAct.START, dose_mg=MG, rate_ml_h=rate, **start),
        rate.map(lambda value: {"act": DrugAct.RATE_CHANGE, "rate_ml_h": value}),
        _act(DrugAct.PAUSE),
        _act(DrugAct.RESUME, rate_ml_h=rate),
        _act(DrugAct.STOP, **stop),
        MG.map(lambda value: {"act": DrugAct.STOP, "stop_says": StopSays.MG, "dose_mg": value}),
        *(_act(act, dose_mg=MG) for act in (DrugAct.BOLUS, DrugAct.DOSE, DrugAct.DEVICE)),
    )
    return _facts(lambda at, act, **fields: facts.event(act, at, **fields), details)


def records() -> SearchStrategy[Record]:
    """Any record: corrections, retractions and changes name each other at random, ids outside the record too."""
    kinds = (
        _facts(lambda at, **fields: facts.arrival(at, **({"replaces": facts.TREATMENT} | fields)), st.just({})),
        _facts(facts.end, st.sampled_from(EndHow).map(lambda how: {"how": how})),
        readings(),
        drug_events(),
        drug_events(),
        _facts(facts.effect, st.one_of(st.just({}), WORDS.map(lambda words: {"words": words}))),
        _facts(lambda at, of, **fields: facts.change(of, at, **fields), st.builds(_step, IDS, st.integers(0, 6))),
        _facts(facts.none_reported, st.just({})),
        _facts(facts.note, st.just({})),
        st.builds(_retraction, IDS, IDS, TIMES, st.booleans()),
    )
    told = st.lists(st.one_of(*kinds), max_size=24, unique_by=lambda fact: fact.id)
    return st.builds(
        _record, told, st.lists(_weighings(), max_size=3), st.integers(1, 3), st.booleans(), MG | st.none()
    )


def _facts(build: Build, details: SearchStrategy[dict[str, Any]]) -> SearchStrategy[Any]:
    correction = st.one_of(st.none(), st.none(), IDS)
    who_and_when = st.fixed_dictionaries({"id": IDS, "entered_at": TIMES})
    return st.builds(_built, st.just(build), TIMES, who_and_when, correction, details)


def _built(
    build: Build, at: datetime, who_and_when: dict[str, Any], replaces: UUID | None, details: dict[str, Any]
) -> ClinicalFact:
    wrong = {"replaces": replaces, "reason": "typed wrongly"}
    correction = {} if replaces in {None, who_and_when["id"]} else wrong
    return build(at, **who_and_when | correction | details)


def _act(act: DrugAct, **details: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"act": st.just(act)}, optional=details)


def _signs(numbers: dict[q.Quantity, int]) -> dict[str, Any]:
    """Each sign's number brought into its bounds; every seventh is refused instead, and no reading is empty."""
    taken: dict[str, Any] = {}
    for sign, number in numbers.items():
        value = sign.low + number % int(sign.high - sign.low + 1)
        taken[sign.name] = float(value) if sign.decimals else int(value)
    refused = {name: NotMeasured.ASLEEP for place, name in enumerate(NAMES) if name in taken and place % 7 == 0}
    if taken.get("systolic", 301) <= taken.get("diastolic", 0):
        refused["diastolic"] = NotMeasured.NO_READING
    kept = {name: value for name, value in taken.items() if name not in refused}
    return kept | {"not_measured": refused or ({} if kept else {"pulse": NotMeasured.DECLINED})}


def _step(of: UUID, number: int) -> dict[str, Any]:
    said = {"severity": Severity(number)} if 1 <= number <= len(Severity) else {"ended": number == 0}
    return {"of": of} | (said if number <= len(Severity) else {"action": "lay down"})


def _retraction(own: UUID, of: UUID, at: datetime, moved: bool) -> Retraction:
    how = {"how": "moved", "moved_to": UUID(int=999)} if moved else {}
    return facts.withdrawn(facts.note(id=of), at, id=own, **how)


def _weighings() -> SearchStrategy[Weighing]:
    days, tenths = st.integers(-30, 30), st.integers(200, 3500)
    return st.builds(
        lambda day, kg: Weighing(
            taken_at=facts.instant("13:50") + timedelta(days=day), weight_kg=kg / 10, treatment_id=UUID(int=998)
        ),
        days,
        tenths,
    )


def _record(
    told: list[ClinicalFact | Retraction], weights: list[Weighing], doses: int, infusion: bool, mg: float | None
) -> Record:
    plan = facts.treatment(
        planned_doses=doses, **({"planned_dose_mg": mg} if infusion else {"planned_dose_mg_per_kg": 0.5})
    )
    return facts.record_with(
        *told, treatment=plan, protocol=facts.protocol(infusion=infusion), other_weights=tuple(weights)
    )
