"""The panel's JavaScript is formatted by prettier and passes eslint, in the versions of package-lock.json."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import skip_unless_ci

ROOT = Path(__file__).parent.parent
OLDEST_NODE = 18


@pytest.fixture(scope="module")
def tools() -> Path:
    """The folder of the locked prettier and eslint, installed once and again only when the lock changes."""
    if not shutil.which("npm") or not shutil.which("node"):
        skip_unless_ci("Node and npm are absent, so the JavaScript is neither formatted nor linted here.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
        skip_unless_ci(f"Node {version} is older than {OLDEST_NODE}, which eslint needs.")
    modules = ROOT / "node_modules"
    with (ROOT / "package-lock.json").open("rb") as locked:
        fcntl.flock(locked, fcntl.LOCK_EX)  # two workers that install at once take the files away from each other
        lock, stamp = hashlib.sha256(locked.read()).hexdigest(), modules / ".chairside-lock"
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != lock:
            installed = subprocess.run(["npm", "ci"], cwd=ROOT, capture_output=True, text=True, check=False)
            if installed.returncode:
                skip_unless_ci(f"npm ci ended with {installed.returncode}: {installed.stderr.strip()[-300:]}")
            stamp.write_text(lock, encoding="utf-8")
    return modules / ".bin"


@pytest.fixture(scope="module")
def files() -> list[str]:
    """All JavaScript of ours; the linter's own settings are held to the same style."""
    return ["eslint.config.js", *(str(file.relative_to(ROOT)) for file in sorted((ROOT / "app").rglob("*.js")))]


def test_the_javascript_is_formatted(tools: Path, files: list[str]) -> None:
    done = run(tools / "prettier", "--check", *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_javascript_passes_the_linter(tools: Path, files: list[str]) -> None:
    done = run(tools / "eslint", "--max-warnings=0", *files)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "fault",
    [
        *("eval('1');\n", "if (a == 1) a = 2;\n", "const unused = 1;\n", "console.log(document.title);\n"),
        *("document.body.innerHTML = '<b>';\n", "document.write('x');\n", "document.body.__proto__ = null;\n"),
        *("Object.prototype.x = 1;\n", "for (const one in document) { one.trim(); }\n"),
    ],
)
def test_a_planted_fault_is_seen_by_the_linter(tools: Path, fault: str) -> None:
    done = run(tools / "eslint", "--max-warnings=0", "--stdin", "--stdin-filename", "app/live/planted.js", typed=fault)
    assert done.returncode == 1, done.stdout + done.stderr


def run(tool: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """The tool's answer, run from the project's folder where its settings lie."""
    plain = os.environ | {"NO_COLOR": "1"}
    return subprocess.run(
        [tool, *arguments], cwd=ROOT, env=plain, input=typed, capture_output=True, text=True, check=False
    )
