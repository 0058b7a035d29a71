"""Sealed text: opened by its key, as what it was sealed as, and by nothing else."""

import pytest

from data import sealed
from data.sealed import SealError

KEY, TEXT = bytes(range(32)), "one quiet lamp é"


def test_sealed_text_opens_again_and_never_looks_the_same() -> None:
    one, two = (sealed.seal(TEXT, KEY, "a lamp", b"nia") for _ in range(2))
    assert one != two
    assert sealed.unseal(one, KEY, "a lamp", b"nia") == sealed.unseal(two, KEY, "a lamp", b"nia") == TEXT


@pytest.mark.parametrize(
    ("key", "what", "about"),
    [(bytes(32), "a lamp", b"nia"), (KEY, "a river", b"nia"), (KEY, "a lamp", b"otto"), (KEY, "a lamp", b"")],
)
def test_another_key_sort_or_owner_opens_nothing(key: bytes, what: str, about: bytes) -> None:
    with pytest.raises(SealError):
        sealed.unseal(sealed.seal(TEXT, KEY, "a lamp", b"nia"), key, what, about)


@pytest.mark.parametrize("text", ["", "x", "é", "====", "A" * 16, "A" * 200])
def test_what_was_never_sealed_is_refused(text: str) -> None:
    with pytest.raises(SealError):
        sealed.unseal(text, KEY, "a lamp")


def test_one_changed_letter_opens_nothing() -> None:
    closed = sealed.seal(TEXT, KEY, "a lamp")
    for at in range(0, len(closed.rstrip("=")) - 1, 7):  # the last letter may hold bits that mean nothing
        other = "A" if closed[at] != "A" else "B"
        with pytest.raises(SealError):
            sealed.unseal(closed[:at] + other + closed[at + 1 :], KEY, "a lamp")
