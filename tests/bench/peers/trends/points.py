"""The rise against the dose, a point a session, and the effects of the newest sessions, a cell each."""

from collections.abc import Sequence

from tests.bench.peers.trends import look
from tests.bench.peers.trends.known import Session
from tests.bench.peers.trends.look import Part

NEWEST = 12
NAMED = 12  # points with their number: fewer than have room, since which have is not worked out here
_SHADES = ((0, "#e4e7ea"), (0.25, "#f6e3d5"), (0.5, "#eeb892"), (0.75, "#d98a4f"), (1, "#a34a00"))


def rise(sessions: Sequence[Session]) -> Part:
    """Against the dose given by weight."""
    told = [one for one in sessions if one.per_kg is not None]
    doses = [one.per_kg or 0 for one in told]
    span = [max(0, min(doses, default=0) - 0.1), max(doses, default=1) + 0.1]
    bare = max(0, len(told) - NAMED)
    points: Part = {"type": "scatter", "mode": "markers+text", "x": doses, "y": [one.rise[0] for one in told]}
    points["text"] = [""] * bare + [str(one.number) for one in told[bare:]]
    points["customdata"] = [one.number for one in told]
    points["hovertemplate"] = "Session %{customdata} · %{x} mg/kg · +%{y}<extra></extra>"
    points |= {"textposition": "middle right", "textfont": {"size": 11, "color": look.PRESSURE}}
    points["marker"] = {"symbol": "square", "size": 7, "color": look.PRESSURE}
    axes = {
        "xaxis": look.axis(span, [ten / 10 for ten in range(1, 20) if span[0] <= ten / 10 <= span[1]], showgrid=False),
        "yaxis": look.axis((0, 40), (0, 20, 40), tickprefix="+"),
    }
    title = look.words("systolic rise, mmHg, against mg/kg given", 0, 1, xref="paper", yref="paper")
    legend = look.words("■ 31 to 45 min · number: session", 0, -0.22, xref="paper", yref="paper")
    return look.figure([points], axes, (480, 240), annotations=[title, legend])


def effects(sessions: Sequence[Session]) -> Part:
    """The newest sessions' cells; how often is of all of them."""
    shown = sessions[-NEWEST:]
    of: dict[str, set[int]] = {}
    for session in sessions:
        for effect in session.effects:
            of.setdefault(effect.label, set()).add(session.number)
    labels = sorted(of, key=lambda label: (-len(of[label]), label))
    cells = [[_cell(session, label) for session in shown] for label in labels]
    grid: Part = {"type": "heatmap", "z": [[severity for severity, _ in row] for row in cells], "xgap": 3, "ygap": 4}
    grid |= {"text": [[said for _, said in row] for row in cells], "texttemplate": "%{text}", "showscale": False}
    grid |= {"x": list(range(len(shown))), "y": list(range(len(labels))), "zmin": 0, "zmax": 4, "colorscale": _SHADES}
    grid |= {"customdata": [[session.number for session in shown] for _ in labels], "textfont": {"size": 10}}
    grid |= {"hovertemplate": "Session %{customdata} · severity %{text}<extra></extra>", "meta": labels}
    axes = {
        "xaxis": look.axis((-0.5, len(shown) - 0.5), range(len(shown)), side="top", showgrid=False),
        "yaxis": look.axis((len(labels) - 0.5, -0.5), range(len(labels)), showgrid=False, ticktext=labels),
    }
    axes["xaxis"]["ticktext"] = [str(session.number) for session in shown]
    levels = look.words("1 mild · 2 moderate · 3 severe · 4 life-threatening", 0, -0.12, xref="paper", yref="paper")
    often = [
        look.words(f"{len(of[label])} of {len(sessions)} asked", 1, place, xref="paper", yref="y", xshift=8)
        | {"yanchor": "middle"}
        for place, label in enumerate(labels)
    ]
    margin = {"l": 140, "r": 100, "t": 24, "b": 30}
    return look.figure([grid], axes, (410, 54 + 30 * len(labels)), annotations=[*often, levels], margin=margin)


def _cell(session: Session, label: str) -> tuple[int, str]:
    """The severity, 0 for none reported, and what is written: its number."""
    found = [one for one in session.effects if one.label == label]
    if not found:
        return 0, ""
    worst = max(one.severity or 0 for one in found)
    return worst, str(worst or "?")
