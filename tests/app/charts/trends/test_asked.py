from datetime import date

import pytest

from app.charts.trends import asked, plain
from app.charts.trends.asked import Asked
from tests.app.charts.trends import frames

NASAL = {"drug": "esketamine", "route": "intranasal", "dose_mg": 56.0, "dose_mg_per_kg": 0.7, "protocol": "rems v1"}
FRAME = frames.sessions(
    frames.session(1, dose_mg_per_kg=0.52, protocol="iv v1"),
    frames.session(2, dose_mg_per_kg=0.61, protocol="iv v2"),
    frames.session(3, **NASAL),
    frames.session(4, dose_mg_per_kg=None, protocol="iv v2"),
    frames.held(5, drug="ketamine", route="sublingual", protocol="sl v1"),
    frames.held(6, protocol="iv v2"),
)
ROWS = plain.rows(FRAME, list(FRAME.columns))
KETAMINE = ("ketamine", "intravenous")


def test_the_drug_and_route_given_last_come_first_and_those_only_held_last() -> None:
    assert asked.kinds(ROWS) == [KETAMINE, ("esketamine", "intranasal"), ("ketamine", "sublingual")]
    assert [asked.kind(one) for one in asked.kinds(ROWS)][:2] == ["Ketamine IV", "Esketamine intranasal"]


def test_doses_are_chosen_by_tenths_of_mg_per_kg_and_by_mg_of_esketamine() -> None:
    assert asked.doses(ROWS, KETAMINE) == ["0.5 mg/kg", "0.6 mg/kg", "dose not known"]
    assert asked.doses(ROWS, ("esketamine", "intranasal")) == ["56 mg"]
    assert asked.doses(ROWS, None) == ["56 mg", "0.5 mg/kg", "0.6 mg/kg", "dose not known"]


def test_the_protocols_versions_are_chosen_from_the_newest_first() -> None:
    assert asked.protocols(ROWS) == ["iv v2", "sl v1", "rems v1", "iv v1"]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        pytest.param(Asked(), [1, 2, 3, 4, 5, 6], id="nothing chosen is everything"),
        pytest.param(Asked(KETAMINE), [1, 2, 4, 6], id="a drug and route, held ones too"),
        pytest.param(Asked(KETAMINE, doses=("0.5 mg/kg",)), [1], id="a dose"),
        pytest.param(Asked(doses=("0.6 mg/kg", "56 mg")), [2, 3], id="two doses"),
        pytest.param(Asked(doses=("dose not known",)), [4], id="unknown doses, but none that was not given"),
        pytest.param(Asked(protocols=("iv v2",)), [2, 4, 6], id="a protocol's version"),
        pytest.param(Asked(since=date(2026, 1, 8), until=date(2026, 1, 15)), [2, 3], id="both days belong to it"),
        pytest.param(Asked(KETAMINE, since=date(2027, 1, 1)), [], id="nothing is left"),
    ],
)
def test_a_filter_leaves_the_sessions_that_are_asked_for(wanted: Asked, numbers: list[int]) -> None:
    assert asked.numbers(ROWS, wanted, frames.ZONE) == numbers


def test_a_day_is_the_clinics() -> None:
    late = frames.sessions(frames.session(1, arrived_at="2026-01-01T23:30+00:00"))
    told = plain.rows(late, list(late.columns))
    assert asked.numbers(told, Asked(since=date(2026, 1, 2)), "Europe/Berlin") == [1]
    assert asked.numbers(told, Asked(since=date(2026, 1, 2)), "UTC") == []
