"""Faults: what was not foreseen becomes a code and a sentence for the person, and a line without values for the log."""

import logging
import secrets
import traceback

from app import logs
from app.logs import Event


def report(error: BaseException) -> str:
    """Logs type and place of the error, never its text (it may hold what was typed); returns the code for it."""
    code = secrets.token_hex(3)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/site-packages/" not in frame.filename] or list(frames)
    place = f"{ours[-1].filename.rsplit('/', 1)[-1]}:{ours[-1].lineno}" if ours else "unknown"
    logs.tell(Event.FAULT, logging.ERROR, code=code, error=type(error).__name__, place=place)
    return code


def sentence(code: str) -> str:
    """What the person reads."""
    return f"Something went wrong here that should not (code {code}). What was saved is safe; try again, or call help."
