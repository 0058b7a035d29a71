"""Each kind as its sentence, from sessions told by hand; and the rows behind it."""

from typing import Any

import pytest

from app import story as saying
from app.story.rests import Rested, rests
from app.story.sentence import about
from schemas.assessment import Scale
from schemas.protocol import Drug, Route
from schemas.rules import story
from schemas.rules.scales import Standing
from schemas.rules.story import Kind
from schemas.rules.story.about import Dosed, Height
from tests import facts
from tests.schemas.rules.scales.test_change import at, phq
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, REMS
from tests.schemas.rules.story.test_care import medicine, taken, weighed
from tests.schemas.rules.story.test_doses import HIGH, LEFT, dosed, hold, short, sprayed
from tests.schemas.rules.story.test_effects import felt
from tests.schemas.rules.story.test_heights import NEAR_MISSED
from tests.schemas.rules.story.test_questionnaires import totalled
from tests.schemas.rules.story.test_returns import above
from tests.schemas.rules.story.visits import FIRST, IV, patient, usual

NASAL = PROTOCOLS[REMS]
ESKETAMINE = IV.model_copy(update={"drug": Drug.ESKETAMINE, "route": Route.INTRANASAL})
FOUR = [usual() for _ in range(4)]
BACKS = [usual(pressures=above(30, back)) for back in (40, 45, 50, 55)]
NOT_STATED = [facts.reading("13:50", systolic=120, diastolic=80), *usual(spo2=90)[1:]]
O2 = facts.reading("14:01", oxygen_l_min=2.5)
UNASKED = usual(asked=False)

