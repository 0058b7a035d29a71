"""Plausibility of values: each by itself, beside the others of its reading, and beside what was measured before."""

from collections.abc import Iterator, Mapping
from itertools import islice

from schemas import quantities as q
from schemas.rules.line.characters import number_shown
from schemas.rules.line.values import FAHRENHEIT, celsius
from schemas.rules.plausibility import limits
from schemas.rules.plausibility.answer import Before, Finding, finding

Signs = Mapping[str, float]


def refusals(signs: Signs) -> tuple[Finding, ...]:
    """What is not accepted: values by sign, units as in `schemas.quantities`, against the hard bounds."""
    found = [refused for sign in q.SIGNS if sign.name in signs for refused in _hard(sign, signs[sign.name])]
    both = _pressure(signs)
    if both and both[0] <= both[1]:
        systolic, diastolic = map(number_shown, both)
        judged = f"{systolic}/{diastolic}"
        found.append(finding("pressure.order", judged, q.SYSTOLIC.name, systolic=systolic, diastolic=diastolic))
    return tuple(found)


def questions(signs: Signs, before: Before) -> tuple[Finding, ...]:
    """What is unlikely and saved only when confirmed; values by sign, units as in `schemas.quantities`."""
    return (*_soft(signs), *_cross(signs), *_changes(signs, before.previous), *_weight(signs, before))


def remarks(signs: Signs) -> tuple[Finding, ...]:
    """What is worth a word and needs no answer: a pulse equal to SpO2 happens by chance in 1 % of sets."""
    if q.PULSE.name not in signs or signs[q.PULSE.name] != signs.get(q.SPO2.name):
        return ()
    value = number_shown(signs[q.PULSE.name])
    return (finding("pulse.same_as_spo2", value, q.PULSE.name, value=value),)


def _hard(sign: q.Quantity, value: float) -> Iterator[Finding]:
    said = {
        "label": sign.label,
        "amount": _amount(sign, value),
        "value": number_shown(value),
        "low": number_shown(sign.low),
        "high": number_shown(sign.high),
    }
    # Written so that what is not a number is refused too.
    if not sign.low <= value <= sign.high:
        low, high = FAHRENHEIT
        if sign is q.TEMPERATURE and low <= value <= high:
            yield finding(
                f"{sign.name}.fahrenheit", said["value"], sign.name, celsius=number_shown(celsius(value)), **said
            )
        else:
            yield finding(f"{sign.name}.bounds", said["value"], sign.name, **said)
    elif round(value, sign.decimals) != value:
        yield finding(f"{sign.name}.{'decimals' if sign.decimals else 'whole'}", said["value"], sign.name, **said)


def _soft(signs: Signs) -> Iterator[Finding]:
    for row in limits.SOFT:
        if row.sign in signs:
            value = signs[row.sign]
            sides = (("possible", row.possible, -1), ("low", row.low, -1), ("high", row.high, 1))
            crossed = ((name, limit) for name, limit, side in sides if limit is not None and side * (value - limit) > 0)
            for name, limit in islice(crossed, 1):
                yield _asked(name, q.BY_NAME[row.sign], value, limit=number_shown(limit))


def _cross(signs: Signs) -> Iterator[Finding]:
    both = _pressure(signs)
    if both and both[0] > both[1]:
        systolic, diastolic = map(number_shown, both)
        said = {"systolic": systolic, "diastolic": diastolic}
        apart = both[0] - both[1]
        for name, limit, asked in (
            ("narrow", limits.NARROW, apart < limits.NARROW),
            ("wide", limits.WIDE, apart > limits.WIDE),
        ):
            if asked:
                judged = f"{systolic}/{diastolic}"
                yield finding(f"pressure.{name}", judged, q.SYSTOLIC.name, limit=str(limit), **said)
    pulse, respirations = signs.get(q.PULSE.name), signs.get(q.RESPIRATIONS.name)
    if pulse is not None and pulse == signs.get(q.SYSTOLIC.name):
        yield _asked("same_number", q.PULSE, pulse, systolic=number_shown(pulse))
    if pulse is None or respirations is None:
        return
    if respirations > limits.SWAPPED_RESPIRATIONS and pulse < limits.SWAPPED_PULSE:
        high, low = str(limits.SWAPPED_RESPIRATIONS), str(limits.SWAPPED_PULSE)
        yield _asked("swapped", q.RESPIRATIONS, respirations, pulse=number_shown(pulse), high=high, low=low)


def _changes(signs: Signs, previous: Signs) -> Iterator[Finding]:
    for row in limits.CHANGES:
        if row.sign in signs and row.sign in previous:
            value, earlier = signs[row.sign], previous[row.sign]
            if abs(value - earlier) > row.limit:
                said = {"previous": number_shown(earlier), "limit": number_shown(row.limit)}
                yield _asked("change", q.BY_NAME[row.sign], value, **said)


def _weight(signs: Signs, before: Before) -> Iterator[Finding]:
    weight = signs.get(q.WEIGHT.name)
    last = before.previous.get(q.WEIGHT.name, before.last_session_weight_kg)
    if weight is None or last is None:
        return
    now, then = _tenths(weight), _tenths(last)
    low, high = limits.POUNDS_TENTHS
    less, more = sorted((now, then))
    previous = _amount(q.WEIGHT, last)
    if low * less <= 10 * more <= high * less:
        said = {"previous": previous, "low": number_shown(low / 10), "high": number_shown(high / 10)}
        yield _asked("pounds", q.WEIGHT, weight, **said)
    elif 100 * abs(now - then) > limits.WEIGHT_PERCENT * then:
        yield _asked("weight_change", q.WEIGHT, weight, previous=previous, limit=str(limits.WEIGHT_PERCENT))


def _asked(name: str, sign: q.Quantity, value: float, **values: str) -> Finding:
    said = {"label": sign.label, "amount": _amount(sign, value)}
    return finding(f"{sign.name}.{name}", number_shown(value), sign.name, **said, **values)


def _amount(sign: q.Quantity, value: float) -> str:
    return f"{number_shown(value)} {sign.unit}".rstrip()


def _pressure(signs: Signs) -> tuple[float, float] | None:
    if q.SYSTOLIC.name in signs and q.DIASTOLIC.name in signs:
        return signs[q.SYSTOLIC.name], signs[q.DIASTOLIC.name]
    return None


def _tenths(value: float) -> int:
    return int(value * 10 + 0.5)
