from uuid import UUID, uuid4

import pytest

from schemas.effect import Severity
from tests import facts
from tests.app.house import House

NO_SUCH = UUID(int=0xDEAD)


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("readings", {"line": "148/92 88 97 16"}, "Saved 15:00 · 148/92 88 97 16 · NN"),
        ("readings", {"line": "148/-n _ 97 @14:50"}, "Saved 14:50 · 148/– (no reading obtained) SpO2 97 · NN"),
        ("readings", {"line": "t98.2f w82.5"}, "Saved 15:00 · t36.8 w82.5 · NN"),
        ("readings", {"line": "h-o", "words": {"pulse": "wrist hurt"}}, "Saved 15:00 · pulse wrist hurt · NN"),
        ("readings", {"line": "120/80", "position": "sitting", "cuff_site": "left_arm", "note": "calm"}, "Saved 15:00"),
        ("effects", {"effect": "nausea"}, "Saved 15:00 · Nausea begins · NN"),
        ("effects", {"words": "legs feel far away", "stated": "-20"}, "Saved 14:40 · legs feel far away begins · NN"),
        ("effects", {"line": "+nau"}, "Saved 15:00 · Nausea begins · NN"),
        ("effects", {"line": '+"légs" 2 @14:55'}, "Saved 14:55 · légs begins, moderate · NN"),
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


def test_two_versions_that_differ_in_their_time_alone_do_not_read_alike(house: House) -> None:
    draft = {"id": str(uuid4()), "line": "148/92"}
    house.post("readings", draft | {"stated": "2026-03-02T14:05:00+00:00"})
    told = house.post("readings", draft | {"stated": "2026-03-02T14:25:00+00:00"}).json()
    assert (told["stored"], told["sent"]) == ("14:05 · 148/92", "14:25 · 148/92")


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
