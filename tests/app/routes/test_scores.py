"""Scores through the real routes: shown where the protocol wants them, unknown until every part is known."""

from typing import Any

import pytest

from data import protocols
from schemas.protocol import ScoreName
from tests import facts, said
from tests.app.house import INFUSION, House
from tests.data import opened

WITH = INFUSION.model_copy(
    update={"id": facts.PROTOCOL, "key": "own_scores", "name": "Ours", "version": 1, "scores": tuple(ScoreName)}
)


@pytest.fixture
def scored(house: House) -> Any:  # noqa: ANN401 - a session's id
    with house.database.write() as connection:
        protocols.publish(connection, WITH, said.offer(WITH.id))
    return house.session("14:00", WITH, patient_id=facts.PATIENT)


def told(house: House, session: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    found = house.client.get(f"/api/treatments/{session}").json()["scores"]
    return {one["name"]: one for one in found}


def test_a_protocol_that_wants_no_score_shows_none(house: House) -> None:
    house.saved("readings", line="128/80 78 97 16")
    assert told(house, facts.TREATMENT) == {}


def test_news2_is_unknown_until_the_letter_is_said_and_then_it_is_exact(house: House, scored: Any) -> None:  # noqa: ANN401
    assert told(house, scored)["news2"]["said"] == "NEWS2, SpO2 scale 1: unknown, no sign of it was measured"
    assert house.post("readings", {"line": "128/80 78 97 16 t36.7 o0"}, scored).status_code == 201
    assert told(house, scored)["news2"]["said"].endswith("unknown at 15:00; not known: consciousness")
    answer = house.post("score-answers", {"part": "acvpu", "says": "A"}, scored)
    assert answer.status_code == 201
    assert "Consciousness (ACVPU): A, alert" in answer.json()["receipt"]["words"]
    one = told(house, scored)["news2"]
    assert (one["said"], one["short"]) == ("NEWS2, SpO2 scale 1: 0 of 20 at 15:00", "NEWS2 0")
    assert one["asked"][0]["answer"] == "A"
    assert one["note"] == ""


def test_under_dissociation_it_says_why_it_misleads(house: House, scored: Any) -> None:  # noqa: ANN401
    assert house.post("readings", {"line": "128/80 78 97 d1"}, scored).status_code == 201
    assert told(house, scored)["news2"]["note"].startswith("NEWS2 misleads under dissociation")


def test_the_scale_of_the_patient_is_the_newest_that_was_said(house: House, scored: Any) -> None:  # noqa: ANN401
    assert house.post("readings", {"line": "128/80 78 93"}, scored).status_code == 201
    opened.say(house.database, said.scale(2))
    house.at("15:01")
    assert told(house, scored)["news2"]["said"].startswith("NEWS2, SpO2 scale 2")


@pytest.mark.parametrize("body", [{"part": "acvpu", "says": "Z"}, {"part": "mood", "says": "A"}, {"part": "acvpu"}])
def test_an_answer_that_the_score_does_not_know_is_refused(house: House, scored: Any, body: dict[str, str]) -> None:  # noqa: ANN401
    answer = house.post("score-answers", body, scored)
    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["text"].startswith(("This part is answered", "Part", "Says"))