# kind, name, sessions, sentence; a plan of `protocols` where they are not all the usual one
CASES: list[tuple[Kind, str, list[Any], str]] = [
    (
        Kind.PEAK,
        "at two limits, in the first session",
        [usual(peak="184/112")],
        (
            "Peak 184/112 (at 30 min, +64/+32 from baseline), reaching the limits "
            "(systolic ≥ 180, diastolic ≥ 110, systolic rise ≥ +40, diastolic rise ≥ +25), "
            "compared with no earlier session; back within 110 % of baseline at 40 min."
        ),
    ),
    (
        Kind.PEAK,
        "without a baseline, the diastolic alone",
        [usual(before="", peak="150/110")],
        "Peak 150/110 (diastolic at 30 min), reaching the limit (diastolic ≥ 110), compared with no earlier session.",
    ),
    (
        Kind.PEAK,
        "half a pressure, at least so high",
        [usual(before="", pressures=NEAR_MISSED.format("180/-"))],
        "Peak at least 180/85 (at 30 min), reaching the limit (systolic ≥ 180), compared with no earlier session.",
    ),
    (
        Kind.PEAK,
        "with too few before it",
        [usual(before=""), usual(before=""), usual(before="", peak="184/85")],
        ("Peak 184/85 (at 30 min), reaching the limit (systolic ≥ 180), compared with no earlier session."),
    ),
    (
        Kind.PEAK,
        "the highest of several without a baseline",
        [*[usual(before="") for _ in range(4)], usual(before="", peak="151/90")],
        "Peak 151/90 (at 30 min), systolic the highest of 5 IV ketamine sessions (median before 140/90).",
    ),
    (
        Kind.RISE,
        "the highest of several",
        [*FOUR[1:], usual(peak="141/91"), usual(peak="151/101")],
        (
            "Peak rise +31/+21 to 151/101 (at 30 min), the highest of 5 IV ketamine sessions (median before +20/+10); "
            "back within 110 % of baseline at 40 min."
        ),
    ),
    (
        Kind.RISE,
        "of another drug and route",
        [*FOUR, usual(peak="140/101")],
        (
            "Peak rise +20/+21 to 140/101 (diastolic at 30 min), diastolic the highest of 5 "
            "intranasal esketamine sessions (median before +20/+10); back within 110 % of baseline at 40 min."
        ),
    ),
    (
        Kind.RISE,
        "at a limit, and not the highest",
        [*FOUR[1:], usual(peak="170/90"), usual(peak="162/90")],
        (
            "Peak rise +42/+10 to 162/90 (at 30 min), reaching the limit (systolic rise ≥ +40), "
            "against a median of +20/+10 in 4 earlier IV ketamine sessions; back within 110 % of baseline at 40 min."
        ),
    ),
    (
        Kind.RISE,
        "not back so far",
        [*FOUR, usual(pressures="20 130/85, 30 155/90", end=None)],
        (
            "Peak rise +35/+10 to 155/90 (at 30 min), systolic the highest of 5 IV ketamine sessions "
            "(median before +20/+10); not yet back within 110 % of baseline."
        ),
    ),
    (
        Kind.RISE,
        "not seen back, which has a sentence of its own",
        [*FOUR, usual(pressures="20 130/85, 30 140/90, 40 155/90")],
        (
            "Peak rise +35/+10 to 155/90 (at 40 min), systolic the highest of 5 IV ketamine sessions "
            "(median before +20/+10)."
        ),
    ),
    (
        Kind.NOT_RETURNED,
        "at the end",
        [*FOUR[:2], usual(pressures="30 140/-")],
        (
            "Not seen back within 110 % of baseline before the end: last above 140/– at 30 min, baseline 120/80; "
            "it was in 2 of 2 earlier IV ketamine sessions with a rise."
        ),
    ),
    (
        Kind.NOT_RETURNED,
        "so far, in the first session",
        [usual(pressures="90 140/90", end=None)],
        "Not seen back within 110 % of baseline so far: last above 140/90 at 90 min, baseline 120/80.",
    ),
    (
        Kind.RETURN,
        "the latest",
        [*BACKS, usual(pressures=above(65, 75))],
        (
            "Back within 110 % of baseline at 75 min (still above at 65), the latest of 5 IV ketamine sessions; "
            "the others at 40 to 55 min."
        ),
    ),
    (
        Kind.SPO2,
        "at the limit and the lowest",
        [*FOUR, usual(spo2=91)],
        (
            "Lowest SpO2 91 % on air at 30 min, reaching the limit (< 92), the lowest of 5 IV ketamine sessions "
            "(median before 97)."
        ),
    ),
    (
        Kind.SPO2,
        "under what is usual",
        [*FOUR, usual(spo2=94)],
        "Lowest SpO2 94 % on air at 30 min, the lowest of 5 IV ketamine sessions (median before 97).",
    ),
    (
        Kind.SPO2,
        "on oxygen",
        [usual(O2, spo2=85)],
        (
            "Lowest SpO2 85 % on 2.5 l/min of oxygen at 30 min, reaching the limit (< 88), "
            "compared with no earlier session."
        ),
    ),
    (
        Kind.SPO2,
        "the oxygen not stated",
        [NOT_STATED],
        (
            "Lowest SpO2 90 % (oxygen not stated) at 30 min, reaching the limit (< 92), "
            "compared with no earlier session."
        ),
    ),
    (
        Kind.SEDATION,
        "at the limit, and deeper before",
        [*[usual(moaas=5) for _ in range(3)], usual(moaas=2), usual(moaas=3)],
        (
            "Deepest sedation MOAA/S 3 at 30 min, reaching the limit (≤ 3), "
            "against a median of 5 in 4 earlier IV ketamine sessions."
        ),
    ),
    (
        Kind.DISSOCIATION,
        "over what is usual",
        [*[usual(dissociation=0) for _ in range(4)], usual(dissociation=2)],
        "Dissociation 2 of 3 at 30 min, the highest of 5 IV ketamine sessions (median before 0).",
    ),
    (
        Kind.GRAVE_EFFECT,
        "one that was there before",
        [usual(*felt()), usual(), usual(*felt(worst=3))],
        "Headache: severe, 25 min, also in 1 of 2 earlier sessions asked about effects.",
    ),
    (
        Kind.GRAVE_EFFECT,
        "two, one of them open",
        [usual(), usual(*felt(worst=4), *felt("chest_pain", "14:20", None, None), end=None)],
        (
            "Headache and chest pain: headache life-threatening, 25 min, not in 1 earlier session asked about effects; "
            "chest pain severity not stated, not ended so far, not in 1 earlier session asked about effects."
        ),
    ),
    (
        Kind.GRAVE_EFFECT,
        "in the first session asked",
        [UNASKED, usual(*felt(worst=3, lasts=None))],
        "Headache: severe, its end not written down.",
    ),
    (
        Kind.FIRST_EFFECT,
        "one",
        [*FOUR[:3], usual(*felt())],
        "Headache for the first time in 4 sessions asked about effects (mild, 25 min).",
    ),
    (
        Kind.FIRST_EFFECT,
        "two, one in words of its own",
        [*FOUR[:3], usual(*felt(), *felt("Legs feel far away", "14:20", None, None))],
        (
            "Headache and Legs feel far away for the first time in 4 sessions asked about effects "
            "(headache mild, 25 min; Legs feel far away severity not stated, its end not written down)."
        ),
    ),
    (
        Kind.EFFECT_GONE,
        "one",
        [*[usual(*felt("dissociation")) for _ in range(3)], usual()],
        (
            "Dissociation not reported when asked after the end of the drug; "
            "reported in each of the 3 IV ketamine sessions before."
        ),
    ),
    (
        Kind.EFFECT_GONE,
        "two",
        [usual(*felt("nausea")), *[usual(*felt("nausea"), *felt("vertigo", "14:20")) for _ in range(3)], usual()],
        (
            "Nausea and vertigo not reported when asked after the end of the drug; "
            "nausea reported in each of the 4 IV ketamine sessions before; "
            "vertigo reported in each of the 3 IV ketamine sessions before."
        ),
    ),
    (
        Kind.TREATED,
        "before the peak",
        [usual(), usual(medicine("14:20", dose="10 mg"))],
        ("Labetalol 10 mg at 20 min, before the peak, which is compared with no other; none in 1 earlier session."),
    ),
    (
        Kind.TREATED,
        "two, after it",
        [usual(medicine("14:20")), usual(medicine("14:35"), medicine("14:50", "urapidil"))],
        (
            "Labetalol at 35 min and urapidil at 50 min, after the peak; "
            "a medicine for pressure also in 1 of 1 earlier session."
        ),
    ),
    (
        Kind.TREATED,
        "no peak",
        [[*usual()[:2], medicine("14:20")]],
        "Labetalol at 20 min, before the peak or after it is not known.",
    ),
    (
        Kind.HELD,
        "held at a pressure",
        [usual(), [HIGH, hold(), LEFT]],
        "Held at 162/98: no drug was given (“fever”); the first of 2 sessions without drug.",
    ),
    (
        Kind.HELD,
        "cancelled without a pressure, and not the first",
        [usual(), [LEFT], [facts.decided("cancel", words="fever"), LEFT]],
        "Cancelled: no drug was given (“fever”); no drug either in 1 of 2 earlier sessions.",
    ),
    (Kind.HELD, "held so far", [[HIGH, hold()]], "Held at 162/98: no drug so far (“fever”)."),
    (Kind.HELD, "not started", [[HIGH, LEFT]], "Not started: no drug was given, last pressure 162/98."),
    (Kind.HELD, "not started, nothing measured", [[LEFT]], "Not started: no drug was given."),
    (Kind.STOPPED_EARLY, "an infusion", [short(28, "14:25")], "Stopped early: 28 of 40 mg, 25 of 40 min."),
    (Kind.STOPPED_EARLY, "its dose not known", [short(None, "14:25")], "Stopped early: 25 of 40 min."),
    (
        Kind.DOSE,
        "by weight",
        [dosed(40), dosed(48)],
        "Dose 0.6 mg/kg of IV ketamine, after 0.5 mg/kg in session 1.",
    ),
    (
        Kind.WEIGHT,
        "more",
        [weighed(79.5), usual(), weighed(84)],
        "Weight 84 kg, 5.7 % more than 79.5 kg in session 1.",
    ),
    (Kind.WEIGHT, "less", [weighed(80), weighed(75.9)], "Weight 75.9 kg, 5.1 % less than 80 kg in session 1."),
    (
        Kind.MISSED_DUES,
        "one nearest the expected peak",
        [usual(), usual(pressures=taken(10, 20, 30, 55, 70))],
        ("1 of 7 due readings not taken, the one nearest the expected peak; none missed in 1 earlier session."),
    ),
    (
        Kind.MISSED_DUES,
        "so far",
        [usual(pressures=taken(30, 40, 55, 70), end=None)],
        "2 of 7 due readings not taken so far.",
    ),
]
PLANS = {"of another drug and route": [ESKETAMINE] * 5}


