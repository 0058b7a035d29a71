"""A scale over calendar time whole: as the screen draws it, and as it is taken out with the points that it draws."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from app.charts import scale_rows
from app.charts import scales as chart
from app.charts.sheet import Row
from app.charts.theme import Theme
from app.charts.trends.pictures import Picture
from app.charts.trends.plain import Told
from app.charts.trends.specs import Spec
from schemas.assessment import FORMS, Scale
from schemas.rules.scales import Standing

COLUMNS: Final = ("what", "at", "asked_from", "value", "note")
NAMES: Final[Mapping[str, Scale]] = {f"scale-{one.value}": one for one in Scale}
_WIDTH: Final = 640  # in a file: on the screen it is as wide as its place
_WHAT: Final = {"points": "value", "unknown": "value not known", "struck": "struck through"}


def picture(found: Sequence[Standing], scale: Scale, doses: Sequence[datetime], zone: str) -> Picture:
    """The picture of everything that was said of this scale; `doses` are the first ones of the sessions with drug."""
    rows = scale_rows.scale_rows(found, scale, doses, zone)

    def drawn(theme: Theme) -> Spec:
        spec: Spec = chart.scale_chart(theme, scale, rows).to_dict()
        # On the screen its name and what its signs mean stand beside it.
        title = {"text": FORMS[scale].label, "subtitle": scale_rows.legend(rows, scale).split(" · "), "anchor": "start"}
        return spec | {"width": _WIDTH, "title": title}

    told = scale_rows.alt_text(found, scale, doses, zone)
    return Picture(f"{FORMS[scale].label} over time", told, COLUMNS, list(_points(rows)), drawn)


def _points(rows: Mapping[str, Sequence[Row]]) -> Iterator[Told]:
    """What is drawn, each with its time on the clinic's wall, and the lines it is compared with."""
    for name, what in _WHAT.items():
        for row in rows[name]:
            times = {"at": _wall(row["at"]), "asked_from": _wall(row["since"])}
            marks = ("the baseline" if row.get("base") else "", str(row.get("risk") or ""))
            note = " · ".join((str(row["words"]), *(mark for mark in marks if mark)))
            yield {"what": what, "value": row["value"], "note": note} | times
    for row in rows["doses"]:
        yield {"what": "session with drug", "at": _wall(row["at"]), "value": row["number"]}
    for row in rows["lines"]:
        yield {"what": "line", "value": row["value"], "note": row["words"]}


def _wall(at: object) -> str:
    """The rows have times of the wall as if they were UTC, in milliseconds."""
    return f"{datetime.fromtimestamp(int(str(at)) / 1000, UTC):%Y-%m-%d %H:%M}"
