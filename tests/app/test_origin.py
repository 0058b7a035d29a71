import pytest

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
