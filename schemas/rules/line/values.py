"""What stands in a place or behind a letter: a number within its form, or why there is none."""

import re
from dataclasses import dataclass, field
from typing import Final

from schemas import quantities as q
from schemas.reading import NotMeasured
from schemas.rules.line.answer import Option
from schemas.rules.line.characters import Token, number_shown
from schemas.rules.line.findings import Findings
from schemas.rules.line.sentences import say

PRESSURE: Final = (q.SYSTOLIC.name, q.DIASTOLIC.name)
PRESSURE_LABEL: Final = "Blood pressure"
RUN: Final = (PRESSURE, (q.PULSE.name,), (q.SPO2.name,), (q.RESPIRATIONS.name,))
LETTERS: Final = {quantity.letter: quantity.name for quantity in q.SIGNS if quantity.letter is not None}
EXAMPLES: Final = {"h": "88", "s": "97", "r": "16", "t": "36.8", "w": "82.5", "o": "2", "m": "5", "d": "1", "p": "3"}
REASONS: Final = {
    "d": (NotMeasured.DECLINED, "declined"),
    "a": (NotMeasured.ASLEEP, "asleep"),
    "p": (NotMeasured.PROBE_OFF, "probe off"),
    "e": (NotMeasured.EQUIPMENT, "equipment"),
    "n": (NotMeasured.NO_READING, "tried and no reading obtained"),
    "o": (NotMeasured.OTHER, "other, in words"),
}
# What a thermometer in °F shows at the bounds of entry in °C: 77 and 113.
FAHRENHEIT: Final = tuple(bound * 9 / 5 + 32 for bound in (q.TEMPERATURE.low, q.TEMPERATURE.high))
_DIGIT: Final = re.compile(r"[0-9]")
_WHOLE: Final = re.compile(r"[0-9]{1,4}")
_TENTH: Final = re.compile(r"[0-9]{1,4}[.,][0-9]")
_LONG: Final = re.compile(r"[0-9]{5,}(?:[.,][0-9])?")
_FRACTION: Final = re.compile(r"[0-9]+[.,][0-9]+")


@dataclass
class Values:
    """Collects what a line says of each sign; `given` are the signs a token spoke of, readable or not."""

    findings: Findings
    signs: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, NotMeasured] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)

    def pressure(self, token: Token) -> None:
        """Reads the place of the blood pressure: both numbers, half of it, a reason for the whole, or nothing."""
        if token.low == "_":
            return
        self.given.update(PRESSURE)
        halves = token.low.split("/")
        if halves == [token.low] and token.low[0] == "-":
            self._reason(PRESSURE, PRESSURE_LABEL, token.low, token)
        elif len(halves) == len(PRESSURE) and any(_DIGIT.match(half) for half in halves):
            for sign, half in zip(PRESSURE, halves, strict=True):
                self._value(sign, half, token)
        else:
            self._unreadable(q.SYSTOLIC, token)

    def single(self, sign: str, text: str, token: Token) -> None:
        """Reads one sign from `text`, which is the token or what follows its letter."""
        if sign in self.given:
            self.findings.refuse("sign.twice", token.text, sign, label=q.BY_NAME[sign].label)
            return
        self.given.add(sign)
        self._value(sign, text, token)

    def _value(self, sign: str, text: str, token: Token) -> None:
        quantity = q.BY_NAME[sign]
        if text.startswith("-"):
            self._reason((sign,), quantity.label, text, token)
        elif sign == q.TEMPERATURE.name:
            self._temperature(text, token)
        else:
            value = self._number(quantity, text, token)
            if value is not None:
                self.signs[sign] = value

    def _number(self, quantity: q.Quantity, text: str, token: Token) -> float | None:
        if _WHOLE.fullmatch(text):
            return float(text) if quantity.decimals else int(text)
        if quantity.decimals and _TENTH.fullmatch(text):
            return float(text.replace(",", "."))
        if _FRACTION.fullmatch(text) and not quantity.decimals:
            self.findings.refuse("number.fraction", token.text, quantity.name, label=quantity.label)
        elif _LONG.fullmatch(text):
            self.findings.refuse("number.long", token.text, quantity.name, label=quantity.label)
        elif _FRACTION.fullmatch(text):
            said = {"label": quantity.label, "example": _example(quantity)}
            self.findings.refuse("number.decimals", token.text, quantity.name, **said)
        else:
            self._unreadable(quantity, token)
        return None

    def _temperature(self, text: str, token: Token) -> None:
        letter = text.endswith("f")
        value = self._number(q.TEMPERATURE, text.removesuffix("f"), token)
        if value is None:
            return
        low, high = FAHRENHEIT
        inside = low <= value <= high
        if not letter and not inside:
            self.signs[q.TEMPERATURE.name] = value
        elif not letter:
            self._was_it_fahrenheit(value, token)
        elif inside:
            self.signs[q.TEMPERATURE.name] = celsius(value)
        else:
            self.findings.refuse(
                "temperature.fahrenheit", token.text, q.TEMPERATURE.name, low=number_shown(low), high=number_shown(high)
            )

    def _was_it_fahrenheit(self, value: float, token: Token) -> None:
        sign = q.TEMPERATURE
        label = say("option.fahrenheit", fahrenheit=number_shown(value), celsius=number_shown(celsius(value)))
        option = Option("f", label, self.findings.rewritten(token, f"{token.text}f"))
        said = {"value": number_shown(value), "low": number_shown(sign.low), "high": number_shown(sign.high)}
        self.findings.choose("choose.fahrenheit", token.text, (option,), sign.name, **said)

    def _reason(self, signs: tuple[str, ...], label: str, text: str, token: Token) -> None:
        if text == "-":
            options = tuple(
                Option(key, words, self.findings.rewritten(token, token.text.replace("-", f"-{key}", 1)))
                for key, (_, words) in REASONS.items()
            )
            self.findings.choose("choose.reason", token.text, options, signs[0], label=label)
        elif text[1:] in REASONS:
            self.reasons.update(dict.fromkeys(signs, REASONS[text[1:]][0]))
        else:
            reasons = ", ".join(f"-{key} {words}" for key, (_, words) in REASONS.items())
            self.findings.unreadable("reason.unknown", token.text, signs[0], label=label, reasons=reasons)

    def _unreadable(self, quantity: q.Quantity, token: Token) -> None:
        code = "sign.unknown" if quantity.letter else "pressure.unknown"
        said = {"label": quantity.label, "example": _example(quantity), "reason": f"{quantity.letter}-d"}
        self.findings.unreadable(code, token.text, quantity.name, **said)

    def needing_words(self) -> tuple[str, ...]:
        """The signs whose reason is *other*, which is not saved without its words."""
        return tuple(sign for sign, reason in self.reasons.items() if reason is NotMeasured.OTHER)


def _example(quantity: q.Quantity) -> str:
    letter = quantity.letter or ""
    return letter + EXAMPLES.get(letter, "")


def celsius(fahrenheit: float) -> float:
    """°F with one decimal in °C with one decimal, rounded half up, in whole tenths so that nothing is lost."""
    tenths = int(fahrenheit * 10 + 0.5)
    return ((tenths - 320) * 10 + 9) // 18 / 10
