"""Alerts, what was done about them, and what was asked before the dose and for a score, row by row."""

from tests import facts
from tests.data.exports import clinic

WITHDRAWN = facts.raised("14:12", id=clinic.no(91))
RAISED = facts.raised(id=clinic.no(90), why="confirmed", rank="red")
TAKEN_BACK = facts.raised("14:15", id=clinic.no(92), withdraws=WITHDRAWN.id)
ANSWER = facts.answer(RAISED.id, words="=seen")
CALL = facts.call(alert_id=RAISED.id, answer="repeat it", read_back=True)
CHECK = facts.checked("consent", words="=on paper")
WRONG = facts.checked("escort", "13:41", says="no")
DECISION = facts.decided("hold", words="168/99", decided_by="Dr Lee")
JUDGED = facts.judged()
RECORD = facts.record_with(
    ANSWER, CALL, CHECK, WRONG, facts.withdrawn(WRONG), DECISION, JUDGED, facts.event("start", "14:00")
).model_copy(update={"alert_events": (RAISED, WITHDRAWN, TAKEN_BACK)})


def test_an_alert_says_what_it_is_about_and_one_that_was_taken_back_by_which() -> None:
    rows = clinic.by_id("alerts.csv", RECORD)
    told = rows[str(RAISED.id)]
    assert (told["key"], told["rank"], told["why"], told["value"]) == (RAISED.key, "red", "confirmed", "165.0")
    assert told["minutes_from_start"] == "10"
    assert rows[str(TAKEN_BACK.id)]["withdraws"] == str(WITHDRAWN.id)
    assert rows[str(RAISED.id)]["withdraws"] == ""


def test_answers_and_calls_name_their_alert_and_formulas_are_marked() -> None:
    (answer,) = clinic.sheet("alert_answers.csv", RECORD)
    assert (answer["alert_id"], answer["act"], answer["words"]) == (str(RAISED.id), "acknowledged", "'=seen")
    (call,) = clinic.sheet("calls.csv", RECORD)
    assert (call["alert_id"], call["called"], call["answer"], call["read_back"]) == (
        str(RAISED.id),
        "Dr Lee",
        "repeat it",
        "true",
    )


def test_what_was_asked_judged_and_decided_stands_by_time_also_where_it_was_withdrawn() -> None:
    rows = clinic.sheet("checks.csv", RECORD)
    assert [(row["what"], row["says"], row["words"], row["status"]) for row in rows] == [
        ("consent", "yes", "'=on paper", "final"),
        ("escort", "no", "", "withdrawn"),
        ("decision", "hold", "168/99", "final"),
        ("acvpu", "A", "", "final"),
    ]
    assert rows[2]["decided_by"] == "Dr Lee"
