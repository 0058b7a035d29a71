"""Limits: which of a protocol's own limits a value of the session lies at or past."""

from collections.abc import Iterable, Sequence

from schemas.protocol import Direction, Level, Limit, Protocol
from schemas.reading import SignName
from schemas.rules.alerts.judged import Scale


def value(protocol: Protocol, sign: SignName, way: Direction, levels: Sequence[Level], number: float) -> Limit | None:
    """The furthest limit on the value itself."""
    return _furthest((row, number) for row in protocol.limits if _is(row, sign, way, levels) and not row.delta)


def change(protocol: Protocol, sign: SignName, levels: Sequence[Level], number: int, baseline: int) -> Limit | None:
    """The furthest limit on a rise over this baseline, in mmHg or in per cent of it."""
    return _furthest(
        (row, 100 * number / baseline if row.percent else number)
        for row in protocol.limits
        if _is(row, sign, Direction.HIGH, levels) and row.delta
    )


def _is(row: Limit, sign: SignName, way: Direction, levels: Sequence[Level]) -> bool:
    return row.sign == sign and row.direction is way and row.level in levels


def _furthest(rows: Iterable[tuple[Limit, float]]) -> Limit | None:
    """Of the limits that are crossed the one furthest out; one in mmHg and one in per cent are both a limit."""
    found = [row for row, number in rows if _crossed(row, number)]
    sign = 1 if not found or found[0].direction is Direction.HIGH else -1
    return max(found, key=lambda row: sign * row.value, default=None)


def _crossed(row: Limit, number: float) -> bool:
    return Scale(row.sign, row.direction, row.delta, {row.level: row}).crossed(row.level, number) is not None
