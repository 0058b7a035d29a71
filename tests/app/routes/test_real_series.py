"""Blood pressures that were measured on people, saved as six sessions of one patient, come out as what they are.

Peak, change and return are worked out here from the file alone.
"""

import csv
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

import pytest

from data import frames, records
from tests import facts
from tests.app.house import House
from tests.browser import series

# Who returned (27, 36, 80 and the invented 1), who never rose, and who had not returned when the series ended.
SUBJECTS: Final = {"samples": ("80", "27", "1", "73", "36", "79"), "own": ("1", "2", "3")}
BEGAN: Final = facts.instant("08:00", date(2026, 3, 3))
WEEK: Final = timedelta(days=7)
Taken = tuple[int, int, int]


def here() -> list[str]:
    """The sources whose files lie on this machine; the project's own always do."""
    return [source for source in SUBJECTS if series.exists(source)]


def read(source: str, subject: str) -> list[Taken]:
    """Minutes, systolic and diastolic of a subject, as they stand in the file; an earlier visit is left out."""
    with (series.FOLDERS[source] / "bp_day_assessment.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["subject"] == subject and row["minutes"] != "Booking"]
    return [(int(row["minutes"]), int(row["sbp"]), int(row["dbp"])) for row in rows if row["sbp"] and row["dbp"]]


def worked_out(taken: list[Taken]) -> dict[str, object]:
    """Peak, change and return, in minutes from the first pressure, at which the drug began."""
    (_, systolic, diastolic), *after = taken
    highest = max(one[1] for one in after)
    above = [one[0] for one in after if one[1] > Fraction(11, 10) * systolic or one[2] > Fraction(11, 10) * diastolic]
    back = [one[0] for one in after if above and one[0] > above[-1]]
    return {
        "baseline_systolic": systolic,
        "baseline_diastolic": diastolic,
        "peak_systolic": highest,
        "peak_diastolic": max(one[2] for one in after),
        "delta_systolic": highest - systolic,
        "delta_diastolic": max(one[2] for one in after) - diastolic,
        "peak_minutes": min(one[0] for one in after if one[1] == highest),
        "return_state": "returned" if back else "not_yet" if above else "no_rise",
        "above_until": above[-1] if above else None,
        "back_at": back[0] if back else None,
        "readings_to_60": sum(one[0] <= 60 for one in after),
        "observed_minutes": after[-1][0],
    }


def enter(house: House, arrived: datetime, taken: list[Taken]) -> None:
    """A session at the chair: each pressure saved in its minute, the drug begun at the first."""
    session = house.session(arrived, patient_id=facts.PATIENT)
    for minute, systolic, diastolic in taken:
        house.at(arrived + timedelta(minutes=minute, seconds=10))
        save(house, session, "readings", line=f"{systolic}/{diastolic}")
        if minute == 0:
            save(house, session, "drug-events", act="start")
    house.at(arrived + timedelta(minutes=taken[-1][0] + 10))
    save(house, session, "ends", how="left_with_escort")


def save(house: House, session: UUID, kind: str, **body: object) -> None:
    """What is asked about is confirmed, once; nothing is refused."""
    answer = house.post(kind, body, session)
    if answer.status_code == 422:
        asked = [one["code"] for one in answer.json()["questions"]]
        assert asked, answer.text
        answer = house.post(kind, body | {"confirmed": asked}, session)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("source", here())
def test_the_series_of_several_people_are_the_sessions_of_one_patient(house: House, source: str) -> None:
    told = [read(source, subject) for subject in SUBJECTS[source]]
    for number, taken in enumerate(told):
        assert taken[0][0] == 0
        enter(house, BEGAN + WEEK * number, taken)
    with house.database.read() as connection:
        mine = [one for one in records.of_patient(connection, facts.PATIENT) if one.drug_events]
    found, expected = frames.sessions(mine), [worked_out(taken) for taken in told]
    rows = found[list(expected[0])].astype(object)
    assert rows.where(rows.notna(), None).to_dict("records") == expected
    assert found["days_since"].dropna().tolist() == [7] * (len(told) - 1)
    drawn = frames.readings(mine)
    for number, taken in enumerate(told, start=1):
        own = drawn[drawn["number"] == number]
        assert list(zip(own["minutes"], own["systolic"], own["diastolic"], strict=True)) == taken
