"""Sessions overlaid, in words: the notes that stand under the picture, and the text for those who do not see it."""

from app.charts.trends import saying
from app.charts.trends.overlaid import Overlaid
from app.charts.trends.plain import Told

_NAMES = {"pulse": "pulse", "spo2": "SpO2"}


def alt_text(told: Overlaid) -> str:
    """What the picture shows: the course of the newest, the highest of the others, the band, what is missing."""
    scale = "change from baseline" if told.view.change else "values"
    head = f"Sessions overlaid, {scale} by minutes from the start"
    if not told.strengths:
        return f"{head}: no session with a start."
    drawn = f"{len(told.strengths)} of {saying.count(len(told.sessions), 'session')} drawn"
    courses = [_course(told, number) for number in told.strong]
    return f"{head}: {'; '.join([drawn, *courses, *_highest(told), *notes(told)])}."


def notes(told: Overlaid) -> list[str]:
    """What has to be said beside the picture itself: the band's n, sessions without Δ, what was missed or struck."""
    return [part for part in (_band(told), _treated(told), _without(told), _missed(told), _struck(told)) if part]


def beneath(told: Overlaid) -> list[str]:
    """The notes with, before them, which sessions are drawn where that is not all of them."""
    few = len(told.strengths) < len(told.sessions) and not told.view.compared
    drawn = f"strong: the newest; {len(told.strengths)} of {saying.count(len(told.sessions), 'session')} drawn"
    return [*([drawn] if few else []), *notes(told)]


def _course(told: Overlaid, number: int) -> str:
    """One session: its highest and last pressure, the span of the other signs, the end of the drug."""
    rows = [row for row in told.values if row["number"] == number and not row["struck"]]
    name = f"{'newest' if told.strengths[number] == 'newest' else 'compared'} session {number}, {told.day(number)}"
    minutes = told.sessions[number]["minutes"]
    ended = "end of the drug not known" if minutes is None else f"drug until {saying.minute(minutes)}"
    parts = [name, *_systolic(told, rows), *_others(rows), ended]
    return ", ".join(parts if rows else [name, "no reading", ended])


def _systolic(told: Overlaid, rows: list[Told]) -> list[str]:
    found = [row for row in rows if row["sign"] == "systolic"]
    if not found:
        return []
    say = saying.signed if told.view.change else "{:g}".format
    highest = max(found, key=lambda row: row["value"])
    top = f"systolic highest {say(highest['value'])} at {saying.minute(highest['minutes'])}"
    return [top, f"last {say(found[-1]['value'])} at {saying.minute(found[-1]['minutes'])}"]


def _others(rows: list[Told]) -> list[str]:
    found = {name: [row["value"] for row in rows if row["sign"] == name] for name in _NAMES}
    return [f"{_NAMES[name]} {saying.span(values)}" for name, values in found.items() if values]


def _highest(told: Overlaid) -> list[str]:
    """The highest systolic of the sessions behind the newest."""
    faint = [row for row in told.values if row["strength"] in {"before", "also"} and not row["struck"]]
    found = [row for row in faint if row["sign"] == "systolic"]
    if not found:
        return []
    top = max(found, key=lambda row: row["value"])
    value = saying.signed(top["value"]) if told.view.change else f"{top['value']:g}"
    return [f"highest systolic of the others {value} in session {top['number']} at {saying.minute(top['minutes'])}"]


def _band(told: Overlaid) -> str:
    """How many sessions stand behind the band; nothing where there is none."""
    values = [row["n"] for row in told.spread]
    if not values:
        return ""
    of = told.spread[0]["of"]
    return f"band: middle half, dashed: median, of {of} sessions (n {saying.span(values)} at each due drawn)"


def _treated(told: Overlaid) -> str:
    """Whose pressure a medicine brought down, and of whom that is not known: the lines of both are drawn."""
    known, unsure = told.treated, told.unsure
    counted = ", in the median all the same" if told.spread else ""
    parts = (
        f"treated for pressure, not in a median: {saying.sessions(known)}" if known else "",
        f"not known whether treated{counted}: {saying.sessions(unsure)}" if unsure else "",
    )
    return "; ".join(part for part in parts if part)


def _without(told: Overlaid) -> str:
    bare = told.without_change
    if not bare:
        return ""
    return f"no Δ of the pressure without a baseline: {saying.sessions(bare)}"


def _missed(told: Overlaid) -> str:
    found = [row for row in told.missed if row["number"] in told.strong]
    who = saying.sessions(sorted({row["number"] for row in found}))
    return f"dotted: {saying.count(len(found), 'due reading')} of {who} not taken" if found else ""


def _struck(told: Overlaid) -> str:
    found = [row for row in told.values if row["struck"]]
    return f"{saying.count(len(found), 'value')} struck through" if found else ""
