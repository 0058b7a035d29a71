"""The log's lines, read as whoever watches it would."""

import json
from io import StringIO
from typing import Any


def lines(stream: StringIO) -> list[dict[str, Any]]:
    """Ours and those of libraries, but for the test's own client and loop."""
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [one for one in told if one.get("logger") not in {"httpx", "asyncio"}]
