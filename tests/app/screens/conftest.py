from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

from data import staff
from schemas.staff import Role
from tests import entered, facts
from tests.app.house import Browser, House

MAIN = Path(__file__).parents[3] / "app" / "main.py"
Opens = Callable[..., AppTest]


@pytest.fixture
def opens(house: House, monkeypatch: pytest.MonkeyPatch) -> Opens:
    """Opens a screen as `opens("patient", patient=…)`, at the browser at which Nia is chosen unless told otherwise."""

    def opened(screen: str, client: Browser | None = None, **address: object) -> AppTest:
        cookies = dict((client or house.client).cookies)
        monkeypatch.setattr(context, "_get_client_context", lambda: SimpleNamespace(cookies=cookies, headers=[]))
        test = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, value in address.items():
            test.query_params[name] = str(value)
        test.run()
        if screen != "today":
            test.switch_page(f"screens/{screen}.py")
            for name, value in address.items():
                test.query_params[name] = str(value)
            test.run()
        return test

    return opened


@pytest.fixture
def ended(house: House) -> House:
    """Alice's session with a reading and an end."""
    house.saved("readings", line="148/92 @14:05")
    house.saved("ends", how="left_alone")
    return house


@pytest.fixture
def admin(house: House) -> Browser:
    """A browser at which who only administers is signed in."""
    with house.database.write() as connection:
        staff.add(connection, facts.staff("Tom Berger", id=facts.PRESCRIBER, initials="TB", roles=(Role.ADMIN,)))
    return house.sign_in(facts.PRESCRIBER)


@pytest.fixture
def prescriber(house: House) -> Browser:
    """A browser at which a prescriber is signed in."""
    with house.database.write() as connection:
        person = facts.staff("Pat Prescriber", id=facts.PRESCRIBER, initials="PP", roles=("prescriber",))
        entered.add(connection, person, "pat")
        entered.secret(connection, facts.PRESCRIBER, house.database.secret_key)
    return house.sign_in(facts.PRESCRIBER)
