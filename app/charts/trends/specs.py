"""Specs: a picture as the dictionary that Streamlit and vl-convert are given, its rows put where they are drawn.

Altair copies and checks every row of a dataset several times over; rows of ours are numbers and words already, so that
they stay out of its hands: that is more than half of a picture's time.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import altair as alt

Spec = dict[str, Any]
# Drawn as SVG it is scaled to a telephone without losing what the pointer finds, and stays sharp in print.
_SHOWN: Final = {"embedOptions": {"renderer": "svg", "actions": False}}
# Left to itself Streamlit fits a picture into its place, and squeezes those that say how large they are.
_SIZE: Final = {"type": "pad", "contains": "padding"}
_TOP: Final = ("$schema", "config", "usermeta", "autosize")


def spec(make: "Callable[[], alt.VConcatChart | alt.LayerChart | alt.FacetChart]") -> Spec:
    """The picture of the chart that `make` makes, each layer with its own rows."""
    import altair as alt  # late: half a second
    from altair.utils import schemapi

    # What the charts are made of is checked against the whole schema by their tests, not again at each look.
    with schemapi.debug_mode(arg=False):
        chart = make()
        rows = chart["datasets"]
        chart["datasets"] = alt.Undefined
        told = chart.to_dict(validate=False)
    known = {} if rows is alt.Undefined else rows
    return {**_filled(told, known), "usermeta": _SHOWN, "autosize": _SIZE}


def beside(specs: Sequence[Spec]) -> Spec:
    """Several pictures in one, beside each other."""
    parts = [{name: value for name, value in one.items() if name not in _TOP} for one in specs]
    return {name: specs[0][name] for name in _TOP} | {"hconcat": parts, "spacing": 24}


def _filled(part: Any, rows: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The same with the rows of each named dataset in its place."""
    if isinstance(part, list):
        return [_filled(one, rows) for one in part]
    if not isinstance(part, dict):
        return part
    return {name: _part(name, value, rows) for name, value in part.items()}


def _part(name: str, value: Any, rows: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever JSON holds
    if name == "data" and isinstance(value, dict) and value.get("name") in rows:
        return {"values": rows[value["name"]]}
    if name == "mark" and isinstance(value, dict):
        # What the picture says stands beside it, whole: its marks by themselves have no name to be read out.
        return value | {"aria": False}
    return _filled(value, rows)
