"""The manifest: what the files of an export hash to, and how far the audit reached when they were made.

With it an export can be held against the record later: the row of the audit that it names has this hash for good.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from data.chain import Head

NAME: Final = "manifest.json"


def content(files: Mapping[str, bytes], head: Head) -> bytes:
    """The manifest of these files; the same files and head give the same bytes."""
    told = {
        "audit": {"rows": head.count, "sha256": head.hash},
        "files": {name: sha256(written).hexdigest() for name, written in files.items()},
    }
    return (json.dumps(told, indent=2, sort_keys=True) + "\n").encode()
