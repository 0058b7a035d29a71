"""Logs: one line of JSON on stderr for each thing that whoever runs the server should know; no patient is in any.

What we say ourselves is an event with fields that are named here: times, counts, opaque ids and words of the program's
own. What a library says keeps the place it comes from and the type of its error; its text is left out, since it may
repeat what somebody typed. Blanks, ends of line and letters beyond ASCII are escaped: a value cannot begin a line.
"""

import logging
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from enum import StrEnum
from io import TextIOBase
from ipaddress import ip_address
from types import FrameType
from typing import Any, Final, TextIO
from uuid import UUID

import structlog
import uvicorn.config
from streamlit import logger as streamlit_logger

from app import clock

NAME: Final = "chairside"
Field = str | int | float | UUID | None
_Line = MutableMapping[str, Any]


class Event(StrEnum):
    """What there is to say; docs/operating.md says what each means."""

    SERVING = "serving"
    STOPPED = "stopped"
    NOT_STARTED = "not_started"
    REQUEST = "request"
    SOCKET = "socket"
    REFUSED = "refused"
    NO_RIGHT = "no_right"
    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    LOCK = "lock"
    ENDED = "ended"
    ACCOUNT = "account"
    SECRET = "secret"  # noqa: S105 - the event that one was changed
    TABLET = "tablet"
    SEAL_REFUSED = "seal_refused"
    QUARANTINED = "quarantined"
    FAULT = "fault"
    LIBRARY = "library"
    TEXT = "text"


_FIELDS: Final = frozenset(
    {
        *("event", "code", "error", "place", "logger", "kind", "how", "why", "demo"),
        *("route", "method", "status", "ms", "address", "who", "of", "sign_in", "tablet"),
    }
)


def tell(event: Event, level: int = logging.INFO, /, **fields: Field) -> None:
    """Writes one line; a field that is None is left out. Values are ids, numbers and words of the program's own."""
    _LOG.log(level, event.value, **fields)


def address(scope: Mapping[str, Any]) -> str | None:
    """Where a request came from, if that is an address at all."""
    try:
        return str(ip_address((scope.get("client") or ("",))[0]))
    except ValueError:
        return None


@contextmanager
def written(stream: TextIO | None = None) -> Iterator[Callable[[str], None]]:
    """Every line of this process, also of libraries, goes to stderr (or `stream`) as JSON; answers what sets the level.

    Until that is set it is "info".
    """
    handler, root = _Lines(stream or sys.stderr), logging.getLogger()
    before = root.level

    def at(level: str) -> None:
        handler.setLevel(level.upper())
        root.setLevel(level.upper())

    at("info")
    root.addHandler(handler)
    logging.captureWarnings(capture=True)
    streamlit_logger.setup_formatter = _through_ours
    streamlit_logger.update_formatter()
    # Uvicorn sets its own handlers when it starts: it finds none to set.
    uvicorn.config.LOGGING_CONFIG.update(handlers={}, loggers={})
    try:
        yield at
    finally:
        logging.captureWarnings(capture=False)
        root.removeHandler(handler)
        root.setLevel(before)


@contextmanager
def alone() -> Iterator[None]:
    """Whatever writes to the console without a logger, a traceback for example, leaves a line without its text."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook = lambda _, error, __: _unforeseen(error)
    threading.excepthook = lambda said: _unforeseen(said.exc_value)
    sys.unraisablehook = lambda said: _unforeseen(said.exc_value)
    try:
        with redirect_stderr(_Swallowed()), redirect_stdout(_Swallowed()):
            yield
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def _unforeseen(error: BaseException | None) -> None:
    from app import faults  # which tells its line through this module

    if error is not None:
        faults.report(error)


class _Lines(logging.StreamHandler[TextIO]):
    """Writes the lines; one that cannot be written is lost without the text that logging would print of it."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(
            structlog.stdlib.ProcessorFormatter(
                processors=[_of_a_library, _known, structlog.processors.JSONRenderer()], use_get_message=False
            )
        )

    def filter(self, record: logging.LogRecord) -> bool:
        """Of a library only what went wrong, unless everything is asked for: without its text the rest says little."""
        known = record.name == NAME or record.levelno >= logging.WARNING or self.level <= logging.DEBUG
        return known and bool(super().filter(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass


class _Swallowed(TextIOBase):
    """A console that says where something was written and not what."""

    def write(self, text: str) -> int:
        if text.strip():
            frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - as traceback and logging do
            while frame is not None and frame.f_globals.get("__name__") in {"traceback", "contextlib"}:
                frame = frame.f_back
            where = "unknown" if frame is None else f"{frame.f_globals.get('__name__')}:{frame.f_lineno}"
            tell(Event.TEXT, logging.WARNING, place=where)
        return len(text)


def _through_ours(logger: logging.Logger) -> None:
    """In place of what Streamlit does for each of its loggers: a handler of its own, past the root."""
    logger.handlers.clear()
    logger.propagate = True


def _of_a_library(_: object, __: str, line: _Line) -> _Line:
    record: logging.LogRecord = line["_record"]
    if line["_from_structlog"]:
        return line
    kind = line.get("exc_info") or record.exc_info
    error = kind[0].__name__ if isinstance(kind, tuple) and kind[0] is not None else None
    place = f"{record.module}:{record.lineno}"
    return {"event": Event.LIBRARY.value, "logger": record.name, "place": place, "error": error, "_record": record}


def _known(_: object, __: str, line: _Line) -> _Line:
    """Time and level before all else; nothing but the fields that are named."""
    record: logging.LogRecord = line["_record"]
    first = {
        "time": clock.now().isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": line["event"],
    }
    told = {key: str(value) if isinstance(value, UUID) else value for key, value in line.items()}
    return first | {key: value for key, value in told.items() if key in _FIELDS and value is not None}


structlog.configure(
    processors=[structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)
_LOG: Final = structlog.stdlib.get_logger(NAME)
