from uuid import UUID, uuid4

import pytest

from schemas.reading import NotMeasured, Position, Reading
from schemas.rules import valid
from tests.app.house import House

WRONG = {"reason": "typed wrongly"}


def newest(house: House, first: str) -> Reading:
    """The reading that replaces this one."""
    return next(one for one in house.record().readings if str(one.replaces) == first)


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("h90", {"systolic": 148, "diastolic": 92, "pulse": 90, "spo2": 97}),
        ("150/-n", {"systolic": 150, "pulse": 88, "spo2": 97}),
        ("_ -a", {"systolic": 148, "diastolic": 92, "spo2": 97}),
        (None, {"systolic": 148, "diastolic": 92, "pulse": 88, "spo2": 97}),
    ],
)
def test_a_correction_changes_what_it_says_and_keeps_the_rest_and_the_time(
    house: House, line: str | None, signs: dict[str, float]
) -> None:
    first = house.saved("readings", line="148/92 88 97 m-o @14:05", words={"moaas": "no time"}, position="supine")
    body = {"replaces": first, "note": "read off the monitor"} | WRONG | ({"line": line} if line else {})
    answer = house.post("readings", body)
    assert answer.status_code == 201, answer.text
    corrected = newest(house, first)
    assert corrected.values() == signs
    assert corrected.not_measured["moaas"] is NotMeasured.OTHER
    assert corrected.reason_words == {"moaas": "no time"}
    assert (corrected.position, corrected.note) == (Position.SUPINE, "read off the monitor")
    assert f"{corrected.taken_at:%H:%M}" == "14:05"
    assert valid.statuses(house.record())[UUID(first)] is valid.Status.REPLACED


def test_a_correction_may_state_another_time(house: House) -> None:
    first = house.saved("readings", line="148/92 @14:05")
    house.saved("readings", line="148/92 @14:06", replaces=first, **WRONG)
    assert f"{newest(house, first).taken_at:%H:%M}" == "14:06"


def test_a_correction_is_judged_without_the_reading_that_it_corrects(house: House) -> None:
    first = house.saved("readings", line="148/92 88 @14:05")
    other = house.sign_in(UUID(int=2))
    body = {"line": "149/92", "replaces": first} | WRONG
    assert house.post("readings", body, client=other).status_code == 201


@pytest.mark.parametrize(
    ("line", "sentence"),
    [("80/-n", None), ("_", "nothing"), ("-/200", "reason"), ("90/-", "reason"), ("+nausea", "no line of signs")],
)
def test_a_correction_that_cannot_be_is_refused(house: House, line: str, sentence: str | None) -> None:
    first = house.saved("readings", line="148/92 @14:05")
    answer = house.post("readings", {"line": line, "replaces": first} | WRONG)
    assert answer.status_code == (201 if sentence is None else 422), answer.text
    if sentence is not None:
        assert len(house.record().readings) == 1


def test_a_correction_that_turns_the_pressure_round_is_refused(house: House) -> None:
    first = house.saved("readings", line="148/92 @14:05")
    answer = house.post("readings", {"line": "90/-n", "replaces": first} | WRONG)
    again = house.post("readings", {"line": "_", "replaces": str(uuid4())} | WRONG)
    assert answer.status_code == 201
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("kind", "body", "change", "said"),
    [
        ("notes", {"words": "one"}, {"words": "two"}, "two"),
        ("notes", {"words": "one", "stated": "-5"}, {"words": "One"}, "One"),
        (
            "interventions",
            {"drug": "ondansetron", "dose": "4 mg"},
            {"dose": "8 mg"},
            "ondansetron 8 mg",
        ),
        ("drug-events", {"act": "bolus", "dose_mg": 10}, {"dose_mg": 12}, "Bolus 12 mg"),
        ("ends", {"how": "left_alone"}, {"how": "transferred"}, "Session ended: transferred"),
        ("ends", {"how": "left_alone"}, {"stated": "-20"}, "Session ended: left alone"),
        ("effects", {"effect": "nausea"}, {"effect": "vertigo"}, "Vertigo begins"),
        ("effects", {"effect": "nausea"}, {"words": "queasy"}, "queasy begins"),
        ("effects", {"effect": "nausea"}, {"relatedness": "probable", "serious": "no"}, "Nausea begins"),
    ],
)
@pytest.mark.parametrize("restated", [False, True])
def test_every_kind_is_corrected_and_keeps_what_the_correction_does_not_speak_of(
    house: House, kind: str, body: dict[str, object], change: dict[str, object], said: str, restated: bool
) -> None:
    house.at("14:30")
    first = house.saved(kind, **body)
    house.at("15:00")
    time = {"stated": "-40"} if restated else {}
    entry = {"id": str(uuid4()), "replaces": first} | WRONG | change | time
    answer = house.post(kind, entry)
    assert answer.status_code == 201, answer.text
    rows = {row["id"]: row for row in answer.json()["state"]["rows"]}
    assert rows[first]["status"] == "replaced"
    assert "corrected by NN 15:00: typed wrongly" in rows[first]["why"]
    new = rows[str(entry["id"])]
    assert said in new["words"]
    stated = time.get("stated") or change.get("stated")
    assert new["time"] == ({"-40": "14:20", "-20": "14:40"}[str(stated)] if stated else rows[first]["time"])
    assert house.post(kind, entry).status_code == 200


