import json
from typing import Any
from uuid import UUID, uuid4

import pytest

from schemas.effect import Severity
from tests import facts
from tests.app.house import House

NO_SUCH = UUID(int=0xDEAD)


def refused(answer: Any) -> str:
    """The sentences of a refusal."""
    assert answer.status_code == 422, answer.text
    return " ".join(one["text"] for one in answer.json()["refusals"])


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("readings", {"line": "148/92 88 97 16"}, "Saved 15:00 · 148/92 88 97 16 · NN"),
        ("readings", {"line": "148/-n _ 97 @14:50"}, "Saved 14:50 · 148/– (no reading obtained) _ 97 · NN"),
        ("readings", {"line": "t98.2f w82.5"}, "Saved 15:00 · t36.8 w82.5 · NN"),
        ("readings", {"line": "h-o", "words": {"pulse": "wrist hurt"}}, "Saved 15:00 · _ wrist hurt · NN"),
        ("readings", {"line": "120/80", "position": "sitting", "cuff_site": "left_arm", "note": "calm"}, "Saved 15:00"),
        ("effects", {"effect": "nausea"}, "Saved 15:00 · Nausea begins · NN"),
        ("effects", {"words": "legs feel far away", "stated": "-20"}, "Saved 14:40 · legs feel far away begins · NN"),
        ("effects", {"line": "+nau"}, "Saved 15:00 · Nausea begins · NN"),
        ("effects", {"line": '+"légs" 2 @14:55'}, "Saved 14:55 · légs begins · NN"),
        ("none-reported", {}, "Saved 15:00 · Asked: no effect reported · NN"),
        ("none-reported", {"line": "+none @-5"}, "Saved 14:55 · Asked: no effect reported · NN"),
        ("drug-events", {"act": "start", "dose_mg": 40, "duration_minutes": 40}, "Start 40 mg over 40 min · NN"),
        ("drug-events", {"act": "bolus", "dose_mg": 12.5}, "Saved 15:00 · Bolus 12.5 mg · NN"),
        ("interventions", {"words": "lights dimmed"}, "Saved 15:00 · lights dimmed · NN"),
        (
            "interventions",
            {"drug": "ondansetron", "dose": "4 mg", "route": "IV", "ordered_by": "Dr Pax", "response": "better"},
            "ondansetron 4 mg IV, ordered by Dr Pax, response: better · NN",
        ),
        ("notes", {"words": "Sie hört Musik. 雪 😵‍💫"}, "Saved 15:00 · Sie hört Musik. 雪 😵‍💫 · NN"),
        ("ends", {"how": "left_with_escort"}, "Saved 15:00 · Session ended: left with escort · NN"),
        ("arrivals", {"stated": "2026-03-02T13:00+00:00", "reason": "sat outside"}, "Arrival set to 13:00 · NN"),
    ],
)
def test_every_kind_of_entry_is_stored_once_and_its_receipt_says_what_lies_there(
    house: House, kind: str, body: dict[str, object], words: str
) -> None:
    entry = {"id": str(uuid4())} | body
    first, again = house.post(kind, entry), house.post(kind, entry)
    assert first.status_code == 201
    assert first.json()["receipt"]["id"] == entry["id"]
    assert words in first.json()["receipt"]["words"]
    assert again.status_code == 200
    assert again.json()["receipt"]["words"] == first.json()["receipt"]["words"]
    assert again.json()["state"]["rows"] == first.json()["state"]["rows"]
    facts_with_it = [one for one in house.record().facts() if str(one.id) == entry["id"]]
    assert len(facts_with_it) == 1
    assert house.record().arrivals or facts_with_it[0].entered_by == facts.NURSE


def test_a_withdrawal_is_stored_once_and_says_what_it_withdraws(house: House) -> None:
    reading = house.saved("readings", line="148/92")
    entry = {"id": str(uuid4()), "fact_id": reading, "reason": "other arm"}
    answers = [house.post("retractions", entry) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 200]
    assert answers[1].json()["receipt"]["words"] == "Saved 15:00 · withdrawn: 148/92 · NN"
    assert len(house.record().retractions) == 1


def test_a_line_of_an_effect_with_its_severity_is_two_facts_and_still_two_when_sent_again(house: House) -> None:
    entry = {"id": str(uuid4()), "line": "+nausea 1"}
    answers = [house.post("effects", entry) for _ in range(3)]
    assert [one.status_code for one in answers] == [201, 200, 200]
    record = house.record()
    assert len(record.effects) == 1
    assert [one.severity for one in record.effect_changes] == [Severity.MILD]
    assert record.effect_changes[0].effect_id == record.effects[0].id == UUID(entry["id"])


