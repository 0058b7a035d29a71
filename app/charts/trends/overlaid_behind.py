"""What lies behind the lines of the overlaid sessions: the time of the drug, the band of all sessions, missed dues."""

from typing import TYPE_CHECKING, Final

from app.charts.trends import looks
from app.charts.trends.overlaid_pane import Pane
from app.charts.trends.plain import Told

if TYPE_CHECKING:
    import altair as alt

_NAMED: Final = "drug"


def given(pane: Pane) -> list["alt.Chart"]:
    """The time of the drug of the newest session, named once, and a rule where it ended for each of the strong ones."""
    import altair as alt  # late: half a second

    known = [(number, pane.told.sessions[number]["minutes"]) for number in pane.told.strong]
    ends: list[Told] = [{"number": one, "from": 0, "to": end} for one, end in known if end is not None]
    newest = [row for row in ends if pane.told.strengths[row["number"]] == "newest"]
    band = pane.base("given", newest).mark_rect(color=pane.palette.pressure, opacity=0.08)
    rule = pane.base("ended", ends).mark_rule(color=pane.palette.dose_bar, strokeWidth=1)
    words = pane.base("drug", ({"from": 0, "name": _NAMED} for _ in newest if pane.first)).mark_text(
        align="left", baseline="top", dx=3, dy=3, fontSize=looks.SMALL, color=pane.palette.soft
    )
    return [
        band.encode(x=pane.x("from"), x2="to:Q").properties(name="given"),
        words.encode(x=pane.x("from"), y=alt.value(0), text="name:N").properties(name="drug"),
        rule.encode(x=pane.x("to")).properties(name="ended"),
    ]


def title(pane: Pane) -> list["alt.Chart"]:
    """What the pane shows, over its left corner; in Δ also the baseline, which is zero for every session."""
    import altair as alt  # late: half a second

    words = pane.base("title", [{"title": pane.title}]).mark_text(
        align="left", baseline="bottom", dy=-pane.lift, fontSize=looks.LABEL, color=pane.palette.soft
    )
    zero = pane.base("zero", [{"value": 0}] if pane.changes else []).mark_rule(
        color=pane.palette.soft, strokeWidth=1, strokeDash=[3, 3]
    )
    return [
        words.encode(x=alt.value(0), y=alt.value(0), text="title:N").properties(name="title"),
        zero.encode(y=pane.y()).properties(name="baseline"),
    ]


def band(pane: Pane) -> list["alt.Chart"]:
    """The middle half and the median; a bin that stands alone is a bar, since its area would have no width."""
    stretches = [row["stretch"] for row in pane.spread]
    base = pane.base("spread", pane.spread)
    alone = pane.base("bins", [row for row in pane.spread if stretches.count(row["stretch"]) == 1])
    place = {"x": pane.x("due"), "y": pane.y("low"), "y2": "high:Q"}
    line = base.mark_line(color=pane.palette.soft, strokeWidth=1.2, strokeDash=[4, 3])
    return [
        base.mark_area(color=pane.colour, opacity=0.17).encode(**place, detail="stretch:N").properties(name="band"),
        alone.mark_rule(color=pane.colour, opacity=0.3, strokeWidth=6).encode(**place).properties(name="band_bins"),
        line.encode(x=pane.x("due"), y=pane.y("median"), detail="stretch:N").properties(name="median"),
    ]


def missed(pane: Pane) -> list["alt.Chart"]:
    """A due of a strong session to which nobody came: a dotted rule in its place."""
    rows = [row for row in pane.told.missed if row["number"] in pane.told.strong]
    rule = pane.base("missed", rows).mark_rule(color=pane.palette.soft, strokeWidth=1.2, strokeDash=[2, 3])
    return [rule.encode(x=pane.x()).properties(name="missed")]
