from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.demo import ids, scene
from data.demo.scene import Clinic
from schemas.drug import DrugAct, DrugEvent
from schemas.reading import Reading
from schemas.rules import plausibility
from schemas.treatment import TreatmentEnd

NOW = datetime(2026, 3, 10, 10, 30, 12, tzinfo=UTC)
LONDON = "Europe/London"


@pytest.fixture(scope="module", params=[ids.SEED, 1, 2, 3])
def clinic(request: pytest.FixtureRequest) -> Clinic:
    return scene.facts_of_clinic(NOW, LONDON, request.param)


def test_forty_patients_have_3_to_18_finished_sessions(clinic: Clinic) -> None:
    counts = dict.fromkeys((patient.id for patient in clinic.patients), 0)
    for session in clinic.finished:
        counts[session.treatment.patient_id] += 1
        assert len(session.of(TreatmentEnd)) == 1
    assert len(counts) == 40
    assert (min(counts.values()) >= 3, max(counts.values()) <= 18) == (True, True)


def test_finished_sessions_lie_in_the_year_before_today(clinic: Clinic) -> None:
    days = {session.treatment.arrived_at.date() for session in clinic.finished}
    assert NOW.date() - timedelta(days=365) <= min(days)
    assert max(days) < NOW.date()


def test_four_sessions_stand_at_four_different_phases(clinic: Clinic) -> None:
    acts = [[event.act for event in session.of(DrugEvent)] for session in clinic.under_way]
    assert acts[0] == []
    assert acts[1] == [DrugAct.START]
    assert acts[2] == [DrugAct.START, DrugAct.STOP]
    assert set(acts[3]) == {DrugAct.DEVICE}
    assert len(acts[3]) == clinic.under_way[3].treatment.planned_doses
    assert all(session.of(Reading) and not session.of(TreatmentEnd) for session in clinic.under_way)


def test_four_different_patients_are_there_now(clinic: Clinic) -> None:
    assert len({session.treatment.patient_id for session in clinic.under_way}) == 4


def test_nothing_is_entered_in_the_future_or_before_what_it_belongs_to(clinic: Clinic) -> None:
    facts = clinic.facts()
    entered = {fact.id: place for place, fact in enumerate(facts)}
    assert facts[-1].entered_at <= NOW
    for place, fact in enumerate(facts):
        for name in ("treatment_id", "patient_id", "effect_id", "repeat_of", "replaces"):
            before = getattr(fact, name, None)
            assert before is None or entered[before] < place


def test_nothing_is_taken_in_the_future_or_before_arrival(clinic: Clinic) -> None:
    arrived = {visit.treatment.id: visit.treatment.arrived_at for visit in (*clinic.finished, *clinic.under_way)}
    for fact in clinic.facts():
        for name in ("taken_at", "at", "onset_at", "ended_at"):
            at = getattr(fact, name, None)
            assert at is None or arrived[fact.treatment_id] <= at <= min(fact.entered_at, NOW)


def test_no_reading_would_be_refused_at_entry(clinic: Clinic) -> None:
    for visit in (*clinic.finished, *clinic.under_way):
        for reading in visit.of(Reading):
            occasion = plausibility.Occasion(visit.treatment.arrived_at, None, reading.entered_at, LONDON)
            assert plausibility.refusals(reading.values()) == ()
            assert plausibility.time_refusals(reading.taken_at, occasion) == ()


def test_few_readings_would_be_asked_about_at_entry(clinic: Clinic) -> None:
    readings = [reading for visit in clinic.finished for reading in visit.of(Reading)]
    asked = [reading for reading in readings if plausibility.questions(reading.values(), plausibility.Before())]
    assert len(asked) < 0.02 * len(readings)


def test_no_two_facts_share_an_id(clinic: Clinic) -> None:
    assert len({fact.id for fact in clinic.facts()}) == len(clinic.facts())


def test_the_same_moment_and_seed_give_the_same_facts(whole: Clinic) -> None:
    assert scene.facts_of_clinic(NOW, LONDON) == whole


def test_another_day_or_seed_gives_other_facts(whole: Clinic) -> None:
    facts = whole.facts()
    assert facts != scene.facts_of_clinic(NOW + timedelta(days=1), LONDON).facts()
    assert facts != scene.facts_of_clinic(NOW, LONDON, seed=3).facts()


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Kathmandu"])
def test_people_come_by_the_clock_of_the_clinic(zone: str) -> None:
    clinic = scene.facts_of_clinic(NOW, zone)
    hours = {session.treatment.arrived_at.astimezone(ZoneInfo(zone)).hour for session in clinic.finished}
    assert hours <= set(range(8, 15))
    assert {session.treatment.zone for session in clinic.finished} == {zone}


def test_who_is_busy_is_not_opened_for_again() -> None:
    first = scene.under_way(NOW, LONDON, frozenset())
    busy = frozenset(session.treatment.patient_id for session in first)
    assert busy.isdisjoint(session.treatment.patient_id for session in scene.under_way(NOW, LONDON, busy))


def test_fewer_are_opened_where_too_few_are_free(whole: Clinic) -> None:
    busy = frozenset(patient.id for patient in whole.patients)
    assert scene.under_way(NOW, LONDON, busy) == ()


@pytest.mark.parametrize(
    "now", [NOW, datetime(2026, 3, 10, 0, 5, tzinfo=UTC), datetime(2026, 3, 10, 23, 58, tzinfo=UTC)]
)
def test_a_session_opened_here_goes_on_as_it_began(now: datetime) -> None:
    for session in scene.under_way(now, LONDON, frozenset()):
        to_its_end = scene.whole(session.treatment)
        assert to_its_end is not None
        assert to_its_end.treatment == session.treatment
        assert to_its_end.until(now) == session
        assert to_its_end.of(TreatmentEnd)


def test_a_session_that_somebody_else_opened_is_not_known_here(whole: Clinic) -> None:
    assert scene.whole(whole.finished[0].treatment) is None


def test_each_slot_of_each_day_has_an_id_of_its_own() -> None:
    days = [date(2026, 3, 9), date(2026, 3, 10)]
    assert len({ids.open_id(day, slot) for day in days for slot in range(4)}) == 8
