"""Certificates for tests, made by this machine's openssl; without one a test is skipped, and fails where CI=true."""

import shutil
import ssl
import subprocess
from pathlib import Path

from tests.conftest import skip_unless_ci


def made(folder: Path, name: str, *, password: str | None = None) -> tuple[Path, Path]:
    """A certificate for this host name that vouches for itself, and its key; both in PEM."""
    if not shutil.which("openssl"):
        skip_unless_ci("There is no openssl here to make a certificate with.")
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key.pem"
    told = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-days", "2", "-subj", f"/CN={name}"]
    told += ["-addext", f"subjectAltName=DNS:{name}", "-addext", "keyUsage=digitalSignature,keyCertSign"]
    told += ["-nodes"] if password is None else ["-passout", f"pass:{password}"]
    command = ["openssl", "req", "-x509", *told, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key


def believing(certificate: Path) -> ssl.SSLContext:
    """What a browser needs that believes this certificate and no other."""
    return ssl.create_default_context(cafile=str(certificate))
