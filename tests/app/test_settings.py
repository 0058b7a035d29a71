from pathlib import Path

import pytest
from pydantic import ValidationError

from app import settings
from app.settings import Settings
from schemas.staff import Role


@pytest.mark.parametrize(
    ("said", "zone"),
    [("Europe/Berlin", "Europe/Berlin"), (":America/New_York", "America/New_York"), ("No/Where", "UTC"), ("/x", "UTC")],
)
def test_without_a_setting_the_zone_is_the_machines_or_utc_where_it_cannot_be_told(
    monkeypatch: pytest.MonkeyPatch, said: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", said)
    monkeypatch.delenv("CHAIRSIDE_ZONE", raising=False)
    assert Settings().zone == zone


@pytest.mark.parametrize(
    ("target", "zone"),
    [("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"), ("/usr/share/zoneinfo/No/Where", "UTC"), (None, "UTC")],
)
def test_the_machines_zone_is_read_from_its_link(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, target: str | None, zone: str
) -> None:
    link = tmp_path / "localtime"
    if target is not None:
        link.symlink_to(target)
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(settings, "_LOCALTIME", link)
    assert settings.machine_zone() == zone


@pytest.mark.parametrize("zone", ["", "Nowhere", "../../etc/passwd", "Europe/Berlin\0"])
def test_a_zone_that_is_none_is_refused_and_not_repeated(zone: str) -> None:
    with pytest.raises(ValidationError, match="is not a zone's name") as error:
        Settings(zone=zone)
    assert not zone or zone not in str(error.value)


@pytest.mark.parametrize(
    ("said", "effects"),
    [("", ()), (" ; ", ()), ("tingling", ("tingling",)), (" a  b ;c; ", ("a b", "c"))],
)
def test_the_clinics_own_effects_stand_apart_by_semicolons(
    monkeypatch: pytest.MonkeyPatch, said: str, effects: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CHAIRSIDE_EFFECTS", said)
    assert Settings().own_effects == effects


def test_the_data_folder_is_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Settings().data == Path("var/clinic")
    monkeypatch.setenv("CHAIRSIDE_DATA", str(tmp_path))
    assert Settings().data == tmp_path


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        (None, {Role.NURSE, Role.PRESCRIBER}),
        ("prescriber", {Role.PRESCRIBER}),
        (" nurse , prescriber ", {Role.NURSE, Role.PRESCRIBER}),
    ],
)
def test_who_corrects_an_ended_session_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, said: str | None, roles: set[Role]
) -> None:
    if said is not None:
        monkeypatch.setenv("CHAIRSIDE_CORRECT_ENDED", said)
    assert Settings().may_correct_ended == roles


@pytest.mark.parametrize("said", ["", "admin", "nurse;prescriber", "everybody"])
def test_a_role_that_treats_nobody_corrects_nothing(said: str) -> None:
    with pytest.raises(ValidationError, match="takes nurse, prescriber, or both"):
        Settings(correct_ended=said)


@pytest.mark.parametrize(
    ("said", "hosts"),
    [
        (None, ()),
        ("chairside.lan", ("chairside.lan",)),
        (" Chairside.LAN , 192.168.0.7,[fd00::1] ", ("chairside.lan", "192.168.0.7", "[fd00::1]")),
    ],
)
def test_the_names_of_the_server_are_a_setting(
    monkeypatch: pytest.MonkeyPatch, said: str | None, hosts: tuple[str, ...]
) -> None:
    if said is not None:
        monkeypatch.setenv("CHAIRSIDE_HOSTS", said)
    assert Settings().own_hosts == hosts


@pytest.mark.parametrize("said", ["https://chairside.lan", "chairside.lan:8501", "*.lan", "a b", "chairside.lan/", "-"])
def test_what_is_no_name_of_a_host_is_refused(said: str) -> None:
    with pytest.raises(ValidationError, match=r"takes names such as chairside\.lan"):
        Settings(hosts=said)


@pytest.mark.parametrize(
    ("said", "proxies"), [("", ()), ("127.0.0.1, 10.0.0.0/24, ::1", ("127.0.0.1", "10.0.0.0/24", "::1"))]
)
def test_the_proxies_are_a_setting(said: str, proxies: tuple[str, ...]) -> None:
    assert Settings(proxies=said).own_proxies == proxies


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("*", "takes addresses such as"),
        ("proxy.lan", "takes addresses such as"),
        ("10.0.0.7/24", "takes addresses such as"),
        ("127.0.0.1, 0.0.0.0/0", "would believe every machine"),
        ("::/0", "would believe every machine"),
    ],
)
def test_a_proxy_is_named_by_its_own_address(said: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        Settings(proxies=said)
