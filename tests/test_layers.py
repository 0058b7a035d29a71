"""The rooms of the house: who may import whom, which library lives where, and who may read the clock."""

from pathlib import Path

import pytest

from tests import rooms

ROOT = Path(__file__).parent.parent
FILES = sorted(file for room in rooms.ARROWS for file in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_file_keeps_to_its_room(file: Path) -> None:
    assert rooms.faults(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "source", "named"),
    [
        ("schemas/reading.py", "from data import readings", "data.readings"),
        ("schemas/reading.py", "import app", "app"),
        ("schemas/reading.py", "from schemas.rules import baseline", "schemas.rules.baseline"),
        ("schemas/reading.py", "from schemas import rules", "schemas.rules"),
        ("schemas/reading.py", "from .rules.bands import band", "schemas.rules.bands.band"),
        ("schemas/rules/bands.py", "from ...data import readings", "data.readings"),
        ("schemas/reading.py", "import sqlalchemy as sa", "sqlalchemy"),
        ("schemas/reading.py", "from pathlib import Path", "pathlib"),
        ("data/readings.py", "from app import clock", "app.clock"),
        ("data/readings.py", "def late():\n    import pandas as pd", "pandas"),
        ("data/readings.py", "import importlib\nimportlib.import_module('pandas')", "pandas"),
        ("data/readings.py", "import streamlit as st", "streamlit"),
        ("data/readings.py", "if TYPE_CHECKING:\n    from app.settings import Settings", "app.settings"),
        ("app/screens/chair.py", "import pandas", "pandas"),
        ("app/screens/chair.py", "import altair as alt", "altair"),
        ("app/screens/chair.py", "from sqlalchemy import select", "sqlalchemy"),
        ("app/charts/session.py", "import streamlit as st", "streamlit"),
        ("app/cli.py", "from tests import conftest", "tests"),
    ],
)
def test_a_planted_import_the_wrong_way_is_named(path: str, source: str, named: str) -> None:
    (fault,) = rooms.faults(path, source)
    assert named in fault


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("schemas/rules/bands.py", "from datetime import datetime\nfrom schemas.reading import Reading"),
        ("schemas/reading.py", "from pydantic import BaseModel\nfrom schemas import quantities"),
        ("data/frames.py", "import pandas as pd\nfrom schemas.rules import baseline"),
        ("data/exports/tidy.py", "import pandas as pd"),
        ("data/engine.py", "import sqlcipher3\nfrom sqlalchemy import create_engine"),
        ("data/demo/clinic.py", "from faker import Faker"),
        ("app/charts/session.py", "import altair as alt\nimport pandas as pd"),
        (
            "app/screens/chair.py",
            "import streamlit as st\nfrom app import clock\nfrom data import readings\nclock.now()",
        ),
        ("app/clock.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
        ("app/live/panel.py", "import time\ntime.monotonic()\ntime.perf_counter()"),
        ("app/live/panel.py", "from datetime import datetime\ndatetime.fromisoformat('2026-11-20T14:05+00:00')"),
    ],
)
def test_a_file_in_order_has_no_faults(path: str, source: str) -> None:
    assert rooms.faults(path, source) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app/routes/saves.py", "from datetime import UTC, datetime\ndatetime.now(UTC)"),
        ("app/routes/saves.py", "import datetime as dt\ndt.datetime.utcnow()"),
        ("data/audit.py", "from datetime import datetime\nField(default_factory=datetime.now)"),
        ("data/audit.py", "import time\ntime.time()"),
        ("data/audit.py", "from time import time"),
        ("data/audit.py", "from sqlalchemy import func\nfunc.now()"),
        ("data/tables.py", "text('DEFAULT CURRENT_TIMESTAMP')"),
        ("data/tables.py", "text(\"select datetime('now')\")"),
        ("schemas/rules/phase.py", "from datetime import date\ndate.today()"),
    ],
)
def test_a_second_reader_of_the_clock_is_named(path: str, source: str) -> None:
    (fault,) = rooms.faults(path, source)
    assert "app/clock.py is the only reader of the clock" in fault


@pytest.mark.parametrize(
    "path",
    [
        "app/pages/chair.py",
        "app/utils.py",
        "data/helpers/dates.py",
        "schemas/common.py",
        "schemas/constants.py",
        "data/models.py",
        "data/services/mail.py",
        "data/manager.py",
        "data/base_row.py",
        "app/data.py",
        "app/app.py",
        "app/schemas.py",
    ],
)
def test_a_name_that_says_nothing_is_refused(path: str) -> None:
    assert len(rooms.faults(path, "")) == 1
