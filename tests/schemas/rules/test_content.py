import json
from hashlib import sha256

import pytest

from schemas.fact import Fact
from schemas.rules import content
from tests import facts, signed

READING = facts.reading("14:05", systolic=148, diastolic=92)
NOTE = facts.note()
WHOLE = facts.record_with(READING, NOTE)


def test_the_same_facts_in_another_order_are_the_same_content() -> None:
    other = facts.record_with(NOTE, READING)
    assert content.of_record(WHOLE) == content.of_record(other)
    assert content.digest(content.of_record(WHOLE)) == sha256(content.of_record(WHOLE).encode()).hexdigest()


MORE: list[tuple[str, Fact]] = [
    ("one more reading", facts.reading(pulse=70)),
    ("a correction", facts.corrected(READING)),
    ("a withdrawal", facts.withdrawn(NOTE)),
]


@pytest.mark.parametrize(("name", "fact"), MORE, ids=[row[0] for row in MORE])
def test_whatever_is_added_makes_another_content(name: str, fact: Fact) -> None:
    more = facts.record_with(READING, NOTE, fact)
    assert content.of_record(more) != content.of_record(WHOLE), name


def test_what_was_struck_through_is_in_it_and_nothing_of_who_the_patient_is() -> None:
    newer = facts.corrected(READING)
    told = content.of_record(facts.record_with(READING, newer))
    assert str(READING.id) in told
    assert str(newer.id) in told
    patient = facts.patient()
    for hidden in (patient.family_name, patient.given_name, patient.record_number, str(patient.date_of_birth)):
        assert hidden not in told


def test_alerts_and_what_is_known_from_elsewhere_follow_and_are_no_part_of_it() -> None:
    assert content.of_record(WHOLE.model_copy(update={"spo2_scale": 2})) == content.of_record(WHOLE)
    assert content.of_record(WHOLE.model_copy(update={"alert_events": (facts.raised(),)})) == content.of_record(WHOLE)


def test_the_form_is_canonical_and_says_its_version() -> None:
    told = content.of_record(WHOLE)
    again = json.dumps(json.loads(told), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert told == again
    assert json.loads(told)["version"] == content.VERSION


def test_what_stands_beside_a_record_is_a_content_of_its_own() -> None:
    call = signed.afterword()
    other = call.model_copy(update={"words": "slept badly"})
    assert content.of_afterword(call) != content.of_afterword(other)
