"""The panes of what lies between sessions: each over the same calendar, of which the last one names the dates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.charts.sheet import ms
from app.charts.theme import Palette
from app.charts.trends import looks
from app.charts.trends.plain import Told
from app.charts.trends.sets import Sets

if TYPE_CHECKING:
    import altair as alt

_DAY: Final = 86_400_000
_LEAST: Final = 28 * _DAY  # a calendar of less would part sessions of one week by its whole width
_DAYS: Final = 100 * _DAY  # up to here the axis names days, beyond it months
_WEEKS: Final = 50 * _DAY  # up to here those are Sundays, beyond it the first days of months
_SUNDAY: Final = 3  # of the days since 1970, whose first was a Thursday
_NAMES: Final = 6  # dates that can be read under it


@dataclass(frozen=True)
class Pane:
    """One pane over this calendar; only the last one has its dates written under it."""

    name: str
    sets: Sets
    palette: Palette
    calendar: Sequence[int]
    last: bool

    def x(self) -> "alt.X":
        """The clinic's calendar."""
        import altair as alt  # late: half a second

        months = "utcFormat(datum.value, utcmonth(datum.value) == 0 ? '%Y' : '%b')"
        expression = "utcFormat(datum.value, '%-d %b')" if near(self.calendar) else months
        axis = alt.Axis(
            values=dates(self.calendar), labels=self.last, labelExpr=expression, grid=False, labelFlush=False
        )
        # A scale of numbers: where expressions are read and not compiled, as on the screens, a scale of times is lost.
        scale = alt.Scale(domain=list(self.calendar), nice=False, zero=False)
        return alt.X("at", type="quantitative", scale=scale, axis=axis)

    def y(self, field: str, domain: Sequence[float], step: float) -> "alt.Y":
        """What this field says, over this domain, named at each step."""
        import altair as alt  # late: half a second

        axis = alt.Axis(values=looks.ticks(domain, step), minExtent=34)
        return alt.Y(
            field, type="quantitative", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=axis
        )

    def base(self, name: str, rows: Iterable[Told]) -> "alt.Chart":
        """The beginning of a layer of these rows."""
        return self.sets.base(f"{self.name}_{name}", rows)

    def title(self, words: str) -> "alt.Chart":
        """What the pane shows, over its left corner."""
        import altair as alt  # late: half a second

        text = self.base("title", [{"title": words}]).mark_text(
            align="left", baseline="bottom", dy=-5, fontSize=looks.LABEL, color=self.palette.soft
        )
        named: alt.Chart = text.encode(x=alt.value(0), y=alt.value(0), text="title:N").properties(name="title")
        return named


def calendar_of(times: Sequence[int]) -> list[int]:
    """From a little before the first session to a little behind the newest, four weeks at least."""
    first, last = min(times), max(times)
    room = max(_LEAST - (last - first), (last - first) // 12) // 2
    return [first - room, last + room]


def near(calendar: Sequence[int]) -> bool:
    """Whether the axis names days; else it names months."""
    return calendar[1] - calendar[0] <= _DAYS


def dates(calendar: Sequence[int]) -> list[int]:
    """The Sundays or first days of months that the axis names, some six of them."""
    first, last = (datetime.fromtimestamp(one / 1000, UTC) for one in calendar)
    if calendar[1] - calendar[0] <= _WEEKS:
        return [day * _DAY for day in range(calendar[0] // _DAY + 1, calendar[1] // _DAY + 1) if day % 7 == _SUNDAY]
    months = range(12 * first.year + first.month, 12 * last.year + last.month)
    step = next((one for one in (1, 2, 3, 6, 12) if len(months) / one <= _NAMES), 12 * (len(months) // 72 + 1))
    starts = [month for month in months if month % step == 0]
    return [ms(datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)) for month in starts]
