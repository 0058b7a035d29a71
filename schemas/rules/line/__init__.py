"""The entry line: what one typed line says, for the panel while it is typed and for the route that has the last word.

`tests/line_cases.json` is its definition, shared with the same parser in JavaScript (`app/live/line.js`).
"""

from schemas.rules.line.answer import Answer, Choice, EffectSaid, Option, Refusal
from schemas.rules.line.parser import parse
from schemas.rules.line.setting import Running, Setting

__all__ = ["Answer", "Choice", "EffectSaid", "Option", "Refusal", "Running", "Setting", "parse"]
