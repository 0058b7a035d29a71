"""Moving an entry to the session of the right patient: both sessions say so, nothing measured is lost or doubled."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from app import clinic
from app.live import flowsheet
from data import acts
from data import facts as recorded
from schemas.effect import EffectChange
from schemas.fact import ClinicalFact
from schemas.record import Record
from schemas.rules import episodes, valid
from schemas.staff import Role
from tests import facts
from tests.app.house import House

WHY = "wrong patient: the next chair"
F, M = valid.Status.FINAL, valid.Status.MOVED

# Each kind of entry that can be moved, as it is saved first.
MOVABLE: list[tuple[str, dict[str, Any]]] = [
    ("readings", {"line": "148/92 88 97 @14:05"}),
    ("effects", {"effect": "nausea", "stated": "2026-03-02T14:10:00Z"}),
    ("none-reported", {"stated": "2026-03-02T14:10:00Z"}),
    ("drug-events", {"act": "start", "dose_mg": 40, "duration_minutes": 40, "stated": "2026-03-02T13:55:00Z"}),
    ("interventions", {"words": "blanket", "stated": "2026-03-02T14:10:00Z"}),
    ("notes", {"words": "listens to music", "stated": "2026-03-02T14:10:00Z"}),
    ("calls", {"called": "Dr Lee", "answer": "wait", "stated": "2026-03-02T14:10:00Z"}),
    ("check-answers", {"item": "escort", "says": "yes", "stated": "2026-03-02T13:40:00Z"}),
    ("decisions", {"decision": "hold", "words": "fever", "stated": "2026-03-02T13:50:00Z"}),
    ("score-answers", {"part": "acvpu", "says": "A", "stated": "2026-03-02T14:10:00Z"}),
    ("ends", {"how": "left_with_escort", "stated": "2026-03-02T14:50:00Z"}),
]


def move(house: House, fact: str, there: UUID, **more: object) -> Any:  # noqa: ANN401 - httpx's answer
    return house.post("moves", {"fact_id": fact, "to": str(there), "reason": WHY} | more)


def fact(record: Record, wanted: object) -> ClinicalFact:
    return next(one for one in record.facts() if str(one.id) == str(wanted))


def told(record: Record, wanted: object) -> str:
    """The last words of its row in the flowsheet: why."""
    return str(next(row for row in flowsheet.rows(record, {}) if row["id"] == str(wanted))["why"])


@pytest.mark.parametrize(("kind", "body"), MOVABLE, ids=[kind for kind, _ in MOVABLE])
def test_every_kind_of_entry_goes_to_the_other_session_as_it_was(house: House, kind: str, body: dict[str, Any]) -> None:
    there = house.session()
    old = house.saved(kind, **body)
    answer = move(house, old, there)
    assert answer.status_code == 201, answer.text
    new = answer.json()["receipt"]["id"]
    was, became = fact(house.record(), old), fact(house.record(there), new)
    changed = {"id", "treatment_id", "replaces", "reason", "entered_at", "entered_by"}
    assert became.model_dump(exclude=changed) == was.model_dump(exclude=changed)
    assert valid.statuses(house.record())[was.id] is M
    assert valid.statuses(house.record(there))[became.id] is F
    assert told(house.record(), old) == f"moved to another session by ? 15:00: {WHY}"
    assert told(house.record(there), new) == f"moved here from another session by ? 15:00: {WHY}"


def test_neither_session_names_the_other_patient(house: House) -> None:
    there = house.session(patient_id=house.patient(given_name="Zora", family_name="Elsewhere"))
    old = house.saved("notes", words="calm", stated="2026-03-02T14:10:00Z")
    answer = move(house, old, there)
    for one in (facts.TREATMENT, there):
        state = house.client.get(f"/api/treatments/{one}").text
        assert ("Zora" in state, "Elsewhere" in state, facts.patient().family_name in state) == (False, False, False)
    assert "Zora" not in answer.text


def test_an_effect_takes_along_what_was_said_of_it_and_holds(house: House) -> None:
    there = house.session()
    effect = house.saved("effects", effect="nausea", stated="2026-03-02T14:10:00Z")
    worse = house.saved("effect-changes", effect_id=effect, severity=2, stated="2026-03-02T14:20:00Z")
    house.saved(
        "effect-changes", effect_id=effect, severity=3, stated="2026-03-02T14:21:00Z", replaces=worse, reason="mistyped"
    )
    gone = house.saved("effect-changes", effect_id=effect, ended=True, stated="2026-03-02T14:30:00Z")
    assert house.post("retractions", {"fact_id": gone, "reason": "goes on"}).status_code == 201
    assert move(house, effect, there).status_code == 201
    (episode,) = episodes.episodes(house.record(there))
    assert (episode.label, episode.severity, episode.ended_at) == ("Nausea", 3, None)
    assert episodes.episodes(house.record()) == ()
    assert len(house.record(there).effect_changes) == 1
    assert {valid.statuses(house.record())[one.id] for one in house.record().effect_changes} <= {
        M, valid.Status.REPLACED, valid.Status.WITHDRAWN,
    }  # fmt: skip


def test_a_link_to_what_stays_behind_is_not_taken_along(house: House) -> None:
    there = house.session()
    first = house.saved("readings", line="191/99 @14:05")
    again = house.saved("readings", line="188/98 @14:10", repeat_of=first, confirmed=[])
    new = move(house, again, there).json()["receipt"]["id"]
    assert getattr(fact(house.record(there), new), "repeat_of", "none") is None


def test_asked_again_it_is_moved_once(house: House) -> None:
    there, draft = house.session(), str(uuid4())
    effect = house.saved("effects", effect="nausea", stated="2026-03-02T14:10:00Z")
    house.saved("effect-changes", effect_id=effect, severity=2, stated="2026-03-02T14:20:00Z")
    answers = [move(house, effect, there, id=draft) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 200, 200]
    assert [one.json()["receipt"]["id"] for one in answers] == [draft] * 3
    assert len(house.record(there).effects) == 1
    assert len(house.record(there).effect_changes) == len(house.record().effect_changes)
    assert len(house.record().retractions) == 1


def test_what_was_corrected_meanwhile_is_not_moved_and_what_stands_is_shown(house: House) -> None:
    there = house.session()
    old = house.saved("readings", line="148/92 @14:05")
    newer = house.saved("readings", line="149/92", replaces=old, reason="mistyped")
    answer = move(house, old, there)
    assert answer.status_code == 409
    assert answer.json()["standing"] == newer
    assert "149/92" in answer.json()["stored"]
    assert house.record(there).readings == ()


def test_it_is_asked_about_as_an_entry_of_the_session_to_which_it_goes(house: House) -> None:
    there = house.session()
    with house.database.write() as connection:
        recorded.record(connection, facts.reading("14:03", systolic=90, diastolic=50, treatment_id=there))
    old = house.saved("readings", line="179/109 @14:05")
    asked = move(house, old, there)
    assert asked.status_code == 422
    codes = [one["code"] for one in asked.json()["questions"]]
    assert codes
    assert house.record().retractions == ()
    assert move(house, old, there, confirmed=codes).status_code == 201


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"reason": ""}, 422, "Say why it is moved."),
        ({"to": ""}, 404, "Choose the session"),
        ({"to": "no id"}, 404, "Choose the session"),
        ({"to": str(UUID(int=404))}, 404, "There is no such session"),
        ({"to": str(facts.TREATMENT)}, 409, "It lies in that session already"),
        ({"fact_id": str(UUID(int=404))}, 422, "not in this session"),
        ({"fact_id": 7}, 400, "is to be a text"),
        ({"id": "no id"}, 400, "no id of its own"),
    ],
)
def test_what_cannot_be_moved_is_refused_in_words_and_nothing_is_half_moved(
    house: House, body: dict[str, Any], status: int, words: str
) -> None:
    there = house.session()
    old = house.saved("notes", words="calm", stated="2026-03-02T14:10:00Z")
    answer = move(house, old, there, **body)
    assert answer.status_code == status, answer.text
    assert words in answer.text
    assert house.record().retractions == ()
    assert house.record(there).notes == ()


def test_what_only_makes_sense_beside_something_of_its_session_stays(house: House) -> None:
    there = house.session()
    effect = house.saved("effects", effect="nausea", stated="2026-03-02T14:10:00Z")
    house.saved("effect-changes", effect_id=effect, severity=2, stated="2026-03-02T14:20:00Z")
    (change,) = house.record().effect_changes
    arrival = house.post("arrivals", {"stated": "2026-03-02T13:20:00Z"}).json()["receipt"]["id"]
    said = [move(house, str(one), there).text for one in (change.id, arrival)]
    assert "move the effect" in said[0]
    assert "arrival is this session's own" in said[1]
    assert [type(one) for one in house.record().effect_changes] == [EffectChange]


def test_a_second_end_is_not_moved_into_an_ended_session(house: House) -> None:
    there = house.session()
    assert (
        house.post("ends", {"how": "left_alone", "stated": "2026-03-02T14:40:00Z"}, treatment=there).status_code == 201
    )
    end = house.saved("ends", how="left_with_escort", stated="2026-03-02T14:50:00Z")
    assert "has ended already" in move(house, end, there).text
    assert len(house.record(there).ends) == 1


def test_the_sessions_to_choose_from_are_those_of_the_day_and_the_open_ones(house: House) -> None:
    near = house.session("09:10", patient_id=house.patient(given_name="Zora", record_number="Z-1"))
    house.session(facts.instant("09:00", facts.DAY.replace(day=1)))
    answer = house.client.get(f"/api/treatments/{facts.TREATMENT}/others")
    told = {one["id"]: one["words"] for one in answer.json()["sessions"]}
    assert str(facts.TREATMENT) not in told
    assert "Zora" in told[str(near)]
    assert "No. Z-1, arrived 09:10" in told[str(near)]
    for wrong in ("no id", str(UUID(int=404))):
        assert house.client.get(f"/api/treatments/{wrong}/others").status_code == 404


@pytest.mark.parametrize(("roles", "status"), [({Role.PRESCRIBER}, 403), ({Role.NURSE}, 201)])
@pytest.mark.parametrize("kind", ["moves", "retractions", "notes"])
def test_in_an_ended_session_entries_are_corrected_by_the_roles_that_the_clinic_has_set(
    house: House, kind: str, roles: set[Role], status: int
) -> None:
    there = house.session()
    old = house.saved("notes", words="calm", stated="2026-03-02T14:10:00Z")
    house.saved("ends", how="left_with_escort", stated="2026-03-02T14:50:00Z")
    clinic.serve(replace(clinic.current(), may_correct_ended=frozenset(roles)))
    body = {"fact_id": old, "to": str(there)} if kind != "notes" else {"replaces": old, "words": "asleep"}
    answer = house.post(kind, body | {"reason": WHY})
    assert answer.status_code == status, answer.text
    assert house.post("notes", {"words": "one more"}).status_code == 201, "what is new is written by whoever treats"
    if status == 403:
        assert "a prescriber corrects its entries" in answer.text
        with house.database.read() as connection:
            noted = acts.between(connection, acts.Asked(facts.instant("00:00"), facts.instant("23:59")), 50)
        assert ("refused", kind) in {(row["what"], row["kind"]) for row in noted}
