"""Layers: Altair's charts, made without the detours that take most of a picture's time.

A channel that is given as a string ("text:N") or as a value is looked up by the hash of every class that Altair knows,
and a name is checked against the whole schema: milliseconds each, and a picture has some fifty layers. Layers that are
put over each other, and pictures that are put under each other, are copied whole each time in search of parameters that
they share and of sizes to move up, and ours have neither. Said as what they are, all are the same picture in a fraction
of the time.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import altair as alt

_TYPES: Final = {"N": "nominal", "O": "ordinal", "Q": "quantitative"}
_BARE: Final = frozenset({"x2", "y2"})  # they have the type of their other end


def layer(name: str | None = None) -> "alt.Chart":
    """The beginning of a layer that is drawn from the dataset of this name, or from that of what it lies in."""
    import altair as alt  # late: half a second

    begun: alt.Chart = _kind()(alt.Undefined if name is None else alt.NamedData(name))
    return begun


def over(layers: "Sequence[alt.Chart | alt.LayerChart]", **told: Any) -> "alt.LayerChart":  # noqa: ANN401 - as Altair has it
    """The layers over each other, the first one at the back."""
    drawn: alt.LayerChart = _kinds()["layer"](layer=list(layers), **told)
    return drawn


def under(pictures: "Sequence[alt.LayerChart]", **told: Any) -> "alt.VConcatChart":  # noqa: ANN401 - as Altair has it
    """The pictures under each other; of several each layer's name ends with the place of its own, as with Altair."""
    for place, picture in enumerate(pictures):
        for one in picture.layer if len(pictures) > 1 else ():
            one.name = f"{one.name}_{place}"
    drawn: alt.VConcatChart = _kinds()["vconcat"](vconcat=list(pictures), **told)
    return drawn


def each(panel: "alt.LayerChart", facet: "alt.Facet", **told: Any) -> "alt.FacetChart":  # noqa: ANN401 - as Altair has it
    """The panel once for each value of the facet, whose data it has."""
    import altair as alt  # late: half a second

    bare = panel.copy(deep=False)
    bare.data = alt.Undefined
    drawn: alt.FacetChart = _kinds()["facet"](spec=bare, facet=facet, data=panel.data, **told)
    return drawn


@cache
def _kinds() -> "dict[str, Any]":
    """Altair's own three, that begin as what the schema says of them and do not look through their parts."""
    import altair as alt  # late: half a second

    class Over(alt.LayerChart):
        """Layers as they are."""

        def __init__(self, **told: Any) -> None:  # noqa: ANN401 - as Altair has it
            alt.TopLevelLayerSpec.__init__(self, **told)

    class Under(alt.VConcatChart):
        """Pictures as they are."""

        def __init__(self, **told: Any) -> None:  # noqa: ANN401 - as Altair has it
            alt.TopLevelVConcatSpec.__init__(self, **told)

    class Each(alt.FacetChart):
        """A panel as it is."""

        def __init__(self, **told: Any) -> None:  # noqa: ANN401 - as Altair has it
            alt.TopLevelFacetSpec.__init__(self, **told)

    return {"layer": Over, "vconcat": Under, "facet": Each}


@cache
def _kind() -> "type[alt.Chart]":
    import altair as alt  # late: half a second

    class Layer(alt.Chart):
        """A chart whose channels and name take the short way."""

        def encode(self, *args: Any, **channels: Any) -> "Layer":  # noqa: ANN401 - as Altair has it
            return super().encode(*args, **{name: _typed(name, told) for name, told in channels.items()})

        def properties(self, **told: Any) -> "Layer":  # noqa: ANN401 - as Altair has it
            copy = self.copy(deep=False)
            for name, value in told.items():
                copy[name] = value
            return copy

    return Layer


def _typed(name: str, told: Any) -> Any:  # noqa: ANN401 - one of Altair's some fifty channels
    """The channel that a shorthand or a bare value means; any other is one already."""
    import altair as alt  # late: half a second

    channel = f"{name[0].upper()}{name[1:]}"
    if isinstance(told, dict) and set(told) == {"value"}:
        return getattr(alt, f"{channel}Value")(told["value"])
    return _field(getattr(alt, channel), name, told) if isinstance(told, str) else told


def _field(channel: Any, name: str, told: str) -> Any:  # noqa: ANN401 - one of Altair's some fifty channels
    field, _, kind = told.partition(":")
    return channel(field) if name in _BARE or not kind else channel(field, type=_TYPES[kind])
