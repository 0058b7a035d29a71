"""What the pictures are made from, and the pictures: the very same while nothing changes, others as soon as it does."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from app import knowns
from app.charts.trends.known import Known
from app.charts.trends.overlaid import View
from app.charts.trends.pictures import PICTURES
from app.knowns import Knowns
from data.rises import Median
from schemas.record import Record
from tests import facts, said
from tests.app.charts import sessions
from tests.app.house import House
from tests.data import opened

RECORDS: tuple[Record, ...] = (sessions.full(),)
MEDIANS = {("ketamine", "intravenous"): (Median(0.5, 18.5, 6),)}


def with_medians(known: Known) -> Known:
    return replace(known, clinic=MEDIANS)


def test_of_the_same_records_it_is_the_very_same() -> None:
    held = Knowns()
    first = held.of(facts.PATIENT, RECORDS, "UTC", beside=with_medians)
    assert held.of(facts.PATIENT, RECORDS, "UTC", beside=with_medians) is first


def test_of_records_read_anew_in_another_zone_or_beside_other_medians_it_is_made_anew() -> None:
    held = Knowns()
    first = held.of(facts.PATIENT, RECORDS, "UTC", beside=with_medians)
    anew = held.of(facts.PATIENT, (*RECORDS,), "UTC", beside=with_medians)
    assert anew is not first
    elsewhere = held.of(facts.PATIENT, RECORDS, "Europe/Berlin", beside=with_medians)
    assert elsewhere.zone == "Europe/Berlin"
    bare = held.of(facts.PATIENT, RECORDS, "Europe/Berlin")
    assert held.of(facts.PATIENT, RECORDS, "Europe/Berlin", beside=with_medians).clinic == MEDIANS
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


def test_what_was_asked_of_urinary_symptoms_since_makes_it_anew() -> None:
    held = Knowns()
    first = held.of(facts.PATIENT, RECORDS, "UTC")
    asked = (said.known("urinary_symptoms", "yes"),)
    assert held.of(facts.PATIENT, RECORDS, "UTC", asked).asked == asked
    assert held.of(facts.PATIENT, RECORDS, "UTC", asked) is not first


def test_the_newest_answer_of_each_day_is_read_from_the_record(house: House) -> None:
    told = [
        said.known("urinary_symptoms", "no", asked_on=date(2026, 1, 5)),
        said.known("urinary_symptoms", "yes", asked_on=date(2026, 1, 5)),
        said.known("liver", "yes", asked_on=date(2026, 1, 6)),
    ]
    opened.say(house.database, *told)
    with house.database.read() as connection:
        assert knowns.urinary(connection, facts.PATIENT) == (told[1],)
