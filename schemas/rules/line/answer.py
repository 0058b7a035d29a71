"""What a line was understood to say, with what is refused and what must be chosen."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from schemas.reading import NotMeasured

Kind = Literal["reading", "effect", "none_reported", "empty"]


@dataclass(frozen=True)
class Refusal:
    """Why the line is not saved: `text` names the thing, the limit and the way out; `token` is fit to be shown."""

    code: str
    sign: str | None
    token: str
    text: str


@dataclass(frozen=True)
class Option:
    """One way to decide: the `key` pressed, its `label`, and the whole line as it then reads."""

    key: str
    label: str
    line: str


@dataclass(frozen=True)
class Choice:
    """What can be meant in several ways. Nothing is chosen until a named key says which."""

    code: str
    sign: str | None
    token: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class EffectSaid:
    """An effect of the list (`key`) or in `words`; `running` before this line; severity 1 to 4, None: not stated."""

    key: str | None
    words: str | None
    severity: int | None
    ends: bool
    running: bool


@dataclass(frozen=True)
class Answer:
    """The whole answer. It may be saved when nothing is refused and nothing is left to choose.

    `signs` and `not_measured` by the sign's name, units as in `schemas.quantities`; `needs_words` lists signs whose
    reason is *other*; `stated` is None, an instant with its offset, or minutes ago as in "-5"; `missing` lists the
    signs of the run that were not given.
    """

    kind: Kind | None
    signs: Mapping[str, float] = field(default_factory=dict)
    not_measured: Mapping[str, NotMeasured] = field(default_factory=dict)
    needs_words: tuple[str, ...] = ()
    effect: EffectSaid | None = None
    stated: str | None = None
    refusals: tuple[Refusal, ...] = ()
    choices: tuple[Choice, ...] = ()
    missing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The same as plain lists, dictionaries, numbers and text: what the parser in JavaScript returns."""
        return {
            "kind": self.kind,
            "signs": dict(self.signs),
            "not_measured": {sign: reason.value for sign, reason in self.not_measured.items()},
            "needs_words": list(self.needs_words),
            "effect": asdict(self.effect) if self.effect else None,
            "stated": self.stated,
            "refusals": [asdict(refusal) for refusal in self.refusals],
            "choices": [
                asdict(choice) | {"options": [asdict(option) for option in choice.options]} for choice in self.choices
            ],
            "missing": list(self.missing),
        }
