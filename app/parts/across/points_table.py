"""The table of a picture's points, as HTML."""

from collections.abc import Sequence
from html import escape

from app.charts.trends.plain import Told


def table(title: str, columns: Sequence[str], points: Sequence[Told]) -> str:
    """Every point that is drawn, a row each; columns that none of them fills are left out."""
    used = [name for name in columns if any(point.get(name) not in {None, ""} for point in points)]
    heads = "".join(f'<th scope="col">{escape(name.replace("_", " "))}</th>' for name in used)
    body = "".join(f"<tr>{''.join(_cell(point.get(name)) for name in used)}</tr>" for point in points)
    if not points:
        return "<p>Nothing is drawn: the table is empty.</p>"
    return (
        f'<div class="points" tabindex="0" role="region" aria-label="Table of {escape(title, quote=True)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{value:g}</td>'
    return f"<td>{escape('' if value is None else str(value))}</td>"
