"""What stands beside a session's record, row by row: who signed, what came afterwards, and what was kept aside."""

import json
from uuid import UUID

from data import quarantine, signing
from data import signatures as found
from data.engine import Database
from data.exports import tidy
from data.exports.tidy import beside
from data.quarantine import Verdict
from schemas.signature import Meaning
from tests import facts, sealing, signed
from tests.data import opened
from tests.data.exports import clinic as made

NO = made.no


def test_a_follow_up_stands_with_what_began_at_home_and_one_that_was_replaced_stays() -> None:
    rows = made.by_id("afterwords.csv", made.infusion())
    told = [(row["sort"], row["status"], row["valid"], row["replaces"], row["reason"]) for row in rows.values()]
    assert told == [
        ("follow_up", "replaced", "false", "", ""),
        ("follow_up", "final", "true", str(NO(601)), "'=the wrong number"),
        ("review", "final", "true", "", ""),
    ]
    assert (rows[str(NO(603))]["plan"], rows[str(NO(601))]["words"]) == ("go on", "slept well")
    first, second = made.sheet("home_effects.csv", made.infusion())
    assert (first["afterword_id"], first["effect"], first["severity"]) == (str(NO(601)), "'-headache", "moderate")
    assert (second["effect"], second["severity"], second["since"]) == ("tired", "not_stated", "")
    assert {first["valid"], second["valid"]} == {"false"}


def test_a_signature_says_under_what_it_stands_what_was_listed_and_what_made_it_void() -> None:
    call, review = made.sheet("signatures.csv", made.infusion())
    assert (call["afterword_id"], call["meaning"], call["signed_by"]) == (str(NO(601)), "written", str(facts.NURSE))
    assert (call["voided_at"], call["listed"]) == ("", "")
    assert (review["voided_by"], review["listed"], review["vouched"]) == (str(NO(13)), "a b", "pin")


def test_what_was_kept_aside_stands_word_for_word_with_what_became_of_it() -> None:
    rows = made.sheet("kept_aside.csv", made.infusion())
    assert [row["outcome"] for row in rows] == ["waiting", "accepted", "withdrawn"]
    assert [row["decided_by"] for row in rows] == ["", str(facts.PRESCRIBER), str(facts.PRESCRIBER)]
    assert [row["reason"] for row in rows] == ["", "'=asked her", "'=asked her"]
    assert json.loads(rows[0]["content"])["line"] == "148/92 88 97"
    assert {row["refused_because"] for row in rows} == {"for tests"}
    assert "148" not in {row["value"] for row in made.sheet("readings.csv")}, "it is no reading"


def test_of_a_real_record_all_of_it_is_found_in_the_order_in_which_it_came(clinic: Database) -> None:
    nia = facts.staff()
    opened.save(clinic, facts.end())
    line = signed.sign(clinic, Meaning.COMPLETE, nia)
    call = signed.afterword(effects=({"name": "nausea", "severity": 1},))
    with clinic.write() as connection:
        signing.sign_afterword(connection, call, signed.written(call, nia), nia)
        kept = [
            sealing.kept(id=UUID(int=one), entered_at=facts.instant(at)) for one, at in ((902, "14:05"), (901, "14:06"))
        ]
        for one in reversed(kept):
            quarantine.keep(connection, one, None)
        quarantine.end(connection, kept[1], Verdict(nia, facts.instant("15:00"), accepted=False, reason="twice"))
    with clinic.read() as connection:
        told = beside.of_treatments(connection, [facts.TREATMENT])[facts.TREATMENT]
        assert tuple(told.signed) == found.of_treatment(connection, facts.TREATMENT)
    assert told.complete == line
    assert tuple(told.afterwords) == (call,)
    assert [(one.kept, one.end) for one in told.kept] == [
        (kept[0], None),
        (kept[1], quarantine.End(nia.id, facts.instant("15:00"), accepted=False, reason="twice")),
    ]


def test_the_columns_that_stood_in_earlier_exports_stand_where_they_stood() -> None:
    assert list(tidy.COLUMNS)[:12] == [
        *("readings.csv", "effects.csv", "effect_changes.csv", "effects_asked.csv", "sessions.csv", "drug_events.csv"),
        *("interventions.csv", "notes.csv", "alerts.csv", "alert_answers.csv", "calls.csv", "checks.csv"),
    ]
    assert [column.name for column in tidy.COLUMNS["sessions.csv"]][-2:] == ["signed_by", "signed_at"]
