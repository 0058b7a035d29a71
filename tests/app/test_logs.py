"""A line of the log: JSON, one line, no text but the program's own; libraries and consoles too."""

import logging
import logging.config
import threading
import traceback
import warnings
from collections.abc import Callable
from io import StringIO

import pytest
import uvicorn.config
from streamlit import logger as streamlit_logger

from app import logs
from app.logs import Event
from tests import facts
from tests.app.house import House
from tests.app.logged import lines

SECRET = "her secret"


def fails() -> None:
    raise ValueError(SECRET)


def test_a_line_says_when_how_grave_and_what_before_all_else(stream: StringIO, house: House) -> None:
    logs.tell(Event.FAULT, logging.ERROR, code="a1b2c3", who=facts.NURSE, tablet=None)
    (told,) = lines(stream)
    assert told.pop("time").startswith("2026-03-02T15:00:00.")
    assert list(told) == ["level", "event", "code", "who"]
    assert told == {"level": "error", "event": "fault", "code": "a1b2c3", "who": str(facts.NURSE)}


@pytest.mark.parametrize(
    "value", ['x\n{"event": "sign_in"}', "x\r\nb", "x\u2028b", "\x1b[2K", 'x", "event": "lock', "\0"]
)
def test_no_value_begins_a_line_or_another_field(stream: StringIO, value: str) -> None:
    logs.tell(Event.REQUEST, route=value)
    assert stream.getvalue().count("\n") == 1
    assert stream.getvalue()[:-1].isprintable()
    (told,) = lines(stream)
    assert (told["event"], told["route"]) == ("request", value)


def test_a_field_that_is_not_named_is_not_written(stream: StringIO) -> None:
    logs.tell(Event.REQUEST, given_name=SECRET, route="/")
    assert SECRET not in stream.getvalue()
    assert lines(stream)[0]["route"] == "/"


def says() -> None:
    logging.getLogger("a.library").error("cannot store %s", SECRET)


def excepts() -> None:
    try:
        fails()
    except ValueError:
        logging.getLogger("a.library").exception(SECRET)


def streamlit_says() -> None:
    streamlit_logger.get_logger("streamlit.of_a_test").warning(SECRET)


def uvicorn_says() -> None:
    logging.config.dictConfig(uvicorn.config.LOGGING_CONFIG)  # as it does when it starts
    logging.getLogger("uvicorn.error").error("Exception in ASGI application: %s", SECRET)


def warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(SECRET, stacklevel=1)


@pytest.mark.parametrize("does", [says, excepts, streamlit_says, uvicorn_says, warns])
def test_a_library_says_where_and_which_error_and_never_its_text(stream: StringIO, does: Callable[[], None]) -> None:
    does()
    (told,) = lines(stream)
    assert SECRET not in stream.getvalue()
    assert told["event"] == "library"
    assert told.get("error") == ("ValueError" if does is excepts else None)
    assert told["place"].split(":")[1].isdigit()


def prints() -> None:
    print(SECRET)  # noqa: T201 - as a library might


def prints_a_traceback() -> None:
    try:
        fails()
    except ValueError:
        traceback.print_exc()


def falls_in_a_thread() -> None:
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    ("does", "event"), [(prints, "text"), (prints_a_traceback, "text"), (falls_in_a_thread, "fault")]
)
def test_what_goes_past_every_logger_leaves_a_place_and_no_text(
    stream: StringIO, capfd: pytest.CaptureFixture[str], does: Callable[[], None], event: str
) -> None:
    with logs.alone():
        does()
    assert {one["event"] for one in lines(stream)} == {event}
    assert all(
        one["place"].split(":")[0] in {"test_logs", "test_logs.py"} or "." in one["place"] for one in lines(stream)
    )
    assert SECRET not in stream.getvalue() + "".join(capfd.readouterr())


def test_a_line_that_cannot_be_written_stops_nobody_and_is_printed_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    closed = StringIO()
    closed.close()
    with logs.written(closed):
        logging.getLogger("a.library").error(SECRET)
    assert "".join(capfd.readouterr()) == ""


@pytest.mark.parametrize(("level", "seen"), [("debug", 4), ("info", 3), ("warning", 2), ("error", 1)])
def test_the_level_is_as_it_was_set(level: str, seen: int) -> None:
    there = StringIO()
    with logs.written(there) as at_level:
        at_level(level)
        for one in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
            logs.tell(Event.REQUEST, one)
    assert len(lines(there)) == seen


def test_of_a_library_only_what_went_wrong_is_told_unless_everything_is() -> None:
    there = StringIO()
    with logs.written(there):
        logging.getLogger("a.library").info(SECRET)
        logging.getLogger("a.library").warning(SECRET)
    assert [one["level"] for one in lines(there)] == ["warning"]
