from dataclasses import replace

import pytest

from app import clinic
from tests import facts
from tests.app.house import Browser, House

PLACE = f"/api/treatments/{facts.TREATMENT}/notes"
POLICY = (
    ("content-security-policy", "default-src 'self'"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("content-security-policy", "object-src 'none'"),
    ("content-security-policy", "base-uri 'none'"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/login", 200),
        ("GET", "/assets/panel.css", 200),
        ("GET", f"/api/treatments/{facts.TREATMENT}", 200),
        ("GET", f"/export/session/{facts.TREATMENT}.zip", 200),
        ("GET", "/nowhere", 404),
        ("POST", PLACE, 400),
        ("POST", "/api/board", 405),
        ("POST", "/login", 422),
    ],
)
def test_every_answer_carries_the_policy(house: House, method: str, path: str, status: int) -> None:
    answer = house.client.request(method, path)
    assert answer.status_code == status
    for name, part in POLICY:
        assert part in answer.headers[name]
    assert "unsafe-eval" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == ("no-cache" if "assets" in path else "no-store")


@pytest.mark.parametrize("client", [{"host": "evil.example"}, {"origin": "null"}, {}])
def test_a_refusal_carries_the_policy_too(house: House, client: dict[str, str]) -> None:
    answer = Browser().post("/api/treatments/x/notes", headers=client)
    assert answer.status_code in {400, 401, 403}
    assert answer.json()["problem"].endswith(".")
    for name, part in POLICY:
        assert part in answer.headers[name]


@pytest.mark.parametrize(("host", "strict"), [("chairside.lan", True), ("127.0.0.1:8501", False), ("other.lan", False)])
def test_a_name_of_the_clinics_is_asked_over_tls_alone_from_then_on(
    house: House, monkeypatch: pytest.MonkeyPatch, host: str, strict: bool
) -> None:
    monkeypatch.setattr(clinic, "_open", [replace(clinic.current(), hosts=frozenset({"chairside.lan"}))])
    for path in ("/login", "/", "/assets/who.css"):
        said = Browser().get(path, headers={"host": host}).headers.get("strict-transport-security")
        assert said == ("max-age=31536000" if strict else None)
