"""Doses in sentences: what was given, what was not, and medicines for the pressure."""

from typing import Final

from app import words
from app.charts.trends import saying
from app.story.sentence import Sentence, about, earlier, given, often
from schemas.rules.outcome import How
from schemas.rules.story import Point, Story
from schemas.rules.story.about import CutShort, Dosed, Given, Medicines, NotGiven, Switched

_WITHOUT: Final = {How.HELD: "Held", How.CANCELLED: "Cancelled"}


def changed(told: Story, point: Point) -> Sentence:
    """Such as "Dose 0.6 mg/kg of IV ketamine, after 0.5 mg/kg in session 8"."""
    dosed = about(point, Dosed)
    drug, route, number = point.compared.drug, point.compared.route, told.numbers[point.compared.before[0]]
    what = f" of {given(drug, route)}" if drug and route else ""
    now, then = (f"{words.number(mg)} {dosed.unit}" for mg in (dosed.now, dosed.before))
    return Sentence(f"Dose {now}", f"{what}, after {then} in session {number}")


def switched(told: Story, point: Point) -> Sentence:
    """Such as "Intranasal esketamine after IV ketamine in session 8; the first session of it"."""
    drugs = about(point, Switched)
    now = given(drugs.drug, drugs.route)
    number = told.numbers[point.compared.before[0]]
    had = f"{saying.count(drugs.had, 'session')} of it before" if drugs.had else "the first session of it"
    after = given(drugs.drug_before, drugs.route_before)
    return Sentence(f"{now[0].upper()}{now[1:]}", f", after {after} in session {number}; {had}")


def not_given(told: Story, point: Point) -> Sentence:
    """Such as "Held at 162/98: no drug was given ("fever"); no drug either in 1 of 11 earlier sessions"."""
    why = about(point, NotGiven)
    pressure = "" if why.pressure is None else saying.pressure(why.pressure.systolic, why.pressure.diastolic)
    if why.how is How.NOT_STARTED:
        strong, last = "Not started", f", last pressure {pressure}" if pressure else ""
    else:
        strong, last = f"{_WITHOUT[why.how]}{f' at {pressure}' if pressure else ''}", ""
    reason = f" (\u201c{why.reason}\u201d)" if why.reason else ""
    if why.had:
        last_time = f"; no drug either in {why.had} of {earlier(point.compared)}"
    else:
        last_time = f"; the first of {point.compared.n} sessions without drug" if point.compared.before else ""
    return Sentence(strong, f": no drug {'so far' if told.so_far else 'was given'}{last}{reason}{last_time}")


def cut_short(_: Story, point: Point) -> Sentence:
    """Such as "Stopped early: 28 of 40 mg, 25 of 40 min"."""
    short = about(point, CutShort)
    pairs = ((short.mg, "mg"), (short.minutes, "min"), (short.doses, "doses"))
    parts = [f"{words.number(pair[0])} of {words.number(pair[1])} {unit}" for pair, unit in pairs if pair is not None]
    return Sentence("Stopped early", f": {', '.join(parts)}")


def medicines(_: Story, point: Point) -> Sentence:
    """Such as "Labetalol 10 mg at 35 min, before the peak, which is compared with no other"."""
    told = about(point, Medicines)
    when = {
        True: ", before the peak, which is compared with no other",
        False: ", after the peak",
        None: ", before the peak or after it is not known",
    }[told.before_peak]
    had = (
        f"a medicine for pressure {often(told.had, point.compared)}"
        if told.had
        else f"none in {earlier(point.compared)}"
    )
    before = f"; {had}" if point.compared.before else ""
    return Sentence(saying.listed([_medicine(one) for one in told.given]), f"{when}{before}")


def _medicine(one: Given) -> str:
    return f"{' '.join(part for part in (one.drug, one.dose) if part)} at {one.minute} min"
