"""The frames, as tables: each row as it was reckoned by hand, and the same types however few there are."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from data import frames
from schemas import quantities as q
from schemas.record import Record, Weighing
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, REMS

MAKERS = {"sessions": frames.sessions, "readings": frames.readings, "doses": frames.doses, "effects": frames.effects}
NO = UUID(int=0x5E5510)


def test_pandas_is_loaded_with_the_first_frame_and_not_before() -> None:
    looked = "print('pandas' in sys.modules)"
    told = f"import sys, data.frames; {looked}; data.frames.doses([]); {looked}"
    asked = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert asked.stdout.split() == ["False", "True"]


def visit(*told: Any, day: date = facts.DAY, number: int = 0, **more: Any) -> Record:  # noqa: ANN401 - facts of any kind
    """A session of that day; facts say their times as on 2 March and are brought to the day."""
    on = [_brought(one, day - facts.DAY) for one in told]
    plan = more.pop("plan", {})
    arrived = facts.treatment(facts.instant("13:30", day), id=UUID(int=NO.int + number), **plan)
    return facts.record_with(*on, treatment=arrived, **more)


def _brought(fact: Any, by: timedelta) -> Any:  # noqa: ANN401
    moved = {name: value + by for name, value in fact if isinstance(value, datetime)}
    return fact.model_copy(update=moved)


def table(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """The rows of these columns (else of all) as plain values; what is missing is None."""
    told = frame[list(columns)] if columns else frame
    return [tuple(None if pd.isna(value) else value for value in row) for row in told.itertuples(index=False)]


def row(frame: pd.DataFrame) -> dict[str, Any]:
    """The one row of a frame, with what is known of it."""
    (only,) = table(frame)
    return {name: value for name, value in zip(frame.columns, only, strict=True) if value is not None}


USUAL = [
    facts.reading("13:50", systolic=120, diastolic=80, pulse=70, spo2=98, oxygen_l_min=0.0, weight_kg=80.0),
    facts.event("start", "14:00", dose_mg=40, duration_minutes=40),
    facts.reading("14:10", systolic=150, diastolic=88, pulse=82, spo2=94),
    facts.event("pause", "14:20"),
    facts.event("resume", "14:25"),
    facts.reading("14:30", systolic=140, diastolic=92, dissociation=2, moaas=4),
    facts.event("stop", "14:45", stop_says="planned"),
    facts.reading("15:00", systolic=124, diastolic=82),
    facts.end("15:30"),
]
NAUSEA = facts.effect("14:12")
EFFECTS = [
    NAUSEA,
    facts.change(NAUSEA, "14:15", severity=2),
    facts.change(NAUSEA, "14:40", ended=True),
    facts.effect("14:20", words="legs feel far away"),
]


def test_a_session_is_one_row() -> None:
    assert row(frames.sessions([visit(*USUAL, *EFFECTS)])) == {
        "treatment_id": str(NO),
        "number": 1,
        "arrived_at": facts.instant("13:30"),
        "started_at": facts.instant("14:00"),
        "drug": "ketamine",
        "route": "intravenous",
        "protocol": "iv_test v1",
        "dose_mg": 40,
        "dose_mg_per_kg": 0.5,
        "minutes": 45,
        "pauses": 1,
        "weight_kg": 80,
        "baseline_systolic": 120,
        "baseline_diastolic": 80,
        "baseline_pulse": 70,
        "peak_systolic": 150,
        "peak_diastolic": 92,
        "delta_systolic": 30,
        "delta_diastolic": 12,
        "peak_minutes": 10,
        "peak_treated": False,
        "readings_to_60": 3,
        "longest_gap": 30,
        "return_state": "returned",
        "above_until": 30,
        "back_at": 60,
        "treated": False,
        "spo2_lowest": 94,
        "oxygen_then": 0,
        "dissociation_highest": 2,
        "moaas_lowest": 4,
        "observed_minutes": 60,
        "alerts": 0,
        "alerts_red": 0,
        "corrections": 0,
        "outcome": "given",
        "ended": True,
        "effects_asked": True,
    }


def test_its_readings_doses_and_effects_are_rows_of_minutes() -> None:
    record = visit(*USUAL, *EFFECTS)
    shown = ("minutes", "systolic", "diastolic", "pulse", "weight_kg", "delta_systolic", "delta_diastolic")
    assert table(frames.readings([record]), *shown, "delta_pulse", "struck") == [
        (-10, 120, 80, 70, 80, 0, 0, 0, False),
        (10, 150, 88, 82, None, 30, 8, 12, False),
        (30, 140, 92, None, None, 20, 12, None, False),
        (60, 124, 82, None, None, 4, 2, None, False),
    ]
    assert table(frames.doses([record])) == [
        (str(NO), 1, 0, "start", 40),
        (str(NO), 1, 20, "pause", None),
        (str(NO), 1, 25, "resume", None),
        (str(NO), 1, 45, "stop", None),
    ]
    assert table(frames.effects([record])) == [
        (str(NO), 1, "nausea", "Nausea", 2, 12, 28, True),
        (str(NO), 1, "legs feel far away", "legs feel far away", None, 20, None, False),
    ]


BARE = visit()
HELD = visit(facts.decided("hold", words="fever"), facts.end("14:00", facts.EndHow.NOT_STARTED))
FULLER = visit(*USUAL, *EFFECTS)
FEW: dict[str, list[Record]] = {
    "no session": [],
    "one session of which nothing is known": [BARE],
    "one that was held": [HELD],
    "one with one reading": [visit(facts.event("start"), facts.reading("14:10", pulse=70))],
    "one of which all is known": [FULLER],
    "several": [visit(*USUAL, number=number, day=facts.DAY + timedelta(days=number)) for number in range(3)],
}


@pytest.mark.parametrize("records", FEW.values(), ids=FEW)
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_frame_has_the_same_columns_and_types_however_little_is_in_it(
    make: Callable[[Iterable[Record]], pd.DataFrame], records: list[Record]
) -> None:
    empty, found = make([]), make(iter(records))
    assert len(empty) == 0
    pd.testing.assert_series_equal(found.dtypes, empty.dtypes)
    assert set(map(str, found.dtypes)) <= {"Int64", "Float64", "boolean", "string", "category", "datetime64[us, UTC]"}


def test_words_have_all_their_values_also_where_none_is_there() -> None:
    kinds = frames.sessions([]).dtypes
    assert {name: list(kind.categories) for name, kind in kinds.items() if str(kind) == "category"} == {
        "drug": ["ketamine", "esketamine"],
        "route": ["intravenous", "intramuscular", "sublingual", "intranasal"],
        "return_state": ["returned", "no_rise", "not_yet", "unknown"],
        "outcome": ["given", "held", "cancelled", "not_started"],
    }
    acts = frames.doses([]).dtypes["act"].categories
    assert list(acts) == ["start", "rate_change", "pause", "resume", "stop", "bolus", "dose", "device"]


def test_a_session_of_which_nothing_is_known_has_no_numbers() -> None:
    assert row(frames.sessions([BARE])) == {
        "treatment_id": str(NO),
        "number": 1,
        "arrived_at": facts.instant("13:30"),
        "drug": "ketamine",
        "route": "intravenous",
        "protocol": "iv_test v1",
        "return_state": "unknown",
        "alerts": 0,
        "alerts_red": 0,
        "corrections": 0,
        "outcome": "not_started",
        "ended": False,
    }
    assert [len(make([BARE])) for make in MAKERS.values()] == [1, 0, 0, 0]


def test_one_reading_alone_is_a_row_without_a_change() -> None:
    record = visit(facts.event("start"), facts.reading("14:10", systolic=150, diastolic=90))
    assert table(frames.readings([record]), "minutes", "systolic", "delta_systolic") == [(10, 150, None)]
    columns = ("peak_systolic", "delta_systolic", "return_state", "readings_to_60", "longest_gap")
    assert table(frames.sessions([record]), *columns) == [(150, None, "unknown", 1, 10)]


def test_two_hundred_sessions_are_numbered_by_arrival_however_they_come() -> None:
    days = [facts.DAY + timedelta(days=3 * number) for number in range(200)]
    records = [visit(*USUAL[:5], day=day, number=number) for number, day in enumerate(days)]
    found = frames.sessions(reversed(records))
    assert table(found, "number", "days_since", "treatment_id") == [
        (number + 1, 3 if number else None, str(UUID(int=NO.int + number))) for number in range(200)
    ]
    assert frames.readings(records)["number"].value_counts().eq(2).sum() == 200


def test_held_and_cancelled_sessions_are_numbered_too_and_have_their_pressure() -> None:
    high = facts.reading("13:45", systolic=168, diastolic=101)
    days = [facts.DAY + timedelta(days=number) for number in range(3)]
    records = [
        visit(*USUAL, day=days[0], number=0),
        visit(high, facts.decided("hold", words="too high", reading_id=high.id), day=days[1], number=1),
        visit(*USUAL, day=days[2], number=2),
    ]
    columns = ("number", "outcome", "held_systolic", "held_diastolic", "baseline_systolic", "minutes")
    assert table(frames.sessions(records), *columns) == [
        (1, "given", None, None, 120, 45),
        (2, "held", 168, 101, None, None),
        (3, "given", None, None, 120, 45),
    ]
    assert set(frames.readings(records)["number"]) == {1, 3}, "minutes need a start"


def test_where_the_drug_was_not_started_the_last_pressure_before_it_is_told_and_nowhere_else() -> None:
    records = [visit(facts.reading("13:45", systolic=150, diastolic=95)), visit(*USUAL)]
    told = [table(frames.sessions([one]), "outcome", "pre_dose_systolic", "pre_dose_diastolic") for one in records]
    assert told == [[("not_started", 150, 95)], [("given", None, None)]]


def test_a_session_without_drug_events_has_its_effects_and_no_minutes() -> None:
    record = visit(facts.reading("13:50", systolic=120, diastolic=80), NAUSEA, EFFECTS[2])
    assert table(frames.effects([record]), "effect", "onset_minutes", "duration_minutes") == [("nausea", None, 28)]
    assert [len(make([record])) for make in (frames.readings, frames.doses)] == [0, 0]


def test_a_drug_event_without_a_start_has_no_minute() -> None:
    assert table(frames.doses([visit(facts.event("pause", "14:10"))]), "minutes", "act") == [(None, "pause")]


def test_signs_that_were_not_measured_are_missing_and_never_0() -> None:
    refused = dict.fromkeys((sign.name for sign in q.SIGNS), "declined")
    record = visit(facts.event("start"), facts.reading("14:10", not_measured=refused))
    found = frames.readings([record])
    assert table(found, *(sign.name for sign in q.SIGNS)) == [(None,) * len(q.SIGNS)]
    assert found["minutes"].tolist() == [10]
    lowest = ("spo2_lowest", "dissociation_highest", "moaas_lowest", "peak_systolic", "observed_minutes")
    assert table(frames.sessions([record]), *lowest) == [(None, None, None, None, 0)]


def test_what_was_withdrawn_replaced_or_moved_stays_in_the_readings_struck_and_counts_nowhere() -> None:
    slip, strange, typo = (facts.reading(at, systolic=190, diastolic=99) for at in ("14:12", "14:14", "14:16"))
    right = facts.corrected(typo, systolic=130, diastolic=85)
    told = [*USUAL[:3], slip, strange, typo, right, facts.withdrawn(slip), facts.moved(strange, uuid4())]
    record = visit(*told)
    assert table(frames.readings([record]), "minutes", "systolic", "delta_systolic", "struck") == [
        (-10, 120, 0, False),
        (10, 150, 30, False),
        (12, 190, 70, True),
        (14, 190, 70, True),
        (16, 190, 70, True),
        (16, 130, 10, False),
    ]
    assert table(frames.sessions([record]), "peak_systolic", "corrections") == [(150, 3)]


def test_two_drugs_stand_side_by_side() -> None:
    devices = [facts.event("device", at, dose_mg=28) for at in ("14:00", "14:05")]
    nasal = visit(*devices, number=1, day=date(2026, 3, 4), protocol=PROTOCOLS[REMS], plan={"planned_doses": 2})
    records = [FULLER, nasal]
    columns = ("number", "drug", "route", "protocol", "dose_mg", "minutes")
    version = PROTOCOLS[REMS].version
    assert table(frames.sessions(records), *columns) == [
        (1, "ketamine", "intravenous", "iv_test v1", 40, 45),
        (2, "esketamine", "intranasal", f"esketamine_rems v{version}", 56, 5),
    ]
    assert table(frames.doses([nasal]), "number", "minutes", "act", "mg") == [
        (1, 0, "device", 28),
        (1, 5, "device", 28),
    ]


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("began", "told_at", "minutes"),
    [
        (datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN), 20),
        (datetime(2026, 3, 29, 1, 50, tzinfo=BERLIN), datetime(2026, 3, 29, 3, 10, tzinfo=BERLIN), 20),
    ],
    ids=["the clock goes back", "the clock goes forward"],
)
def test_a_change_of_the_clock_inside_a_session_changes_no_minute(
    began: datetime, told_at: datetime, minutes: int
) -> None:
    arrived = facts.treatment(began - timedelta(minutes=5), zone="Europe/Berlin")
    told = [facts.event("start", began), facts.reading(told_at, systolic=150, diastolic=90)]
    record = facts.record_with(*told, treatment=arrived)
    assert frames.readings([record])["minutes"].tolist() == [minutes]
    assert frames.sessions([record])["peak_minutes"].tolist() == [minutes]


def test_days_since_are_days_of_the_calendar_at_the_clinic() -> None:
    late, early = datetime(2026, 3, 28, 21, tzinfo=BERLIN), datetime(2026, 3, 30, 8, tzinfo=BERLIN)
    records = [
        facts.record_with(treatment=facts.treatment(at, id=uuid4(), zone="Europe/Berlin")) for at in (early, late)
    ]
    assert frames.sessions(records)["days_since"].tolist() == [pd.NA, 2]


def test_sessions_of_two_patients_are_numbered_each_by_itself() -> None:
    bob = facts.patient(id=UUID(int=11), record_number="C-0002")
    records = [visit(*USUAL), visit(*USUAL, day=date(2026, 3, 9), number=1, patient=bob)]
    assert table(frames.sessions(records), "number", "days_since") == [(1, None), (1, None)]


def test_values_at_the_hard_limits_are_kept_as_they_are() -> None:
    low, high = ({sign.name: _plain(sign, end) for sign in q.SIGNS} for end in ("low", "high"))
    told = [
        facts.event("start"),
        facts.reading("14:10", **(low | {"diastolic": 10})),
        facts.reading("14:20", **high),
    ]
    found = frames.readings([visit(*told)])
    assert table(found, *low) == [tuple(low.values()), tuple(high.values())]


def _plain(sign: q.Quantity, end: str) -> float:
    return float(getattr(sign, end)) if sign.decimals else int(getattr(sign, end))


def test_an_effect_that_never_ended_has_no_duration() -> None:
    record = visit(*USUAL, NAUSEA, facts.change(NAUSEA, "14:15", severity=4))
    columns = ("severity", "onset_minutes", "duration_minutes", "ended")
    assert table(frames.effects([record]), *columns) == [(4, 12, None, False)]


def test_a_session_without_a_baseline_has_no_change() -> None:
    record = visit(*USUAL[1:])
    deltas = ("delta_systolic", "delta_diastolic", "delta_pulse")
    assert set(table(frames.readings([record]), *deltas)) == {(None, None, None)}
    columns = ("peak_systolic", "delta_systolic", "delta_diastolic", "return_state", "above_until", "back_at")
    assert table(frames.sessions([record]), *columns) == [(150, None, None, "unknown", None, None)]


def test_a_baseline_of_the_pulse_alone_gives_a_change_of_the_pulse_alone() -> None:
    record = visit(facts.reading("13:50", pulse=70), *USUAL[1:3])
    assert table(frames.readings([record]), "delta_systolic", "delta_pulse") == [(None, 0), (None, 12)]


def test_a_weight_is_this_sessions_own_while_the_dose_may_rest_on_an_earlier_one() -> None:
    earlier = Weighing(
        taken_at=facts.instant("09:00", date(2026, 3, 1)), weight_kg=64.0, treatment_id=UUID(int=NO.int - 1)
    )
    record = visit(*USUAL[1:], other_weights=(earlier,))
    assert table(frames.sessions([record]), "weight_kg", "dose_mg_per_kg") == [(None, 0.63)]


def test_a_corrected_arrival_is_the_one_that_orders() -> None:
    first = visit(facts.arrival(facts.instant("13:00", date(2026, 3, 9))), number=0)
    second = visit(day=date(2026, 3, 4), number=1)
    found = frames.sessions([first, second])
    assert table(found, "treatment_id", "days_since") == [(str(UUID(int=NO.int + 1)), None), (str(NO), 5)]
