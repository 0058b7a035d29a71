"""The pressure in sentences: the peak, its rise, and its return."""

from app.charts.trends import saying
from app.story.sentence import BY_LIMIT, Sentence, about, earlier, limits, sessions
from schemas.rules.story import Kind, Point, Story
from schemas.rules.story.about import Height, Late, StillAbove
from schemas.rules.summary import ReturnState


def peak(told: Story, point: Point) -> Sentence:
    """Such as "Peak 184/108 (at 40 min, +60/+28 from baseline), reaching the limit (systolic ≥ 180)"."""
    height = about(point, Height)
    change = "" if height.rise == (None, None) else f", {saying.changed(*height.rise)} from baseline"
    strong = f"Peak {_least(height)}{saying.pressure(*height.peak)}"
    return Sentence(strong, f" ({_when(height)}{change}){_more(point, height)}{_back(told, height)}")


def rise(told: Story, point: Point) -> Sentence:
    """Such as "Peak rise +31/+18 to 163/99 (at 40 min), the highest of 9 sessions; back within 110 % at 55 min"."""
    height = about(point, Height)
    strong = f"Peak rise {_least(height)}{saying.changed(*height.rise)}"
    reached = f" to {saying.pressure(*height.peak)} ({_when(height)})"
    return Sentence(strong, f"{reached}{_more(point, height)}{_back(told, height)}")


def late(_: Story, point: Point) -> Sentence:
    """Such as "Back within 110 % of baseline at 85 min, the latest of 9 sessions"."""
    late_ = about(point, Late)
    others = f"the others at {saying.span(late_.earlier)} min"
    return Sentence(
        f"Back within 110 % of baseline at {late_.back_at} min",
        f" (still above at {late_.above_until}), the latest of {sessions(point.compared)}; {others}",
    )


def not_returned(told: Story, point: Point) -> Sentence:
    """Such as "Not seen back within 110 % of baseline before the end: last above 150/95 at 85 min, baseline 120/80"."""
    still = about(point, StillAbove)
    base = saying.pressure(still.baseline.systolic, still.baseline.diastolic)
    seen = f"; it was in {still.had} of {earlier(point.compared)} with a rise" if point.compared.before else ""
    return Sentence(
        f"Not seen back within 110 % of baseline {'so far' if told.so_far else 'before the end'}",
        f": last above {saying.pressure(*still.last)} at {still.minute} min, baseline {base}{seen}",
    )


def _when(height: Height) -> str:
    """The minute of the number that brought it up; of the systolic as everywhere, of the other by its name."""
    return f"{'' if height.half == 'systolic' else 'diastolic '}at {height.minute} min"


def _least(height: Height) -> str:
    return "at least " if height.at_least else ""


def _more(point: Point, height: Height) -> str:
    """The limits it crossed, and of how many sessions it is the highest."""
    parts = [limits(height.crossed)] if height.crossed else []
    say = saying.pressure if point.kind is Kind.PEAK else saying.changed
    if height.usual and height.highest:
        which = f"{height.highest[0]} " if len(height.highest) == 1 else ""
        parts.append(f"{which}the highest of {sessions(point.compared)} (median before {say(*height.usual)})")
    elif height.usual:
        parts.append(f"against a median of {say(*height.usual)} in {earlier(point.compared)}")
    else:
        parts.append(BY_LIMIT)
    return "".join(f", {part}" for part in parts)


def _back(told: Story, height: Height) -> str:
    """When it was over, where no point of its own says that it was late or not seen."""
    if {one.kind for one in told.points} & {Kind.RETURN, Kind.NOT_RETURNED}:
        return ""
    return {
        ReturnState.RETURNED: f"; back within 110 % of baseline at {height.back_at} min",
        ReturnState.NOT_YET: "; not yet back within 110 % of baseline",
    }.get(height.state, "")
