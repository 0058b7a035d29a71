import json
import subprocess
import sys

from hypothesis import HealthCheck, given, settings

from app.charts import axis, described, rows
from schemas.record import Record
from tests import facts
from tests.app.charts import sessions
from tests.facts_strategies import records

WIDE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_datasets_and_signals_are_those_the_chart_knows() -> None:
    for record in (facts.record_with(), sessions.full()):
        assert tuple(rows.rows(record)) == rows.DATASETS
        assert set(rows.signals(record)) == set(axis.SIGNALS)


def test_an_empty_session_draws_only_that_it_has_begun() -> None:
    found = rows.rows(facts.record_with())
    assert {name for name, told in found.items() if told} == {"phases"}


@WIDE
@given(records())
def test_every_record_can_be_drawn_and_described(record: Record) -> None:
    found = rows.rows(record)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert len(found["readings"]) == len(record.readings)
    spanned = rows.signals(record)
    assert spanned["x_from"] is not None
    assert spanned["x_to"] is not None
    for row in (row for told in found.values() for row in told if "at" in row):
        assert spanned["x_from"] <= float(str(row["at"])) <= spanned["x_to"]
    assert described.alt_text(record).startswith("Session chart: ")


def test_the_rows_are_made_without_pandas_and_altair() -> None:
    asked = "import sys, app.charts.rows; print([n for n in ('pandas', 'altair') if n in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
