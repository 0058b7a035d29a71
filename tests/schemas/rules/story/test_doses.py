"""Another dose, another drug, none at all, and a stop before the plan was given."""

from typing import Any

import pytest

from schemas.fact import ClinicalFact
from schemas.predose import DoseDecision
from schemas.protocol import Drug, Route
from schemas.rules.outcome import How
from schemas.rules.story import Kind, Urgency
from schemas.rules.story.about import CutShort, Dosed, NotGiven, Switched
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, REMS
from tests.schemas.rules.story.visits import IV, patient, point, rests, told, usual

NASAL = PROTOCOLS[REMS]
IM = IV.model_copy(update={"route": Route.INTRAMUSCULAR})


def dosed(mg: float, weight: float | None = 80, **stop: object) -> list[Any]:
    """A session with so many mg over 40 minutes."""
    weighed = [facts.reading("13:45", weight_kg=weight)] if weight else []
    start = facts.event("start", "14:00", dose_mg=mg, duration_minutes=40)
    return [*weighed, start, facts.event("stop", "14:40", **{"stop_says": "planned"} | stop), facts.end("15:30")]


def sprayed(devices: int, *more: ClinicalFact) -> list[Any]:
    """Devices of 28 mg."""
    given = [facts.event("device", f"14:{5 * place:02d}", dose_mg=28) for place in range(devices)]
    return [*given, *more, facts.end("16:00")]


UNKNOWN = dosed(40, stop_says="not_known")
DOSES = [
    ("10 % more", [dosed(40)], dosed(44), Dosed(0.55, 0.5, "mg/kg")),
    ("less than that", [dosed(40)], dosed(43.2), None),
    ("10 % less", [dosed(40)], dosed(36), Dosed(0.45, 0.5, "mg/kg")),
    ("less by less", [dosed(40)], dosed(36.8), None),
    ("as much for the weight, which is another", [dosed(40)], dosed(44, 88), None),
    ("no weight: in mg", [dosed(40, None)], dosed(44, None), Dosed(44, 40, "mg")),
    ("a weight in one of them: in mg", [dosed(40, None)], dosed(44), Dosed(44, 40, "mg")),
    ("no weight, and less than a tenth more", [dosed(40, None)], dosed(43.9, None), None),
    ("the last one's is not known: the one before", [dosed(40), UNKNOWN], dosed(44), Dosed(0.55, 0.5, "mg/kg")),
    ("not known now", [dosed(40)], UNKNOWN, None),
    ("none known before", [UNKNOWN], dosed(44), None),
    ("the first session", [], dosed(44), None),
    ("not given now", [dosed(40)], [facts.end("14:30")], None),
    ("the drug still runs", [dosed(40)], dosed(44)[:2], None),
    ("from nothing", [dosed(40, stop_says="mg", dose_mg=0.001)], dosed(44), Dosed(0.55, 0.0, "mg/kg")),
    ("nothing both times", [dosed(40, stop_says="mg", dose_mg=0.001)] * 2, dosed(0.001), None),
]


@pytest.mark.parametrize(("earlier", "now", "expected"), [row[1:] for row in DOSES], ids=[row[0] for row in DOSES])
def test_a_dose_is_told_that_differs_by_a_tenth(earlier: list[Any], now: list[Any], expected: Dosed | None) -> None:
    found = told(Kind.DOSE, patient(*earlier, now))
    assert (None if found is None else found.about) == expected
    assert found is None or (found.urgency, found.compared.n) == (Urgency.CHANGE, 2)


def test_doses_of_another_route_are_not_compared_and_esketamine_is_told_in_mg() -> None:
    assert told(Kind.DOSE, patient(dosed(40), dosed(60), protocols=[IM])) is None
    weight = facts.reading("13:40", weight_kg=80)
    records = patient(sprayed(2, weight), sprayed(3, weight), protocols=[NASAL] * 2, planned_doses=2)
    found = point(Kind.DOSE, records)
    assert (found.about, found.compared.drug) == (Dosed(84, 56, "mg"), Drug.ESKETAMINE)
    assert rests(found, records) == ["2 14:00", "2 14:05", "2 14:10", "1 14:00", "1 14:05"]


SWITCHES = [
    ("another drug", [dosed(40)], [IV, NASAL], sprayed(2), (Drug.KETAMINE, Route.INTRAVENOUS, 0)),
    ("another route", [dosed(40)], [IM, IV], dosed(40), (Drug.KETAMINE, Route.INTRAMUSCULAR, 0)),
    ("back again", [dosed(40), dosed(40)], [IV, IM, IV], dosed(40), (Drug.KETAMINE, Route.INTRAMUSCULAR, 1)),
    ("the same", [dosed(40)], [IV, IV], dosed(40), None),
    ("the one between was held", [dosed(40), [facts.end("14:10")]], [IV, IM, IV], dosed(40), None),
    ("none was given before", [[facts.end("14:10")]], [IM, IV], dosed(40), None),
    ("none is given now", [dosed(40)], [IM, IV], [facts.end("14:10")], None),
]


