"""The editor of a protocol: its fields and tables, as they stand in the version that is copied, to be changed."""

from typing import Any, Final

import streamlit as st

from app import words
from app.entries import protocol_form
from schemas.cadence import Anchor, Part, Until
from schemas.protocol import Criterion, Direction, Level, Protocol, ScoreName
from schemas.reading import NAMES

_SOURCE: Final = st.column_config.TextColumn("source", required=True, width="large")
_PRESSURES: Final = ["systolic", "diastolic"]


def draw(base: Protocol, draft: str) -> dict[str, Any]:
    """Draws the form filled from `base`; what stands in it now, as `protocol_form.protocol` reads it."""
    said, told = _fields(base, draft), protocol_form.form(base)
    for table in protocol_form.TABLES:
        st.markdown(f"**{protocol_form.LABELS[table]}**")
        said[table] = st.data_editor(
            told[table],
            num_rows="dynamic",
            hide_index=True,
            column_order=list(_COLUMNS[table]),
            column_config=_COLUMNS[table],
            key=f"{table}-{draft}",
        )
    return said


def _fields(base: Protocol, draft: str) -> dict[str, Any]:
    said: dict[str, Any] = {"drug": base.drug.value, "route": base.route.value, "infusion": base.infusion}
    st.text(f"{words.DRUGS[base.drug]} {words.ROUTES[base.route]}")
    with st.container(horizontal=True):
        said["name"] = st.text_input("Name", value=base.name, key=f"name-{draft}")
        said["planned_minutes"] = _minutes("Planned minutes", base.planned_minutes, draft) if base.infusion else None
        said["planned_doses"] = _minutes("Number of doses", base.planned_doses, draft)
        said["observation_minutes"] = _minutes("Least minutes of observation", base.observation_minutes, draft)
    said["scores"] = st.multiselect(
        "Scores shown at the chair",
        [one.value for one in ScoreName],
        default=[one.value for one in base.scores],
        key=f"scores-{draft}",
    )
    said["discharge"] = st.multiselect(
        "To be met before leaving (names only: nothing judges them yet)",
        [one.value for one in Criterion],
        default=[one.value for one in base.discharge],
        key=f"discharge-{draft}",
    )
    said["source"] = st.text_input("Source of the protocol", value=base.source, key=f"source-{draft}")
    return said


def _minutes(label: str, value: int | None, draft: str) -> int | None:
    return st.number_input(label, min_value=0, max_value=1440, value=value, step=1, key=f"{label}-{draft}")


def _choice(label: str, options: list[str], *, required: bool = True) -> Any:  # noqa: ANN401 - Streamlit's own
    return st.column_config.SelectboxColumn(label, options=options, required=required)


def _number(label: str) -> Any:  # noqa: ANN401
    return st.column_config.NumberColumn(label, step=1, format="%d")


_COLUMNS: Final[dict[str, dict[str, Any]]] = {
    "usual_doses": {
        "mg": st.column_config.NumberColumn("mg"),
        "mg_per_kg": st.column_config.NumberColumn("mg/kg"),
        "source": _SOURCE,
    },
    "schedule": {
        "part": _choice("part", [one.value for one in Part]),
        "anchor": _choice("counts from", [one.value for one in Anchor]),
        "at": st.column_config.TextColumn("at minutes, as 15, 30"),
        "every": _number("or every"),
        "first": _number("from minute"),
        "last": _number("to minute"),
        "until": _choice("until", [one.value for one in Until], required=False),
        "required": st.column_config.MultiselectColumn("signs", options=protocol_form.SIGNS, required=True),
        "early": _number("early"),
        "late": _number("late"),
        "from_last": st.column_config.CheckboxColumn("from the last reading"),
        "stays_open": st.column_config.CheckboxColumn("stays open"),
        "source": _SOURCE,
        "window_source": st.column_config.TextColumn("source of window and signs", required=True, width="large"),
    },
    "limits": {
        "sign": _choice("sign", list(NAMES)),
        "direction": _choice("direction", [one.value for one in Direction]),
        "level": _choice("level", [one.value for one in Level]),
        "value": st.column_config.NumberColumn("value", required=True),
        "inclusive": st.column_config.CheckboxColumn("the value too"),
        "delta": st.column_config.CheckboxColumn("change from baseline"),
        "percent": st.column_config.CheckboxColumn("in per cent"),
        "source": _SOURCE,
    },
    "pre_dose": {
        "sign": _choice("sign", _PRESSURES),
        "level": _choice("level", [Level.CAUTION.value, Level.CALL.value]),
        "value": st.column_config.NumberColumn("value", required=True),
        "inclusive": st.column_config.CheckboxColumn("the value too"),
        "from_age": _number("from age"),
        "source": _SOURCE,
    },
}
