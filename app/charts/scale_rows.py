"""The datasets of a scale over calendar time, and the same in words.

Times are those of the clinic's wall, told as if they were UTC, so that a day is a day whatever zone the browser is in.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app import words
from app.charts.sheet import Row, ms
from schemas.assessment import FORMS, Assessment, Scale
from schemas.rules import scales
from schemas.rules.scales import BaselineState, Standing

_MILLISECOND: Final = timedelta(milliseconds=1)


def scale_rows(found: Sequence[Standing], scale: Scale, doses: Sequence[datetime], zone: str) -> dict[str, list[Row]]:
    """The datasets: `points` that hold, `unknown` totals, `struck` ones, `doses`, and the `lines` to compare with.

    `doses` are the first ones of the sessions with drug. `stretch` of a point counts anew behind an unknown total: no
    line goes over it. `since` is where the time that is asked about begins.
    """
    mine = [one for one in found if one.said.scale is scale]
    base = scales.baseline(mine, scale, min(doses, default=None))
    told: dict[str, list[Row]] = {"points": [], "unknown": []}
    for one in (standing for standing in mine if standing.holds):
        row = _point(one.said, zone) | {"base": one == base.one, "risk": scales.tells(one.said) or ""}
        if value(one.said) is None:
            told["unknown"].append(row)
        else:
            told["points"].append(row | {"stretch": len(told["unknown"])})
    ticks: list[Row] = [{"at": _wall(at, zone), "number": place} for place, at in enumerate(sorted(doses), start=1)]
    struck = [row for one in mine for row in _gone(one, zone)]
    return told | {"struck": struck, "doses": ticks, "lines": _lines(scale, scales.half(base))}


def value(said: Assessment) -> int | None:
    """What is drawn of it: the total, or the level of ideation of the C-SSRS."""
    return said.ideation if said.scale is Scale.C_SSRS else scales.total(said)


def legend(rows: Mapping[str, Sequence[Row]], scale: Scale) -> str:
    """What the signs of the chart of these rows mean; only of those that are drawn."""
    points = rows["points"]
    signs = {
        "◆ baseline": any(one["base"] for one in points),
        "▲ tells of suicidal thoughts": any(one["risk"] for one in (*points, *rows["unknown"])),
        "✕ corrected or withdrawn": bool(rows["struck"]),
        "? not known": bool(rows["unknown"]),
        "ticks below: sessions with drug": bool(rows["doses"]),
    }
    asked = scales.recall(scale)
    if points and asked is not None:
        signs[f"pale bars: the {asked.days} days that each asks about"] = True
    if rows["lines"]:
        signs[f"lines: {', '.join(str(line['words']) for line in rows['lines'])}"] = True
    return " · ".join(sign for sign, drawn in signs.items() if drawn)


def alt_text(found: Sequence[Standing], scale: Scale, doses: Sequence[datetime], zone: str) -> str:
    """What the chart shows, for those who do not see it."""
    rows, label = scale_rows(found, scale, doses, zone), FORMS[scale].label
    points = rows["points"]
    if not points and not rows["unknown"]:
        return f"{label} over time: no value yet."
    parts = [f"{len(points)} of {len(points) + len(rows['unknown'])} with a value"]
    names = ("first", "last") if len(points) > 1 else ("only",)
    parts += [f"{name} {point['words']}" for name, point in zip(names, (*points[:1], *points[1:][-1:]), strict=False)]
    base = scales.baseline(found, scale, min(doses, default=None))
    parts.append(f"baseline {base.total}" if base.state is BaselineState.FOUND else base.state.value)
    parts += [f"line at {line['words']}" for line in rows["lines"]]
    parts.append("1 session with drug" if len(doses) == 1 else f"{len(doses)} sessions with drug")
    told = sum(1 for point in (*points, *rows["unknown"]) if point["risk"])
    parts += [f"{told} with suicidal thoughts told"] if told else []
    parts += [f"{len(rows['struck'])} struck through"] if rows["struck"] else []
    return f"{label} over time: {'; '.join(parts)}."


def _lines(scale: Scale, half: float | None) -> list[Row]:
    told: list[Row] = [
        {"value": line.at, "short": line.words, "words": f"{line.words} ({line.source})", "side": "left"}
        for line in scales.lines(scale)
    ]
    source = scales.falls(scale)
    if half is not None and source is not None:
        short = f"50 % of baseline: {half:g}"
        told.append({"value": half, "short": short, "words": f"{short} ({source})", "side": "right"})
    return told


def _gone(one: Standing, zone: str) -> Iterator[Row]:
    """What was said before and does not hold, each with how and why; what has no value cannot be placed."""
    for said, newer in one.struck:
        if value(said) is not None:
            how = "withdrawn" if newer.withdrawn else "corrected"
            row = _point(said, zone)
            yield row | {"words": f"{row['words']}, {how}: {newer.reason}"}


def _point(said: Assessment, zone: str) -> Row:
    at, back = said.taken_at, scales.recall(said.scale) or timedelta(0)
    shown, when = value(said), f"{words.day(at, zone)} {words.clock_time(at, zone)}"
    unknown = "ideation not asked" if said.scale is Scale.C_SSRS else "total unknown"
    wall = _wall(at, zone)
    return {
        "at": wall,
        "since": wall - back // _MILLISECOND,
        "value": shown,
        "words": f"{when}, {unknown if shown is None else shown}",
    }


def _wall(at: datetime, zone: str) -> int:
    return ms(at.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC))
