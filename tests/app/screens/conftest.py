from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.runtime import context
from streamlit.testing.v1 import AppTest

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
