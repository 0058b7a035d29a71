"""Signs in sentences: SpO2, sedation, dissociation, weight, and readings that nobody took."""

from collections.abc import Mapping
from typing import Final

from app import words
from app.live import alert_words
from app.story.sentence import BY_LIMIT, Sentence, about, earlier, sessions
from schemas.reading import SignName
from schemas.rules.story import Point, Story
from schemas.rules.story.about import Extreme, NotTaken, Weighed

# How its worst value is said, and which of several it is.
_SAID: Final[Mapping[SignName, tuple[str, str]]] = {
    "spo2": ("Lowest SpO2 {} %", "lowest"),
    "moaas": ("Deepest sedation MOAA/S {}", "deepest"),
    "dissociation": ("Dissociation {} of 3", "highest"),
}


def extreme(_: Story, point: Point) -> Sentence:
    """Such as "Lowest SpO2 91 % on air at 40 min, reaching the limit (< 92), the lowest of 9 sessions"."""
    worst = about(point, Extreme)
    strong, most = _SAID[worst.sign]
    air = f" {_oxygen(worst.oxygen_l_min)}" if worst.sign == "spo2" else ""
    parts = [f"reaching the limit ({alert_words.limit(worst.crossed)})"] if worst.crossed else []
    if worst.usual is not None and worst.most:
        parts.append(f"the {most} of {sessions(point.compared)} (median before {worst.usual:g})")
    elif worst.usual is not None:
        parts.append(f"against a median of {worst.usual:g} in {earlier(point.compared)}")
    else:
        parts.append(BY_LIMIT)
    return Sentence(strong.format(worst.value), f"{air} at {worst.minute} min{''.join(f', {one}' for one in parts)}")


def weight(told: Story, point: Point) -> Sentence:
    """Such as "Weight 84 kg, 5.7 % more than 79.5 kg in session 8"."""
    weighed = about(point, Weighed)
    share = abs(weighed.now - weighed.before) / weighed.before * 100
    way = "more" if weighed.now > weighed.before else "less"
    number = told.numbers[point.compared.before[0]]
    return Sentence(
        f"Weight {words.number(weighed.now)} kg",
        f", {share:.1f} % {way} than {words.number(weighed.before)} kg in session {number}",
    )


def missed(told: Story, point: Point) -> Sentence:
    """Such as "2 of 8 due readings not taken, among them one nearest the expected peak"."""
    dues = about(point, NotTaken)
    one = dues.missed == 1
    which = "the one" if one else "among them one"
    near = f", {which} nearest the expected peak" if dues.near_peak else ""
    so_far = " so far" if told.so_far else ""
    had = f"as many or more in {dues.had} of" if dues.had else "none missed in" if one else "never as many in"
    before = f"; {had} {earlier(point.compared)}" if point.compared.before else ""
    return Sentence(f"{dues.missed} of {dues.of} due readings not taken{so_far}", f"{near}{before}")


def _oxygen(flow: float | None) -> str:
    if flow is None:
        return "(oxygen not stated)"
    return f"on {words.number(flow)} l/min of oxygen" if flow else "on air"
