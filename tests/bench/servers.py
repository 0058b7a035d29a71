"""Servers under measurement: started as a person starts them, and the processor time they have used (Linux only)."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.served import free_port

PEERS = Path(__file__).parent / "peers"
_ROOT = Path(__file__).parents[2]
# What the peers need beside Streamlit: requirements/bench.txt, in an environment of its own.
_THEIRS = _ROOT / ".venv-bench" / "bin" / "python"
_PATIENCE = 120


@dataclass
class Server:
    """One server process and its port."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def cpu_ms(self) -> float:
        """User and system time of the process so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def wait(self) -> None:
        """Waits until the port is open."""
        until = time.monotonic() + _PATIENCE
        while True:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server did not start (exit code {self.process.poll()}).")
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.wait(_PATIENCE)


def chairside(folder: Path, port: int | None = None) -> Server:
    """The product as `make run` starts it, on this data folder."""
    port = port or free_port()
    return _start(
        [str(Path(sys.executable).parent / "chairside"), "demo", "--port", str(port), "--data", str(folder)], port
    )


def streamlit(page: str, more: Mapping[str, str] | None = None) -> Server:
    """A page of `peers/` under `streamlit run`; nothing is set but where it listens, and that nobody is called home."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(PEERS / page), "--server.headless", "true"]
    listens = ["--server.address", "127.0.0.1", "--server.port", str(port), "--browser.gatherUsageStats", "false"]
    return _start([*command, *listens], port, more)


def gathering(folder: Path, gathered: Path, more: Mapping[str, str], port: int | None = None) -> Server:
    """The product on this data folder, without a clinic of its own making; see tests/bench/gathering.py."""
    port = port or free_port()
    command = [sys.executable, "-m", "tests.bench.gathering", str(gathered), "serve"]
    return _start([*command, "--port", str(port), "--data", str(folder)], port, more)


def dash(page: str, more: Mapping[str, str], port: int | None = None) -> Server:
    """A page of `peers/` under waitress, as one serves Dash to people. Raises RuntimeError where Dash is not there."""
    if not _THEIRS.exists():
        raise RuntimeError("Dash is not on this machine: `make bench` makes an environment for it, .venv-bench.")
    port = port or free_port()
    listens = f"--listen=127.0.0.1:{port}"
    return _start([str(_THEIRS), "-m", "waitress", listens, f"tests.bench.peers.{page}:server"], port, more)


def _start(command: Sequence[str], port: int, more: Mapping[str, str] | None = None) -> Server:
    process = subprocess.Popen(
        list(command),
        cwd=_ROOT,
        env=os.environ | dict(more or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Server(process, port)
