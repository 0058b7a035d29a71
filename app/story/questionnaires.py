"""Questionnaires in a sentence: totals of scales that moved."""

from app import words
from app.story.sentence import Sentence, about
from schemas.assessment import FORMS
from schemas.rules.story import Point, Story
from schemas.rules.story.about import Moved, Questionnaires


def changed(told: Story, point: Point) -> Sentence:
    """Such as "PHQ-9 8 on 2 Nov 2026, 7 less than 15 on 19 Oct 2026; before the first dose 21"."""
    first, *others = about(point, Questionnaires).moved
    more = "".join(f"; {_name(one)}{_said(told, one)}" for one in others)
    return Sentence(_name(first), f"{_said(told, first)}{more}")


def _name(one: Moved) -> str:
    return f"{FORMS[one.scale].label} {one.now}"


def _said(told: Story, one: Moved) -> str:
    here, there = (words.day(at, told.zone) for at in (one.at, one.before_at))
    way = "more" if one.now > one.before else "less"
    half = f", a fall by half or more since then ({one.halved})" if one.halved else ""
    base = "" if one.baseline is None else f", {one.baseline} before the first dose{half}"
    return f" on {here}, {abs(one.now - one.before)} {way} than {one.before} on {there}{base}"
