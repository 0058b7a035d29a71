"""Defects that other products are known for, through the real routes: two clocks, midnight, and nobody who looks."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import pytest

from app import ticking
from app.live import flowsheet
from tests import facts
from tests.app.house import ESKETAMINE, House

TABLET: Final = "2026-03-02T11:11:11+00:00"  # four hours slow
CLOCKS: Final = ("taken_at", "entered_at", "at", "onset_at", "ended_at", "now", "received", "time", "time_stated")


def state(house: House, session: UUID = facts.TREATMENT) -> dict[str, Any]:
    """The session as an open panel sees it."""
    answer = house.client.get(f"/api/treatments/{session}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def card(house: House, session: UUID = facts.TREATMENT) -> dict[str, Any]:
    """The session as the board shows it."""
    cards = house.client.get("/api/board").json()["cards"]
    return next(one for one in cards if one["session"] == str(session))


def entered(house: House, line: str, session: UUID = facts.TREATMENT, **more: object) -> None:
    """A line that is saved, whatever it is asked about."""
    body = {"line": line} | more
    answer = house.post("readings", body, session)
    if answer.status_code == 422:
        answer = house.post(
            "readings", body | {"confirmed": [one["code"] for one in answer.json()["questions"]]}, session
        )
    assert answer.status_code == 201, answer.text


def words(told: dict[str, Any]) -> list[str]:
    """The alerts in words, the worst first; those of the limits before the dose stand beside them."""
    return [f"{one['rank']}: {one['words']}" for one in told["alerts"] if "before the dose" not in one["words"]]


def events(house: House) -> list[tuple[str, str, str]]:
    """What was stored: what made it so, when it became true, and when it was known."""
    return [(one.why, f"{one.true_at:%H:%M}", f"{one.known_at:%H:%M}") for one in house.record().alert_events]


# --- Two clocks that disagree ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("readings", {"line": "148/92"}),
        ("effects", {"effect": "nausea"}),
        ("effects", {"line": "+nausea 1"}),
        ("none-reported", {}),
        ("drug-events", {"act": "start"}),
        ("interventions", {"words": "x"}),
        ("notes", {"words": "x"}),
        ("calls", {"called": "Dr Lee"}),
        ("check-answers", {"item": "consent", "says": "yes"}),
        ("decisions", {"decision": "hold", "words": "x"}),
        ("ends", {"how": "left_alone"}),
    ],
)
def test_whatever_a_tablet_says_of_its_own_clock_the_servers_is_the_time(
    house: House, kind: str, body: dict[str, object]
) -> None:
    answer = house.client.post(
        f"/api/treatments/{facts.TREATMENT}/{kind}",
        json={"id": str(UUID(int=77))} | body | dict.fromkeys(CLOCKS, TABLET),
        headers={"date": "Mon, 02 Mar 2026 11:11:11 GMT"},
    )
    assert answer.status_code == 201, answer.text
    told = house.record().facts()
    assert {f"{flowsheet.moment(one):%H:%M}" for one in told} == {"15:00"}
    assert {f"{one.entered_at:%H:%M}" for one in told} == {"15:00"}


@pytest.mark.parametrize("address", [f"/api/treatments/{facts.TREATMENT}", "/api/board"])
def test_what_counts_at_a_panel_counts_by_the_servers_clock(house: House, address: str) -> None:
    answer = house.client.get(address, headers={"date": "Mon, 02 Mar 2026 11:11:11 GMT"})
    now = datetime.fromtimestamp(float(answer.headers["chairside-now"]), UTC)
    assert f"{now:%H:%M}" == "15:00"


@pytest.mark.parametrize(
    ("more", "true_at"),
    [
        ({"line": "205/98 @14:05"}, "14:05"),
        ({"line": "205/98 @-20"}, "14:40"),
        ({"line": "205/98", "stated": "2026-03-02T14:05:00+00:00"}, "14:05"),
        ({"line": "205/98", "stated": "2026-03-02T16:05:00+02:00"}, "14:05"),
        ({"line": "205/98", "age_ms": 1_200_000}, "14:40"),
        ({"line": "205/98 @15:02"}, "15:02"),
    ],
)
def test_an_alert_is_true_when_it_was_measured_and_known_when_the_server_got_it(
    house: House, more: dict[str, object], true_at: str
) -> None:
    house.saved("readings", **more)
    assert events(house) == [("once", true_at, "15:00")]
    (alert,) = state(house)["alerts"]
    assert alert["more"].startswith(f"{true_at} · ")


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (("15:00", "182/98 @14:00"), ("15:05", "183/98 @14:02"), ["repeat_asked", "repeat_missing"]),
        (("15:00", "182/98 @14:00"), ("15:00:30", "183/98 @14:05"), ["repeat_asked", "confirmed"]),
        (("15:00", "183/98 @14:05"), ("15:00:30", "182/98 @14:00"), ["repeat_asked", "confirmed"]),
        (("15:00", "182/98 @14:00"), ("15:05", "183/98"), ["repeat_asked", "repeat_missing"]),
    ],
)
def test_a_second_value_confirms_by_when_it_was_taken_and_not_by_when_it_was_sent(
    house: House, first: tuple[str, str], second: tuple[str, str], why: list[str]
) -> None:
    for at, line in (first, second):
        house.at(at)
        entered(house, line)
    told = house.record().alert_events
    withdrawn = {one.withdraws for one in told}
    live = [one for one in told if one.withdraws is None and one.id not in withdrawn and one.why != "pre_dose"]
    assert [one.why for one in sorted(live, key=lambda one: one.true_at)] == why


@pytest.mark.parametrize(
    ("line", "served"),
    [
        ("120/80 70 98 @14:07", True),
        ("120/80 70 98 @14:10", True),
        ("120/80 70 98 @14:15", True),
        ("120/80 70 98 @14:16", False),
        ("120/80 70 98", False),
    ],
)
def test_a_due_is_served_by_when_it_was_measured_and_not_by_when_it_was_sent(
    house: House, line: str, served: bool
) -> None:
    house.saved("readings", line="120/80 70 98 @13:50")
    house.saved("drug-events", act="start", stated="2026-03-02T14:00:00+00:00")
    house.at("14:58")
    entered(house, line)
    missed = [row["time"] for row in state(house)["rows"] if row["kind"] == "due"]
    assert missed == ["14:50", "14:40", "14:30", "14:20"] + ([] if served else ["14:10"])


# --- Overdue by the calendar day -------------------------------------------------------------------------------------


def night(time: str) -> datetime:
    """A time after midnight."""
    return facts.instant(time) + timedelta(days=1)


@pytest.fixture
def late(house: House) -> UUID:
    """A session that arrived at 23:30 and was started at 23:55, with its baseline."""
    session = house.session("23:30")
    house.at("23:50")
    entered(house, "120/80 70 98", session)
    house.at("23:55")
    assert house.post("drug-events", {"act": "start"}, session).status_code == 201
    return session


@pytest.mark.parametrize(
    ("at", "due", "count", "open_now"),
    [
        ("00:01", "later", "", []),
        ("00:05", "due_now", "", []),
        ("00:06", "overdue", "", []),
        ("00:11", "later", "1 of 2 due readings not taken", ["caution: Not taken at 00:05: BP, pulse, SpO2"]),
    ],
)
def test_after_midnight_a_reading_is_late_by_minutes_and_not_by_the_day(
    house: House, late: UUID, at: str, due: str, count: str, open_now: list[str]
) -> None:
    house.at(night(at))
    for told in (state(house, late), card(house, late)):
        following = told.get("dues", told)
        assert (following["next"]["state"], following["count"]) == (due, count)
        assert words(told) == open_now


@pytest.mark.parametrize(
    ("at", "line", "taken"),
    [
        ("00:03", "120/80 @23:58", "2026-03-02 23:58"),
        ("00:03", "120/80 @00:02", "2026-03-03 00:02"),
        ("00:03", "120/80 @-4", "2026-03-02 23:59"),
        ("00:03", "120/80", "2026-03-03 00:03"),
    ],
)
def test_a_time_that_is_stated_after_midnight_falls_on_the_day_it_was(
    house: House, late: UUID, at: str, line: str, taken: str
) -> None:
    house.at(night(at))
    entered(house, line, late)
    last = max(house.record(late).readings, key=lambda one: one.entered_at)
    assert f"{last.taken_at:%Y-%m-%d %H:%M}" == taken


def test_a_repeat_that_falls_behind_midnight_is_missed_in_its_minute(house: House, late: UUID) -> None:
    house.at("23:57")
    entered(house, "182/90 70 98", late)
    house.at(night("00:07"))
    assert not any("no repeat" in one for one in words(state(house, late)))
    house.at(night("00:08"))
    assert "red: Systolic 182 ≥ 180, no repeat within 10 min" in words(state(house, late))


def test_a_value_on_both_sides_of_midnight_is_confirmed(house: House, late: UUID) -> None:
    house.at("23:58")
    entered(house, "182/90 70 98", late)
    house.at(night("00:03"))
    entered(house, "184/90 70 98", late)
    assert "red: Systolic 184 ≥ 180, confirmed by a second value" in words(card(house, late))


# --- A due clock that runs only while somebody looks -----------------------------------------------------------------

HOUR: Final = [
    *[("no_baseline", "14:00", "14:00")] * 3,
    ("repeat_asked", "14:04", "14:04"),
    ("repeat_missing", "14:15", "14:15"),
    ("not_taken", "14:16", "14:16"),
    ("not_taken", "14:26", "14:26"),
    ("not_taken", "14:36", "14:36"),
    ("not_taken", "14:46", "14:46"),
    ("not_taken", "14:56", "14:56"),
]
TOLD: Final = [
    "red: Systolic 182 ≥ 180, no repeat within 10 min",
    *(f"caution: No baseline: {sign}" for sign in ("BP", "pulse", "SpO2")),
    *(f"caution: Not taken at 14:{minute}: BP, pulse, SpO2" for minute in (10, 20, 30, 40, 50)),
]


def begin_the_hour(house: House) -> None:
    """A start without a baseline, and one pressure that has to be taken again."""
    house.at("14:00")
    house.saved("drug-events", act="start")
    house.at("14:04")
    entered(house, "182/90 70 98")


def minutes_of_the_hour(step: int) -> list[datetime]:
    return [facts.instant("14:04") + timedelta(minutes=minute) for minute in range(step, 56, step)]


@pytest.mark.parametrize("step", [1, 5, 17, 60], ids=["every minute", "now and then", "seldom", "never"])
def test_an_hour_in_which_nobody_looks_raises_what_an_hour_of_looking_does(house: House, step: int) -> None:
    begin_the_hour(house)
    for now in minutes_of_the_hour(step):
        house.at(now)
        state(house)
        card(house)
        ticking.tick()
    house.at("15:00")
    assert words(state(house)) == TOLD
    assert words(card(house)) == TOLD
    assert card(house)["count"] == "6 of 7 due readings not taken"
    ticking.tick()
    assert events(house) == HOUR
    assert words(state(house)) == TOLD, "nothing changes for whoever looks"


def test_what_is_stored_an_hour_late_says_when_it_was_so_and_when_it_was_stored(house: House) -> None:
    begin_the_hour(house)
    house.at("15:00")
    assert ticking.tick() == 1
    stored = {one.why: f"{one.stored_at:%H:%M}" for one in house.record().alert_events}
    assert stored == {
        "no_baseline": "14:00",
        "repeat_asked": "14:04",
        "repeat_missing": "15:00",
        "not_taken": "15:00",
    }


def test_looking_stores_nothing_but_once_that_somebody_looked(house: House) -> None:
    begin_the_hour(house)
    state(house)  # the first look of a sign-in without the screen is a view in the audit
    before = house.count("alert_event"), house.count("audit")
    for now in minutes_of_the_hour(5):
        house.at(now)
        state(house)
        card(house)
    assert (house.count("alert_event"), house.count("audit")) == before


def test_the_next_save_after_an_hour_stores_what_the_hour_raised(house: House) -> None:
    begin_the_hour(house)
    house.at("15:00")
    house.saved("notes", words="came back")
    assert events(house) == HOUR


def test_a_last_check_that_stays_open_is_told_when_its_window_has_passed(house: House) -> None:
    session = house.session("12:00", ESKETAMINE, planned_doses=1)
    house.at("12:10")
    entered(house, "120/80 70 98", session)
    assert house.post("drug-events", {"act": "device", "dose_mg": 28}, session).status_code == 201
    house.at("12:50")
    entered(house, "120/80 70 98", session)
    house.at("15:00")
    assert card(house, session)["next"]["state"] == "overdue"
    assert words(card(house, session)) == ["caution: Not taken at 14:10: BP, SpO2"]


# --- One combined flag, and the newest reading only ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["150/121 70 98 @14:55"], ["red: Diastolic 121 ≥ 120"]),
        (["-n/121 70 98 @14:55"], ["red: Diastolic 121 ≥ 120", "caution: Tried, no reading obtained: systolic"]),
        (
            ["182/112 70 98 @14:50", "150/113 70 98 @14:55"],
            [
                "red: Diastolic 113 ≥ 110, confirmed by a second value",
                "caution: Systolic 182 ≥ 180",  # the repeat has come, and was lower
            ],
        ),
        (["78/50 125 98 @14:55"], ["red: Systolic 78 < 80", "caution: Pulse 125 > 120, repeat it 5 to 10 min later"]),
        (["120/80 70 98 @14:55", "205/98 70 98 @14:40"], ["red: Systolic 205 ≥ 200"]),
        (
            ["120/80 70 98 @14:55", "183/98 70 98 @14:45", "184/98 70 98 @14:40"],
            ["red: Systolic 183 ≥ 180, confirmed by a second value"],
        ),
    ],
)
def test_chair_and_board_tell_every_number_of_every_reading(house: House, lines: list[str], told: list[str]) -> None:
    for line in lines:
        entered(house, line)
    assert words(state(house)) == told
    assert words(card(house)) == told
