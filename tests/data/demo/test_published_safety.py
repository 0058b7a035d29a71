"""The demo clinic in the safety view, against the figures that docs/clinical.md gives."""

import math
import shutil
from pathlib import Path

import pytest

from data import acting, engine, outcomes
from data.demo.experience import SHARES
from data.folder import Folder
from data.safety import counts
from data.safety.asked import Choice
from data.safety.counts import Found
from schemas.protocol import Drug, Route
from schemas.rules.safety.figures import Figure
from tests.data.demo.test_published_figures import WIDE, within


@pytest.fixture(scope="module")
def record(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A copy of the demo clinic in which every session that has ended is counted."""
    home = tmp_path_factory.mktemp("counted")
    shutil.copytree(made, home, dirs_exist_ok=True)
    folder = Folder(home / "data")
    database = engine.open_record(folder)
    with database.write(acting.PROGRAM) as connection:
        outcomes.look(connection)
        outcomes.keep(connection, outcomes.work_out(connection, 1000))
    database.close()
    return folder


def found(folder: Folder, choice: Choice) -> Found:
    database = engine.open_record(folder)
    with database.read(acting.PROGRAM) as connection:
        told = counts.of(connection, choice, counts.followed(connection))
    database.close()
    return told


@pytest.fixture(scope="module")
def whole(record: Folder) -> Found:
    """All drugs, all doses."""
    return found(record, Choice())


def figure(told: Found, key: str) -> Figure:
    return next(one for one in told.figures if key in {one.measure.key, one.measure.label})


@pytest.mark.parametrize(("sign", "published", "spread"), [("systolic", 14, 9.8), ("diastolic", 9.7, 7.7)])
def test_pressure_rises_at_40_minutes_as_published(whole: Found, sign: str, published: float, spread: float) -> None:
    rise = whole.rises[f"rise_40_{sign}"]
    assert rise.mean is not None
    assert rise.sessions >= whole.given - 2
    assert abs(rise.mean - published) <= WIDE * spread / math.sqrt(40)
    assert rise.deviation == pytest.approx(spread, rel=0.15)


def test_severe_pressures_are_as_rare_as_published(whole: Found) -> None:
    severe = figure(whole, "Systolic \u2265 180 mmHg or diastolic \u2265 110 mmHg")
    assert severe.sessions_judged == whole.given
    assert within(severe.sessions_with / severe.sessions_judged, 0.01, severe.sessions_judged)
    # Yale: 12.5 % of patients.
    assert within(severe.patients_with / severe.patients_judged, 0.125, severe.patients_judged)


def test_the_peak_lies_at_30_to_40_minutes(whole: Found) -> None:
    peak = figure(whole, "peak_in_time")
    assert within(peak.sessions_with / peak.sessions_judged, 0.85, peak.sessions_judged)


def test_about_12_percent_of_visits_were_without_the_drug(whole: Found) -> None:
    held = figure(whole, "not_given")
    assert held.sessions_judged == whole.ended == whole.given + held.sessions_with
    assert within(held.sessions_with / held.sessions_judged, 0.12, held.sessions_judged)


@pytest.mark.parametrize("key", SHARES)
def test_each_effect_is_as_frequent_as_the_table_says(whole: Found, key: str) -> None:
    # The share goes down by 8 % a session to half: each patient's classes say how many sessions she had.
    told = figure(whole, f"effect:{key}")
    shares = [
        SHARES[key] * max(0.92**number, 0.5)
        for (asked, _), patients in told.classes.items()
        for number in range(asked)
        for _ in range(patients)
    ]
    assert len(shares) == whole.given == told.sessions_judged
    assert abs(told.sessions_with - sum(shares)) <= WIDE * math.sqrt(sum(share * (1 - share) for share in shares))


def test_most_pressures_have_returned_when_people_leave(whole: Found) -> None:
    back = figure(whole, "not_back")
    assert back.sessions_not_judged == 0
    assert back.sessions_with / back.sessions_judged <= 0.10


def test_every_deliberate_slip_is_among_the_corrections_and_missed_dues(whole: Found) -> None:
    assert figure(whole, "corrected").sessions_with >= 3
    assert figure(whole, "missed_due").sessions_with >= 1
    assert sum(whole.delays[7:]) >= 1, "the late entry, 35 minutes after it was taken"


def test_drugs_and_doses_come_to_the_whole_clinic(record: Folder, whole: Found) -> None:
    nasal = found(record, Choice(Drug.ESKETAMINE, Route.INTRANASAL))
    infused = found(record, Choice(Drug.KETAMINE, Route.INTRAVENOUS))
    assert nasal.ended + infused.ended == whole.ended
    assert nasal.patients + infused.patients >= whole.patients == 40
