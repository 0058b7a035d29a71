"""A line of signs: the row that begins with the blood pressure, and letters before or after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import takewhile

from schemas import quantities as q
from schemas.rules.line.characters import Token, has_other_digits
from schemas.rules.line.findings import Findings
from schemas.rules.line.values import LETTERS, RUN, Values


class _Run(Enum):
    """Where the row of places is: not begun, being read, begun without a blood pressure, or over."""

    AHEAD = auto()
    OPEN = auto()
    ASTRAY = auto()
    OVER = auto()


@dataclass
class SignsLine:
    """Reads the tokens of one line of signs; lives as long as the line is being read."""

    findings: Findings
    values: Values
    times: list[Token] = field(default_factory=list)
    run: _Run = _Run.AHEAD
    place: int = 0

    def read(self, tokens: Sequence[Token]) -> None:
        """Reads every token; what was found lies in `values`, `times` and the findings."""
        for index, token in enumerate(tokens):
            head = token.low[0]
            if head == "+":
                self.findings.refuse("effect.own_line", token.text)
                return
            if _is_place(token):
                self._place(token, tokens[index:])
                continue
            if self.run is not _Run.AHEAD:
                self.run = _Run.OVER
            if head == "@":
                self.times.append(token)
            elif head in LETTERS:
                self.values.single(LETTERS[head], token.low[1:], token)
            else:
                self.findings.unreadable("token.unknown", token.text)

    def missing(self) -> tuple[str, ...]:
        """The signs of the row that no token spoke of; none where there is no row."""
        if not self.place:
            return ()
        return tuple(sign for place in RUN for sign in place if sign not in self.values.given)

    def _place(self, token: Token, onwards: Sequence[Token]) -> None:
        if self.run is _Run.AHEAD:
            self._begin(token, onwards)
        if self.run is _Run.ASTRAY:
            return
        if self.run is _Run.OVER:
            self.findings.refuse("run.broken", token.text)
        elif self.place == len(RUN):
            self.findings.refuse("run.long", token.text)
        else:
            self._in_its_place(token)

    def _begin(self, token: Token, onwards: Sequence[Token]) -> None:
        if "/" in token.low or token.low[0] in "_-" or has_other_digits(token.low):
            self.run = _Run.OPEN
            return
        # A missed slash must not become a pulse: the whole row is refused, not read from its second place on.
        self.run = _Run.ASTRAY
        row = " ".join(place.text for place in takewhile(_is_place, onwards))
        self.findings.refuse("run.start", row, q.SYSTOLIC.name)

    def _in_its_place(self, token: Token) -> None:
        signs = RUN[self.place]
        self.place += 1
        if signs == RUN[0]:
            self.values.pressure(token)
        elif "/" in token.low:
            self.values.given.update(signs)
            self.findings.refuse("pressure.place", token.text, signs[0], label=q.BY_NAME[signs[0]].label)
        elif token.low != "_":
            self.values.single(signs[0], token.low, token)


def _is_place(token: Token) -> bool:
    head = token.low[0]
    return head in "_-/" or head.isdecimal()
