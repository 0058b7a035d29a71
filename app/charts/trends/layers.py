"""Layers: Altair's charts, made without the two detours that take most of a picture's time.

A channel that is given as a string ("text:N") is looked up by the hash of every class that Altair knows, and a name is
checked against the whole schema: milliseconds each, and a picture has some fifty layers. Said as what they are, both
are the same picture in a third of the time.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import altair as alt

_TYPES: Final = {"N": "nominal", "O": "ordinal", "Q": "quantitative"}
_BARE: Final = frozenset({"x2", "y2"})  # they have the type of their other end


def layer(name: str) -> "alt.Chart":
    """The beginning of a layer that is drawn from the dataset of this name."""
    import altair as alt  # late: half a second

    begun: alt.Chart = _kind()(alt.NamedData(name))
    return begun


@cache
def _kind() -> "type[alt.Chart]":
    import altair as alt  # late: half a second

    class Layer(alt.Chart):
        """A chart whose channels and name take the short way."""

        def encode(self, *args: Any, **channels: Any) -> "Layer":  # noqa: ANN401 - as Altair has it
            typed = {name: _channel(name, told) if isinstance(told, str) else told for name, told in channels.items()}
            return super().encode(*args, **typed)

        def properties(self, **told: Any) -> "Layer":  # noqa: ANN401 - as Altair has it
            copy = self.copy(deep=False)
            for name, value in told.items():
                copy[name] = value
            return copy

    return Layer


def _channel(name: str, told: str) -> Any:  # noqa: ANN401 - one of Altair's some fifty channels
    """The channel that a shorthand means."""
    import altair as alt  # late: half a second

    field, _, kind = told.partition(":")
    channel = getattr(alt, f"{name[0].upper()}{name[1:]}")
    return channel(field) if name in _BARE or not kind else channel(field, type=_TYPES[kind])
