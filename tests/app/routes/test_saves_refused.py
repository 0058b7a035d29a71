import json
from uuid import uuid4

import pytest
from httpx import Response

from tests import facts
from tests.app.house import House


def refused(answer: Response) -> str:
    """The sentences of a refusal."""
    assert answer.status_code == 422, answer.text
    return " ".join(one["text"] for one in answer.json()["refusals"])


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
