"""The handover sheet: every open session with what is known of it, escaped, and no ended one."""

from tests import entered, facts
from tests.app.house import PORT, Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


def test_it_names_each_open_session_with_values_alerts_dues_and_what_was_done(house: House, opens: Opens) -> None:
    house.at("14:00")
    house.saved("readings", line="120/80 72 98")
    house.saved("drug-events", act="start", dose_mg=40)
    house.at("14:20")
    asked = house.line("205/98 88 97").json()["questions"]
    house.saved("readings", line="205/98 88 97", confirmed=[one["code"] for one in asked])
    house.saved("effects", effect="nausea")
    house.saved("calls", called="Dr <b>Lee</b>", answer="pause it")
    said = screen.read(opens("handover"))
    for expected in (
        "Alice Example · born 6 May 1984 · No. C-0001",
        "BP 205/98 +85/+18 at 14:20",
        "120/80",
        "Nausea",
        "red, active: Systolic 205 ≥ 200",
        "Dr &lt;b&gt;Lee&lt;/b&gt; called",
        "1 of 3 due readings not taken",
        "printed by Nia Nurse",
    ):
        assert expected in said


def test_what_nobody_has_claimed_is_handed_over(house: House, opens: Opens) -> None:
    with house.database.write() as connection:
        made, token = entered.tablet(connection, facts.NURSE, "Chair 3")
    tablet = Browser()
    tablet.cookies.set(f"__Host-tablet-{PORT}", token)
    told = {"id": str(made.id), "session": str(facts.TREATMENT), "line": "88/50 120 84"}
    assert tablet.post("/emergency", data=told).status_code == 201
    assert "an emergency entry at tablet Chair 3" in screen.read(opens("handover"))


def test_before_the_dose_it_says_how_far_the_check_is(house: House, opens: Opens) -> None:
    house.saved("check-answers", item="consent", says="yes")
    said = screen.read(opens("handover"))
    assert "1 of 8 asked, no decision" in said
    assert "Audit: 7 rows, the last" in said
    assert "no reading yet" in said
    assert "no open alert" in said


def test_an_ended_session_is_not_handed_over(house: House, opens: Opens) -> None:
    house.saved("ends", how="not_started")
    said = screen.read(opens("handover"))
    assert "No session is open." in said
    assert facts.patient().family_name not in said
