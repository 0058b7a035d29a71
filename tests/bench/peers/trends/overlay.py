"""The sessions over each other: lines of the newest six, the band of all, the time of the drug."""

from bisect import bisect_left
from collections.abc import Sequence
from statistics import quantiles

from tests.bench.peers.trends import look
from tests.bench.peers.trends.known import SIGNS, Session
from tests.bench.peers.trends.look import Part

BEFORE = 5
_PANES = (("systolic", "diastolic"), ("pulse",), ("spo2",))
_OF_PANE = {sign: f"y{place + 1 if place else ''}" for place, signs in enumerate(_PANES) for sign in signs}
_TITLES = ("blood pressure, mmHg", "pulse, /min", "SpO2, %", "doses, by session")
_HEIGHTS, _GAP = (200, 60, 44, 66), 22
_LEAST, _SHARE = 8, 0.8
_SIZE = (690, 500)


def figure(sessions: Sequence[Session], dues: Sequence[int]) -> Part:
    """The picture."""
    drawn, newest = sessions[-1 - BEFORE :], sessions[-1]
    found = spread(sessions, dues)
    span = [-15, max([90, *(one.readings[-1].minute for one in drawn), *(due for due, *_ in found["systolic"])])]
    data = [part for sign in SIGNS for part in _band(sign, found[sign])]
    for signs in _PANES:
        data += [_lines(drawn[:-1], signs, 0.45, 1.1), _lines(drawn[-1:], signs, 1, 1.8) | _marked(newest, signs)]
    data.append(_doses(drawn))
    domains = look.stacked(_HEIGHTS, _GAP)
    axes = {
        "xaxis": look.minutes(span, anchor="y4"),
        "yaxis": look.axis((60, 180), range(60, 181, 20), domain=domains[0]),
        "yaxis2": look.axis((40, 120), (40, 80, 120), domain=domains[1]),
        "yaxis3": look.axis((80, 100), (80, 90, 100), domain=domains[2]),
        "yaxis4": look.axis((-0.6, len(drawn) - 0.4), range(len(drawn)), domain=domains[3], showgrid=False),
    }
    axes["yaxis4"]["ticktext"] = [str(one.number) for one in drawn]
    titles = [
        look.words(title, 0, domain[1], xref="paper", yref="paper")
        for title, domain in zip(_TITLES, domains, strict=True)
    ]
    return look.figure(data, axes, _SIZE, annotations=[*titles, *_names(drawn)], shapes=_given(newest))


def spread(sessions: Sequence[Session], dues: Sequence[int]) -> dict[str, list[tuple[int, float, float, float]]]:
    """By sign the due, low, median and high of each bin in which enough sessions have a value."""
    after = [due for due in dues if due > 0]
    edges = [(one + other) / 2 for one, other in zip([0, *after], after, strict=False)]
    highs = [*edges[1:], 2 * after[-1] - edges[-1]]
    first = max(due for due in dues if due <= 0)
    found: dict[str, list[tuple[int, float, float, float]]] = {}
    for place, sign in enumerate(SIGNS, start=1):
        held: dict[int, list[int]] = {first: [], **{due: [] for due in after}}
        for session in sessions:
            nearest: dict[int, tuple[int, int]] = {}
            for reading in session.readings:
                minute, value = reading[0], reading[place]
                bin_of = bisect_left(highs, minute)
                if value is None or bin_of == len(highs) or 0 < minute <= edges[0]:
                    continue
                due = first if minute <= 0 else after[bin_of]
                away = -minute if minute <= 0 else abs(minute - due)
                if due not in nearest or away <= nearest[due][0]:
                    nearest[due] = away, int(value)
            for due, (_, value) in nearest.items():
                held[due].append(value)
        told = {due: values for due, values in held.items() if _enough(len(values), len(sessions))}
        found[sign] = [(due, *quantiles(values, n=4, method="inclusive")) for due, values in told.items()]
    return found


