"""Effects in sentences: grave ones, the first of a kind, and one that is gone."""

from collections.abc import Sequence

from app.charts.trends import saying
from app.story.sentence import Sentence, about, last, often, sessions
from schemas.rules.story import Point, Story
from schemas.rules.story.about import Effects, Felt

_ASKED = " asked about effects"


def grave(told: Story, point: Point) -> Sentence:
    """Such as "Anxiety: severe, 20 min, also in 2 of 8 earlier sessions asked about effects"."""
    felt = about(point, Effects).felt
    said = [_how(told, one) for one in felt]
    if point.compared.before:
        said = [f"{how}, {often(one.had, point.compared, _ASKED)}" for how, one in zip(said, felt, strict=True)]
    return Sentence(_names(felt), f": {_each(felt, said)}")


def first(told: Story, point: Point) -> Sentence:
    """Such as "Headache for the first time in 12 sessions asked about effects (mild, 25 min)"."""
    felt = about(point, Effects).felt
    among = f"{sessions(point.compared)}{_ASKED}"
    said = _each(felt, [_how(told, one) for one in felt])
    return Sentence(_names(felt), f" for the first time in {among} ({said})")


def gone(_: Story, point: Point) -> Sentence:
    """Such as "Dissociation not reported when asked after the end of the drug; reported in each of the 3 before"."""
    felt = about(point, Effects).felt
    said = _each(felt, [f"reported in each of the {last(one.had, point.compared)}" for one in felt])
    return Sentence(f"{_names(felt)} not reported", f" when asked after the end of the drug; {said}")


def _names(felt: Sequence[Felt]) -> str:
    return saying.listed([felt[0].label, *(_small(one) for one in felt[1:])])


def _small(one: Felt) -> str:
    """The effect's name within a sentence; words of somebody's own stay as they were written."""
    return one.label if one.own else one.label[0].lower() + one.label[1:]


def _each(felt: Sequence[Felt], said: Sequence[str]) -> str:
    """What is said of each, with its name where there are several."""
    if len(felt) == 1:
        return said[0]
    return "; ".join(f"{_small(one)} {how}" for one, how in zip(felt, said, strict=True))


def _how(told: Story, one: Felt) -> str:
    severity = one.worst.word if one.worst else "severity not stated"
    no_end = "not ended so far" if told.so_far else "its end not written down"
    return f"{severity}, {no_end if one.lasted is None else f'{one.lasted} min'}"