def said(sessions: list[Any], kind: Kind, protocols: Any = (), **plan: Any) -> str:  # noqa: ANN401
    told = story.story(patient(*sessions, protocols=protocols, **plan))
    assert told is not None
    (point,) = [one for one in told.points if one.kind is kind]
    return saying.sentence(told, point).text


@pytest.mark.parametrize(
    ("kind", "name", "sessions", "expected"), CASES, ids=[f"{row[0].value}, {row[1]}" for row in CASES]
)
def test_a_point_is_one_plain_sentence(kind: Kind, name: str, sessions: list[Any], expected: str) -> None:
    assert said(sessions, kind, PLANS.get(name, ())) == expected


@pytest.mark.parametrize(
    ("protocols", "expected"),
    [
        ([IV, NASAL], "Intranasal esketamine, after IV ketamine in session 1; the first session of it."),
        ([NASAL, IV, NASAL], "Intranasal esketamine, after IV ketamine in session 2; 1 session of it before."),
    ],
)
def test_another_drug_is_said_with_what_it_follows(protocols: list[Any], expected: str) -> None:
    sessions = [sprayed(2) if one is NASAL else dosed(40) for one in protocols]
    assert said(sessions, Kind.DRUG, protocols, planned_doses=2) == expected


def test_doses_of_esketamine_are_said_in_mg_and_devices_by_their_number() -> None:
    sessions = [sprayed(2, facts.event("stop", "14:20", no_more_follows=True)), sprayed(3)]
    assert said(sessions, Kind.DOSE, [NASAL] * 2, planned_doses=3) == (
        "Dose 84 mg of intranasal esketamine, after 56 mg in session 1."
    )
    assert said(sessions[:1], Kind.STOPPED_EARLY, [NASAL], planned_doses=3) == "Stopped early: 2 of 3 doses."


