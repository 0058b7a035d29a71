from typing import Any

import pytest

from app.charts.trends import figures, plain
from tests.app.charts.trends import frames

ZONE = frames.ZONE
RETURNED = {"return_state": "returned", "above_until": 40, "back_at": 55, "treated": False}
NOT_YET = {"return_state": "not_yet", "above_until": 85, "treated": False}


def rows(*told: dict[str, Any]) -> list[plain.Told]:
    frame = frames.sessions(*told)
    return plain.rows(frame, list(frame.columns))


def risen(number: int, systolic: int | None, diastolic: int | None = 16, **said: Any) -> dict[str, Any]:  # noqa: ANN401
    return frames.session(number, delta_systolic=systolic, delta_diastolic=diastolic, **said)


@pytest.mark.parametrize(
    ("told", "value", "notes"),
    [
        pytest.param([], "unknown", (), id="nobody knows without a session"),
        pytest.param([risen(1, 28)], "+28/+16", ("of 1 session",), id="one session is no median"),
        pytest.param(
            [risen(1, 20), risen(2, 30, None), risen(3, 90, peak_treated=True)],
            "+25/+16",
            ("median of 2 sessions", "1 treated before the peak, left out"),
            id="a treated peak is left out and counted",
        ),
        pytest.param(
            [risen(1, 20), risen(2, 21, peak_at_least=True, peak_treated=None), risen(3, None, None)],
            "≥+20.5/+16",
            ("median of 2 sessions", "1 at least (≥)", "1 not known whether treated", "1 without a known rise"),
            id="what is not known is said",
        ),
        pytest.param(
            [risen(1, 20), risen(2, 24, 17), risen(3, 30, 20, peak_at_least=True)],
            "+24/+17",
            ("median of 3 sessions", "1 at least (≥)"),
            id="a median stays what it is if one over it was higher still",
        ),
        pytest.param(
            [risen(1, 20, peak_at_least=True), risen(2, 24, 17), risen(3, 30, 20)],
            "≥+24/+17",
            ("median of 3 sessions", "1 at least (≥)"),
            id="a median is a least where one under it may have been higher",
        ),
        pytest.param([risen(1, None, None)], "unknown", ("1 without a known rise",), id="no rise is known"),
    ],
)
def test_the_usual_peak_is_the_median_of_what_no_medicine_came_before(
    told: list[dict[str, Any]], value: str, notes: tuple[str, ...]
) -> None:
    found = figures.usual(rows(*told))
    assert (found.value, found.notes) == (value, notes)


def test_the_worst_is_the_highest_even_treated_with_its_session_dose_and_day() -> None:
    told = [risen(1, 40), risen(2, 44, 27, peak_treated=True, peak_at_least=True, peak_minutes=30), risen(3, 12)]
    found = figures.worst(rows(*told), ZONE)
    assert found.value == "≥+44/+27"
    assert found.notes == ("session 2, 0.5 mg/kg, 8 Jan 2026", "systolic at 30′", "treated before the peak")
    assert figures.worst([], ZONE).value == "unknown"


@pytest.mark.parametrize(
    ("told", "value", "notes"),
    [
        pytest.param([], "unknown", (), id="no session"),
        pytest.param(
            [frames.session(1, **RETURNED), frames.session(2, **RETURNED | {"above_until": 70, "back_at": 85})],
            "2 of 2 returned",
            ("by session: last above 40′ to 70′, first back 55′ to 85′",),
            id="an interval and no mean",
        ),
        pytest.param(
            [
                frames.session(1, **RETURNED),
                frames.session(2, **NOT_YET),
                frames.session(3, **RETURNED | {"treated": True}),
                frames.session(4, return_state="no_rise", treated=False),
                frames.session(5, return_state="unknown", treated=False),
            ],
            "1 of 2 returned",
            (
                "last above 40′, first back 55′",
                "not yet: session 2",
                "never above in 1 session",
                "1 unknown",
                "1 treated, left out",
            ),
            id="each kind is counted by itself",
        ),
        pytest.param([frames.session(1, return_state="no_rise", treated=False)], "never above", (), id="no rise"),
        pytest.param(
            [frames.session(1, return_state="no_rise", treated=False, peak_at_least=True)],
            "not seen above",
            (),
            id="no rise where nobody looked when the peak was due",
        ),
        pytest.param(
            [
                frames.session(each, return_state="no_rise", treated=False, peak_at_least=each == 2)
                for each in (1, 2, 3)
            ],
            "never above or not seen above",
            ("never above in 2 sessions", "not seen above in 1 session"),
            id="no rise, one of them not looked at when the peak was due",
        ),
        pytest.param(
            [
                frames.session(1, **RETURNED),
                frames.session(2, return_state="no_rise", treated=False, peak_at_least=None),
            ],
            "1 of 1 returned",
            ("last above 40′, first back 55′", "not seen above in 1 session"),
            id="no rise where nobody knows when somebody looked, beside a return",
        ),
        pytest.param(
            [frames.session(1, **NOT_YET | {"treated": None})],
            "0 of 1 returned",
            ("not yet: session 1", "1 not known whether treated"),
            id="one of which nobody knows whether it was treated",
        ),
    ],
)
def test_the_return_is_n_of_m_and_an_interval(told: list[dict[str, Any]], value: str, notes: tuple[str, ...]) -> None:
    found = figures.returned(rows(*told))
    assert (found.value, found.notes) == (value, notes)


