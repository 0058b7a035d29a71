"""The waiting session chart as this very program made it last time: nobody waits a second for Altair."""

import json
from functools import cache
from typing import Any

from app import kept
from app.charts.theme import Theme


@cache
def specification(theme: Theme) -> dict[str, Any]:
    """As `app.charts.session` builds it; Altair, which takes a second to load and to build it, is asked only once."""

    def make() -> bytes:
        from app.charts import session

        return json.dumps(session.specification(theme)).encode()

    spec: dict[str, Any] = json.loads(kept.kept(f"session-chart-{theme}", make))
    return spec
