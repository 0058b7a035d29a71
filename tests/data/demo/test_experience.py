import numpy as np
import pytest

from data.demo import experience as module
from data.demo.experience import SHARES, Experience
from schemas import effect

SESSIONS = 20_000


@pytest.fixture(scope="module", params=range(20))
def first(request: pytest.FixtureRequest) -> Experience:
    return module.experience(np.random.default_rng(request.param), np.ones(SESSIONS, dtype=int))


@pytest.fixture(scope="module")
def twelfth() -> Experience:
    return module.experience(np.random.default_rng(3), np.full(SESSIONS, 12))


@pytest.mark.parametrize("key", SHARES)
def test_each_effect_is_reported_in_its_share_of_first_sessions(first: Experience, key: str) -> None:
    assert first.reported[key].mean() == pytest.approx(SHARES[key], rel=0.20)


def test_the_cadss_has_the_published_mean_and_spread(first: Experience) -> None:
    assert first.cadss.mean() == pytest.approx(7.7, abs=0.5)
    assert first.cadss.std() == pytest.approx(9.2, abs=0.6)


def test_cadss_sign_and_effect_agree(first: Experience) -> None:
    reported = first.reported["dissociation"]
    assert ((first.dissociation > 0) == reported).all()
    assert first.cadss[reported].min() > 4
    assert first.cadss[reported].min() >= first.cadss[~reported].max() - 1


def test_every_rating_is_seen_and_none_beyond_3(first: Experience) -> None:
    assert set(first.dissociation.tolist()) == {0, 1, 2, 3}


def test_the_twelfth_session_brings_half(twelfth: Experience) -> None:
    assert twelfth.reported["drowsiness"].mean() == pytest.approx(0.175, rel=0.10)
    assert twelfth.cadss.mean() == pytest.approx(7.7 * 0.6, abs=0.4)
    assert twelfth.cadss[twelfth.reported["dissociation"]].min() > 4


@pytest.mark.parametrize(("number", "left"), [(1, 1), (2, 0.92), (3, 0.8464), (10, 0.5), (18, 0.5)])
def test_effects_become_rarer_by_8_percent_a_session_down_to_half(number: int, left: float) -> None:
    assert module.decay(np.array([number]))[0] == pytest.approx(left)


def test_every_effect_is_one_of_the_list() -> None:
    assert set(SHARES) | set(module.RARE) <= set(effect.BY_KEY)