@pytest.mark.parametrize(
    ("earlier", "protocols", "now", "expected"), [row[1:] for row in SWITCHES], ids=[row[0] for row in SWITCHES]
)
def test_another_drug_or_route_is_told(
    earlier: list[Any], protocols: list[Any], now: list[Any], expected: tuple[Drug, Route, int] | None
) -> None:
    found = told(Kind.DRUG, patient(*earlier, now, protocols=protocols, planned_doses=2))
    if expected is None:
        assert found is None
        return
    drug, route, had = expected
    here = protocols[-1]
    assert found is not None
    assert found.about == Switched(here.drug, here.route, drug, route, had)
    assert (found.compared.n, found.compared.drug, found.compared.route) == (2, drug, route)


HIGH = facts.reading("13:50", systolic=162, diastolic=98)
LEFT = facts.end("14:20", facts.EndHow.NOT_STARTED)


def hold(decision: str = "hold") -> DoseDecision:
    return facts.decided(decision, "13:55", words="fever", reading_id=HIGH.id)


WITHOUT = [
    ("held", [HIGH, hold(), LEFT], How.HELD, "fever"),
    ("held, and open", [HIGH, hold()], How.HELD, "fever"),
    ("cancelled", [HIGH, hold("cancel"), LEFT], How.CANCELLED, "fever"),
    ("ended without a start", [HIGH, LEFT], How.NOT_STARTED, None),
    ("a go that nobody followed", [HIGH, facts.decided("go", "13:55"), LEFT], How.NOT_STARTED, None),
    ("open, nothing decided yet", [HIGH], None, None),
    ("given after all", usual(HIGH, hold()), None, None),
    ("a stop without its start tells of drug", [HIGH, facts.event("stop", "14:40"), LEFT], None, None),
]


@pytest.mark.parametrize(("now", "how", "reason"), [row[1:] for row in WITHOUT], ids=[row[0] for row in WITHOUT])
def test_a_session_without_drug_is_told(now: list[Any], how: How | None, reason: str | None) -> None:
    found = told(Kind.HELD, patient(now))
    if how is None:
        assert found is None
        return
    assert found is not None
    assert isinstance(found.about, NotGiven)
    assert (found.about.how, found.about.reason, found.urgency) == (how, reason, Urgency.CHANGE)
    assert found.about.pressure is not None
    assert found.about.pressure.systolic == 162


def test_it_says_how_many_before_were_without_and_what_it_rests_on() -> None:
    stop_alone = [facts.event("stop", "14:40"), LEFT]
    records = patient(usual(), [LEFT], stop_alone, [HIGH, hold(), LEFT])
    found = point(Kind.HELD, records)
    assert isinstance(found.about, NotGiven)
    assert (found.about.had, found.compared.n, found.compared.drug) == (1, 4, None)
    assert rests(found, records) == ["4 13:55", "4 13:50", "4"]
    bare = point(Kind.HELD, patient([LEFT]))
    assert isinstance(bare.about, NotGiven)
    assert bare.about.pressure is None


def short(mg: float | None, at: str = "14:40", minutes: int | None = 40) -> list[Any]:
    """40 mg planned, so many given."""
    says = {"stop_says": "not_known"} if mg is None else {"stop_says": "mg", "dose_mg": mg}
    return [facts.event("start", "14:00", dose_mg=40, duration_minutes=minutes), facts.event("stop", at, **says)]


SHORT = [
    ("10 % less", short(36), CutShort((36, 40), (40, 40), None)),
    ("less by less", short(36.1), None),
    ("as planned, and sooner", short(40, "14:30"), None),
    ("the dose not known, 10 % sooner", short(None, "14:36"), CutShort(None, (36, 40), None)),
    ("the dose not known, less than that", short(None, "14:37"), None),
    ("the protocol says how long", short(None, "14:36", None), CutShort(None, (36, 40), None)),
    ("more than planned", short(50), None),
    ("the drug still runs", short(36)[:1], None),
    ("nothing given", [facts.end()], None),
]


@pytest.mark.parametrize(("now", "expected"), [row[1:] for row in SHORT], ids=[row[0] for row in SHORT])
def test_an_infusion_is_told_that_was_stopped_early(now: list[Any], expected: CutShort | None) -> None:
    records = patient(now)
    found = told(Kind.STOPPED_EARLY, records)
    assert (None if found is None else found.about) == expected
    assert found is None or rests(found, records)[0] == "1 14:00"


def test_nobody_knows_how_long_it_was_to_be() -> None:
    protocol = IV.model_copy(update={"planned_minutes": None})
    assert told(Kind.STOPPED_EARLY, patient(short(None, "14:10", None), protocols=[protocol])) is None


NO_MORE = facts.event("stop", "14:20", no_more_follows=True)


@pytest.mark.parametrize(
    ("now", "plan", "expected"),
    [
        (sprayed(2, NO_MORE), {"planned_dose_mg": 84.0}, CutShort((56, 84), None, (2, 3))),
        (sprayed(3), {"planned_dose_mg": 84.0}, None),
        (sprayed(2), {"planned_dose_mg": 84.0}, None),
        (sprayed(2, NO_MORE), {}, CutShort(None, None, (2, 3))),
        (sprayed(3), {}, None),
    ],
    ids=["two of three", "all three", "whether the third follows is not known", "no mg planned", "all, no mg planned"],
)
def test_devices_are_told_that_were_not_given(now: list[Any], plan: dict[str, Any], expected: CutShort | None) -> None:
    found = told(Kind.STOPPED_EARLY, patient(now, protocols=[NASAL], planned_doses=3, **plan))
    assert (None if found is None else found.about) == expected
