"""What is encrypted, hashed and random: the code uses nothing but what docs/security.md lists."""

import ast
from pathlib import Path

from data.engine import open_record
from data.folder import Folder
from tests.data import opened

ROOT = Path(__file__).parent.parent
SOURCES = [path for room in ("app", "data", "schemas") for path in sorted((ROOT / room).rglob("*.py"))]
HASHES = {"sha256", "sha384", "sha512"}
WEAK = {"md5", "sha1", "DES", "RC4", "ECB", "Blowfish", "md4"}


def names(path: Path, module: str) -> set[str]:
    """What the file takes from the module, by whichever import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    taken = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }
    return taken | {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == module
    }


def test_one_hash_is_used_and_it_is_an_approved_one() -> None:
    used = {name for path in SOURCES for name in names(path, "hashlib")}
    assert used == HASHES
    keyed = {name for path in SOURCES for name in names(path, "hmac")}
    assert keyed == {"digest", "new", "compare_digest"}


def test_what_nobody_may_guess_comes_from_the_operating_system() -> None:
    guessable = [path for path in SOURCES if names(path, "random") - {"token_hex"}]
    assert all("demo" in path.parts for path in guessable), guessable
    assert {name for path in SOURCES for name in names(path, "secrets")} >= {"token_hex", "token_urlsafe"}


def test_no_weak_algorithm_is_named_anywhere() -> None:
    named = [
        f"{path.name}: {node.id if isinstance(node, ast.Name) else node.attr}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name | ast.Attribute) and (node.id if isinstance(node, ast.Name) else node.attr) in WEAK
    ]
    assert named == []


def test_the_record_is_encrypted_as_is_listed(tmp_path: Path) -> None:
    database = open_record(Folder(tmp_path / "clinic"))
    with database.engine.connect() as connection:
        said = " ".join(str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_settings").all())
    database.close()
    with opened.plainly(Folder(tmp_path / "clinic")) as other:
        (version,) = other.execute("PRAGMA cipher_version").fetchone()
    assert "cipher_hmac_algorithm = HMAC_SHA512" in said
    assert "cipher_page_size = 4096" in said
    assert "cipher_use_hmac = 1" in said
    assert version.startswith("4.")
    listed = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert all(word in listed for word in ("SQLCipher 4", "HMAC-SHA-512", "SHA-256", "argon2id", "HMAC-SHA-256"))
