from dataclasses import replace

import pytest

from app import clinic
from tests import facts
from tests.app.house import HERE, Browser, House

PLACE = f"/api/treatments/{facts.TREATMENT}/notes"


@pytest.mark.parametrize(
    ("host", "let_in"),
    [
        ("127.0.0.1:8501", True),
        ("localhost:8501", True),
        ("[::1]:8501", True),
        ("127.0.0.1", True),
        ("evil.example", False),
        ("evil.example:8501", False),
        ("127.0.0.1.evil.example:8501", False),
        ("192.168.0.7:8501", False),
        ("", False),
    ],
)
def test_only_this_machines_own_names_are_answered(house: House, host: str, let_in: bool) -> None:
    answer = house.client.get("/login", headers={"host": host})
    assert answer.status_code == (200 if let_in else 400)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (HERE, 201),
        (None, 403),
        ("null", 403),
        ("", 403),
        ("http://evil.example", 403),
        ("http://127.0.0.1:8502", 403),
        ("http://localhost:8501", 403),
        ("http://127.0.0.1:8501", 403),
        ("https://127.0.0.1", 403),
        ("https://localhost:8501", 403),
        ("https://user@127.0.0.1:8501", 403),
        ("HTTPS://127.0.0.1:8501", 403),
        ("https://127.0.0.1:8501/", 403),
        ("http://127.0.0.1:8501.evil.example", 403),
    ],
)
def test_only_a_page_of_this_server_may_change_anything(house: House, origin: str | None, status: int) -> None:
    headers = {} if origin is None else {"origin": origin}
    client = Browser()
    client.cookies.update(house.client.cookies)
    del client._client.headers["origin"]
    answer = client.post(PLACE, json={"id": "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "words": "x"}, headers=headers)
    assert answer.status_code == status
    assert house.count("note") == (status == 201)
    assert client.get("/api/treatments/x", headers=headers).status_code == 404, "looking is allowed"


@pytest.fixture
def named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clinic is reached by other machines under two names."""
    known = replace(clinic.current(), hosts=frozenset({"chairside.lan", "[fd00::1]"}), is_loopback=False)
    monkeypatch.setattr(clinic, "_open", [known])


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("chairside.lan", 200),
        ("chairside.lan:8501", 200),
        ("[fd00::1]:8501", 200),
        ("[fd00::1]", 200),
        ("chairside.lan.evil.example", 400),
        ("evil.chairside.lan", 400),
        ("chairside.lan:evil.example", 400),
        ("chairside.lan:", 400),
        ("127.0.0.1:8501", 400),
        ("localhost", 400),
        ("", 400),
    ],
)
def test_other_machines_are_answered_under_the_clinics_own_names_only(named: None, host: str, status: int) -> None:
    assert Browser().get("/login", headers={"host": host}).status_code == status


def test_under_a_name_of_the_clinics_nothing_goes_without_tls(named: None) -> None:
    answer = Browser().get("http://chairside.lan/login")
    assert answer.status_code == 400
    assert "over TLS only" in answer.text


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://chairside.lan", 422),
        ("http://chairside.lan", 403),
        ("https://chairside.lan:8501", 403),
        ("https://[fd00::1]", 403),
        ("https://evil.example", 403),
    ],
)
def test_a_page_under_one_name_changes_nothing_under_another(named: None, origin: str, status: int) -> None:
    answer = Browser(origin=origin).post("https://chairside.lan/login", data={})
    assert answer.status_code == status
