"""The story in words: each point as one plain sentence; what it rests on as rows. Nothing is advised."""

from collections.abc import Callable, Mapping
from typing import Final

from app.charts.trends import saying
from app.story import doses, effects, pressure, questionnaires, signs
from app.story.sentence import Sentence
from schemas.rules.story import Kind, Point, Story

__all__ = ["Sentence", "left_out", "sentence"]

_SAYS: Final[Mapping[Kind, Callable[[Story, Point], Sentence]]] = {
    Kind.GRAVE_EFFECT: effects.grave,
    Kind.NOT_RETURNED: pressure.not_returned,
    Kind.PEAK: pressure.peak,
    Kind.RISE: pressure.rise,
    Kind.SPO2: signs.extreme,
    Kind.SEDATION: signs.extreme,
    Kind.DISSOCIATION: signs.extreme,
    Kind.TREATED: doses.medicines,
    Kind.HELD: doses.not_given,
    Kind.STOPPED_EARLY: doses.cut_short,
    Kind.DRUG: doses.switched,
    Kind.DOSE: doses.changed,
    Kind.RETURN: pressure.late,
    Kind.FIRST_EFFECT: effects.first,
    Kind.WEIGHT: signs.weight,
    Kind.EFFECT_GONE: effects.gone,
    Kind.SCALE: questionnaires.changed,
    Kind.MISSED_DUES: signs.missed,
}
_SHORT: Final[Mapping[Kind, str]] = {
    Kind.GRAVE_EFFECT: "a grave effect",
    Kind.NOT_RETURNED: "a pressure not seen back",
    Kind.PEAK: "the peak",
    Kind.RISE: "the peak rise",
    Kind.SPO2: "the lowest SpO2",
    Kind.SEDATION: "the deepest sedation",
    Kind.DISSOCIATION: "dissociation",
    Kind.TREATED: "a medicine for pressure",
    Kind.HELD: "that no drug was given",
    Kind.STOPPED_EARLY: "an early stop",
    Kind.DRUG: "another drug or route",
    Kind.DOSE: "another dose",
    Kind.RETURN: "a late return",
    Kind.FIRST_EFFECT: "a first effect",
    Kind.WEIGHT: "another weight",
    Kind.EFFECT_GONE: "an effect that is gone",
    Kind.SCALE: "a scale",
    Kind.MISSED_DUES: "readings not taken",
}


def sentence(told: Story, point: Point) -> Sentence:
    """The sentence of one of its points."""
    return _SAYS[point.kind](told, point)


def left_out(told: Story) -> str:
    """What came up too and has no sentence, being less urgent; nothing for none."""
    return f"Came up too: {saying.listed([_SHORT[kind] for kind in told.left_out])}." if told.left_out else ""
