import copy
import json

from app.charts import axis, filled, rows, session, waiting
from tests import facts
from tests.app.charts import sessions


def test_the_chart_of_a_session_is_the_waiting_chart_with_its_rows_and_signals_as_wide_as_asked() -> None:
    record, empty = sessions.full(), session.specification("light")
    signals = rows.signals(record)
    finished = filled.filled(empty, rows.rows(record), signals, 321)
    assert {name: told for name, told in finished["datasets"].items() if name in rows.DATASETS} == rows.rows(record)
    assert [part["layer"] for part in finished["vconcat"]] == [part["layer"] for part in empty["vconcat"]]
    assert {part["width"] for part in finished["vconcat"]} == {321}
    assert {one["name"]: one["value"] for one in finished["params"] if "value" in one} == axis.SIGNALS | signals


def test_the_words_of_the_legend_stay_beside_the_rows() -> None:
    empty = session.specification("dark")
    finished = filled.filled(empty, rows.rows(facts.record_with()), {}, 321)
    assert empty["datasets"].items() <= finished["datasets"].items()


def test_the_next_session_finds_the_waiting_chart_as_it_was() -> None:
    empty = session.specification("light")
    before = copy.deepcopy(empty)
    filled.filled(empty, rows.rows(sessions.full()), rows.signals(sessions.full()), 321)
    assert empty == before


def test_what_was_kept_is_what_altair_makes_anew() -> None:
    assert waiting.specification("light") == json.loads(json.dumps(session.specification("light")))
