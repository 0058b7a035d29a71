import numpy as np
import pytest

from data.demo import physiology
from data.demo.physiology import DEVICES, INFUSION, Shape, Taken

SESSIONS = 20_000
MINUTES = np.array([-8.0, 10, 20, 30, 40, 55, 70, 85, 100])
AT_40 = 4


def given(seed: int, shape: Shape = INFUSION) -> tuple[Taken, np.ndarray]:
    """One session each of twenty thousand people, and which of them were not held."""
    random = np.random.default_rng(seed)
    people = physiology.people(random, SESSIONS)
    taken = physiology.taken(random, physiology.visits(random, people), MINUTES, shape)
    return taken, ~physiology.held(taken.systolic[:, 0], taken.diastolic[:, 0])


@pytest.fixture(scope="module", params=range(20))
def drawn(request: pytest.FixtureRequest) -> tuple[Taken, np.ndarray]:
    return given(request.param)


def test_pressure_rises_by_about_14_over_9_7_at_40_minutes(drawn: tuple[Taken, np.ndarray]) -> None:
    taken, kept = drawn
    systolic = (taken.systolic[:, AT_40] - taken.systolic[:, 0])[kept]
    diastolic = (taken.diastolic[:, AT_40] - taken.diastolic[:, 0])[kept]
    assert systolic.mean() == pytest.approx(14, abs=2)
    assert diastolic.mean() == pytest.approx(9.7, abs=2)
    assert systolic.std() == pytest.approx(9.8, abs=1)


def test_severe_pressures_are_rare_but_seen(drawn: tuple[Taken, np.ndarray]) -> None:
    taken, kept = drawn
    severe = ((taken.systolic[:, 1:] >= 180) | (taken.diastolic[:, 1:] >= 110)).any(axis=1)[kept]
    assert 0.003 <= severe.mean() <= 0.02


def test_the_peak_lies_at_30_to_40_minutes_in_most_sessions(drawn: tuple[Taken, np.ndarray]) -> None:
    taken, kept = drawn
    highest = MINUTES[1:][taken.systolic[:, 1:].argmax(axis=1)][kept]
    assert np.isin(highest, (30, 40)).mean() >= 0.80


def test_about_one_visit_in_eight_is_held(drawn: tuple[Taken, np.ndarray]) -> None:
    assert (~drawn[1]).mean() == pytest.approx(0.12, abs=0.02)


def test_no_value_leaves_what_a_living_person_shows(drawn: tuple[Taken, np.ndarray]) -> None:
    taken, _ = drawn
    assert (taken.systolic - taken.diastolic).min() >= 15
    assert taken.systolic.min() >= 80
    assert (taken.pulse.min() >= 45, taken.pulse.max() <= 160) == (True, True)
    assert (taken.spo2.min() >= 90, taken.spo2.max() <= 100) == (True, True)
    assert (taken.respirations.min() >= 11, taken.respirations.max() <= 20) == (True, True)


def test_saturation_dips_in_one_session_of_a_hundred(drawn: tuple[Taken, np.ndarray]) -> None:
    lowest = drawn[0].spo2.min(axis=1)
    assert (lowest < 93).mean() == pytest.approx(0.009, abs=0.003)


def test_pulse_rises_by_about_4(drawn: tuple[Taken, np.ndarray]) -> None:
    taken, kept = drawn
    assert (taken.pulse[:, AT_40] - taken.pulse[:, 0])[kept].mean() == pytest.approx(4, abs=1)


@pytest.mark.parametrize(
    ("shape", "minute", "fraction"),
    [
        (INFUSION, -8, 0),
        (INFUSION, 0, 0),
        (INFUSION, 15, 0.5),
        (INFUSION, 40, 1),
        (INFUSION, 90, 0.10),
        (INFUSION, 300, 0),
        (DEVICES, 40, 1),
        (DEVICES, 60, 0.70),
        (DEVICES, 90, 0.45),
        (DEVICES, 120, 0.20),
    ],
)
def test_a_shape_gives_the_fraction_of_the_peak(shape: Shape, minute: float, fraction: float) -> None:
    assert shape.at(np.array([minute]))[0] == pytest.approx(fraction)


def test_the_rise_of_esketamine_lasts_longer() -> None:
    infusion, kept = given(1)
    devices, _ = given(1, DEVICES)
    assert (devices.systolic - infusion.systolic)[kept][:, -1].mean() > 3


@pytest.mark.parametrize(
    ("systolic", "diastolic", "held"), [(140, 90, False), (141, 80, True), (120, 91, True), (150, 95, True)]
)
def test_a_visit_is_held_above_140_or_above_90(systolic: int, diastolic: int, held: bool) -> None:
    assert physiology.held(np.array([systolic]), np.array([diastolic]))[0] == held


def test_the_same_seed_gives_the_same_readings() -> None:
    one, other = given(7)[0], given(7)[0]
    assert all((getattr(one, sign) == getattr(other, sign)).all() for sign in vars(one))


def test_one_person_of_many_stays_that_person() -> None:
    many = physiology.people(np.random.default_rng(1), 5)
    assert many.one(3).systolic.tolist() == [many.systolic[3]]
