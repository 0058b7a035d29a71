"""Chosen: whose sessions are drawn, which of them, and for which theme."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from app.charts.theme import Theme
from app.charts.trends.known import Known
from app.charts.trends.overlaid import View
from app.charts.trends.pictures import WHOLE
from schemas.patient import Patient


@dataclass(frozen=True)
class Chosen:
    """`whole` is all that is known, `cut` that of the sessions `numbers` which the filter leaves.

    `may_take_out` says that the reader may take pictures out: what was opened for an hour is not hers to.
    """

    patient: Patient
    whole: Known
    cut: Known
    numbers: tuple[int, ...]
    theme: Theme
    may_take_out: bool

    def key(self, name: str) -> str:
        """The key of a widget: what is chosen for one patient is not for the next."""
        return f"{name}-{self.patient.id}"


def address(patient: UUID, picture: str, form: str, numbers: tuple[int, ...], view: View) -> str:
    """Where a picture of these sessions is taken out in this form: an opaque id and numbers, no more."""
    told = {"also": view.also, "only": view.compared}
    # A filter that leaves nothing says so: without `of` the picture would be that of all sessions.
    some = {} if picture in WHOLE else {"of": numbers}
    left = some | {name: values for name, values in told.items() if values}
    asked = {name: ",".join(str(one) for one in values) for name, values in left.items()}
    change = {"change": "1"} if view.change else {}
    return f"/export/view/{patient}/{picture}.{form}?{urlencode(asked | change, safe=',')}"