def test_a_correction_of_a_change_of_an_effect_keeps_its_effect_and_time(house: House) -> None:
    effect = house.saved("effects", effect="nausea", stated="-30")
    change = house.saved("effect-changes", effect_id=effect, severity=2, stated="-20")
    house.saved("effect-changes", replaces=change, severity="3", **WRONG)
    again = house.saved(
        "effect-changes", replaces=house.record().effect_changes[-1].id.__str__(), stated="-10", **WRONG
    )
    latest = next(one for one in house.record().effect_changes if str(one.id) == again)
    assert (str(latest.effect_id), latest.severity, f"{latest.at:%H:%M}") == (effect, 3, "14:50")


def test_relatedness_is_signed_by_who_judged_it_and_stays_through_a_later_correction(house: House) -> None:
    effect = house.saved("effects", effect="nausea")
    judged = house.saved("effects", replaces=effect, relatedness="possible", serious="yes", **WRONG)
    other = house.sign_in(UUID(int=2))
    house.post("effects", {"replaces": judged, "words": "queasy"} | WRONG, client=other)
    last = next(one for one in house.record().effects if str(one.replaces) == judged)
    assert (last.relatedness, last.judged_by, last.serious, last.words) == ("possible", UUID(int=1), True, "queasy")


@pytest.mark.parametrize("how", ["corrected", "withdrawn"])
@pytest.mark.parametrize("then", ["correct", "withdraw"])
def test_a_correction_of_what_no_longer_holds_is_refused(house: House, how: str, then: str) -> None:
    first = house.saved("notes", words="one")
    if how == "corrected":
        house.saved("notes", words="two", replaces=first, **WRONG)
    else:
        house.saved("retractions", fact_id=first, **WRONG)
    before = house.record()
    body = {"words": "three", "replaces": first} if then == "correct" else {"fact_id": first}
    answer = house.post("notes" if then == "correct" else "retractions", body | WRONG)
    assert answer.status_code == 409
    assert "meanwhile" in answer.json()["problem"]
    assert house.record() == before


@pytest.mark.parametrize("kind", ["readings", "notes", "effects"])
def test_a_correction_says_why(house: House, kind: str) -> None:
    bodies = {"readings": {"line": "148/92"}, "notes": {"words": "x"}, "effects": {"effect": "nausea"}}
    first = house.saved(kind, **bodies[kind])
    answer = house.post(kind, bodies[kind] | {"replaces": first})
    assert answer.status_code == 422
    assert "reason" in answer.text


@pytest.mark.parametrize("kind", ["readings", "effects"])
def test_what_is_to_be_corrected_must_be_there(house: House, kind: str) -> None:
    answer = house.post(kind, {"replaces": str(uuid4())} | WRONG)
    assert answer.status_code == 422
    assert "not in this session" in answer.text


def test_a_withdrawn_fact_is_struck_and_what_was_computed_from_it_follows_at_once(house: House) -> None:
    house.saved("readings", line="120/80 @13:40")
    house.saved("readings", line="130/84 @13:50")
    house.saved("drug-events", act="start", stated="-60")
    state = house.post("notes", {"words": "x"}).json()["state"]
    assert state["baseline"]["systolic"] == 130
    second = next(one for one in house.record().readings if one.systolic == 130)
    answer = house.post("retractions", {"fact_id": str(second.id), "reason": "wrong patient"})
    assert answer.json()["state"]["baseline"]["systolic"] == 120
    assert answer.json()["receipt"]["follows"] == ["The baseline is 120/80 now: every change from it follows."]
    row = next(one for one in answer.json()["state"]["rows"] if one["id"] == str(second.id))
    assert (row["status"], row["why"]) == ("withdrawn", "withdrawn by NN 15:00: wrong patient")


def test_a_withdrawn_end_opens_the_session_again(house: House) -> None:
    end = house.saved("ends", how="left_alone")
    answer = house.post("retractions", {"fact_id": end, "reason": "still here"})
    assert answer.json()["state"]["session"]["ended"] is None
    assert house.post("ends", {"how": "transferred"}).status_code == 201


def test_a_session_ends_once(house: House) -> None:
    house.saved("ends", how="left_alone")
    answer = house.post("ends", {"how": "left_with_escort"})
    assert answer.status_code == 422
    assert "has ended already" in answer.text
    assert len(house.record().ends) == 1


def test_an_end_before_what_was_entered_later_is_asked_about(house: House) -> None:
    house.at("14:30")
    assert house.line("120/80").status_code == 201
    house.at("14:40")
    body = {"id": "00000000-0000-4000-8000-000000000001", "how": "left_alone", "stated": "2026-03-02T14:20+00:00"}
    asked = house.post("ends", body)
    assert asked.status_code == 422
    (question,) = asked.json()["questions"]
    assert question["text"].startswith("Check the end 14:20: an entry at 14:30 is later")
    assert house.record().ends == ()
    assert house.post("ends", body | {"confirmed": [question["code"]]}).status_code == 201


@pytest.mark.parametrize("body", [{"line": "148/92 88"}, {"line": "88"}, {}])
def test_a_correction_that_changes_nothing_is_refused_and_strikes_nothing(house: House, body: dict[str, str]) -> None:
    reading = house.saved("readings", line="148/92 88")
    answer = house.post("readings", body | {"replaces": reading, "reason": "looked again"})
    assert answer.status_code == 422, answer.text
    assert len(house.record().readings) == 1
