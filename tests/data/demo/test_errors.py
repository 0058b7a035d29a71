from datetime import UTC, datetime, timedelta

import pytest

from data.demo import errors, ids, scene
from data.demo.sessions import Session
from schemas.correction import Retraction, RetractionHow
from schemas.drug import DrugEvent
from schemas.reading import Reading

NOW = datetime(2026, 3, 10, 10, 30, 12, tzinfo=UTC)
Finished = tuple[Session, ...]


@pytest.fixture(scope="module", params=[ids.SEED, 1, 2, 3])
def finished(request: pytest.FixtureRequest) -> Finished:
    return scene.facts_of_clinic(NOW, "Europe/London", request.param).finished


def readings(finished: Finished) -> list[tuple[Session, Reading]]:
    return [(session, reading) for session in finished for reading in session.of(Reading)]


def corrections(finished: Finished, words: str) -> list[tuple[Reading, Reading]]:
    """Each reading that was replaced for a reason with these words, and what replaced it."""
    by_id = {reading.id: reading for _, reading in readings(finished)}
    found = [one for one in by_id.values() if one.replaces is not None and words in str(one.reason)]
    return [(by_id[one.replaces], one) for one in found if one.replaces is not None]


def test_one_reading_was_entered_35_minutes_late_with_its_time_stated(finished: Finished) -> None:
    late = [one for _, one in readings(finished) if one.time_stated is not None]
    assert [one.entered_at - one.taken_at for one in late] == [timedelta(minutes=35)]
    assert late[0].taken_at.second == 0


def test_every_other_reading_was_entered_at_once(finished: Finished) -> None:
    slow = [one for _, one in readings(finished) if one.entered_at - one.taken_at > timedelta(seconds=2)]
    assert len(slow) == 4  # late, moved, and the two corrections


def test_one_reading_at_40_minutes_lacks_its_pressure_and_says_no_reason(finished: Finished) -> None:
    lacking = [
        (session, one)
        for session, one in readings(finished)
        if one.pulse is not None and one.systolic is None and not one.not_measured
    ]
    assert len(lacking) == 1
    session, reading = lacking[0]
    started = session.of(DrugEvent)[0].at.replace(second=0)
    assert (reading.taken_at - started) // timedelta(minutes=1) == 40


def test_one_pulse_and_spo2_were_swapped_and_corrected_later(finished: Finished) -> None:
    [(wrong, right)] = corrections(finished, "each other's place")
    assert (wrong.pulse, wrong.spo2) == (right.spo2, right.pulse)
    assert (wrong.systolic, wrong.taken_at) == (right.systolic, right.taken_at)
    assert right.entered_at - wrong.entered_at == timedelta(minutes=8)


def test_one_148_was_typed_as_184_repeated_and_then_corrected(finished: Finished) -> None:
    [(wrong, right)] = corrections(finished, "Typed 184 for 148")
    [repeat] = [one for _, one in readings(finished) if one.repeat_of == wrong.id]
    assert (wrong.systolic, right.systolic) == (184, 148)
    assert wrong.entered_at < repeat.entered_at < right.entered_at
    assert abs((repeat.systolic or 0) - 148) <= 2
    assert set(repeat.values()) == {"systolic", "diastolic"}


def test_one_reading_was_moved_from_another_patients_session(finished: Finished) -> None:
    [(wrong, right)] = corrections(finished, "next chair")
    [retraction] = [fact for session in finished for fact in session.facts if isinstance(fact, Retraction)]
    sessions = {session.treatment.id: session.treatment for session in finished}
    assert sessions[wrong.treatment_id].patient_id != sessions[right.treatment_id].patient_id
    assert (retraction.fact_id, retraction.moved_to, retraction.how) == (wrong.id, right.id, RetractionHow.MOVED)
    assert retraction.treatment_id == wrong.treatment_id
    assert (wrong.values(), wrong.taken_at) == (right.values(), right.taken_at)


def test_no_other_fact_was_corrected(finished: Finished) -> None:
    corrected = [fact for session in finished for fact in session.facts if getattr(fact, "replaces", None)]
    assert len(corrected) == 3


def test_what_is_replaced_was_entered_before_what_replaces_it(finished: Finished) -> None:
    for words in ("each other's", "Typed", "next chair"):
        [(wrong, right)] = corrections(finished, words)
        assert wrong.entered_at < right.entered_at


def test_a_clinic_too_small_for_a_slip_says_so(finished: Finished) -> None:
    with pytest.raises(errors.NoPlaceError, match="30 minutes"):
        errors.put_in([session for session in finished if not session.with_drug])
    with pytest.raises(errors.NoPlaceError, match="same time"):
        errors.moved([session for session in finished if session.with_drug][:1])
