from uuid import UUID

import pytest

from data import protocols, staff
from schemas.protocol import ScoreName
from schemas.staff import Role
from tests import facts, said
from tests.app.house import INFUSION, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def test_a_patients_sessions_are_told_newest_first_with_a_chart_and_an_export_each(house: House, opens: Opens) -> None:
    house.saved("readings", line="120/80 @13:50")
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40, stated="-60")
    house.saved("readings", line="150/96 @14:20")
    house.saved("effects", line="+nausea 2 @14:15")
    house.saved("drug-events", act="stop", stop_says="planned", stated="-20")
    house.saved("readings", line="124/82 @14:50")
    house.saved("ends", how="left_with_escort")
    house.session("10:00", patient_id=facts.PATIENT)
    test = opens("patient", patient=facts.PATIENT)
    said = screen.read(test)
    assert said.index("Session 2, 2 Mar 2026") < said.index("Session 1, 2 Mar 2026")
    assert "2 sessions" in said
    for line in (
        "Baseline 120/80 · peak 150/96 at 20 min · Δ +30/+16",
        "back within 110 % of baseline at 50 min",
        "Effects: Nausea (moderate, not ended when the session ended)",
        "Ended: left with escort",
        "Still open",
        "not asked",
    ):
        assert line in said, line
    assert f"/export/patient/{facts.PATIENT}.zip" in said
    assert len(test.get("arrow_vega_lite_chart") or test.get("vega_lite_chart")) == 2


def test_a_patient_without_a_session_has_no_export_and_can_start_one(house: House, opens: Opens) -> None:
    patient = house.patient(given_name="Bob")
    test = opens("patient", patient=patient)
    assert "Bob Example" in screen.read(test)
    assert "0 sessions" in screen.read(test)
    assert "/export/" not in screen.read(test)
    screen.press(test, "Start session")
    assert [one.value for one in test.subheader] == ["Start session"]
    assert "Bob Example" in screen.read(test)


@pytest.mark.parametrize(
    "address", [{}, {"patient": "nonsense"}, {"patient": UUID(int=99)}, {"patient": facts.TREATMENT}]
)
def test_an_unknown_patient_is_nobody_and_nothing_can_be_written(opens: Opens, address: dict[str, object]) -> None:
    test = opens("patient", **address)
    assert "No patient is chosen" in screen.read(test)
    assert "Alice" not in screen.read(test)
    assert len(test.button) == 0


def test_sessions_without_drug_are_counted_with_their_reason_and_those_who_never_came(
    house: House, opens: Opens
) -> None:
    held, other = (house.session(time, patient_id=facts.PATIENT) for time in ("09:00", "10:00"))
    assert house.post("decisions", {"decision": "hold", "words": "168/99"}, held).status_code == 201
    for session in (held, other):
        assert house.post("ends", {"how": "not_started"}, session).status_code == 201
    opened.say(house.database, said.appointment("11:00", state="not_come"))
    told = screen.read(opens("patient", patient=facts.PATIENT))
    assert "Without drug: 1 held, 1 not started, 1 did not come (2 Mar 2026)" in told


def test_a_prescriber_says_on_which_scale_the_oxygen_is_scored(house: House, opens: Opens) -> None:
    own = INFUSION.model_copy(
        update={"id": facts.PROTOCOL, "key": "own_s", "name": "Ours", "scores": (ScoreName.NEWS2,)}
    )
    assert "NEWS2" not in screen.read(opens("patient", patient=facts.PATIENT))
    with house.database.write() as connection:
        protocols.publish(connection, own, said.offer(own.id))
        person = facts.staff("Dr Lind", id=facts.PRESCRIBER, initials="DL", roles=(Role.PRESCRIBER,))
        staff.add(connection, person)
    test = opens("patient", patient=facts.PATIENT)
    assert "NEWS2: SpO2 scale 1, nobody has said otherwise" in screen.read(test)
    assert "Prescribe this scale" not in [one.label for one in test.button]
    test = opens("patient", client=house.sign_in(facts.PRESCRIBER), patient=facts.PATIENT)
    screen.press(test, "Prescribe this scale")
    assert "Scale" in screen.errors(test)[0]
    test.radio[0].set_value("2, for a prescribed target of 88 to 92 %")
    screen.fill(test, Reason="COPD, target 88 to 92")
    screen.press(test, "Prescribe this scale")
    assert "NEWS2: SpO2 scale 2, Dr Lind, 2 Mar 2026: COPD, target 88 to 92" in screen.read(test)
