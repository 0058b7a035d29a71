import asyncio
import logging
import threading

import pytest
import streamlit as st
from streamlit import config
from streamlit.error_util import handle_user_script_exception

from app import asgi, faults, server
from app.listening import Listening
from app.routes import assets
from tests.app import test_ticking
from tests.app.house import House


def test_the_application_is_streamlit_with_our_routes_and_the_gate_before_both() -> None:
    application = asgi.application()
    assert isinstance(application, st.App)
    assert [one.cls.__name__ for one in application._user_middleware] == ["Answered", "Gate", "Early"]


def test_a_fault_in_a_callback_is_a_code_and_a_sentence_and_its_text_reaches_no_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    application = asgi.application()
    before = config.get_option("logger.enableRich")
    config.set_option("logger.enableRich", server.settings(Listening("127.0.0.1", 8501))["logger.enableRich"])
    shown: list[str] = []
    monkeypatch.setattr(st, "error", shown.append)
    with caplog.at_level(logging.DEBUG):
        try:
            {}["her secret"]
        except KeyError as error:
            handle_user_script_exception(error, application._on_script_error)
    config.set_option("logger.enableRich", before)
    (sentence,) = shown
    assert "(code " in sentence
    assert "'error': 'KeyError', 'place': 'test_asgi.py:" in caplog.text
    assert "secret" not in "".join([caplog.text, *shown, *capfd.readouterr()])


def test_a_fault_that_was_never_raised_has_no_place(caplog: pytest.LogCaptureFixture) -> None:
    code = faults.report(ValueError("her secret"))
    assert f"'code': '{code}', 'error': 'ValueError', 'place': 'unknown'" in caplog.text
    assert "secret" not in caplog.text


def test_a_fault_far_inside_a_library_is_placed_where_our_own_code_called_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    try:
        st.column_config.NumberColumn(unknown="her secret")  # type: ignore[call-arg]
    except TypeError as error:
        faults.report(error)
    assert "'error': 'TypeError', 'place': 'test_asgi.py:" in caplog.text


def test_vega_is_made_while_the_first_page_is_being_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    made = threading.Event()
    monkeypatch.setattr(assets, "vega_bundle", made.set)

    async def lives() -> None:
        async with asgi._lifespan(asgi.application()):
            assert await asyncio.to_thread(made.wait, 20)

    asyncio.run(lives())
    test_ticking.ended()
