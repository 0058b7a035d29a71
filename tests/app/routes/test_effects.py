from uuid import uuid4

import pytest

from schemas.rules import episodes
from schemas.rules.episodes import Episode
from tests.app.house import House


def only(house: House) -> Episode:
    """The one episode there is."""
    (episode,) = episodes.episodes(house.record())
    return episode


def refused(house: House, kind: str, **body: object) -> str:
    """Why this is not saved; nothing may have changed."""
    before = house.record()
    answer = house.post(kind, body)
    assert answer.status_code == 422, answer.text
    assert house.record() == before
    return str(answer.json()["refusals"][0]["text"])


def test_an_effect_runs_from_its_tap_through_its_severities_and_an_action_to_its_end(house: House) -> None:
    house.at("14:00")
    effect = house.saved("effects", effect="nausea")
    assert only(house).severity is None
    for time, more in (("14:05", {"severity": 1}), ("14:10", {"severity": "3"}), ("14:12", {"action": "cold cloth"})):
        house.at(time)
        house.saved("effect-changes", effect_id=effect, **more)
    assert (only(house).severity, only(house).worst, only(house).actions) == (3, 3, ("cold cloth",))
    house.at("14:30")
    answer = house.post("effect-changes", {"effect_id": effect, "ended": True})
    told = answer.json()["state"]["effects"]
    assert told["running"] == []
    assert [(one["label"], one["since"], one["ended"]) for one in told["ended"]] == [("Nausea", "14:00", "14:30")]
    house.at("14:40")
    house.saved("effects", effect="nausea")
    assert len(episodes.episodes(house.record())) == 2


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ({"effect": "nausea"}, {"effect": "nausea"}),
        ({"effect": "nausea"}, {"line": "+nausea"}),
        ({"words": "Legs far away"}, {"words": "legs far away"}),
        ({"line": '+"legs far away" 2'}, {"line": '+"legs far away"'}),
    ],
)
def test_a_running_effect_is_not_begun_twice(house: House, first: dict[str, object], again: dict[str, object]) -> None:
    house.saved("effects", **first)
    assert "is running already" in refused(house, "effects", **again)


@pytest.mark.parametrize(
    ("line", "severity", "ended"), [("+nausea 2", 2, False), ("+nau 1", 1, False), ("+nausea 0", None, True)]
)
def test_a_line_changes_or_ends_the_effect_that_runs(
    house: House, line: str, severity: int | None, ended: bool
) -> None:
    house.at("14:50")
    house.saved("effects", line="+nausea 1")
    house.at("15:00")
    house.saved("effects", line=line)
    assert only(house).severity == severity
    assert (only(house).ended_at is not None) is ended


def test_several_effects_run_side_by_side_and_own_words_are_an_effect_of_their_own(house: House) -> None:
    house.saved("effects", effect="nausea")
    house.saved("effects", words="legs far away")
    house.saved("effects", line='+"legs far away" 2')
    running = house.post("notes", {"words": "x"}).json()["state"]["effects"]["running"]
    assert [(one["label"], one["severity_word"]) for one in running] == [
        ("Nausea", "severity not stated"),
        ("legs far away", "moderate"),
    ]


def test_none_reported_is_a_fact_and_refused_while_an_effect_runs(house: House) -> None:
    house.saved("none-reported")
    effect = house.saved("effects", effect="nausea")
    assert "nausea is running" in refused(house, "none-reported")
    assert "Running now: Nausea" in refused(house, "none-reported", line="+none")
    house.at("15:01")
    house.saved("effect-changes", effect_id=effect, ended=True)
    house.saved("none-reported")
    assert len(house.record().none_reported) == 2


def test_an_onset_set_back_keeps_the_changes_and_the_identity(house: House) -> None:
    effect = house.saved("effects", line="+nausea 2")
    moved = house.saved("effects", replaces=effect, reason="began earlier", stated="-30")
    episode = only(house)
    assert (str(episode.effect_id), str(episode.fact.id)) == (effect, moved)
    assert f"{episode.onset_at:%H:%M}" == "14:30"
    assert episode.severity == 2
    house.saved("effect-changes", effect_id=moved, severity=3)
    assert only(house).severity == 3
    assert "before the effect began" in refused(house, "effect-changes", effect_id=moved, severity=1, stated="-31")


@pytest.mark.parametrize("more", [{"severity": 1}, {"ended": True}, {"action": "cloth"}])
def test_a_change_before_the_onset_is_refused(house: House, more: dict[str, object]) -> None:
    effect = house.saved("effects", effect="nausea")
    assert "set its onset back first" in refused(house, "effect-changes", effect_id=effect, stated="-1", **more)


@pytest.mark.parametrize("line", ["+nausea 2 @14:20", "+nausea 0 @14:20"])
def test_a_line_that_changes_an_effect_before_its_onset_is_refused(house: House, line: str) -> None:
    house.saved("effects", line="+nausea 1 @14:30")
    assert "set its onset back first" in refused(house, "effects", line=line)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_line_of_an_earlier_time_changes_the_episode_that_ran_then(house: House, restarted: bool) -> None:
    for line in ("+nausea 1 @14:10", "+nausea 0 @14:40", *(["+nausea 1 @14:50"] if restarted else [])):
        house.saved("effects", line=line)
    house.saved("effects", line="+nausea 2 @14:20")
    found = episodes.episodes(house.record())
    assert [one.worst for one in found] == [2, 1][: 1 + restarted]
    assert [one.ended_at is None for one in found] == [False, True][: 1 + restarted]


