from random import Random

import numpy as np
import pytest

from data.demo import episodes as module
from data.demo.episodes import Episode
from data.demo.experience import SHARES, Experience

NUMBING = Episode("numbness", 10, ((10, 1), (16, 2), (30, 1)), 40)
ENDLESS = Episode("headache", 50, ((50, 1),), None)


def all_of(seed: int, rating: int = 2, last: int = 85) -> tuple[Episode, ...]:
    """One session in which every effect of the table is reported."""
    reported = {key: np.array([True]) for key in (*SHARES, "altered_taste", "itching")}
    felt = Experience(np.array([0.9]), np.array([25]), np.array([rating]), reported)
    return module.episodes(Random(seed), felt, last)


@pytest.mark.parametrize(
    ("episode", "minute", "severity"),
    [
        (NUMBING, 9, 0),
        (NUMBING, 10, 1),
        (NUMBING, 16, 2),
        (NUMBING, 39, 1),
        (NUMBING, 40, 0),
        (ENDLESS, 500, 1),
        (Episode("itching", 5, (), 20), 10, 0),
    ],
)
def test_severity_is_the_one_stated_last_while_it_runs(episode: Episode, minute: int, severity: int) -> None:
    assert episode.severity(minute) == severity


@pytest.mark.parametrize(
    ("episode", "minute", "touches"),
    [(NUMBING, 9, False), (NUMBING, 10, True), (NUMBING, 40, True), (NUMBING, 41, False), (ENDLESS, 500, True)],
)
def test_an_episode_touches_the_minutes_in_which_it_begins_and_ends(
    episode: Episode, minute: int, touches: bool
) -> None:
    assert episode.touches(minute) is touches


def test_the_worst_of_an_episode_without_a_severity_is_none() -> None:
    assert (NUMBING.worst, Episode("itching", 5, (), 20).worst) == (2, 0)


@pytest.mark.parametrize("last", [85, 115, 120])
@pytest.mark.parametrize("seed", range(50))
def test_episodes_begin_before_they_change_and_end_before_the_last_reading(seed: int, last: int) -> None:
    for episode in all_of(seed, last=last):
        minutes = [minute for minute, _ in episode.steps]
        assert minutes == sorted(minutes)
        assert all(1 <= severity <= 3 for _, severity in episode.steps)
        assert episode.onset < (episode.end or last) < last + 1
        assert all(episode.onset <= minute < (episode.end or last) for minute in minutes)


@pytest.mark.parametrize("rating", [1, 2, 3])
@pytest.mark.parametrize("seed", range(20))
def test_dissociation_runs_at_40_minutes_and_becomes_as_severe_as_it_was_rated(seed: int, rating: int) -> None:
    detached = next(episode for episode in all_of(seed, rating) if episode.key == "dissociation")
    assert detached.severity(39) >= 1
    assert detached.severity(41) >= 1
    assert detached.worst == rating


@pytest.mark.parametrize("seed", range(50))
def test_sedation_is_always_stated_and_never_deeper_than_moderate(seed: int) -> None:
    drowsy = next(episode for episode in all_of(seed) if episode.key == "drowsiness")
    assert drowsy.worst in {1, 2}


def test_only_what_may_outlast_a_session_does() -> None:
    lasting = {episode.key for seed in range(200) for episode in all_of(seed) if episode.end is None}
    assert lasting == {"headache", "fatigue", "dizziness"}
