"""Two people correct one entry: both versions are told whole, and what is chosen is saved as it was shown."""

from uuid import uuid4

import pytest

from tests.app.house import House

WRONG = {"reason": "typed wrongly"}


@pytest.mark.parametrize(
    ("kind", "first", "theirs", "mine", "kept"),
    [
        ("readings", {"line": "148/92 75"}, {"line": "148/92 85"}, {"line": "150/97"}, "150/97 75"),
        ("notes", {"words": "one", "stated": "-20"}, {"words": "two", "stated": "-10"}, {"words": "three"}, "three"),
        (
            "interventions",
            {"drug": "ondansetron", "dose": "4 mg"},
            {"drug": "metoclopramide"},
            {"dose": "8 mg"},
            "ondansetron 8 mg",
        ),
        (
            "drug-events",
            {"act": "bolus", "dose_mg": 10, "stated": "-20"},
            {"stated": "-10"},
            {"dose_mg": 12},
            "Bolus 12 mg",
        ),
        ("ends", {"how": "left_alone", "stated": "-20"}, {"stated": "-10"}, {"how": "transferred"}, "transferred"),
        ("effects", {"effect": "nausea", "stated": "-20"}, {"stated": "-10"}, {"words": "queasy"}, "queasy begins"),
        (
            "effects",
            {"effect": "nausea", "stated": "-20"},
            {"effect": "vertigo"},
            {"stated": "-15"},
            "Nausea begins",
        ),
        (
            "calls",
            {"called": "Dr. Lind", "stated": "-20"},
            {"called": "Dr. Berg", "stated": "-10"},
            {"answer": "wait"},
            "Dr. Lind",
        ),
        (
            "check-answers",
            {"item": "escort", "says": "yes", "words": "her sister", "stated": "-20"},
            {"words": "her brother", "stated": "-10"},
            {"says": "no"},
            "her sister",
        ),
    ],
)
def test_mine_instead_is_saved_as_it_was_shown_and_takes_nothing_from_the_other_correction(
    house: House, kind: str, first: dict[str, object], theirs: dict[str, object], mine: dict[str, object], kept: str
) -> None:
    old = house.saved(kind, **first)
    house.at("15:01")
    standing = house.saved(kind, replaces=old, **theirs, **WRONG)
    refused = house.post(kind, {"replaces": old} | mine | WRONG)
    assert refused.status_code == 409
    assert refused.json()["standing"] == standing
    shown = refused.json()["sent"]
    assert kept in shown
    answer = house.post(kind, {"replaces": standing, "seen": old} | mine | WRONG)
    assert answer.status_code == 201, answer.text
    rows = {row["id"]: row for row in answer.json()["state"]["rows"]}
    assert rows[answer.json()["receipt"]["id"]]["words"] in shown
    assert refused.json()["stored_by"] == "by NN, entered 15:01"
    assert rows[standing]["status"] == "replaced"
    if "stated" not in mine:
        assert rows[answer.json()["receipt"]["id"]]["time"] == rows[old]["time"]


@pytest.mark.parametrize("kind", ["readings", "notes", "effects"])
def test_a_correction_starts_from_nothing_but_what_became_of_what_stands(house: House, kind: str) -> None:
    bodies = {"readings": {"line": "148/92 75 @14:05"}, "notes": {"words": "x"}, "effects": {"effect": "nausea"}}
    mine = {"readings": {"line": "150/97"}, "notes": {"words": "y"}, "effects": {"words": "queasy"}}[kind]
    old = house.saved(kind, **bodies[kind])
    another = {"readings": {"line": "120/70 60 @14:25"}, "notes": {"words": "z"}, "effects": {"effect": "vertigo"}}
    other = house.saved(kind, **another[kind])
    before = house.record()
    for seen in (other, str(uuid4()), "no id"):
        answer = house.post(kind, {"replaces": old, "seen": seen} | mine | WRONG)
        assert answer.status_code == 422, answer.text
        assert "not what stands here was made of" in answer.text
    assert house.record() == before


@pytest.mark.parametrize(
    ("kind", "first", "theirs", "mine", "stands", "sent"),
    [
        (
            "effects",
            {"effect": "nausea"},
            {"relatedness": "certain", "serious": "yes"},
            {"relatedness": "unlikely"},
            "15:00 · Nausea begins · relatedness certain · serious",
            "15:00 · Nausea begins · relatedness unlikely · serious: not judged",
        ),
        (
            "readings",
            {"line": "148/92 @14:05", "position": "semi_reclined"},
            {"note": "left arm"},
            {"line": "149/92"},
            "14:05 · 148/92 · position semi reclined · note left arm",
            "14:05 · 149/92 · position semi reclined",
        ),
    ],
)
def test_two_versions_beside_each_other_hide_nothing_in_which_they_differ(
    house: House,
    kind: str,
    first: dict[str, object],
    theirs: dict[str, object],
    mine: dict[str, object],
    stands: str,
    sent: str,
) -> None:
    old = house.saved(kind, **first)
    house.saved(kind, replaces=old, **theirs, **WRONG)
    answer = house.post(kind, {"replaces": old} | mine | WRONG).json()
    assert (answer["stored_as"], answer["stored"], answer["sent"]) == ("Stands now", stands, sent)


def test_whose_entry_was_withdrawn_meanwhile_is_told_so_beside_her_own_version(house: House) -> None:
    old = house.saved("readings", line="148/92 @14:05")
    house.saved("retractions", fact_id=old, **WRONG)
    answer = house.post("readings", {"line": "149/92", "replaces": old} | WRONG).json()
    assert "standing" not in answer, "there is nothing to put hers in the place of"
    assert answer["stored"] == "nothing: it was withdrawn, or moved to another session"
    assert answer["sent"] == "14:05 · 149/92"
