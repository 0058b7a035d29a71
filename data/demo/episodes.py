"""Invented effects as episodes: when each begins, how severe it becomes, what is done, and when it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final

from data.demo import people
from data.demo.experience import Experience
from data.demo.scribe import Scribe
from schemas.action import Intervention
from schemas.effect import Effect, EffectChange, Relatedness
from schemas.fact import ClinicalFact

MODERATE, SEVERE = 2, 3
# Minutes from the start: earliest and latest onset, then the shortest and longest duration.
_TIMES: Final = {
    "drowsiness": (10, 22, 35, 60),
    "dissociation": (8, 20, 35, 60),
    "dizziness": (8, 40, 15, 60),
    "nausea": (20, 60, 10, 40),
    "perceptual_change": (8, 25, 15, 45),
    "vertigo": (10, 40, 10, 40),
    "headache": (40, 70, 15, 60),
    "fatigue": (45, 70, 20, 60),
    "numbness": (5, 20, 15, 40),
    "blurred_vision": (8, 25, 15, 45),
    "anxiety": (5, 25, 10, 30),
    "confusion": (12, 35, 10, 30),
    "vomiting": (35, 70, 3, 8),
    "agitation": (15, 40, 5, 20),
    "altered_taste": (2, 8, 10, 40),
}
_OTHER_TIMES: Final = (10, 45, 10, 40)
_MAY_OUTLAST: Final = ("headache", "fatigue", "dizziness")  # some leave with one of these
_ALWAYS_STATED: Final = ("dissociation", "drowsiness")  # they have a sign that must agree
_ACTIONS: Final = {
    "dissociation": "Stayed beside, reassured",
    "dizziness": "Chair reclined",
    "anxiety": "Stayed beside, spoke calmly",
    "agitation": "Light dimmed, spoke calmly",
    "vomiting": "Bowl and water given",
    "nausea": "Cool cloth given",
}
_MEDICINES: Final = {
    "nausea": ("Ondansetron", "4 mg", "by mouth"),
    "vomiting": ("Ondansetron", "4 mg", "by mouth"),
    "headache": ("Paracetamol", "1 g", "by mouth"),
}


@dataclass(frozen=True)
class Episode:
    """One effect: minutes from the start, and each severity (1 to 3) from its minute on. No end: it was still there."""

    key: str
    onset: int
    steps: tuple[tuple[int, int], ...]
    end: int | None

    @property
    def worst(self) -> int:
        """The highest severity; 0 where none was stated."""
        return max((severity for _, severity in self.steps), default=0)

    def severity(self, minute: float) -> int:
        """How severe it is at this minute; 0 while it does not run."""
        if self.end is not None and minute >= self.end:
            return 0
        return next((severity for since, severity in reversed(self.steps) if since <= minute), 0)

    def touches(self, minute: int) -> bool:
        """Whether it runs, begins or ends in this minute."""
        return self.onset <= minute and (self.end is None or minute <= self.end)


def episodes(random: Random, felt: Experience, last: int) -> tuple[Episode, ...]:
    """The episodes of one session whose last reading lies at minute `last`."""
    reported = [key for key, yes in felt.reported.items() if yes[0]]
    return tuple(_episode(random, key, int(felt.dissociation[0]), last) for key in reported)


def _episode(random: Random, key: str, dissociation: int, last: int) -> Episode:
    earliest, latest, shortest, longest = _TIMES.get(key, _OTHER_TIMES)
    onset = min(random.randint(earliest, latest), last - 10)
    end: int | None = onset + random.randint(shortest, longest)
    if end is not None and end > last - 2:
        end = None if key in _MAY_OUTLAST and random.random() < 0.4 else last - 2  # noqa: PLR2004 - own choice
    worst = dissociation if key == "dissociation" else random.choices((1, 2, 3), (85, 14, 1))[0]
    if key == "drowsiness":
        worst = min(worst, MODERATE)  # deeper sedation is not invented
    stated = key in _ALWAYS_STATED or random.random() < 0.95  # noqa: PLR2004 - own choice
    return Episode(key, onset, _steps(random, onset, end or last, worst) if stated else (), end)


def _steps(random: Random, onset: int, end: int, worst: int) -> tuple[tuple[int, int], ...]:
    if worst == 1 or end - onset < 25:  # noqa: PLR2004 - a short one has one severity
        return ((onset, worst),)
    return ((onset, 1), (onset + random.randint(5, 10), worst), (end - random.randint(6, 12), worst - 1))


def facts(scribe: Scribe, episode: Episode) -> Iterator[ClinicalFact]:
    """The episode as it is written down."""
    began = scribe.at(episode.onset)
    judged = scribe.random.random() < 0.25  # noqa: PLR2004 - own choice
    effect = scribe.write(
        Effect,
        began,
        effect=episode.key,
        onset_at=began,
        relatedness=scribe.random.choice((Relatedness.PROBABLE, Relatedness.POSSIBLE)) if judged else None,
        judged_by=people.MIA if judged else None,
        serious=False if judged else None,
    )
    yield effect
    for minute, severity in episode.steps:
        # What is stated at the onset follows the first tap by a few seconds.
        at = began + timedelta(seconds=5) if minute == episode.onset else scribe.at(minute)
        yield scribe.write(EffectChange, at, effect_id=effect.id, at=at, severity=severity)
    yield from _done(scribe, episode, effect)
    if episode.end is not None:
        at = scribe.at(episode.end)
        yield scribe.write(EffectChange, at, effect_id=effect.id, at=at, ended=True)


def _done(scribe: Scribe, episode: Episode, effect: Effect) -> Iterator[ClinicalFact]:
    """What was done about it, one or two minutes after it began: a medicine from moderate on, else what helps."""
    at = scribe.at(episode.onset + 1)
    if episode.worst >= MODERATE and episode.key in _MEDICINES:
        drug, dose, route = _MEDICINES[episode.key]
        yield scribe.write(EffectChange, at, effect_id=effect.id, at=at, action=f"{drug} {dose} given")
        yield scribe.write(
            Intervention,
            at,
            at=at,
            drug=drug,
            dose=dose,
            route=route,
            ordered_by=people.PRESCRIBER_NAME,
            response="Better after 15 minutes",
        )
    elif episode.key in _ACTIONS and scribe.random.random() < 0.6:  # noqa: PLR2004 - own choice
        yield scribe.write(EffectChange, at, effect_id=effect.id, at=at, action=_ACTIONS[episode.key])