def _enough(values: int, sessions: int) -> bool:
    return values >= _LEAST and values >= _SHARE * sessions


def _band(sign: str, told: Sequence[tuple[int, float, float, float]]) -> list[Part]:
    dues, lows, medians, highs = map(list, zip(*told, strict=True)) if told else ([], [], [], [])
    place = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "yaxis": _OF_PANE[sign]}
    around = {"x": dues + dues[::-1], "y": lows + highs[::-1], "fill": "toself", "line": {"width": 0}}
    line = {"x": dues, "y": medians, "line": {"color": look.SOFT, "width": 1.2, "dash": "dash"}}
    shade = {"fillcolor": look.COLOURS[sign], "opacity": 0.17, "meta": f"band {sign}"}
    return [place | around | shade, place | line | {"meta": f"median {sign}"}]


def _lines(sessions: Sequence[Session], signs: Sequence[str], opacity: float, width: float) -> Part:
    """One trace for all lines that look alike, parted by what is not there."""
    x: list[int | None] = []
    y: list[int | None] = []
    of: list[tuple[int, str] | None] = []
    for session in sessions:
        for sign in signs:
            x += [*(one.minute for one in session.readings), None]
            y += [*(getattr(one, sign) for one in session.readings), None]
            of += [*[(session.number, sign)] * len(session.readings), None]
    told: Part = {"type": "scatter", "mode": "lines", "x": x, "y": y, "customdata": of, "opacity": opacity}
    told["hovertemplate"] = "Session %{customdata[0]} · %{x}′ · %{customdata[1]} %{y}<extra></extra>"
    return told | {"yaxis": _OF_PANE[signs[0]], "line": {"color": look.COLOURS[signs[0]], "width": width}}


def _marked(session: Session, signs: Sequence[str]) -> Part:
    shapes = [look.SHAPES[sign] for sign in signs for _ in range(len(session.readings) + 1)]
    return {"mode": "lines+markers", "marker": {"symbol": shapes, "size": 6}}


def _doses(drawn: Sequence[Session]) -> Part:
    bars: Part = {"type": "bar", "orientation": "h", "base": 0, "x": [one.minutes for one in drawn], "width": 0.6}
    bars |= {"y": list(range(len(drawn))), "customdata": [one.number for one in drawn], "meta": "drug", "yaxis": "y4"}
    bars["hovertemplate"] = "Session %{customdata} · drug from 0′ to %{x}′<extra></extra>"
    opacity = [0.5] * (len(drawn) - 1) + [1]
    return bars | {"marker": {"color": look.DOSE, "opacity": opacity}}


def _given(newest: Session) -> list[Part]:
    """Behind the newest session: the time of its drug, and where that ended."""
    found: list[Part] = []
    for pane in ("y", "y2", "y3"):
        place = {"yref": f"{pane} domain", "y0": 0, "y1": 1, "x1": newest.minutes, "layer": "below"}
        found.append(
            place | {"type": "rect", "x0": 0, "fillcolor": look.PRESSURE, "opacity": 0.08, "line": {"width": 0}}
        )
        found.append(place | {"type": "line", "x0": newest.minutes, "line": {"width": 1, "color": look.DOSE}})
    return found


def _names(drawn: Sequence[Session]) -> list[Part]:
    """The newest session's name at the end of its line, and the highest value behind it."""
    newest = drawn[-1]
    last = newest.readings[-1]
    found = [look.words(f"session {newest.number}", last.minute, last.systolic or 0, xshift=9, yanchor="middle")]
    top = max(drawn, key=lambda one: max(reading.systolic or 0 for reading in one.readings))
    highest = max(top.readings, key=lambda one: one.systolic or 0)
    if top is not newest:
        said = f"session {top.number}: {highest.systolic}, {top.per_kg:g} mg/kg"
        found.append(look.words(said, highest.minute, highest.systolic or 0, xshift=7, yshift=8))
    return found
