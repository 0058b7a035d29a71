"""Kept: what takes a second to make and follows from the program alone, in files beside the installed program."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Final

FOLDER: Final = Path(sys.prefix) / "var" / "chairside"
_MADE_BY: Final = ("altair", "vl-convert-python")
_SOURCES: Final = Path(__file__).parent / "charts"
_DIGEST: Final = 32  # bytes before the content: what was cut off or changed is made again


def kept(name: str, make: Callable[[], bytes], folder: Path = FOLDER) -> bytes:
    """What `make` makes: read from the file where this very program kept it, else made, and kept where possible.

    Nothing of a record may be kept here: the file is as open as the program itself.
    """
    path = folder / f"{name}-{program()}"
    with suppress(OSError):
        content = path.read_bytes()
        if sha256(content[_DIGEST:]).digest() == content[:_DIGEST]:
            return content[_DIGEST:]
    made = make()
    with suppress(OSError):  # a folder that cannot be written to costs a second at each start, nothing else
        _keep(path, name, sha256(made).digest() + made)
    return made


@cache
def program() -> str:
    """A digest of the charts' sources and of the libraries that make what is kept."""
    parts = [path.read_bytes() for path in sorted(_SOURCES.glob("*.py"))]
    versions = [metadata.version(name).encode() for name in _MADE_BY]
    return sha256(b"\0".join([*parts, *versions])).hexdigest()[:16]


def _keep(path: Path, name: str, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    whole.write_bytes(content)
    for older in path.parent.glob(f"{name}-*"):
        older.unlink()
    whole.replace(path)
