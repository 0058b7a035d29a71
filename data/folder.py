"""The data folder: what lies in it, who may open it, and the one lock that a server holds."""

import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

_NETWORK_KINDS = ("nfs", "cifs", "smb", "afp", "9p", "sshfs", "davfs", "ceph", "gluster", "lustre", "vboxsf", "beegfs")


class FolderError(Exception):
    """The data cannot be opened; the text is a sentence for the person at the console."""


class Folder:
    """Paths of one clinic's data. The key lies beside the folder, so a copy of the folder alone reveals nothing."""

    def __init__(self, path: Path) -> None:
        """`path` need not exist yet."""
        self.path = path.resolve()
        self.database = self.path / "chairside.db"
        self.lock = self.path / "chairside.lock"
        self.fingerprint = self.path / "chairside.key-fingerprint"
        self.making = self.path / "chairside.making"  # there while a new record is being made
        self.heads = self.path.parent / f"{self.path.name}.heads"
        self.key_file = self.path.parent / f"{self.path.name}.key"

    def prepare(self) -> bool:
        """Makes the folder and a key where there are none. True: a new record may be made here.

        Raises FolderError for what must not become a new empty record in silence.
        """
        refuse_network_share(self.path)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.database.exists():
            if self.database.stat().st_size == 0:
                raise FolderError(f"{self.database.name} is empty (0 bytes): put the backup back, nothing was opened.")
            return False
        if self.fingerprint.exists():
            raise FolderError(
                f"{self.database.name} is missing, though this folder held a record: put the backup back. "
                f"Only where a new record is really meant, remove {self.fingerprint.name} too."
            )
        if self.key_file.exists() and not self.making.exists():
            raise FolderError(
                f"{self.path.name} holds no record, though {self.key_file.name} lies beside it: put the backup back, "
                f"or mount the disk it is on. Only where a new record is really meant, move {self.key_file.name} away."
            )
        self.making.touch(mode=0o600)
        return True

    def key(self, *, new: bool) -> str:
        """The database key, 64 hexadecimal digits; made (mode 0600) for a new record only."""
        if new and not self.key_file.exists():
            _write_for_good(self.key_file, secrets.token_hex(32))
        if not self.key_file.exists():
            raise FolderError(f"The key file {self.key_file.name} is missing beside the data folder: put it back.")
        try:
            key = self.key_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise FolderError(f"The key file {self.key_file.name} cannot be read: {error}.") from error
        if len(key) != 64 or not all(digit in "0123456789abcdef" for digit in key):  # noqa: PLR2004 - 256 bits
            raise FolderError(f"The key file {self.key_file.name} does not hold a key of 64 hexadecimal digits.")
        if self.fingerprint.exists() and self.fingerprint.read_text().strip() != _mark(key):
            raise FolderError(f"{self.key_file.name} is not the key that this record was made with.")
        return key

    def mark(self, key: str) -> None:
        """Leaves the key's fingerprint with a record that is whole: from then on its absence is an accident."""
        if not self.fingerprint.exists():
            _write_for_good(self.fingerprint, _mark(key))
        self.making.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the server's lock; a second server on the same data is refused with a sentence."""
        with self.lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FolderError("Another server is already running on this data: stop it first.") from None
            yield


def _mark(key: str) -> str:
    return sha256(bytes.fromhex(key)).hexdigest()[:16]


def _write_for_good(path: Path, text: str) -> None:
    """A new file of mode 0600 that is still there, whole, after the power was cut."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def refuse_network_share(path: Path, mounts: str | None = None) -> None:
    """Raises FolderError where the folder lies on a network share: SQLite's locks do not hold there."""
    table = Path("/proc/mounts")
    if mounts is None:
        mounts = table.read_text() if table.exists() else ""
    rows = [line.split() for line in mounts.splitlines()]
    places = [(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2]  # noqa: PLR2004 - device, place, kind
    inside = [(place, kind) for place, kind in places if path.is_relative_to(place)]
    # The longest place holds the folder; of several mounted there one over the other, the last one.
    kind = max(reversed(inside), key=lambda place: len(place[0]), default=("", ""))[1]
    if any(name in kind for name in _NETWORK_KINDS):
        raise FolderError(f"{path.name} lies on a network share ({kind}): the record needs a local disk.")


def _unescaped(place: str) -> str:
    """The mount table writes a blank as a backslash and its octal code, and tab, newline and backslash likewise."""
    return re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place)
