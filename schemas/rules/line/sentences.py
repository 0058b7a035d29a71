"""The sentences of the entry line, said once: the parser in JavaScript receives them as data."""

import re
from typing import Final

SENTENCES: Final = {
    "line.long": "The line has {count} characters, and {limit} are read: shorten it.",
    "line.character": "The line holds {token}, which cannot be read: delete it, or type the line again.",
    "run.start": "“{token}”: a row of numbers begins with the blood pressure, as in 148/92. "
    "Write _ in its place, as in _ 88, or put the sign's letter before the number, as in h88.",
    "run.broken": "“{token}” stands apart from the row that began with the blood pressure: "
    "write the row unbroken, or put the sign's letter before the number, as in s97.",
    "run.long": "“{token}” has no place: the row ends with the respirations. "
    "Put the sign's letter before the number, as in t36.8.",
    "pressure.unknown": "“{token}” cannot be read as a blood pressure: write 148/92, "
    "148/-n or -e/92 for half of it, -d for none of it.",
    "pressure.place": "“{token}” stands in the place of {label}: the blood pressure is said once, "
    "at the beginning of the row.",
    "token.unknown": "“{token}” means nothing here: signs are written as in 148/92 88 97 16, h88, t36.8, @14:05.",
    "token.digits": "“{token}” has digits of another script: write it with 0 to 9.",
    "sign.unknown": "“{token}” cannot be read as {label}: write it as {example}, or why not measured, as {reason}.",
    "sign.twice": "{label} is said twice, again with “{token}”: keep one of them.",
    "number.fraction": "{label} “{token}”: only whole numbers are read. Write it without a fraction.",
    "number.decimals": "{label} “{token}”: one decimal is read. Write it with one, as in {example}.",
    "number.long": "{label} “{token}”: numbers of more than four digits are not read. Correct it.",
    "reason.unknown": "{label} “{token}”: a dash says why it was not measured. Write {reasons}; "
    "or a number without a dash.",
    "temperature.fahrenheit": "Temperature “{token}”: {low} to {high} °F are accepted. "
    "Correct it, or write °C without the letter f.",
    "reading.nothing": "The line names no sign: write what was measured, as in 148/92 or h88.",
    "effect.own_line": "“{token}”: an effect has a line of its own, which begins with +. "
    "Save the signs first, or remove what follows.",
    "time.needed": "This session is entered afterwards, so every line states its time: add it, as in @14:05.",
    "time.twice": "The time is stated twice, again with “{token}”: keep one of them.",
    "time.unknown": "“{token}” cannot be read as a time: write @14:05, @-5 for five minutes ago, "
    "or in full @2026-11-20T14:05.",
    "time.relative": "“{token}”: this session is entered afterwards, so minutes ago say nothing. "
    "Write the time of day, as in @14:05.",
    "time.none": "“{token}”: there is no such time from the arrival, {arrival}, to now, {now}. "
    "Correct the time, or set the arrival back.",
    "time.none_afterwards": "“{token}”: there is no such time from the arrival, {arrival}, to {last}. "
    "Correct the time, or write it in full, as in @2026-11-20T14:05.",
    "time.before_arrival": "“{token}” is before the arrival, {arrival}. Correct the time, or set the arrival back.",
    "time.future": "“{token}” is more than {minutes} minutes after now, {now}. Correct the time.",
    "time.missing": "“{token}” does not exist in {zone}: the clocks went forward over it. Correct the time.",
    "time.offset": "“{token}” does not have the offset of {zone}, which is {offsets} then. Correct or remove it.",
    "effect.no_name": "An effect's name follows the + at once: write +nausea, +nausea 2, or +none.",
    "effect.quote": "{token} opens words that do not end: close them with a quote.",
    "effect.glued": "“{token}” follows the closing quote at once: write a blank between them.",
    "effect.empty": "There is nothing between the quotes: write the patient's words.",
    "effect.long": "The words have {count} characters, and {limit} are kept: shorten them.",
    "effect.unknown": "“{token}” is no effect of the list: correct it, "
    'or write words of your own in quotes, as in +"legs feel far away" 1.',
    "effect.many": "{count} effects begin with “{token}”: write more of the name.",
    "effect.severity": "“{token}” is no severity: 0 ends the effect, 1 is mild, 2 moderate, 3 severe, "
    "4 life-threatening.",
    "effect.order": "“{token}” stands behind the time: name, severity and time in this order, as in +nausea 2 @-20.",
    "effect.not_running": "“{token}” is not running, so it cannot be ended. {running}",
    "effect.none_running": "{running} End it first, with its name and 0; none reported is refused until then.",
    "effect.none_severity": "“{token}”: that none was reported has no severity. Write +none alone.",
    "effect.none_quoted": "“{token}” in quotes would be an effect of that name: write +none without quotes.",
    "running.some": "Running now: {effects}.",
    "running.nothing": "No effect is running.",
    "choose.reason": "{label} is not measured, but why? Choose a reason.",
    "choose.fahrenheit": "Temperature {value} without a letter cannot be °C ({low} to {high}). Was it °F?",
    "choose.time": "“{token}” came twice that night, since the clocks went back. Which one is meant?",
    "choose.effect": "Several effects begin with “{token}”. Which one is meant?",
    "option.fahrenheit": "{fahrenheit} °F, which is {celsius} °C",
    "option.earlier": "the earlier, {time}",
    "option.later": "the later, {time}",
}
_GAP: Final = re.compile(r"\{(\w+)\}")


def fill(sentence: str, values: dict[str, str]) -> str:
    """The sentence with its gaps filled, once: braces that somebody typed stay what they are."""
    return _GAP.sub(lambda gap: values[gap[1]], sentence)


def say(code: str, **values: str) -> str:
    """The sentence of this code with its gaps filled."""
    return fill(SENTENCES[code], values)