def test_what_became_of_a_session_since_does_not_change_the_receipt_of_a_resend(house: House) -> None:
    sent: list[tuple[str, dict[str, object]]] = [
        ("none-reported", {}),
        ("effects", {"line": "+nausea 2"}),
        ("effects", {"line": "+nausea 3"}),
        ("effects", {"line": "+nausea 0"}),
        ("effects", {"effect": "nausea"}),
        ("drug-events", {"act": "start"}),
        ("drug-events", {"act": "pause"}),
        ("drug-events", {"act": "resume"}),
        ("drug-events", {"act": "stop", "stop_says": "planned"}),
        ("arrivals", {"stated": "-120"}),
        ("ends", {"how": "left_alone"}),
    ]
    entries = [(kind, {"id": str(uuid4())} | body) for kind, body in sent]
    for number, (kind, body) in enumerate(entries):
        house.at(f"15:{number:02}")
        assert house.post(kind, body).status_code == 201, (kind, body)
    before = house.record()
    for number, (kind, body) in enumerate(entries):
        house.at("15:40:20")
        answer = house.post(kind, body | {"age_ms": (40 - number) * 60_000 + 20_300})
        assert answer.status_code == 200, (kind, body, answer.text)
    assert house.record() == before


@pytest.mark.parametrize(
    ("kind", "body", "other", "shown"),
    [
        ("readings", {"line": "148/92"}, {"line": "150/92"}, ("148/92", "150/92")),
        ("readings", {"line": "148/92"}, {"line": "148/92", "note": "cold hands"}, ("148/92", "148/92")),
        ("readings", {"line": "148/92 @-5"}, {"line": "148/92 @-6"}, ("148/92", "148/92")),
        ("notes", {"words": "one"}, {"words": "two"}, ("one", "two")),
        ("effects", {"effect": "nausea"}, {"effect": "vertigo"}, ("Nausea begins", "Vertigo begins")),
        ("ends", {"how": "left_alone"}, {"how": "transferred"}, ("ended: left alone", "ended: transferred")),
    ],
)
def test_the_same_id_with_other_content_overwrites_nothing_and_shows_both(
    house: House, kind: str, body: dict[str, object], other: dict[str, object], shown: tuple[str, str]
) -> None:
    draft = {"id": str(uuid4())}
    assert house.post(kind, draft | body).status_code == 201
    before = house.record()
    answer = house.post(kind, draft | other)
    assert answer.status_code == 409
    assert shown[0] in answer.json()["stored"]
    assert shown[1] in answer.json()["sent"]
    assert house.record() == before


def test_two_withdrawals_under_one_id_show_both(house: House) -> None:
    one, two = house.saved("notes", words="one"), house.saved("notes", words="two")
    draft = {"id": str(uuid4()), "reason": "slip"}
    house.post("retractions", draft | {"fact_id": one})
    answer = house.post("retractions", draft | {"fact_id": two})
    assert (answer.status_code, answer.json()["stored"], answer.json()["sent"]) == (
        409,
        "withdrawn: one",
        "withdrawn: two",
    )


def test_an_id_of_another_patients_session_is_refused_and_nothing_of_that_session_is_shown(house: House) -> None:
    other = house.session()
    draft = {"id": str(uuid4())}
    assert house.post("notes", draft | {"words": "her secret"}, other).status_code == 201
    answer = house.post("notes", draft | {"words": "mine"})
    assert answer.status_code == 409
    assert "another session" in answer.json()["problem"]
    assert "secret" not in answer.text
    assert house.record().notes == ()