SCALES = [
    (
        [phq(at(1), 20), phq(at(3), 10)],
        (
            "PHQ-9 10 on 3 Mar 2026, 10 less than 20 on 1 Mar 2026, 20 before the first dose, "
            "a fall by half or more since then (HEDIS)."
        ),
    ),
    (
        [phq(at(3), 5), phq(at(4), 11), totalled(Scale.MADRS, at(1), 30), totalled(Scale.MADRS, at(3), 20)],
        (
            "PHQ-9 11 on 4 Mar 2026, 6 more than 5 on 3 Mar 2026; "
            "MADRS 20 on 3 Mar 2026, 10 less than 30 on 1 Mar 2026, 30 before the first dose."
        ),
    ),
]


@pytest.mark.parametrize(("found", "expected"), SCALES)
def test_scales_that_moved_are_one_sentence_and_rest_on_themselves(found: list[Standing], expected: str) -> None:
    records = patient(usual(), usual())
    told = story.story(records, found)
    assert told is not None
    (point,) = told.points
    assert saying.sentence(told, point).text == expected
    (behind,) = rests(told, point, records, found)
    assert (behind.treatment_id, behind.number, len(behind.rows)) == (None, None, len(found))
    assert behind.rows[1].endswith(("1 Mar 2026 09:00 PHQ-9 20", "3 Mar 2026 09:00 PHQ-9 5"))


def test_every_kind_has_its_case_here() -> None:
    assert {row[0] for row in CASES} | {Kind.DRUG, Kind.SCALE} == set(Kind)


def test_a_point_of_another_kind_is_refused() -> None:
    told = story.story(patient(weighed(80), weighed(90)))
    assert told is not None
    with pytest.raises(TypeError, match="weight_change has no Height"):
        about(told.points[0], Height)
    with pytest.raises(TypeError, match="has no Dosed"):
        about(told.points[0], Dosed)


def test_what_is_left_out_is_named() -> None:
    grave = usual(*felt("chest_pain"), *weighed(90), pressures="30 190/112", spo2=85, moaas=1, dissociation=3)
    told = story.story(patient(usual(*weighed(80)), grave))
    assert told is not None
    assert saying.left_out(told) == "Came up too: dissociation, another dose, another weight and readings not taken."
    quiet = story.story(patient(usual()))
    assert quiet is not None
    assert saying.left_out(quiet) == ""


RESTS = [
    (
        Kind.RISE,
        [usual(peak="165/90")],
        ["14:30 165/90 70 97"],
        ["13:50 120/80 70 98 o0"],
    ),
    (Kind.GRAVE_EFFECT, [usual(*felt("chest_pain"))], ["14:10 Chest pain"], []),
    (Kind.TREATED, [usual(medicine("14:35"))], ["14:35 Labetalol"], []),
    (Kind.HELD, [[HIGH, hold(), LEFT]], ["13:55 Hold: fever", "13:50 162/98"], []),
    (Kind.STOPPED_EARLY, [short(28)], ["14:00 Start 40 mg over 40 min", "14:40 Stop 28 mg"], []),
]


@pytest.mark.parametrize(("kind", "sessions", "last", "first"), RESTS, ids=[row[0].value for row in RESTS])
def test_a_sentence_rests_on_rows_as_they_were_written_down(
    kind: Kind, sessions: list[Any], last: list[str], first: list[str]
) -> None:
    records = patient(*sessions)
    told = story.story(records)
    assert told is not None
    (point,) = [one for one in told.points if one.kind is kind]
    (here,) = rests(told, point, records)
    assert here == Rested(FIRST, 1, "2 Mar 2026", (*first, *last))


def test_it_rests_on_the_compared_sessions_too_the_newest_first() -> None:
    asked = usual(*felt("nausea", worst=None, lasts="14:50"), asked=False)
    records = patient(usual(), asked, usual(), usual(*felt()))
    told = story.story(records)
    assert told is not None
    (point,) = told.points
    assert [(one.number, one.rows) for one in rests(told, point, records)] == [
        (4, ("14:10 Headache",)),
        (3, ("14:50 effects asked about: none reported",)),
        (2, ("14:50 an effect went on, changed or ended",)),
        (1, ("14:50 effects asked about: none reported",)),
    ]


def test_a_session_itself_has_no_row() -> None:
    records = patient(usual(pressures=taken(30, 40, 55, 70)))
    told = story.story(records)
    assert told is not None
    assert [one.rows for one in rests(told, told.points[0], records)] == [()]
