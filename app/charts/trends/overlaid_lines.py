"""The lines of the overlaid sessions: the fainter behind, the strong with their symbols and names, values struck."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from app.charts.symbols import SHAPES, STRIKE
from app.charts.trends import looks, saying
from app.charts.trends.overlaid_pane import Pane
from app.charts.trends.plain import Told
from schemas.protocol import Drug

if TYPE_CHECKING:
    import altair as alt

_OPACITY: Final = {"also": 0.25, "before": 0.45, "newest": 1.0, "compared": 1.0}
_WEIGHT: Final = {"also": 1.0, "before": 1.1, "newest": 1.8, "compared": 1.5}
# Sessions that are compared differ in how their line is broken, so that no colour has to tell them apart.
_DASHES: Final = ([1, 0], [7, 3], [2, 2], [9, 2, 2, 2], [4, 4], [1, 4])
_LETTERS: Final = 13  # pixels from one name at a line's end to the next


def lines(pane: Pane) -> list["alt.Chart"]:
    """A line a stretch, so that gaps stay gaps; the newest session lies uppermost."""
    import altair as alt  # late: half a second

    order = {number: place % len(_DASHES) for place, number in enumerate(pane.told.strong)}
    rows = [
        {name: row[name] for name in ("number", "minutes", "value", "line", "strength")}
        | {"dash": order.get(row["number"], 0)}
        for row in pane.rows
        if row["line"] is not None
    ]
    # Ordinal by name: of these two channels Vega-Lite would otherwise make a ramp between the ends.
    opacity = alt.Scale(type="ordinal", domain=list(_OPACITY), range=list(_OPACITY.values()))
    weight = alt.Scale(type="ordinal", domain=list(_WEIGHT), range=list(_WEIGHT.values()))
    dash = alt.Scale(domain=list(range(len(_DASHES))), range=[list(one) for one in _DASHES])
    line = pane.base("lines", rows).mark_line(color=pane.colour)
    drawn = line.encode(
        x=pane.x(),
        y=pane.y(),
        detail="line:N",
        opacity=alt.Opacity("strength:N", scale=opacity, legend=None),
        strokeWidth=alt.StrokeWidth("strength:N", scale=weight, legend=None),
        strokeDash=alt.StrokeDash("dash:O", scale=dash, legend=None),
    )
    return [drawn.properties(name="lines")]


def symbols(pane: Pane) -> list["alt.Chart"]:
    """The symbols of the strong sessions, and of a fainter one where a value stands alone and no line shows it."""
    strong = [row for row in pane.rows if row["line"] is not None and row["number"] in pane.told.strong]
    of_line = Counter(row["line"] for row in pane.rows)
    alone = [row for row in pane.rows if row["line"] is not None and of_line[row["line"]] == 1]
    faint = [row for row in alone if row["number"] not in pane.told.strong]
    layers = []
    for name, rows, opacity in (("faint_symbols", faint, 0.6), ("symbols", strong, 1)):
        points = pane.base(name, rows).mark_point(
            filled="pressure" not in pane.room.colour, size=34, strokeWidth=2, opacity=opacity, color=pane.colour
        )
        layers.append(points.encode(x=pane.x(), y=pane.y(), shape=_shape()).properties(name=name))
    return layers


def struck(pane: Pane) -> list["alt.Chart"]:
    """Values that do not hold any more: in grey, with the symbol they had, struck through, part of no line."""
    rows = pane.base("struck", [row for row in pane.rows if row["struck"]])
    symbol = rows.mark_point(filled=False, size=34, strokeWidth=1.5, opacity=1, color=pane.palette.struck)
    stroke = rows.mark_point(shape=STRIKE, size=80, strokeWidth=1.6, opacity=1, color=pane.palette.struck)
    return [
        symbol.encode(x=pane.x(), y=pane.y(), shape=_shape()).properties(name="struck"),
        stroke.encode(x=pane.x(), y=pane.y()).properties(name="strikes"),
    ]


def names(pane: Pane) -> list["alt.Chart"]:
    """Which session a line is: at the end of each strong one, and over the highest value of the fainter ones."""
    if "systolic" not in pane.room.signs:
        return []
    valid = [row for row in pane.rows if row["line"] is not None and row["sign"] == "systolic"]
    ends = pane.base("names", _apart([_end(valid, number) for number in pane.told.strong], pane))
    look: dict[str, Any] = {"align": "left", "dx": 9, "fontSize": looks.LABEL, "fontWeight": 600}
    # On a rim of the ground, so that no rule crosses the words.
    rim = ends.mark_text(**look, color=pane.palette.card, stroke=pane.palette.card, strokeWidth=4)
    words = ends.mark_text(**look, color=pane.palette.pressure_text)
    place = {"x": pane.x(), "y": pane.y("name_at"), "text": "name:N"}
    top = pane.base("highest", _highest(pane, valid)).mark_text(
        align="left", dx=7, dy=-8, fontSize=looks.SMALL, color=pane.palette.soft
    )
    return [
        top.encode(x=pane.x(), y=pane.y(), text="name:N").properties(name="highest_name"),
        rim.encode(**place).properties(name="name_rims"),
        words.encode(**place).properties(name="names"),
    ]


def pointed(pane: Pane) -> list["alt.Chart"]:
    """Nothing that is seen: where the pointer finds session, time and value, around each value that is drawn."""
    spots = pane.base("values", pane.rows).mark_circle(opacity=0, size=110)
    return [spots.encode(x=pane.x(), y=pane.y(), tooltip="text:N").properties(name="pointed")]


def _shape() -> "alt.Shape":
    import altair as alt  # late: half a second

    # All signs in every pane: panes that are stacked share the scale.
    shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    return alt.Shape("sign:N", scale=shapes, legend=None)


def _end(valid: Sequence[Told], number: int) -> Told | None:
    """The last systolic of a session with its name; None where it has none."""
    last = next((row for row in reversed(valid) if row["number"] == number), None)
    return last and {"minutes": last["minutes"], "value": last["value"], "name": f"session {number}"}


def _apart(ends: Sequence[Told | None], pane: Pane) -> list[Told]:
    """The names from above to below behind the last of the ends, each at least a line under the one before."""
    low, high = pane.domain
    room = _LETTERS * (high - low) / pane.room.height
    known = [one for one in ends if one is not None]
    last = max((one["minutes"] for one in known), default=0)
    found: list[Told] = []
    for end in sorted(known, key=lambda one: -one["value"]):
        under = found[-1]["name_at"] - room if found else end["value"]
        found.append(end | {"minutes": last, "name_at": min(end["value"], under)})
    return found


def _highest(pane: Pane, valid: Sequence[Told]) -> list[Told]:
    """The highest systolic behind the newest session, with its session and dose, where it is above the newest's own."""
    newest = [row["value"] for row in valid if row["number"] in pane.told.strong]
    faint = [row for row in valid if row["number"] not in pane.told.strong]
    top = max(faint, key=lambda row: row["value"], default=None)
    if top is None or (newest and max(newest) >= top["value"]):
        return []
    session = pane.told.sessions[top["number"]]
    doses = [(session["dose_mg_per_kg"], "mg/kg"), (session["dose_mg"], "mg")]
    ordered = reversed(doses) if session["drug"] == Drug.ESKETAMINE else doses  # as it is given and spoken of
    dose = next((f", {value:g} {unit}" for value, unit in ordered if value is not None), "")
    value = saying.signed(top["value"]) if pane.changes else f"{top['value']:g}"
    return [
        {
            "minutes": top["minutes"],
            "value": top["value"],
            "name": f"highest value drawn: {value}, session {top['number']}{dose}",
        }
    ]