@pytest.mark.parametrize(
    ("field", "kind", "body"),
    [
        ("replaces", "readings", {"line": "150/92", "reason": "typed wrongly"}),
        ("replaces", "notes", {"words": "better", "reason": "typed wrongly"}),
        ("replaces", "effects", {"effect": "vertigo", "reason": "typed wrongly"}),
        ("replaces", "drug-events", {"act": "bolus", "reason": "typed wrongly"}),
        ("replaces", "ends", {"how": "left_alone", "reason": "typed wrongly"}),
        ("fact_id", "retractions", {"reason": "typed wrongly"}),
        ("effect_id", "effect-changes", {"severity": 1}),
        ("repeat_of", "readings", {"line": "150/92"}),
    ],
)
def test_nothing_of_another_session_can_be_corrected_withdrawn_or_changed_from_here(
    house: House, field: str, kind: str, body: dict[str, object]
) -> None:
    other = house.session()
    targets = {
        "readings": house.post("readings", {"line": "140/90"}, other),
        "notes": house.post("notes", {"words": "hers"}, other),
        "effects": house.post("effects", {"effect": "nausea"}, other),
        "drug-events": house.post("drug-events", {"act": "bolus"}, other),
        "ends": house.post("ends", {"how": "transferred"}, other),
    }
    target = targets.get("effects" if field == "effect_id" else kind, targets["readings"]).json()["receipt"]["id"]
    before = house.record(other)
    answer = house.post(kind, body | {field: target})
    assert answer.status_code in {409, 422}
    assert "not in this session" in answer.text
    assert house.record(other) == before
    assert house.record().facts() == ()


@pytest.mark.parametrize(
    ("treatment", "kind", "sentence"),
    [
        (NO_SUCH, "notes", "no such session"),
        ("not-an-id", "notes", "no such session"),
        (facts.TREATMENT, "thoughts", "no such kind"),
        (facts.TREATMENT, "draft", "no such kind"),
    ],
)
def test_a_save_without_its_session_or_kind_saves_nothing(
    house: House, treatment: object, kind: str, sentence: str
) -> None:
    answer = house.post(kind, {"words": "x"}, treatment)
    assert answer.status_code == 404
    assert sentence in answer.json()["problem"]
    assert house.count("note") == 0


@pytest.mark.parametrize(
    ("author", "status"), [(str(facts.NURSE), 201), (None, 201), (str(facts.OTHER_NURSE), 401), (7, 401), (["x"], 401)]
)
def test_what_one_person_entered_is_never_saved_under_the_name_of_another(
    house: House, author: object, status: int
) -> None:
    assert house.post("notes", {"words": "mine", "author": author}).status_code == status
    assert house.count("note") == (1 if status == 201 else 0)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"not json", 400),
        (b"\xff\xfe", 400),
        (b"[" * 60_000, 400),
        (b'{"id": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b"null", 400),
        (b"{}", 400),
        (b'{"id": "no-id", "words": "x"}', 400),
        (b'{"id": "' + b"x" * 1_000_000 + b'"}', 413),
    ],
)
def test_a_body_that_no_panel_sends_gets_a_sentence_and_saves_nothing(house: House, body: bytes, status: int) -> None:
    answer = house.client.post(f"/api/treatments/{facts.TREATMENT}/notes", content=body)
    assert answer.status_code == status
    assert answer.json()["problem"].endswith(".")
    assert house.count("note") == 0


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("readings", {"line": 148}),
        ("readings", {"line": ["148/92"]}),
        ("readings", {"line": "148/92", "note": 5}),
        ("readings", {"line": "148/92", "replaces": True}),
        ("readings", {"line": "148/92", "words": "x"}),
        ("readings", {"line": "148/92", "words": {"pulse": 1}}),
        ("readings", {"line": "148/92", "confirmed": "all"}),
        ("readings", {"line": "148/92", "confirmed": [1]}),
        ("readings", {"line": "148/92", "stated": {"at": 1}}),
        ("notes", {"words": 12}),
        ("notes", {"words": "x", "age_ms": -1}),
        ("notes", {"words": "x", "age_ms": True}),
        ("notes", {"words": "x", "age_ms": "0"}),
        ("notes", {"words": "x", "age_ms": 3 * 86_400_000}),
        ("notes", {"words": "x", "age_ms": float("nan")}),
        ("notes", {"words": "x", "age_ms": float("inf")}),
        ("effects", {"effect": 3}),
        ("effects", {"words": {}}),
        ("drug-events", {"act": 1}),
        ("drug-events", {"act": "stop", "no_more_follows": "no"}),
        ("effect-changes", {"severity": 1.5}),
        ("effect-changes", {"severity": True}),
        ("effect-changes", {"severity": "²"}),
        ("effect-changes", {"severity": "severe"}),
        ("effect-changes", {"severity": [1]}),
        ("effect-changes", {"ended": "yes"}),
        ("ends", {"how": 2}),
        ("retractions", {"reason": 4}),
        ("notes", {"words": "x", "stated": "14:05"}),
        ("notes", {"words": "x", "stated": "2026-03-02T14:05"}),
        ("notes", {"words": "x", "stated": "yesterday"}),
        ("notes", {"words": "x", "stated": "0001-01-01T00:00+14:00"}),
        ("notes", {"words": "x", "stated": "9999-12-31T23:59-14:00"}),
        ("arrivals", {"stated": "9" * 100}),
    ],
)
def test_a_field_of_the_wrong_kind_is_named_and_nothing_of_it_is_dropped_in_silence(
    house: House, kind: str, body: dict[str, object]
) -> None:
    house.saved("effects", effect="nausea")
    before = house.record()
    told = {"effect_id": str(before.effects[0].id)} if kind == "effect-changes" else {}
    content = json.dumps({"id": str(uuid4())} | told | body)
    answer = house.client.post(f"/api/treatments/{facts.TREATMENT}/{kind}", content=content)
    assert answer.status_code == 400, answer.text
    assert answer.json()["problem"].endswith(".")
    assert house.record() == before


