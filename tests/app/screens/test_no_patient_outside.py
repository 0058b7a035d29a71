"""No patient in a log or a link: a name typed into every field of every screen, and every button pressed."""

import ast
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from uuid import UUID

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from app import logs, server
from app.listening import Listening
from schemas.staff import Role
from tests import entered, facts, said
from tests.app import marker
from tests.app.house import INFUSION, Browser, House
from tests.app.screens import screen, walk
from tests.app.screens.conftest import Opens
from tests.data import opened

EVERYTHING = (Role.NURSE, Role.PRESCRIBER, Role.ADMIN)


@pytest.fixture
def stream() -> Iterator[StringIO]:
    """The log, to the last line, under the settings that the server has."""
    there, rich = StringIO(), "logger.enableRich"
    before = config.get_option(rich)
    config.set_option(rich, server.settings(Listening("127.0.0.1", 8501))[rich])
    with logs.written(there) as at_level:
        at_level("debug")
        yield there
    config.set_option(rich, before)


@pytest.fixture
def marked(house: House) -> UUID:
    """A patient with the name, planned for the day and with a session that is open."""
    as_id = house.patient(
        given_name=marker.NAME, family_name=marker.NAME, record_number=marker.RECORD, date_of_birth=date(1990, 1, 1)
    )
    house.session(patient_id=as_id)
    opened.say(house.database, said.appointment("17:00", patient_id=as_id))
    return as_id


@pytest.fixture
def everything(house: House) -> Browser:
    """A browser at which somebody sits who may press every button."""
    whole = facts.staff("Wanda Whole", id=UUID(int=78), initials="WW", roles=EVERYTHING)
    with house.database.write() as connection:
        entered.add(connection, whole)
    return house.sign_in(whole.id)


@pytest.mark.parametrize("name", walk.SCREENS)
def test_a_name_typed_everywhere_reaches_no_log_and_no_link(
    house: House, opens: Opens, stream: StringIO, marked: UUID, everything: Browser, name: str
) -> None:
    address = {"patient": marked, "session": facts.TREATMENT, "protocol": INFUSION.id}
    links: list[str] = []

    def looked(test: AppTest) -> None:
        links.extend(screen.links(test))

    walk.walked(opens(name, everything, **address), marker.NAME, marker.WORDS, looked)
    walk.break_everything(house)
    walk.walked(opens(name, everything, **address), marker.NAME, marker.WORDS, looked)
    told = stream.getvalue()
    assert [line for line in told.splitlines() if marker.found(line)] == []
    assert all(json.loads(line)["event"] for line in told.splitlines())
    assert [link for link in links if marker.found(link)] == []


def test_an_error_of_the_database_in_a_form_holds_what_was_typed_and_the_log_does_not(
    house: House, opens: Opens, stream: StringIO, everything: Browser
) -> None:
    test = opens("register", everything)
    walk.break_everything(house)
    screen.fill(test, Record=marker.RECORD, Given=marker.NAME, Family=marker.NAME, Date="1990-01-01")
    screen.press(test, "Register")
    assert house.count("patient") == 1, "nobody but Alice"
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert "IntegrityError" in {one.get("error") for one in told}
    assert not marker.found(stream.getvalue())


def test_a_search_is_in_the_audit_and_in_no_log(
    house: House, opens: Opens, stream: StringIO, marked: UUID, everything: Browser
) -> None:
    test = opens("patients", everything)
    test.text_input[0].set_value(marker.NAME.split()[0]).run()
    assert marker.found(screen.read(test)), "she is found"
    assert not marker.found(stream.getvalue())


def test_titles_are_words_of_the_programs_own() -> None:
    """A title that is worked out could name somebody: each is written down as it is."""
    titles = [
        word
        for path in walk.APP.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"st.Page", "st.set_page_config"}
        for word in call.keywords
        if word.arg in {"title", "page_title"}
    ]
    assert len(titles) > 10
    assert [ast.unparse(one.value) for one in titles if not isinstance(one.value, ast.Constant)] == []
    assert not [path.name for path in (walk.APP / "live").glob("*.js") if "document.title" in path.read_text()]
