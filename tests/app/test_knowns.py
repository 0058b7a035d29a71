"""What the pictures are made from, and the pictures: the very same while nothing changes, others as soon as it does."""

from dataclasses import replace
from uuid import uuid4

from app.charts.trends.known import Known
from app.charts.trends.overlaid import View
from app.charts.trends.pictures import PICTURES
from app.knowns import Knowns
from data.rises import Median
from schemas.record import Record
from tests import facts
from tests.app.charts import sessions

RECORDS: tuple[Record, ...] = (sessions.full(),)
MEDIANS = {("ketamine", "intravenous"): (Median(0.5, 18.5, 6),)}


def with_medians(known: Known) -> Known:
    return replace(known, clinic=MEDIANS)


def test_of_the_same_records_it_is_the_very_same() -> None:
    held = Knowns()
    first = held.of(facts.PATIENT, RECORDS, "UTC", with_medians)
    assert held.of(facts.PATIENT, RECORDS, "UTC", with_medians) is first


def test_of_records_read_anew_in_another_zone_or_beside_other_medians_it_is_made_anew() -> None:
    held = Knowns()
    first = held.of(facts.PATIENT, RECORDS, "UTC", with_medians)
    anew = held.of(facts.PATIENT, (*RECORDS,), "UTC", with_medians)
    assert anew is not first
    elsewhere = held.of(facts.PATIENT, RECORDS, "Europe/Berlin", with_medians)
    assert elsewhere.zone == "Europe/Berlin"
    bare = held.of(facts.PATIENT, RECORDS, "Europe/Berlin")
    assert held.of(facts.PATIENT, RECORDS, "Europe/Berlin", with_medians).clinic == MEDIANS
    assert bare is elsewhere, "without a word of the medians they stay what they were"


def test_the_patients_looked_at_longest_ago_are_let_go() -> None:
    held = Knowns()
    first = held.of(facts.PATIENT, RECORDS, "UTC")
    for _ in range(6):
        held.of(uuid4(), RECORDS, "UTC")
    assert held.of(facts.PATIENT, RECORDS, "UTC") is not first


def test_a_picture_is_made_and_drawn_once_for_what_is_asked_of_it() -> None:
    known = Knowns().of(facts.PATIENT, RECORDS, "UTC")
    overlaid = PICTURES["overlaid"]
    values, change = (overlaid(known, View("UTC", change=one)) for one in (False, True))
    assert overlaid(known, View("UTC")) is values
    assert values.drawn("light") is values.drawn("light")
    assert values.drawn("light") != values.drawn("dark")
    assert values.points != change.points
    assert PICTURES["effects"](known, View("UTC")) is not values


def test_a_filter_that_leaves_all_leaves_it_itself_and_the_same_filter_the_same_part() -> None:
    known = Knowns().of(facts.PATIENT, RECORDS, "UTC")
    assert known.only([1, 2]) is known
    none = known.only([])
    assert none is known.only(())
    assert none.rows() == []
    assert PICTURES["overlaid"](none, View("UTC")).points == []
