"""Pictures as files: the points that are drawn, in four forms, audited, for whom the record is."""

import csv
import io

import pytest

from data import acts
from tests import facts, said
from tests.app.house import House
from tests.data import opened

FORMS = {"csv": b"\xef\xbb\xbfwhat", "png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF"}


@pytest.fixture
def given(house: House) -> House:
    """Alice's infusion with a rise, and a second session that was not started."""
    house.saved("readings", line="120/80 70 98 @13:50")
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    house.saved("readings", line="150/96 80 97 @14:20")
    house.session("10:00", patient_id=facts.PATIENT)
    return house


def rows(house: House, query: str, picture: str = "overlaid") -> list[dict[str, str]]:
    answer = house.client.get(f"/export/view/{facts.PATIENT}/{picture}.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_is_taken_out_in_each_form_under_a_name_that_says_nothing_of_whom(given: House, form: str) -> None:
    answer = given.client.get(f"/export/view/{facts.PATIENT}/overlaid.{form}?of=2")
    assert answer.status_code == 200
    assert answer.content.startswith(FORMS[form])
    assert answer.headers["content-disposition"] == f'attachment; filename="chairside-overlaid.{form}"'
    for secret in (b"Alice", b"Example", b"C-0001", b"1984"):
        assert secret not in answer.content


def test_the_file_holds_exactly_the_points_of_the_sessions_that_the_filter_left(given: House) -> None:
    told = [(row["what"], row["minutes"], row["value"]) for row in rows(given, "of=2") if row["what"] == "systolic"]
    assert told == [("systolic", "-10", "120"), ("systolic", "20", "150")]
    change = [row["value"] for row in rows(given, "of=2&change=1") if row["what"] == "change of systolic"]
    assert change == ["0", "30"]
    assert rows(given, "of=1") == [], "not started"
    assert rows(given, "of=") == [], "a filter that leaves nothing is not one that leaves everything"
    assert {row["session"] for row in rows(given, "of=", "between")} == {"1", "2"}, (
        "of all sessions, whatever is chosen"
    )
    assert len(rows(given, "only=2", "compare")) == len(rows(given, "of=2"))


def test_what_was_taken_out_is_in_the_patients_audit(given: House) -> None:
    rows(given, "of=2", "rise")
    with given.database.read() as connection:
        told = list(acts.of_patient(connection, facts.PATIENT))
    assert ("export", "view of rise", "csv") in {(one["what"], one["kind"], one["outcome"]) for one in told}


@pytest.mark.parametrize("form", FORMS)
def test_a_scale_is_taken_out_in_each_form_also_of_somebody_without_a_session(house: House, form: str) -> None:
    bare = house.patient(given_name="Bob")
    opened.say(house.database, said.assessment("13:40", patient_id=bare))
    answer = house.client.get(f"/export/view/{bare}/scale-phq_9.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(FORMS[form])
    with house.database.read() as connection:
        told = list(acts.of_patient(connection, bare))
    assert ("export", "view of scale-phq_9", form) in {(one["what"], one["kind"], one["outcome"]) for one in told}


@pytest.mark.parametrize(
    "place",
    [
        f"{facts.PATIENT}/scale-phq_9.csv",
        f"{facts.PATIENT}/scale-of-nobody.csv",
        "nonsense/overlaid.csv",
        f"{facts.PATIENT}/nothing.csv",
        f"{facts.PATIENT}/overlaid.exe",
        f"{facts.TREATMENT}/rise.csv",
    ],
)
def test_there_is_no_picture_under_an_unknown_address(house: House, place: str) -> None:
    answer = house.client.get(f"/export/view/{place}")
    assert answer.status_code == 404
    assert "no such picture" in answer.json()["problem"]


@pytest.mark.parametrize("query", ["of=x,²,-1,9999999999999999999999", "of=" + "1," * 9000, "also=%00&only=1.5"])
def test_numbers_that_are_none_are_left_out(given: House, query: str) -> None:
    assert rows(given, query) is not None
