"""What reading a line brings to light on the way: refusals and choices, in the order of the line."""

from dataclasses import dataclass, field

from schemas.rules.line.answer import Choice, Option, Refusal
from schemas.rules.line.characters import Token, has_other_digits, shown
from schemas.rules.line.sentences import say


@dataclass
class Findings:
    """Collects refusals and choices about one `line`; it lives as long as the line is being read."""

    line: str
    refusals: list[Refusal] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    def refuse(self, code: str, token: str = "", sign: str | None = None, **values: str) -> None:
        """Adds the refusal of this code."""
        safe = shown(token)
        self.refusals.append(Refusal(code, sign, safe, say(code, token=safe, **values)))

    def unreadable(self, code: str, token: str, sign: str | None = None, **values: str) -> None:
        """Adds the refusal of this code, or the plainer one where digits of another script are the cause."""
        self.refuse("token.digits" if has_other_digits(token) else code, token, sign, **values)

    def choose(
        self, code: str, token: str, options: tuple[Option, ...], sign: str | None = None, **values: str
    ) -> None:
        """Adds the choice of this code."""
        safe = shown(token)
        self.choices.append(Choice(code, sign, safe, say(code, token=safe, **values), options))

    def rewritten(self, token: Token, text: str) -> str:
        """The whole line with `text` in the place of the token."""
        return self.line[: token.start] + text + self.line[token.end :]
