import csv
import io
import zipfile
from uuid import UUID

import pytest
from httpx import Response

from app.access import pace
from data import acts, quarantine, signing
from tests import facts, sealing, signed
from tests.app.house import House


def files(answer: Response) -> dict[str, str]:
    """The files of the answer's archive by name."""
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a file of values."""
    return list(csv.DictReader(io.StringIO(text)))


def test_a_session_is_exported_with_every_value_as_it_was_typed(house: House) -> None:
    house.saved("readings", line="148/92 88 97 16 @14:05")
    found = files(house.client.get(f"/export/session/{facts.TREATMENT}.zip"))
    readings = rows(next(text for name, text in found.items() if name.endswith("readings.csv")))
    assert len(readings) >= 1
    assert {"148", "92", "88", "97", "16"} <= {value for row in readings for value in row.values()}


def test_a_patients_export_holds_every_session_of_that_patient_and_no_others(house: House) -> None:
    patient = house.patient()
    own = [house.session(f"{hour:02}:00", patient_id=patient) for hour in (9, 11)]
    found = files(house.client.get(f"/export/patient/{patient}.zip"))
    sessions = rows(next(text for name, text in found.items() if name.endswith("sessions.csv")))
    assert {row["session_id"] for row in sessions} == {str(one) for one in own}
    assert not any(str(facts.TREATMENT) in text for text in found.values())


def test_one_session_alone_keeps_the_number_it_has_among_the_patients_others(house: House) -> None:
    patient = house.patient()
    _, second = (house.session(f"{hour:02}:00", patient_id=patient) for hour in (9, 11))
    found = files(house.client.get(f"/export/session/{second}.zip"))
    (row,) = rows(next(text for name, text in found.items() if name.endswith("sessions.csv")))
    assert (row["session_id"], row["session_number"]) == (str(second), "2")


@pytest.mark.parametrize("place", [f"session/{facts.TREATMENT}", f"patient/{facts.PATIENT}"])
def test_what_stands_beside_a_session_is_exported_with_it_and_with_no_other(house: House, place: str) -> None:
    house.saved("ends", how="left_alone")
    nia, call = facts.staff(), signed.afterword(entered_at=facts.instant("15:00"), at=facts.instant("14:59"))
    with house.database.write() as connection:
        signing.sign_afterword(connection, call, signed.written(call, nia), nia)
        quarantine.keep(connection, sealing.kept(), None)
    found = files(house.client.get(f"/export/{place}.zip"))
    assert [row["words"] for row in rows(found["afterwords.csv"])] == ["slept well"]
    assert [row["meaning"] for row in rows(found["signatures.csv"])] == ["written"]
    assert [(row["outcome"], row["entered_by"]) for row in rows(found["kept_aside.csv"])] == [("waiting", str(nia.id))]
    assert "= Nia Nurse (NN)" in found["dictionary.csv"]
    other = files(house.client.get(f"/export/session/{house.session('10:00', patient_id=house.patient())}.zip"))
    assert [rows(other[name]) for name in ("afterwords.csv", "signatures.csv", "kept_aside.csv")] == [[], [], []]


@pytest.mark.parametrize("place", [f"session/{facts.TREATMENT}", f"patient/{facts.PATIENT}"])
def test_no_file_name_says_of_whom_the_export_is(house: House, place: str) -> None:
    answer = house.client.get(f"/export/{place}.zip")
    named = [answer.headers["content-disposition"], *files(answer)]
    assert named[0] == 'attachment; filename="chairside-export.zip"'
    for secret in ("Alice", "Example", "C-0001", "1984-05", str(facts.PATIENT), str(facts.TREATMENT)):
        assert not any(secret.lower() in name.lower() for name in named)


@pytest.mark.parametrize("kind", ["session", "patient"])
@pytest.mark.parametrize("name", ["nonsense", str(UUID(int=9)), "%00"])
def test_there_is_nothing_to_export_under_an_unknown_address(house: House, kind: str, name: str) -> None:
    answer = house.client.get(f"/export/{kind}/{name}.zip")
    assert answer.status_code == 404
    assert "nothing to export" in answer.json()["problem"]


def test_a_patient_without_a_session_has_no_export(house: House) -> None:
    assert house.client.get(f"/export/patient/{house.patient()}.zip").status_code == 404


def test_more_exports_than_anybody_needs_are_refused_for_a_while_and_the_audit_says_so(house: House) -> None:
    place, person = f"/export/session/{facts.TREATMENT}.zip", house.sign_in(facts.OTHER_NURSE)
    assert {person.get(place).status_code for _ in range(pace.MOST)} == {200}
    answer = person.get(f"/export/patient/{facts.PATIENT}.zip")
    assert (answer.status_code, answer.json()["problem"]) == (
        429,
        "At most 20 exports in 5 minutes: wait, then take this one again.",
    )
    assert person.get(f"/export/access/{facts.PATIENT}.csv").status_code == 429
    assert house.client.get(place).status_code == 200, "nobody else waits"
    with house.database.read() as connection:
        newest = acts.between(connection, acts.Asked(facts.instant("00:00"), facts.instant("23:59")), 2)
    assert ("refused", "export", "too many") in {(row["what"], row["kind"], row["reason"]) for row in newest}
    house.at("15:05:01")
    assert person.get(place).status_code == 200
    house.at("14:00")
    assert person.get(place).status_code == 200, "a clock that was set back locks nobody out"
