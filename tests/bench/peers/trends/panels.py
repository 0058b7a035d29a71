"""Each session by itself, newest first, and what rests between sessions on the calendar."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tests.bench.peers.trends import look
from tests.bench.peers.trends.known import Session
from tests.bench.peers.trends.look import Part

NEWEST = 12
_PITCH, _HEIGHT = 81, 46
_PRESSURE = ("systolic", "diastolic")
_MONTH_S = 30 * 86_400


def day(at: int) -> str:
    """The date as it is read."""
    return f"{datetime.fromtimestamp(at, UTC):%-d %b %Y}"


def courses(sessions: Sequence[Session]) -> Part:
    """A panel each for the newest twelve."""
    shown = sessions[: -1 - NEWEST : -1]
    span = [-15, max([90, *(one.readings[-1].minute for one in shown)])]
    domains = look.stacked([_HEIGHT] * len(shown), _PITCH - _HEIGHT)
    axes = {"xaxis": look.minutes(span, anchor=f"y{len(shown)}" if len(shown) > 1 else "y")}
    data, texts, shapes = [], [], []
    for place, (one, domain) in enumerate(zip(shown, domains, strict=True), start=1):
        name = f"y{place if place > 1 else ''}"
        axes[f"yaxis{name[1:]}"] = look.axis((60, 180), (60, 120, 180), domain=domain)
        data.append(_course(one, name))
        paper = {"yref": "paper", "y": domain[1], "xref": "paper"}
        texts += [look.words(f"{one.number} · {day(one.arrived)}", 0, **paper)]
        texts += [look.words(f"+{one.rise[0]}/+{one.rise[1]}", 1, **paper, xanchor="right")]
        band = {"yref": f"{name} domain", "y0": 0, "y1": 1, "x0": 0, "x1": one.minutes, "type": "rect"}
        shapes.append(band | {"fillcolor": look.PRESSURE, "opacity": 0.1, "line": {"width": 0}, "layer": "below"})
    margin = {"l": 40, "r": 10, "t": 24, "b": 34}
    return look.figure(data, axes, (182, _PITCH * len(shown) + 24), annotations=texts, shapes=shapes, margin=margin)


def _course(one: Session, pane: str) -> Part:
    x: list[int | None] = []
    y: list[int | None] = []
    of: list[tuple[int, str] | None] = []
    for sign in _PRESSURE:
        x += [*(reading.minute for reading in one.readings), None]
        y += [*(getattr(reading, sign) for reading in one.readings), None]
        of += [*[(one.number, sign)] * len(one.readings), None]
    shapes = [look.SHAPES[sign] for sign in _PRESSURE for _ in range(len(one.readings) + 1)]
    told: Part = {"type": "scatter", "mode": "lines+markers", "x": x, "y": y, "customdata": of, "yaxis": pane}
    told["hovertemplate"] = "%{x}′ · %{customdata[1]} %{y} mmHg<extra></extra>"
    return told | {"line": {"color": look.PRESSURE, "width": 1.3}, "marker": {"symbol": shapes, "size": 3}}


def calendar(sessions: Sequence[Session]) -> Part:
    """Resting pressure, pulse, weight and the drug so far, over the days."""
    at = [one.arrived for one in sessions]
    room = max(_MONTH_S, (at[-1] - at[0]) // 12) // 2
    span = [at[0] - room, at[-1] + room]
    ticks = range(span[0] - span[0] % _MONTH_S + _MONTH_S, span[1], 3 * _MONTH_S)
    domains = look.stacked((96, 44, 44, 44), 24)
    names = [f"{datetime.fromtimestamp(tick, UTC):%b %Y}" for tick in ticks]
    axes = {"xaxis": look.axis(span, ticks, ticktext=names, anchor="y4", showgrid=False)}
    weights = [one.weight for one in sessions if one.weight is not None]
    so_far, total = [], 0.0
    for one in sessions:
        total = round(total + one.dose, 3)
        so_far.append(total)
    panes = (
        ("resting blood pressure, mmHg", (60, 160), (80, 120, 160)),
        ("resting pulse, /min", (50, 110), (50, 80, 110)),
        ("weight, kg", (min(weights) - 3, max(weights) + 3), range(int(min(weights)), int(max(weights)) + 3, 5)),
        ("given so far, mg", (0, total * 1.1), range(0, int(total) + 1, 1000)),
    )
    texts = []
    for place, ((title, reach, steps), domain) in enumerate(zip(panes, domains, strict=True), start=1):
        axes[f"yaxis{place if place > 1 else ''}"] = look.axis(reach, steps, domain=domain)
        texts.append(look.words(title, 0, domain[1], xref="paper", yref="paper"))
    texts.append(look.words(f"{sessions[-1].drug} {total:g} mg", at[-1], total, yref="y4", xanchor="right"))
    data = [
        *_resting(sessions),
        _line(at, [one.pulse for one in sessions], "y2", look.PULSE, "resting pulse, /min"),
        _line(at, [one.weight for one in sessions], "y3", look.SOFT, "weight, kg"),
        _line(at, so_far, "y4", look.DOSE, "so far, mg") | {"line": {"shape": "hv", "color": look.DOSE}},
    ]
    return look.figure(data, axes, (690, 400), annotations=texts)


def _resting(sessions: Sequence[Session]) -> list[Part]:
    """A bar each from the one pressure to the other, and its tips."""
    bars = {"x": [x for one in sessions for x in (one.arrived, one.arrived, None)], "mode": "lines"}
    bars |= {"y": [y for one in sessions for y in (one.systolic, one.diastolic, None)], "hoverinfo": "skip"}
    tips = {"x": [one.arrived for one in sessions] * 2, "mode": "markers", "meta": "pressure, mmHg"}
    tips["y"] = [one.systolic for one in sessions] + [one.diastolic for one in sessions]
    shapes = [look.SHAPES[sign] for sign in _PRESSURE for _ in sessions]
    look_of = {"line": {"color": look.PRESSURE, "width": 1.2}, "type": "scatter"}
    return [bars | look_of, tips | look_of | {"marker": {"symbol": shapes, "size": 5, "color": look.PRESSURE}}]


def _line(x: Sequence[int], y: Sequence[float | None], pane: str, colour: str, what: str) -> Part:
    told: Part = {"type": "scatter", "mode": "lines+markers", "x": list(x), "y": list(y), "yaxis": pane, "meta": what}
    return told | {"line": {"color": colour, "width": 1}, "marker": {"size": 5, "color": colour}}