def test_what_was_not_given_names_the_newest_with_their_pressures() -> None:
    told = rows(
        *(frames.session(1, ended=True), frames.held(2, ended=True)),
        frames.held(3, None, None, outcome="cancelled", ended=True),
        frames.held(4, None, None, outcome="not_started", ended=True),
    )
    found = figures.not_given(told, {4: "126/92"}, "1 did not come", ZONE)
    assert found.value == "3 of 4"
    held = ("held:", "session 2, 8 Jan 2026, 162/98")
    others = (
        "cancelled:",
        "session 3, 15 Jan 2026, pressure unknown",
        "not started:",
        "session 4, 22 Jan 2026, 126/92",
    )
    assert found.notes == (*held, *others, "1 did not come")
    assert figures.not_given(told[::-1], {4: "126/92"}, "1 did not come", ZONE).notes == found.notes, (
        "newest first as well"
    )
    assert figures.not_given(told[:2], {}, "", ZONE).notes == held
    four = rows(*(frames.held(number, ended=True) for number in (1, 2, 3, 4)))
    notes = figures.not_given(four, {}, "", ZONE).notes
    assert [one[:9] for one in notes] == ["held:", "session 4", "session 3", "session 2", "and 1 ear"]
    assert figures.not_given(told[:1], {}, "", ZONE).value == "none"
    assert figures.not_given(rows(frames.held(1, ended=False)), {}, "", ZONE).value == "none", "it may still be given"
    assert figures.not_given([], {}, "", ZONE).value == "no session"


def test_what_is_left_to_do_names_the_unsigned_and_what_is_not_over() -> None:
    told = rows(frames.session(1, ended=True), frames.session(2, ended=False))
    found = figures.to_do(told, [1])
    assert (found.value, found.notes) == ("session 2 still open", ("1 unsigned: session 1",)), "who sits there leads"
    running = figures.to_do(told, [])
    assert (running.value, running.notes) == ("session 2 still open", ("nothing else unsigned",))
    assert figures.to_do([], []).value == "nothing unsigned"
    assert figures.to_do([], list(range(1, 20))).notes == (), "so many are not named one by one"


def test_figures_of_several_drugs_say_which_and_the_worst_says_whose() -> None:
    spray = {"drug": "esketamine", "route": "intranasal", "dose_mg": 84.0, "dose_mg_per_kg": None}
    told = rows(risen(1, 20, **RETURNED), risen(2, 30, peak_minutes=40, **RETURNED | spray))
    assert "of Esketamine intranasal and Ketamine IV together" in figures.usual(told).notes
    assert "of Esketamine intranasal and Ketamine IV together" in figures.returned(told).notes
    assert figures.worst(told, ZONE).notes[0].startswith("session 2, Esketamine intranasal, 84 mg, ")
    assert not [note for note in figures.usual(told[:1]).notes if "together" in note]


def test_a_dose_is_told_as_the_table_has_it() -> None:
    (told,) = rows(risen(1, 20, dose_mg_per_kg=0.35, peak_minutes=40))
    assert figures.worst([told], ZONE).notes[0].startswith("session 1, 0.35 mg/kg, ")


def test_each_number_of_the_worst_is_the_highest_for_itself() -> None:
    told = [risen(1, 20, 22, peak_minutes=41), risen(2, 30, 16, peak_minutes=39), risen(3, None, None)]
    found = figures.worst(rows(*told), ZONE)
    assert (found.value, found.notes[1:]) == (
        "+30/+16",
        ("systolic at 39′", "highest diastolic +22, session 1, 1 Jan 2026"),
    )


def test_a_session_that_is_not_over_is_in_no_usual_rise_and_no_return_and_is_said() -> None:
    told = rows(risen(1, 20, **RETURNED, ended=True), risen(2, 60, **RETURNED, ended=False))
    assert figures.usual(told).value == "+20/+16"
    assert figures.usual(told).notes == ("of 1 session", "1 still open, left out")
    assert figures.returned(told).value == "1 of 1 returned"
    assert "1 still open, left out" in figures.returned(told).notes
    assert figures.worst(told, ZONE).value == "+60/+16", "what was measured was measured"