@pytest.mark.parametrize(
    ("kind", "body", "named"),
    [
        ("readings", {"line": "148 92"}, "148"),
        ("readings", {"line": "88 97"}, "88"),
        ("readings", {"line": ""}, "no line of signs"),
        ("readings", {"line": "   "}, "no line of signs"),
        ("readings", {}, "no line of signs"),
        ("readings", {"line": "+nausea 1"}, "no line of signs"),
        ("readings", {"line": "92/148"}, "the systolic must be above the diastolic"),
        ("readings", {"line": "h301"}, "Pulse 301 /min is not accepted: 0 to 300"),
        ("readings", {"line": "s101"}, "SpO2 101 % is not accepted: 30 to 100"),
        ("readings", {"line": "w82.5 w83"}, "w83"),
        ("readings", {"line": "148/92 \ud800"}, "U+D800"),
        ("readings", {"line": "148/92 \0"}, "U+0000"),
        ("readings", {"line": "1" * 5000}, "5000"),
        ("readings", {"line": "h-o"}, "Pulse: not measured for another reason needs its words"),
        ("readings", {"line": "148/92", "position": "upside_down"}, "Position"),
        ("readings", {"line": "148/92", "note": "x\u202ey"}, "turns the direction"),
        ("readings", {"line": "148/92", "note": "\ud800"}, "half a character"),
        ("notes", {"words": "a\0b"}, "control character"),
        ("notes", {"words": "   "}, "Words"),
        ("notes", {}, "Words"),
        ("notes", {"words": "x" * 2001}, "Words"),
        ("interventions", {}, "An action is a medicine or is said in words"),
        ("interventions", {"words": "x", "dose": "4 mg"}, "belong to a medicine"),
        ("effects", {}, "one of the list or in words"),
        ("effects", {"effect": "nausea", "words": "sick"}, "one of the list or in words"),
        ("effects", {"effect": "no_such"}, "not in the list"),
        ("effects", {"line": "148/92"}, "no line of an effect"),
        ("effects", {"line": "+none"}, "no line of an effect"),
        ("effects", {"line": "+nausea 0"}, "not running"),
        ("none-reported", {"line": "148/92"}, "+none, in full"),
        ("effect-changes", {"severity": 1}, "Effect id"),
        ("ends", {}, "How"),
        ("ends", {"how": "beamed_up"}, "How"),
        ("arrivals", {}, "State when the person arrived"),
        ("arrivals", {"stated": "2026-03-02T15:01+00:00"}, "State when the person arrived"),
        ("arrivals", {"stated": "2026-03-01T13:29+00:00"}, "24 hours at most"),
        ("retractions", {"fact_id": "x"}, "Say why"),
        ("retractions", {"fact_id": "x", "reason": "slip"}, "Fact id"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_that_names_it(
    house: House, kind: str, body: dict[str, object], named: str
) -> None:
    content = json.dumps({"id": str(uuid4())} | body)
    answer = house.client.post(f"/api/treatments/{facts.TREATMENT}/{kind}", content=content)
    assert named in refused(answer)
    assert house.record().facts() == ()


def test_a_temperature_that_may_be_fahrenheit_is_a_choice_and_nothing_is_saved(house: House) -> None:
    answer = house.line("t98.2")
    assert answer.status_code == 422
    assert [option["line"] for option in answer.json()["choices"][0]["options"]] == ["t98.2f"]
    assert house.record().readings == ()
