import csv
import io

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from app import counting
from app.parts import counted
from app.routes import exports
from data import acts, staff
from data.engine import BusyError
from data.safety import sums
from schemas.act import Did
from schemas.staff import Role
from tests import facts, said
from tests.app.house import ESKETAMINE, Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened

WHOLE = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))


@pytest.fixture
def admin(house: House) -> Browser:
    with house.database.write() as connection:
        staff.add(connection, facts.staff("Tom Berger", id=facts.PRESCRIBER, initials="TB", roles=(Role.ADMIN,)))
    return house.sign_in(facts.PRESCRIBER)


@pytest.fixture
def given(house: House) -> House:
    """Alice's session with the drug, an effect and a high pressure, and one that was held; both have ended."""
    opened.save(
        house.database,
        facts.reading("13:50", systolic=120, diastolic=80),
        facts.event("start", "14:00", dose_mg=40, duration_minutes=40),
        facts.reading("14:40", systolic=182, diastolic=95, pulse=88),
        facts.event("stop", "14:40", stop_says="planned"),
        facts.effect("14:20"),
        facts.end("14:59"),
    )
    house.post("ends", {"how": "not_started"}, treatment=house.session(protocol=ESKETAMINE))
    return house


def acted(house: House) -> list[tuple[str, str]]:
    with house.database.read() as connection:
        told = acts.between(connection, WHOLE, 100)
    return [(row["what"], row["kind"]) for row in told if row["sha256"] is None]


def measures(test: AppTest) -> dict[str, dict[str, object]]:
    """The rows of every table, by measure."""
    rows = [row for one in test.dataframe for row in one.value.to_dict("records")]
    return {row["measure"]: row for row in rows}


def test_the_screen_counts_what_has_ended_patients_first(given: House, opens: Opens, prescriber: Browser) -> None:
    test = opens("safety", client=prescriber)
    assert not test.exception
    read = screen.read(test)
    assert "Sessions that have ended: 2, of 2 patients; with the drug: 1." in read
    assert "no target, no comparison of people, no advice" in read
    above = measures(test)["Systolic \u2265 180 mmHg or diastolic \u2265 110 mmHg"]
    assert (above["patients"], above["sessions"], above["sessions not judged"]) == ("1 of 1", "1 of 1", 0)
    nausea = measures(test)["Nausea"]
    assert (nausea["patients"], nausea["sessions"]) == ("1 of 1", "1 of 1")
    held = measures(test)["Drug not given: held, cancelled or not started"]
    assert (held["patients"], held["sessions"], held["share"]) == ("1 of 2", "1 of 2", "50.0 %")
    assert "Mean change from baseline at 40 min: systolic +62.0 mmHg (sessions: 1)" in read


def test_a_drug_and_a_dose_can_be_chosen(given: House, opens: Opens, prescriber: Browser) -> None:
    test = opens("safety", client=prescriber)
    drug, dose = test.selectbox
    assert drug.options == ["All", "Esketamine, intranasal", "Ketamine, IV"]
    assert dose.disabled
    drug.set_value("Esketamine, intranasal").run()
    assert "Sessions that have ended: 1, of 1 patients; with the drug: 0." in screen.read(test)
    test.selectbox[1].set_value("84 mg or more").run()
    assert "Sessions that have ended: 0, of 0 patients; with the drug: 0." in screen.read(test)
    assert not test.exception
    test.selectbox[1].set_value("not given").run()
    assert "Sessions that have ended: 1" in screen.read(test)


def test_how_many_patients_are_in_no_number_is_said(given: House, opens: Opens, prescriber: Browser) -> None:
    opened.say(given.database, said.restriction(facts.OTHER_NURSE))
    read = screen.read(opens("safety", client=prescriber))
    assert "Patients in no number here, since their records are for other people: 1." in read
    assert "Sessions that have ended: 1, of 1 patients; with the drug: 0." in read


def test_what_is_left_to_count_is_said(
    given: House, opens: Opens, prescriber: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> int:
        raise BusyError

    monkeypatch.setattr(counting, "step", held)
    monkeypatch.setattr(counted, "FEW", 0)
    test = opens("safety", client=prescriber)
    assert f"Sessions that are not counted yet: 2; {counting.HELD}" in screen.read(test)
    assert not test.exception


def test_what_takes_long_is_added_up_behind_a_bar_that_goes(
    given: House, opens: Opens, prescriber: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[float] = []

    def bar(place: DeltaGenerator, share: float, text: str) -> DeltaGenerator:
        shown.append(share)
        return place.text(text)

    monkeypatch.setattr(sums, "_PEOPLE", 1)
    monkeypatch.setattr(DeltaGenerator, "progress", bar)
    read = screen.read(opens("safety", client=prescriber))
    assert shown
    assert shown == sorted(shown)
    assert all(0 < one < 1 for one in shown)
    assert "Adding up" not in read
    assert "Sessions that have ended: 2, of 2 patients; with the drug: 1." in read


def test_who_treats_and_prescribes_nothing_is_refused_and_that_is_in_the_audit(house: House, opens: Opens) -> None:
    test = opens("safety")
    assert "for prescribers and administrators" in screen.read(test)
    assert len(test.dataframe) == 0
    assert acted(house)[0] == (Did.REFUSED.value, "safety")


@pytest.mark.parametrize("who", ["prescriber", "admin"])
def test_the_bar_leads_there_for_who_may_read_it(who: str, opens: Opens, request: pytest.FixtureRequest) -> None:
    assert 'href="/safety"' in screen.read(opens("patients", client=request.getfixturevalue(who)))


def test_the_bar_of_a_nurse_does_not(house: House, opens: Opens) -> None:
    assert 'href="/safety"' not in screen.read(opens("patients"))


def test_the_export_is_given_to_who_may_read_it_and_is_in_the_audit(given: House, prescriber: Browser) -> None:
    answer = prescriber.get("/export/safety.csv")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="chairside-safety.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["patients_with"] for row in rows if row["measure"] == "Nausea"} == {"hidden"}, "there are two patients"
    assert acted(given)[0] == ("export", "safety")


def test_a_nurse_is_given_none_and_that_is_in_the_audit(house: House) -> None:
    answer = house.client.get("/export/safety.csv")
    assert answer.status_code == 403
    assert "for prescribers and administrators" in answer.text
    assert acted(house)[0] == ("refused", "safety")


def test_an_export_waits_for_what_is_not_counted(given: House, admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_AT_MOST", 1)
    answer = admin.get("/export/safety.csv")
    assert answer.status_code == 409
    assert "Sessions that are not counted yet: 2. Open Safety" in answer.text
