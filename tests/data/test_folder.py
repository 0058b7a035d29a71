"""The data folder: its key, its lock, and the disks it may lie on."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from data.folder import Folder, FolderError, refuse_network_share

PLAIN = "overlay / overlay rw 0 0\nproc /proc proc rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n"
ENDLESS = (
    "import sys, time; from pathlib import Path; from data.folder import Folder\n"
    "with Folder(Path(sys.argv[1])).locked(): print('held', flush=True); time.sleep(600)\n"
)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_key_lies_beside_the_folder_and_only_its_owner_may_read_it(umask: int, folder: Folder) -> None:
    before = os.umask(umask)
    try:
        assert folder.prepare()
        key = folder.key(new=True)
    finally:
        os.umask(before)
    assert folder.key_file.parent == folder.path.parent
    assert folder.key_file.name == "data.key"
    assert stat.S_IMODE(folder.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert len(key) == 64
    assert list(folder.path.iterdir()) == [folder.making]


def test_two_records_have_two_keys_and_one_record_keeps_its_own(tmp_path: Path) -> None:
    one, other = Folder(tmp_path / "one"), Folder(tmp_path / "other")
    for folder in (one, other):
        folder.prepare()
    assert one.key(new=True) == one.key(new=True) == one.key(new=False) != other.key(new=True)


KEYS = [
    (b"", "does not hold a key"),
    (b"ab" * 31, "does not hold a key"),
    (b"AB" * 32, "does not hold a key"),
    (b"xy" * 32, "does not hold a key"),
    (b"\xff" * 64, "cannot be read"),
    (None, "is missing beside the data folder"),
]


@pytest.mark.parametrize(("content", "sentence"), KEYS)
def test_a_key_file_that_holds_no_key_is_refused_and_stays_as_it_is(
    content: bytes | None, sentence: str, folder: Folder
) -> None:
    folder.prepare()
    if content is not None:
        folder.key_file.write_bytes(content)
    with pytest.raises(FolderError, match=sentence):
        folder.key(new=False)
    assert (folder.key_file.read_bytes() if content is not None else None) == content
    assert folder.key_file.exists() == (content is not None)


def test_a_key_file_that_is_a_folder_is_refused(folder: Folder) -> None:
    folder.key_file.mkdir(parents=True)
    with pytest.raises(FolderError, match="cannot be read"):
        folder.key(new=False)


def test_a_key_with_a_line_end_is_the_same_key(folder: Folder) -> None:
    folder.prepare()
    key = folder.key(new=True)
    folder.key_file.write_text(f"{key}\n")
    assert folder.key(new=False) == key


def test_the_fingerprint_says_nothing_of_the_key_and_stays(folder: Folder) -> None:
    folder.prepare()
    key = folder.key(new=True)
    folder.mark(key)
    said = folder.fingerprint.read_text()
    folder.mark("ab" * 32)
    assert folder.fingerprint.read_text() == said
    assert len(said) == 16
    assert said not in key


SHARES = [
    ("a local disk", "ext4", "/", None),
    ("no word of the place", "ext4", "/elsewhere", None),
    ("NFS", "nfs4", "/srv", "nfs4"),
    ("a Windows share", "cifs", "/srv/data", "cifs"),
    ("a newer Windows share", "smb3", "/srv", "smb3"),
    ("ssh", "fuse.sshfs", "/srv", "fuse.sshfs"),
    ("a virtual machine's shared folder", "9p", "/srv/data/clinic", "9p"),
    ("another place that begins alike", "nfs4", "/srv/dat", None),
]


@pytest.mark.parametrize(("name", "kind", "place", "found"), SHARES, ids=[row[0] for row in SHARES])
def test_a_network_share_is_refused_by_its_kind(name: str, kind: str, place: str, found: str | None) -> None:
    mounts = f"{PLAIN}server:/x {place} {kind} rw 0 0\n\nhalf a line\n"
    if found is None:
        refuse_network_share(Path("/srv/data/clinic"), mounts)
        return
    with pytest.raises(FolderError, match=f"clinic lies on a network share \\({found}\\)"):
        refuse_network_share(Path("/srv/data/clinic"), mounts)


ORDERS = [
    ("a local disk inside a share", "s:/ /srv nfs rw 0 0\n/dev/a /srv/data ext4 rw 0 0\n", False),
    ("a share inside a local disk", "/dev/a /srv ext4 rw 0 0\ns:/ /srv/data nfs rw 0 0\n", True),
    ("a share over the automounter at one place", "a /srv/data autofs rw 0 0\ns:/ /srv/data nfs4 rw 0 0\n", True),
    ("a local disk over a share at one place", "s:/ /srv/data nfs rw 0 0\n/dev/a /srv/data ext4 rw 0 0\n", False),
]


@pytest.mark.parametrize(("name", "mounts", "refused"), ORDERS, ids=[row[0] for row in ORDERS])
def test_the_innermost_and_last_mounted_counts(name: str, mounts: str, refused: bool) -> None:
    if refused:
        with pytest.raises(FolderError):
            refuse_network_share(Path("/srv/data/clinic"), PLAIN + mounts)
    else:
        refuse_network_share(Path("/srv/data/clinic"), PLAIN + mounts)


def test_a_share_with_a_blank_in_its_name_is_a_share() -> None:
    with pytest.raises(FolderError, match="network share"):
        refuse_network_share(Path("/mnt/the share/data"), f"{PLAIN}s:/ /mnt/the\\040share cifs rw 0 0\n")


def test_this_machines_own_mounts_can_be_read(tmp_path: Path) -> None:
    refuse_network_share(tmp_path)


def test_a_second_server_is_refused_until_the_first_is_gone(folder: Folder) -> None:
    folder.prepare()
    with folder.locked(), pytest.raises(FolderError, match="Another server is already running"), folder.locked():
        pass
    with folder.locked():
        pass


def test_a_lock_of_a_real_second_process_goes_with_it_even_when_it_is_killed(folder: Folder) -> None:
    folder.prepare()
    command = [sys.executable, "-c", ENDLESS, str(folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        try:
            assert holder.stdout.readline() == "held\n"
            with pytest.raises(FolderError, match="Another server"), folder.locked():
                pass
        finally:
            holder.kill()
    with folder.locked():
        pass
