"""A line of one effect: `+nausea 1`, `+"legs feel far away" 2 @-20`, `+nau 0`, `+none`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from schemas.rules.line.answer import EffectSaid, Kind, Option
from schemas.rules.line.characters import QUOTES, Token, folded, quotable, shown, split, trimmed
from schemas.rules.line.findings import Findings
from schemas.rules.line.names import Named, known, meant
from schemas.rules.line.sentences import say
from schemas.rules.line.setting import Setting

LONGEST_WORDS: Final = 500
MOST_OPTIONS: Final = 9  # a key for each, 1 to 9
NONE: Final = "none"
_SEVERITY: Final = re.compile(r"[0-4]")
_LIKE_A_SEVERITY: Final = re.compile(r"[0-9-]")


@dataclass
class EffectLine:
    """Reads one line that begins with +; lives as long as the line is being read."""

    findings: Findings
    setting: Setting
    kind: Kind = "effect"
    effect: EffectSaid | None = None
    times: list[Token] = field(default_factory=list)
    severity: int | None = None

    def read(self, tokens: Sequence[Token]) -> None:
        """Reads the tokens of the line, of which the first begins with +."""
        start = tokens[0].start + 1
        if self.findings.line[start : start + 1] in QUOTES:
            self._quoted(start)
            return
        name = self._severity(self._times(split(self.findings.line, start)))
        if not name or name[0].start != start:
            self.findings.refuse("effect.no_name")
        elif folded(_joined(name)) == NONE:
            self._none(tokens[0])
        else:
            self._named(name)

    def _quoted(self, start: int) -> None:
        line = self.findings.line
        closing = next((at for at in range(start + 1, len(line)) if line[at] in QUOTES), None)
        if closing is None:
            self.findings.refuse("effect.quote", line[start])
            return
        rest = self._times(split(line, closing + 1))
        if rest and rest[0].start == closing + 1:
            self.findings.refuse("effect.glued", rest[0].text)
            return
        for token in self._severity(rest):
            self.findings.unreadable("token.unknown", token.text)
        words = trimmed(line[start + 1 : closing])
        if not folded(words):
            self.findings.refuse("effect.empty")
        elif len(words) > LONGEST_WORDS:
            self.findings.refuse("effect.long", words, count=str(len(words)), limit=str(LONGEST_WORDS))
        elif folded(words) == NONE:
            self.findings.refuse("effect.none_quoted", words)
        else:
            found = meant(words, known(self.setting), whole=True)
            self._settle(found[0] if found else Named(None, words, (), running=False), words)

    def _times(self, tokens: Sequence[Token]) -> list[Token]:
        """Takes the time from the end; the tokens before it."""
        first = next((index for index, token in enumerate(tokens) if token.text[0] == "@"), len(tokens))
        for token in tokens[first:]:
            if token.text[0] == "@":
                self.times.append(token)
            else:
                self.findings.refuse("effect.order", token.text)
        return list(tokens[:first])

    def _severity(self, tokens: list[Token]) -> list[Token]:
        """Takes the severity from the end; the tokens before it."""
        if not tokens or not _LIKE_A_SEVERITY.match(tokens[-1].text):
            return tokens
        last = tokens[-1].text
        if _SEVERITY.fullmatch(last):
            self.severity = int(last)
        else:
            self.findings.refuse("effect.severity", last)
        return tokens[:-1]

    def _none(self, token: Token) -> None:
        self.kind = "none_reported"
        if self.severity is not None:
            self.findings.refuse("effect.none_severity", token.text)
        if self.setting.running:
            self.findings.refuse("effect.none_running", token.text, running=self._running())

    def _named(self, name: Sequence[Token]) -> None:
        typed = _joined(name)
        found = meant(typed, known(self.setting), whole=False)
        if len(found) == 1:
            self._settle(found[0], typed)
        elif self.severity == 0 and not any(effect.running for effect in found):
            self.findings.refuse("effect.not_running", typed, running=self._running())
        elif not found:
            self.findings.unreadable("effect.unknown", typed)
        elif len(found) > MOST_OPTIONS:
            self.findings.refuse("effect.many", typed, count=str(len(found)))
        else:
            self._choose(name, found)

    def _choose(self, name: Sequence[Token], found: Sequence[Named]) -> None:
        line = self.findings.line
        span = Token("", "", name[0].start, name[-1].end)
        options = tuple(
            Option(str(key), effect.label, self.findings.rewritten(span, f'"{_exact_name(effect)}"'))
            for key, effect in enumerate(found, start=1)
        )
        self.findings.choose("choose.effect", line[span.start : span.end], options)

    def _settle(self, effect: Named, typed: str) -> None:
        ends = self.severity == 0
        if ends and not effect.running:
            self.findings.refuse("effect.not_running", typed, running=self._running())
            return
        severity = None if ends else self.severity
        self.effect = EffectSaid(effect.key, effect.words, severity, ends, effect.running)

    def _running(self) -> str:
        labels = ", ".join(shown(effect.label) for effect in self.setting.running)
        return say("running.some", effects=labels) if labels else say("running.nothing")


def _joined(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def _exact_name(effect: Named) -> str:
    """The name that, in quotes, means this effect and no other."""
    return quotable(effect.label) if effect.key is None else effect.names[0]
