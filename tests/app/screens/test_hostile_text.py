"""What a person writes is text: HTML, images, links and formulas of Markdown stay what was typed, on every screen."""

import csv
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from io import BytesIO, StringIO
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from schemas.staff import Role
from tests import entered, facts, said
from tests.app.house import INFUSION, House
from tests.app.screens import walk
from tests.app.screens.conftest import Opens
from tests.data import opened

SIGN = "zyxq"
LINE = f"<img src={SIGN} onerror=a()>![{SIGN}](//evil/{SIGN}.png)"
WORDS = f"=1+{SIGN} [{SIGN}](javascript:a) {LINE} <script>{SIGN}</script>"
UNESCAPED = re.compile(r"(?<!\\)[!\[<]")


class Tags(HTMLParser):
    """The tags of a page with their attributes, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        self.found.append((tag, dict(attrs)))


def harmful(body: str) -> list[str]:
    """What runs, loads or leads elsewhere in this HTML."""
    tags = Tags()
    tags.feed(body)
    return [
        f"{tag} {attributes}"
        for tag, attributes in tags.found
        if tag in {"img", "script", "iframe", "object", "embed"}
        or any(name.startswith("on") for name in attributes)
        or not str(attributes.get("href", "/")).startswith("/")
        or str(attributes.get("href", "/")).startswith("//")
    ]


@pytest.fixture
def written(house: House) -> UUID:
    """The text in every field of the record that takes one, saved through the routes; the patient's id."""
    as_id = house.patient(
        given_name=LINE, family_name=LINE, record_number=f"={SIGN}<b>", date_of_birth=date(1990, 1, 1), phone=LINE[:40]
    )
    session = house.session(patient_id=as_id)
    for kind, body in (
        ("notes", {"words": WORDS}),
        ("effects", {"line": f'+"{LINE}" 2 @14:00'}),
        ("readings", {"line": "148/92 -o", "reasons": {"pulse": WORDS}, "words": WORDS}),
        ("interventions", {"act": "medicine", "what": LINE, "words": WORDS, "drug": LINE, "ordered_by": LINE}),
    ):
        house.post(kind, {"id": str(uuid4())} | body, treatment=session)
    opened.say(house.database, said.appointment("17:00", patient_id=as_id), said.chair(LINE[:20]))
    house.saved("notes", words=WORDS)
    note = house.record().notes[0].id
    house.saved("notes", words=f"{WORDS} again", replaces=str(note), reason=WORDS)
    return as_id


@pytest.mark.parametrize("name", walk.SCREENS)
def test_what_was_typed_is_drawn_as_text(house: House, opens: Opens, written: UUID, name: str) -> None:
    whole = facts.staff(LINE, id=UUID(int=78), initials="WW", roles=(Role.NURSE, Role.PRESCRIBER, Role.ADMIN))
    with house.database.write() as connection:
        entered.add(connection, whole)
    found: list[tuple[str, str]] = []

    def looked(test: AppTest) -> None:
        found.extend(one for one in walk.drawn(test) if SIGN in one[1])

    address = {"patient": written, "session": facts.TREATMENT, "protocol": INFUSION.id}
    walk.walked(opens(name, house.sign_in(whole.id), **address), LINE, WORDS, looked)
    assert [one for kind, body in found if kind == "html" for one in harmful(body)] == []
    assert [text for kind, text in found if kind == "markdown" and UNESCAPED.search(text)] == []
    assert found or name not in {"patient", "patients", "handover", "people", "chairs", "plan"}, "it is on this screen"


def test_no_cell_of_an_export_begins_like_a_formula(house: House, written: UUID) -> None:
    packed = house.client.get(f"/export/patient/{written}.zip").content + b""
    files = zipfile.ZipFile(BytesIO(packed))
    cells = [
        cell
        for file in files.namelist()
        if file.endswith(".csv")
        for row in csv.reader(StringIO(files.read(file).decode("utf-8-sig")))
        for cell in row
    ]
    assert any(SIGN in cell for cell in cells)
    assert [cell for cell in cells if SIGN in cell and cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
