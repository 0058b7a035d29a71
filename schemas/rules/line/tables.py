"""What the panel's JavaScript must know, as data: signs, bounds, letters, effects, limits and sentences, said once."""

from dataclasses import asdict

from schemas import quantities as q
from schemas.effect import TERMS, Severity
from schemas.rules.line import characters, effects, names, sentences, times, values
from schemas.rules.plausibility import limits
from schemas.rules.plausibility import sentences as plausible


def tables() -> dict[str, object]:
    """Plain lists, dictionaries, numbers and text; the same in every session, so it may be sent once."""
    return {
        "signs": [_sign(sign) for sign in q.SIGNS],
        "run": [list(place) for place in values.RUN],
        "pressure_label": values.PRESSURE_LABEL,
        "reasons": [
            {"key": key, "value": reason.value, "label": label} for key, (reason, label) in values.REASONS.items()
        ],
        "fahrenheit": dict(zip(("low", "high"), values.FAHRENHEIT, strict=True)),
        "effects": [
            {"key": term.key, "label": term.label, "common": term.common, "names": list(names.names(term.key))}
            for term in TERMS
        ],
        "severities": [{"value": severity.value, "word": severity.word} for severity in Severity],
        "longest": {"line": characters.LONGEST, "words": effects.LONGEST_WORDS, "options": effects.MOST_OPTIONS},
        "ahead": times.AHEAD,
        "characters": {
            "unreadable": characters.UNREADABLE.pattern,
            "unseen": characters.UNSEEN.pattern,
            "white": characters.WHITE,
            "quotes": list(characters.QUOTES),
            "most_shown": characters.MOST_SHOWN,
        },
        "numbers": {"most_shown": characters.NUMBER_SHOWN, "least_shown": characters.SMALLEST_SHOWN},
        "plausibility": {
            "soft": [asdict(row) for row in limits.SOFT],
            "changes": [asdict(row) for row in limits.CHANGES],
            "narrow": limits.NARROW,
            "wide": limits.WIDE,
            "swapped": {"respirations": limits.SWAPPED_RESPIRATIONS, "pulse": limits.SWAPPED_PULSE},
            "weight_percent": limits.WEIGHT_PERCENT,
            "pounds_tenths": list(limits.POUNDS_TENTHS),
            "same_values": limits.SAME_VALUES,
            "long_after": limits.LONG_AFTER,
            "far_back": limits.FAR_BACK,
        },
        "sentences": {"line": sentences.SENTENCES, "plausibility": plausible.SENTENCES},
    }


def _sign(sign: q.Quantity) -> dict[str, object]:
    return {
        "name": sign.name,
        "label": sign.label,
        "unit": sign.unit,
        "low": sign.low,
        "high": sign.high,
        "decimals": sign.decimals,
        "letter": sign.letter,
        "example": values.EXAMPLES.get(sign.letter or ""),
    }
