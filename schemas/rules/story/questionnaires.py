"""Questionnaires: a scale whose total is another than at the last visit. What it tells of danger stands elsewhere."""

from datetime import datetime

from schemas.assessment import Scale
from schemas.rules import course, scales
from schemas.rules.scales import Standing
from schemas.rules.story.about import Moved, Questionnaires
from schemas.rules.story.history import History
from schemas.rules.story.thresholds import POINTS, TABLE
from schemas.rules.story.told import Compared, Kind, Point, Row, Urgency


def changed(history: History) -> Point | None:
    """The newest total of each scale that was taken since the session before, against the last until then.

    A total that is not known is none: neither is it compared, nor does it stand between two that are.
    """
    found = [pair for scale in POINTS if (pair := _pair(history, scale)) is not None]
    moved = [(now, before, told) for now, before in found if (told := _moved(history, now, before)) is not None]
    if not moved:
        return None
    rows = tuple(Row(None, one.said.id) for now, before, _ in moved for one in (now, before))
    about = Questionnaires(tuple(told for _, _, told in moved))
    return Point(Kind.SCALE, Urgency.CHANGE, about, Compared(), rows)


def _pair(history: History, scale: Scale) -> tuple[Standing, Standing] | None:
    """The newest one, and the last until the session before was over; where that had none, the one before."""
    known, since = sorted(scales.complete(history.scales, scale), key=_taken_at), _since(history)
    until = [one for one in known if since is not None and one.said.taken_at <= since]
    if len(known) < 1 + TABLE[Kind.SCALE].least or len(until) == len(known):
        return None
    return known[-1], (until or known[:-1])[-1]


def _moved(history: History, now: Standing, before: Standing) -> Moved | None:
    total, last = scales.total(now.said) or 0, scales.total(before.said) or 0
    if abs(total - last) < POINTS[now.said.scale]:
        return None
    base = scales.baseline(history.scales, now.said.scale, _first_dose(history))
    halved = scales.falls(now.said.scale) if scales.is_half(base, now) else None
    return Moved(now.said.scale, total, last, now.said.taken_at, before.said.taken_at, base.total, halved)


def _since(history: History) -> datetime | None:
    """When the session before was over, or had begun where nobody has ended it."""
    if not history.earlier:
        return None
    known = course.course(history.earlier[-1].record)
    return known.ended_at or known.arrived_at


def _first_dose(history: History) -> datetime | None:
    every = (course.course(one.record).started_at for one in (*history.earlier, history.now))
    return min((at for at in every if at is not None), default=None)


def _taken_at(one: Standing) -> tuple[datetime, datetime]:
    return one.said.taken_at, one.said.entered_at
