import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app import asgi, cli, clinic
from app.clinic import Clinic
from data import acts, second_factors, staff
from data.demo import clinic as invented
from data.engine import open_record
from data.folder import Folder
from data.migrations import HEAD
from tests import certificates, facts, served
from tests.app.house import House
from tests.data import opened


def run(*words: object) -> Result:
    """The command in this process."""
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def told(done: Result) -> list[dict[str, object]]:
    """The lines of the log."""
    return [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]


@pytest.fixture
def served_here(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What would be served: the last step, listening, is left out."""
    seen: list[dict[str, object]] = []

    class Listens:
        def run(self, config: dict[str, object]) -> None:
            seen.append(config)
            clinic.current().database.close()

    monkeypatch.setattr(clinic, "_open", [])
    monkeypatch.setattr(asgi, "application", Listens)
    return seen


def test_serve_makes_a_record_asks_for_nobody_and_listens_on_loopback(
    tmp_path: Path, served_here: list[dict[str, object]]
) -> None:
    port = served.free_port()
    done = run("serve", "--port", port, "--data", tmp_path / "new")
    nobody = "Nobody can sign in yet: make the first administrator with `chairside admin`.\n"
    served_on = f"Chairside serves the record on http://127.0.0.1:{port}\n"
    assert (done.exit_code, done.stdout) == (0, served_on)
    assert nobody in done.stderr
    assert [line["event"] for line in told(done)] == ["serving"]
    (config,) = served_here
    assert (config["server.address"], config["server.port"]) == ("127.0.0.1", port)
    assert config["client.showErrorDetails"] == "none"
    assert config["browser.gatherUsageStats"] is False
    assert clinic.current().cookie == f"__Host-chairside-{port}"
    assert clinic.current().zone_info.key == clinic.current().zone
    assert oct((tmp_path / "new.key").stat().st_mode)[-3:] == "600"
    assert not list((tmp_path / "new").glob("*.key"))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.7", "::", "example.org", ""])  # noqa: S104 - it is refused
def test_serve_refuses_every_address_that_other_machines_reach(
    tmp_path: Path, served_here: list[dict[str, object]], host: str
) -> None:
    done = run("serve", "--host", host, "--data", tmp_path / "new")
    assert done.exit_code == 1
    assert "others could read along" in done.output
    assert not (tmp_path / "new").exists()
    assert served_here == []


def test_with_a_certificate_its_key_and_a_name_serve_listens_for_other_machines(
    tmp_path: Path, served_here: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = certificates.made(tmp_path, "chairside.lan")
    monkeypatch.setenv("CHAIRSIDE_CERTIFICATE", str(certificate))
    monkeypatch.setenv("CHAIRSIDE_CERTIFICATE_KEY", str(key))
    monkeypatch.setenv("CHAIRSIDE_HOSTS", "Chairside.lan, 192.168.0.7")
    port = served.free_port()
    done = run("serve", "--host", "0.0.0.0", "--port", port, "--data", tmp_path / "new")  # noqa: S104 - over TLS
    assert (done.exit_code, done.stdout) == (0, f"Chairside serves the record on https://chairside.lan:{port}\n")
    (config,) = served_here
    assert (config["server.sslCertFile"], config["server.sslKeyFile"]) == (str(certificate), str(key))
    assert clinic.current().hosts == {"chairside.lan", "192.168.0.7"}
    assert not clinic.current().is_loopback
    monkeypatch.setattr(invented, "create_or_refresh", lambda _database, _now, _zone: None)  # who is in it is not asked
    done = run("demo", "--port", port, "--data", tmp_path / "invented")
    assert f"on http://127.0.0.1:{port}" in done.stdout, "the demo stays on this machine"
    assert clinic.current().hosts == frozenset()


@pytest.mark.parametrize(("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)])
def test_serve_refuses_a_port_that_is_taken(tmp_path: Path, host: str, family: socket.AddressFamily) -> None:
    with socket.socket(family) as other:
        try:
            other.bind((host, 0))
        except OSError:
            pytest.skip("this machine has no such loopback address")
        other.listen()
        port = other.getsockname()[1]
        done = run("serve", "--host", host, "--port", port, "--data", tmp_path / "new")
    assert done.exit_code == 1
    assert f"Port {port} is taken" in done.output


def test_serve_refuses_a_second_server_on_the_same_data(data_folder: Path) -> None:
    with Folder(data_folder).locked():
        done = run("serve", "--port", served.free_port(), "--data", data_folder)
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == "Another server is already running on this data: stop it first."
    assert [(line["event"], line["error"]) for line in told(done)] == [("not_started", "FolderError")]


@pytest.mark.parametrize("place", ["file/below", "file"])
def test_serve_says_where_a_folder_cannot_be(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    done = run("serve", "--port", served.free_port(), "--data", tmp_path / place)
    assert done.exit_code == 1
    assert "cannot be used" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("words", [("serve", "--port", 0), ("serve", "--port", 70_000), ("demo", "--port", "x"), ()])
def test_a_command_that_is_none_is_answered_with_its_usage(words: Sequence[object]) -> None:
    assert run(*words).exit_code == 2


def test_the_demo_makes_an_invented_clinic_beside_the_data_and_says_so(
    tmp_path: Path, served_here: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setenv("CHAIRSIDE_DATA", str(tmp_path / "clinic"))
    monkeypatch.setenv("CHAIRSIDE_ZONE", "Europe/Berlin")
    monkeypatch.setattr(invented, "create_or_refresh", lambda _database, _now, zone: made.append(zone))
    done = run("demo", "--port", served.free_port())
    assert done.exit_code == 0
    assert "serves an invented clinic" in done.output
    assert (tmp_path / "demo" / "chairside.db").exists()
    assert made == ["Europe/Berlin"]
    assert clinic.current().demo


def test_the_demo_is_never_made_in_a_clinics_own_record(
    data_folder: Path, served_here: list[dict[str, object]]
) -> None:
    before = sorted(path.name for path in data_folder.iterdir())
    done = run("demo", "--port", served.free_port(), "--data", data_folder)
    assert done.exit_code == 1
    assert served_here == []
    assert sorted(path.name for path in data_folder.iterdir() if not path.name.endswith(("-wal", "-shm"))) == [
        *before,
        "chairside.lock",
    ]


@pytest.mark.parametrize("command", ["serve", "demo", "check"])
def test_a_wrong_setting_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("CHAIRSIDE_ZONE", "Mars/Olympus")
    done = run(command)
    assert (done.exit_code, done.output.splitlines()[0]) == (
        1,
        "The setting CHAIRSIDE_ZONE is not a zone's name, such as Europe/Berlin.",
    )
    assert "Mars" not in done.output
    assert [line["event"] for line in told(done)] == ([] if command == "check" else ["not_started"])


def test_second_factor_gives_somebody_a_new_one_on_the_console_and_the_audit_tells_it(data_folder: Path) -> None:
    done = run("second-factor", "Nia", "--data", data_folder)
    assert done.exit_code == 0
    database = open_record(Folder(data_folder))
    with database.read() as connection:
        factor = second_factors.of(connection, facts.NURSE, database.secret_key)
        *_, row = acts.between(connection, acts.Asked(facts.instant("00:00"), datetime.max.replace(tzinfo=UTC)), 1)
    database.close()
    assert factor is not None
    assert factor.secret in done.output.replace(" ", "")
    assert (row["who"], row["object_id"], row["outcome"]) == (None, facts.NURSE, "new second factor")
    assert row["reason"].endswith("of the operating system")
    again = run("second-factor", "nobody", "--data", data_folder)
    assert (again.exit_code, again.output) == (1, "Nobody has the user name nobody: nothing was changed.\n")


def test_export_writes_every_session_also_beside_a_running_server(house: House, tmp_path: Path) -> None:
    house.saved("readings", line="148/92")
    with Folder(house.folder).locked():
        done = run("export", "--format", "csv", "--out", tmp_path / "out", "--data", house.folder)
    assert (done.exit_code, done.output) == (0, f"1 sessions written to {tmp_path / 'out'}.\n")
    assert "148" in (tmp_path / "out" / "readings.csv").read_text()
    assert (tmp_path / "out" / "dictionary.csv").exists()


def test_export_says_what_it_cannot_do(data_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for words, sentence in (
        (("--out", tmp_path / "out", "--format", "xlsx"), "The format xlsx is not known"),
        (("--out", tmp_path / "file" / "below"), "could not be written"),
    ):
        done = run("export", *words, "--data", data_folder)
        assert (done.exit_code, sentence in done.output) == (1, True), done.output


def test_check_says_that_a_record_is_whole(data_folder: Path) -> None:
    done = run("check", "--data", data_folder)
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        [
            f"The record is whole. Schema {HEAD}.",
            "The audit's 6 rows hold together; no head was written out that could prove them.",
        ],
    )


def test_check_says_from_which_head_the_audit_is_proven(data_folder: Path) -> None:
    with opened.plainly(Folder(data_folder)) as other:
        (count, last) = other.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1 OFFSET 1").fetchone()
    Folder(data_folder).heads.write_text(f'{{"at": "2026-03-02T14:00:00+00:00", "count": {count}, "hash": "{last}"}}\n')
    done = run("check", "--data", data_folder)
    assert done.output.splitlines()[1] == (
        "The audit's 6 rows hold together, proven from the head of 2026-03-02T14:00+00:00; 1 rows came since."
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('{"at": "2026-03-02T14:00:00+00:00", "count": 900, "hash": "00"}', "rows were cut off its end. The record is"),
        ("lost", "clinic.heads, line 1: this is no head of the audit."),
    ],
)
def test_check_says_what_the_heads_disagree_with(data_folder: Path, line: str, sentence: str) -> None:
    Folder(data_folder).heads.write_text(line + "\n")
    done = run("check", "--data", data_folder)
    assert done.exit_code == 1
    assert sentence in done.output


@pytest.mark.parametrize("command", [("check",), ("export", "--out", "out")])
def test_a_folder_without_a_record_stays_without_one(tmp_path: Path, command: Sequence[str]) -> None:
    done = run(*command, "--data", tmp_path / "none")
    assert done.exit_code == 1
    assert "There is no record in" in done.output
    assert not (tmp_path / "none").exists()


def damage(folder: Path, place: float) -> None:
    """Overwrites 64 bytes of the database, `place` of the way through it."""
    database = folder / "chairside.db"
    at = int(database.stat().st_size * place)
    with database.open("r+b") as file:
        file.seek(at)
        file.write(bytes(range(64)))


@pytest.mark.parametrize("place", [0, 0.001, 0.2, 0.5, 0.9])
def test_check_says_that_a_record_is_damaged(data_folder: Path, place: float) -> None:
    damage(data_folder, place)
    done = run("check", "--data", data_folder)
    assert done.exit_code == 1
    assert "damaged" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("name", ["chairside.db", "../clinic.key"])
def test_a_record_with_a_part_missing_is_not_made_anew(data_folder: Path, name: str) -> None:
    (data_folder / name).rename(data_folder / "elsewhere")
    done = run("serve", "--port", served.free_port(), "--data", data_folder)
    assert done.exit_code == 1
    assert "missing" in done.output
    assert not (data_folder / name).exists()


def test_the_command_itself_serves_answers_and_stops(tmp_path: Path) -> None:
    port = served.free_port()
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port), "--data", str(tmp_path / "clinic")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == f"Chairside serves the record on http://127.0.0.1:{port}\n"
            until = time.monotonic() + served.PATIENCE
            while not served.answers(f"http://127.0.0.1:{port}"):
                assert time.monotonic() < until
                time.sleep(0.05)
            second = subprocess.run(command, capture_output=True, text=True, check=False)
            assert second.returncode == 1
            assert "taken" in second.stderr or "already running" in second.stderr
            checked = subprocess.run(
                [sys.executable, "-m", "app.cli", "check", "--data", str(tmp_path / "clinic")],
                capture_output=True,
                text=True,
                check=False,
            )
            assert (checked.returncode, checked.stderr) == (0, "")
        finally:
            server.send_signal(signal.SIGTERM)
            _, complaints = server.communicate(timeout=40)
    assert "Traceback" not in complaints


def test_before_a_clinic_is_open_there_is_none(monkeypatch: pytest.MonkeyPatch, house: House) -> None:
    opened = clinic.current()
    monkeypatch.setattr(clinic, "_open", [])
    with pytest.raises(LookupError):
        clinic.current()
    clinic.serve(opened)
    assert clinic.current() is opened
    assert isinstance(opened, Clinic)
    with opened.database.read() as connection:
        assert len(staff.all_of(connection)) == 2
