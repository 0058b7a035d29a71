"""Looking at a screen that AppTest drew: its texts, as a person would read them."""

from streamlit.testing.v1 import AppTest


def read(test: AppTest) -> str:
    """Everything that stands on the screen, element by element; the marks that escape Markdown taken out."""
    said = []
    for element in test.main:
        for part in ("value", "label", "body"):
            for text in (getattr(element, part, None), getattr(getattr(element, "proto", None), part, None)):
                if isinstance(text, str) and text:
                    said.append(text)
                    break
    return "\n".join(said).replace("\\", "")


def errors(test: AppTest) -> list[str]:
    """The refusals on the screen."""
    return [one.value.replace("\\", "") for one in test.error]


def links(test: AppTest) -> list[str]:
    """Where the screen's links to other screens lead, with what stands after the question mark."""
    return [f"{one.proto.page}?{one.proto.query_string}" for one in test.get("page_link")]


def press(test: AppTest, label: str) -> AppTest:
    """Presses the button with this label."""
    button = next(one for one in test.button if one.label == label)
    return button.click().run()


def choose(test: AppTest, label: str) -> AppTest:
    """Another scale on the screen of scales."""
    return next(one for one in test.radio if one.label == "Scale").set_value(label).run()


def fill(test: AppTest, **texts: str | None) -> None:
    """Types into the fields whose label begins with these words; underscores are blanks."""
    for start, text in texts.items():
        field = next(one for one in test.text_input if one.label.startswith(start.replace("_", " ")))
        field.set_value(text)
    for box in test.selectbox:
        if box.label.startswith("Sex") and box.value is None:
            box.set_value("unknown")  # an answer like any other; only "no answer" is refused