@pytest.mark.parametrize("body", [{"line": "+nausea @14:20"}, {"effect": "nausea", "stated": "-40"}])
def test_an_effect_is_not_begun_where_it_ran_already(house: House, body: dict[str, object]) -> None:
    house.saved("effects", line="+nausea 1 @14:10")
    house.saved("effects", line="+nausea 0 @14:40")
    assert "Nausea ran from 14:10 to 14:40" in refused(house, "effects", **body)


def test_an_effect_that_has_ended_is_not_ended_again_but_may_go_on(house: House) -> None:
    effect = house.saved("effects", effect="nausea", stated="-20")
    house.saved("effect-changes", effect_id=effect, ended=True, stated="-10")
    assert "has ended already" in refused(house, "effect-changes", effect_id=effect, ended=True)
    house.saved("effect-changes", effect_id=effect, action="cold cloth")
    house.saved("effect-changes", effect_id=effect, severity=1)
    assert only(house).ended_at is None


def test_a_withdrawn_effect_takes_no_more_changes(house: House) -> None:
    effect = house.saved("effects", effect="nausea")
    house.saved("retractions", fact_id=effect, reason="other patient")
    assert "was withdrawn" in refused(house, "effect-changes", effect_id=effect, severity=1)
    house.saved("effects", effect="nausea")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"severity": 5}, "Severity"),
        ({"severity": "0"}, "Severity"),
        ({"severity": 1, "ended": True}, "has no severity any more"),
        ({}, "states a severity, an action or its end"),
        ({"severity": ""}, "states a severity, an action or its end"),
        ({"action": "x" * 501}, "Action"),
    ],
)
def test_a_change_that_says_nothing_or_too_much_is_refused(house: House, body: dict[str, object], named: str) -> None:
    effect = house.saved("effects", effect="nausea")
    assert named in refused(house, "effect-changes", effect_id=effect, **body)


def test_a_change_of_an_effect_that_is_nowhere_is_refused(house: House) -> None:
    answer = house.post("effect-changes", {"effect_id": str(uuid4()), "severity": 1})
    assert answer.status_code == 409


def test_where_an_effect_runs_twice_no_line_guesses_which_is_meant_and_the_receipt_says_so(house: House) -> None:
    house.saved("effects", line="+nausea 1 @14:00")
    over = house.saved("effects", line="+nausea 0 @14:10")
    house.saved("effects", line="+nausea 2 @14:20")
    answer = house.post("retractions", {"fact_id": over, "reason": "it went on"})
    assert "Nausea runs twice now: end or withdraw the one that is over." in answer.json()["receipt"]["follows"]
    for line in ("+nausea 0", "+nausea 3"):
        said = refused(house, "effects", line=line)
        assert said == "Nausea runs 2 times, since 14:00 and 14:20: open the one you mean."
    first, _ = episodes.episodes(house.record())
    house.saved("effect-changes", effect_id=str(first.effect_id), ended=True, stated="-50")
    house.saved("effects", line="+nausea 0")


@pytest.mark.parametrize("end", [{"line": "+nausea 0 @14:20"}, {"ended": True, "stated": "-20"}])
def test_an_end_before_a_severity_that_was_stated_later_ends_nothing_and_is_refused(
    house: House, end: dict[str, object]
) -> None:
    house.at("14:10")
    effect = house.saved("effects", effect="nausea")
    house.at("14:30")
    house.saved("effect-changes", effect_id=effect, severity=3)
    house.at("14:40")
    kind, body = ("effects", end) if "line" in end else ("effect-changes", end | {"effect_id": effect})
    said = refused(house, kind, **body)
    assert said == "Nausea was severe at 14:30, after this end: state a later time, or withdraw that severity first."
    house.saved("effect-changes", effect_id=effect, ended=True, stated="-10")
    assert only(house).ended_at is not None


def test_an_end_is_not_corrected_to_before_a_severity(house: House) -> None:
    house.at("14:10")
    effect = house.saved("effects", effect="nausea")
    house.at("14:30")
    house.saved("effect-changes", effect_id=effect, severity=3)
    house.at("14:40")
    end = house.saved("effect-changes", effect_id=effect, ended=True)
    said = refused(house, "effect-changes", replaces=end, reason="earlier", stated="-20")
    assert "Nausea was severe at 14:30, after this end" in said


def test_an_effect_that_would_have_run_when_none_was_reported_is_asked_about(house: House) -> None:
    house.at("14:20")
    house.saved("none-reported")
    house.saved("effects", effect="headache")  # begins now: the answer was true when it was given
    house.at("14:40")
    body = {"line": "+nausea 2 @14:05"}
    (question,) = house.post("effects", body).json()["questions"]
    assert question["text"] == (
        "Check nausea from 14:05: at 14:20 none was reported. "
        "Confirm it if it was there all the same, or state its time."
    )
    house.saved("effects", **body, confirmed=[question["code"]])
    assert {one.label for one in episodes.episodes(house.record())} == {"Headache", "Nausea"}


@pytest.mark.parametrize(("onset", "status"), [("14:10", 422), ("14:35", 201), ("14:25", 201)])
def test_an_onset_set_back_before_none_was_reported_is_asked_about(house: House, onset: str, status: int) -> None:
    effect = house.saved("effects", effect="nausea", stated="2026-03-02T14:30:00Z")
    if onset != "14:35":
        house.saved("none-reported", stated="2026-03-02T14:20:00Z")
    body = {"replaces": effect, "reason": "it was there before", "stated": f"2026-03-02T{onset}:00Z"}
    answer = house.post("effects", body)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert "at 14:20 none was reported" in answer.json()["questions"][0]["text"]
        confirmed = [one["code"] for one in answer.json()["questions"]]
        assert house.post("effects", body | {"confirmed": confirmed}).status_code == 201
