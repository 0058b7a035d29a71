"""The settings of the identity provider: all or none, and nothing that others could read."""

from pathlib import Path

import pytest

from app.access import provider_set
from app.listening import ServeError
from app.settings import Settings

ISSUER = "https://login.example.org/realms/clinic"
WHOLE = {"OIDC_ISSUER": ISSUER, "OIDC_CLIENT_ID": "chairside", "OIDC_CLIENT_SECRET": "a secret"}


def settings(monkeypatch: pytest.MonkeyPatch, told: dict[str, str]) -> Settings:
    for name, value in told.items():
        monkeypatch.setenv(f"CHAIRSIDE_{name}", value)
    return Settings()


def test_without_settings_there_is_no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    assert provider_set.of(settings(monkeypatch, {})) is None


def test_the_provider_is_a_setting_and_its_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = settings(monkeypatch, WHOLE | {"OIDC_ACR": " gold, silver ,"})
    found = provider_set.of(chosen)
    assert found is not None
    assert (found.issuer, found.client_id, found.client_secret) == (ISSUER, "chairside", "a secret")
    assert found.acr == {"gold", "silver"}
    assert found.name == "login.example.org"
    assert "a secret" not in repr(found) + repr(chosen)


def test_the_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    found = provider_set.of(settings(monkeypatch, WHOLE | {"OIDC_CLIENT_SECRET_FILE": str(tmp_path / "secret")}))
    assert found is not None
    assert found.client_secret == "from the file"


def test_a_file_that_is_not_there_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    chosen = settings(monkeypatch, WHOLE | {"OIDC_CLIENT_SECRET_FILE": str(tmp_path / "nowhere")})
    with pytest.raises(ServeError, match="nowhere cannot be read"):
        provider_set.of(chosen)


@pytest.mark.parametrize("missing", WHOLE)
def test_half_a_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    chosen = settings(monkeypatch, WHOLE | {missing: ""})
    with pytest.raises(ServeError, match="takes three settings"):
        provider_set.of(chosen)


@pytest.mark.parametrize(
    ("issuer", "taken"),
    [
        ("http://127.0.0.1:8080/realm", True),
        ("https://login.example.org", True),
        ("http://login.example.org", False),
        ("login.example.org", False),
        ("ftp://login.example.org", False),
        ("https://", False),
        ("https://[", False),
        ("https://login.example.org?x=1", False),
        ("https://login.example.org#x", False),
    ],
)
def test_the_provider_is_asked_over_tls_or_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, issuer: str, taken: bool
) -> None:
    chosen = settings(monkeypatch, WHOLE | {"OIDC_ISSUER": issuer})
    if taken:
        assert provider_set.of(chosen) is not None
    else:
        with pytest.raises(ServeError, match="with https://"):
            provider_set.of(chosen)
