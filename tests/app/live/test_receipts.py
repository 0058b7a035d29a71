import pytest

from app.live import receipts
from schemas.fact import Fact
from tests import facts
from tests.app.live import records

READING = facts.reading("14:05", systolic=148, diastolic=92)
ELSEWHERE = facts.note("14:05")


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (READING, "Saved 15:05 · 148/92 · NN"),
        (facts.note("14:23", "x", entered_by=facts.OTHER_NURSE), "Saved 15:23 · x · OO"),
        (facts.note("14:23", "x", entered_by=facts.PRESCRIBER), "Saved 15:23 · x · ?"),
        (facts.withdrawn(READING, "14:30"), "Saved 15:30 · withdrawn: 148/92 · NN"),
        (facts.withdrawn(ELSEWHERE, "14:30"), "Saved 15:30 · withdrawn · NN"),
        (facts.patient(entered_at="14:00"), "Saved 15:00 ·  · NN"),
    ],
)
def test_a_receipt_says_time_content_and_initials(fact: Fact, words: str) -> None:
    record = facts.record_with(READING, treatment=facts.treatment(zone="Europe/Berlin"))
    assert receipts.receipt(record, [fact], records.PEOPLE) == {"id": str(fact.id), "words": words}


def test_an_effect_that_begins_with_its_severity_says_so_in_one_receipt() -> None:
    begun = facts.effect("14:12")
    record = facts.record_with(begun, treatment=facts.treatment(zone="Europe/Berlin"))
    made = [begun, facts.change(begun, "14:12", severity=2)]
    assert receipts.receipt(record, made, records.PEOPLE)["words"] == "Saved 15:12 · Nausea begins, moderate · NN"


@pytest.mark.parametrize(
    ("fact", "corrects"),
    [
        (READING, False),
        (facts.corrected(READING, systolic=150), True),
        (facts.withdrawn(READING), True),
        (facts.patient(), False),
    ],
)
def test_only_a_correction_or_a_withdrawal_takes_the_place_of_something(fact: Fact, corrects: bool) -> None:
    assert receipts.corrects(fact) is corrects
