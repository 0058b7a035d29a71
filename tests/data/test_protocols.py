"""Protocols: the files hold, a file that does not is named with its field, and a session keeps its version."""

import re
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text

from data import protocols, tables
from data.engine import Database
from data.protocols import ProtocolError
from schemas.protocol import Direction, Level, Protocol
from tests import facts
from tests.data import opened

KEYS = ["esketamine_rems", "im", "iv_q10", "iv_q10_q15", "iv_q15", "pain_infusion", "sublingual"]
GOOD = (Path(protocols.__file__).parent / "iv_q10_q15.toml").read_text(encoding="utf-8")
LATER = """
[[schedule]]
part = "after"
anchor = "stop"
every = 15
first = 90
required = ["systolic", "diastolic"]
source = "made for tests"
window_source = "made for tests"
"""
BROKEN: list[tuple[str, bytes, str]] = [
    ("no TOML", b"key = ", "odd.toml: Invalid value"),
    ("no text", b"\xff\xfe\x00", "odd.toml: .*decode"),
    ("nothing in it", b"", "odd.toml, line 1: key: Field required"),
    ("an unknown drug", GOOD.replace('"ketamine"', '"tea"').encode(), "odd.toml, line 4: drug: "),
    ("a field that nobody knows", f"colour = 1\n{GOOD}".encode(), "odd.toml, line 1: colour: "),
    ("a version of nought", GOOD.replace("version = 4", "version = 0").encode(), "odd.toml, line 2: version: "),
    (
        "words as a limit",
        GOOD.replace("value = 160", 'value = "high"').encode(),
        r"line \d\d: limits.0.value: ",
    ),
    (
        "a limit without source",
        f'{GOOD}\n[[limits]]\nsign = "pulse"\n'.encode(),
        r"line \d{3}: limits.\d+.direction: ",
    ),
    (
        "no number as a limit",
        GOOD.replace("value = 160", "value = nan").encode(),
        r"line \d\d: limits.0.value: ",
    ),
    (
        "a window longer than its interval",
        GOOD.replace("late = 5", "late = 8").encode(),
        r"odd.toml, line 2\d: schedule.1: the window is longer than the interval",
    ),
    (
        "limits in the wrong order",
        GOOD.replace("value = 180", "value = 150").encode(),
        "odd.toml, line 1: the limits of systolic, high, are in the wrong order",
    ),
    (
        "a timetable with a hole",
        GOOD.replace('until = "near_baseline"', "last = 60").encode() + LATER.encode(),
        r"odd.toml, line \d\d: schedule: after: there is a hole between minute 60 and 90",
    ),
    (
        "an unknown sign that is required",
        GOOD.replace('"pulse", "spo2"]', '"pulse", "mood"]').encode(),
        r"odd.toml, line \d\d: schedule.0.required.3: Input should be",
    ),
    (
        "a text with a hidden mark",
        GOOD.replace("IV q10/q15", "IV\u200b").encode(),
        "line 3: name: .*cannot",
    ),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_file_that_does_not_hold_is_named_with_its_field(
    name: str, content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    with pytest.raises(ProtocolError, match=sentence):
        protocols.parse(path)


def test_the_shipped_files_hold_and_each_is_a_protocol_of_its_own() -> None:
    found = protocols.shipped()
    assert sorted(one.key for one in found) == KEYS
    assert [one.name for one in found] == sorted(one.name for one in found)
    assert len({one.id for one in found}) == len(found)
    assert all(limit.source for one in found for limit in one.limits)


def test_the_id_follows_from_key_and_version_on_every_machine() -> None:
    assert protocols.identity({"key": "iv_q10_q15", "version": 4}) == opened.protocol_id()
    assert opened.protocol_id() == UUID("fcb168f6-1d14-5dcb-bd55-0f95cf244f2a")
    assert protocols.identity({"key": "iv_q10_q15", "version": 1}) != opened.protocol_id()


def test_a_call_limit_for_high_pressure_is_in_every_shipped_protocol() -> None:
    for one in protocols.shipped():
        limit = one.limit("systolic", Direction.HIGH, Level.CALL)
        assert limit is not None
        assert (limit.value, limit.inclusive) == (180, True), one.key


def put(clinic: Database, protocol: Protocol) -> None:
    with clinic.write() as connection:
        told = {name: getattr(protocol, name) for name in ("id", "key", "version")}
        table = tables.METADATA.tables["protocol"]
        connection.execute(insert(table), told | {"body": protocol.model_dump(mode="json")})


def test_storing_them_twice_changes_nothing(empty: Database) -> None:
    for _ in range(2):
        with empty.write() as connection:
            protocols.store(connection)
            assert protocols.current(connection) == protocols.shipped()
    assert opened.numbers(empty)["protocol"] == len(KEYS)


def test_the_newest_version_is_current_and_the_old_one_stays(clinic: Database) -> None:
    newer = facts.protocol(id=uuid4(), key="iv_q10_q15", version=10, name="Newer")
    put(clinic, facts.protocol(id=uuid4(), key="iv_q10_q15", version=9, name="Between"))
    put(clinic, newer)
    with clinic.read() as connection:
        found = protocols.current(connection)
        assert [one.name for one in found if one.key == "iv_q10_q15"] == ["Newer"]
        assert len(found) == len(KEYS)
        assert protocols.by_id(connection, newer.id) == newer
        assert protocols.by_id(connection, opened.protocol_id()).version == 4
    assert opened.record(clinic).protocol.version == 4


def test_a_session_keeps_its_version_whatever_the_file_says_by_now(empty: Database) -> None:
    shipped = next(one for one in protocols.shipped() if one.id == opened.protocol_id())
    before = shipped.model_copy(update={"planned_minutes": 55})
    put(empty, before)
    with pytest.raises(protocols.ProtocolError, match="A version is never changed"), empty.write() as connection:
        protocols.store(connection)
    with empty.read() as connection:
        assert protocols.by_id(connection, shipped.id) == before
        assert before in protocols.current(connection)


def test_a_version_that_is_not_in_the_record_is_not_made_up(empty: Database) -> None:
    with empty.read() as connection, pytest.raises(LookupError, match="protocol is not in the record"):
        protocols.by_id(connection, opened.protocol_id())


def test_one_version_is_stored_once(clinic: Database) -> None:
    with pytest.raises(Exception, match="never changed"):
        put(clinic, facts.protocol(id=uuid4(), key="im", version=4))
    with clinic.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM protocol")).scalar() == len(KEYS)


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("baseline", "there is no baseline"),
        ("during", "there is no series during the infusion"),
    ],
)
def test_a_file_that_leaves_a_part_of_the_session_out_is_refused(tmp_path: Path, part: str, sentence: str) -> None:
    text = (Path(protocols.__file__).parent / "iv_q10_q15.toml").read_text(encoding="utf-8")
    head, *tables = text.split("[[schedule]]")
    kept = [one for one in tables if f'part = "{part}"' not in one]
    assert len(kept) == len(tables) - 1
    file = tmp_path / "iv.toml"
    file.write_text("[[schedule]]".join([head, *kept]), encoding="utf-8")
    with pytest.raises(protocols.ProtocolError, match=rf"iv.toml, line \d+: schedule: {sentence}"):
        protocols.parse(file)


def test_a_due_without_a_blood_pressure_is_refused_by_its_line(tmp_path: Path) -> None:
    text = (Path(protocols.__file__).parent / "iv_q10_q15.toml").read_text(encoding="utf-8")
    head, first, second, *more = text.split("[[schedule]]")
    without = re.sub(r"required = .*", 'required = ["pulse"]', second)
    file = tmp_path / "iv.toml"
    file.write_text("[[schedule]]".join([head, first, without, *more]), encoding="utf-8")
    wanted = r"iv.toml, line (\d+): schedule.1.required: a blood pressure belongs to every due"
    with pytest.raises(protocols.ProtocolError, match=wanted) as error:
        protocols.parse(file)
    line = int(re.search(wanted, str(error.value))[1])  # type: ignore[index]
    assert file.read_text(encoding="utf-8").splitlines()[line - 1] == 'required = ["pulse"]'
