"""The stated time of a line: `@14:05`, `@-5`, `@2026-11-20T14:05`, read against arrival, end, now and the zone."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from schemas.rules.line.answer import Option
from schemas.rules.line.characters import Token
from schemas.rules.line.findings import Findings
from schemas.rules.line.sentences import say
from schemas.rules.line.setting import Setting
from schemas.rules.line.zone import local, minute, occurrences, spoken, written

AHEAD: Final = 2  # minutes that a stated time may lie ahead of the clock
_DAY: Final = 24 * 60
_DATES: Final = 4  # no time of day is missing on more than three dates in a row, whatever a zone does
_CLOCK: Final = re.compile(r"@([0-9]{1,2}):([0-9]{2})")
_AGO: Final = re.compile(r"@-([0-9]{1,4})")
_FULL: Final = re.compile(r"@((?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}t[0-9]{2}:[0-9]{2})([+-][0-9]{2}:[0-9]{2})?")


def state(tokens: Sequence[Token], setting: Setting, findings: Findings) -> str | None:
    """What the line's time tokens state: None, an instant with its offset, or minutes ago as in "-5"."""
    for again in tokens[1:]:
        findings.refuse("time.twice", again.text)
    if not tokens:
        if setting.entered_afterwards:
            findings.refuse("time.needed")
        return None
    token = tokens[0]
    for pattern, read in ((_AGO, _ago), (_CLOCK, _clock), (_FULL, _full)):
        found = pattern.fullmatch(token.low)
        if found:
            return read(token, found, setting, findings)
    findings.unreadable("time.unknown", token.text)
    return None


def _ago(token: Token, found: re.Match[str], setting: Setting, findings: Findings) -> str | None:
    ago = int(found[1])
    if setting.entered_afterwards:
        findings.refuse("time.relative", token.text)
    elif minute(setting.now) - ago < minute(setting.arrival):
        findings.refuse("time.before_arrival", token.text, arrival=_arrival(setting))
    else:
        return f"-{ago}"
    return None


def _clock(token: Token, found: re.Match[str], setting: Setting, findings: Findings) -> str | None:
    hours, minutes = int(found[1]), int(found[2])
    if hours >= 24 or minutes >= 60:  # noqa: PLR2004 - a day and an hour
        findings.refuse("time.unknown", token.text)
        return None
    first, last = minute(setting.arrival), minute(setting.now) + AHEAD
    if setting.entered_afterwards:
        end = last if setting.end is None else minute(setting.end)
        last = min(first + _DAY, last, end)
    origin, step = (first, 1) if setting.entered_afterwards else (last, -1)
    for days in range(_DATES):
        date = local(origin, setting.zone).date() + timedelta(days=step * days)
        meant = _between(occurrences(datetime.combine(date, time(hours, minutes)), setting.zone), first, last)
        if meant:
            return _one_of(meant, token, setting, findings)
    code = "time.none_afterwards" if setting.entered_afterwards else "time.none"
    now, limit = (spoken(at, setting.zone) for at in (minute(setting.now), last))
    findings.refuse(code, token.text, arrival=_arrival(setting), now=now, last=limit)
    return None


def _full(token: Token, found: re.Match[str], setting: Setting, findings: Findings) -> str | None:
    try:
        wall = datetime.fromisoformat(found[1].upper())
    except ValueError:
        findings.refuse("time.unknown", token.text)
        return None
    all_of_it = occurrences(wall, setting.zone)
    if not all_of_it:
        findings.refuse("time.missing", token.text, zone=setting.zone)
        return None
    right = tuple(at for at in all_of_it if found[2] in {None, _offset(at, setting)})
    if not right:
        offsets = " or ".join(_offset(at, setting) for at in all_of_it)
        findings.refuse("time.offset", token.text, zone=setting.zone, offsets=offsets)
        return None
    last = minute(setting.now) + AHEAD
    meant = _between(right, minute(setting.arrival), last)
    if meant:
        return _one_of(meant, token, setting, findings)
    if right[0] > last:
        now = spoken(minute(setting.now), setting.zone)
        findings.refuse("time.future", token.text, minutes=str(AHEAD), now=now)
    else:
        findings.refuse("time.before_arrival", token.text, arrival=_arrival(setting))
    return None


def _one_of(meant: Sequence[int], token: Token, setting: Setting, findings: Findings) -> str | None:
    """The time that is meant; where the clock showed it twice and both could be, the choice."""
    full = [written(at, setting.zone) for at in meant]
    if len(full) == 1:
        return full[0]
    options = tuple(
        Option(str(key), say(code, time=time), findings.rewritten(token, f"@{time}"))
        for key, (code, time) in enumerate(zip(("option.earlier", "option.later"), full, strict=True), start=1)
    )
    findings.choose("choose.time", token.text, options)
    return None


def _between(minutes: Sequence[int], first: int, last: int) -> tuple[int, ...]:
    return tuple(at for at in minutes if first <= at <= last)


def _offset(at: int, setting: Setting) -> str:
    return written(at, setting.zone)[-6:]


def _arrival(setting: Setting) -> str:
    return spoken(minute(setting.arrival), setting.zone)
