"""A walk over every screen: the same words typed into every field, and every button pressed."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import inspect, text
from streamlit.testing.v1 import AppTest

from tests.app.house import House

APP = Path(__file__).parents[3] / "app"
SCREENS = sorted(path.stem for path in (APP / "screens").glob("[a-z]*.py"))


def typed(test: AppTest, line: str, words: str) -> None:
    """One line or many words in every field that takes them; the first of each choice; a file with both."""
    for field in (*test.text_input, *test.text_area):
        most = field.proto.max_chars
        field.set_value(line[:most] if most else words)
    csv = f"record_number,date_of_birth,date,time\n{line},1990-01-01,{line},{words!r}\n"
    for file in test.file_uploader:
        file.set_value((f"{line.replace('/', '')}.csv", csv.encode(), "text/csv"))
    for choice in test.radio:
        choice.set_value(choice.options[0].replace("\\", ""))  # as it is called, not as it is drawn


def walked(test: AppTest, line: str, words: str, looked: Callable[[AppTest], None]) -> None:
    """Presses whatever can be pressed, with the words in every field each time; `looked` sees every drawing."""
    looked(test)
    for label in dict.fromkeys(button.label for button in test.button):
        typed(test, line, words)
        pressed = next((one for one in test.button if one.label == label), None)
        if pressed is not None and not pressed.disabled:
            pressed.click().run()
            looked(test)


def break_everything(house: House) -> None:
    """SQLite refuses every insert from here on."""
    with house.database.engine.begin() as connection:
        for table in inspect(connection).get_table_names():
            refuses = f"BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
            connection.execute(text(f"CREATE TRIGGER broken_{table} {refuses}"))


def drawn(test: AppTest) -> Iterator[tuple[str, str]]:
    """Each text on the screen that Streamlit reads as Markdown or as HTML, with which of them it is."""
    for element in test.main:
        kind = str(element.type)
        proto = getattr(element, "proto", None)
        if kind == "html":
            yield "html", str(getattr(proto, "body", ""))
        elif kind not in {"text", "code", "json", "dataframe", "table", "arrow_data_frame"}:
            for part in ("body", "label", "help", "caption"):
                yield "markdown", str(getattr(proto, part, "") or "")
            plain = kind in {"selectbox", "multiselect"}  # their options are no Markdown to Streamlit
            for option in () if plain else getattr(proto, "options", ()):
                yield "markdown", str(getattr(option, "content", option))
