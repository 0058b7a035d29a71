"""The session chart with a session's rows in it, where nothing is sent later."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.charts.sheet import Row

Spec = dict[str, Any]


def filled(waiting: Spec, rows: Mapping[str, Sequence[Row]], signals: Mapping[str, float | None], width: int) -> Spec:
    """The waiting chart with `rows` and `signals` as `app.charts.rows` makes them, its plot `width` pixels wide.

    What does not change is shared with the waiting chart, which stays as it was.
    """
    return {
        **waiting,
        "vconcat": [pane | {"width": width} for pane in waiting["vconcat"]],
        "params": [_with(one, signals) for one in waiting["params"]],
        "datasets": waiting["datasets"] | {name: list(told) for name, told in rows.items()},
    }


def _with(param: Spec, signals: Mapping[str, float | None]) -> Spec:
    name = param["name"]
    return param | {"value": signals[name]} if name in signals else param
