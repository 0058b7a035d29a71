"""Views: a picture of a patient's sessions or scales as a file, drawn by the function that draws it on the screen."""

import csv
import io
from collections.abc import Callable
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from app import clinic, clock, knowns, noted
from app.charts import scale_picture
from app.charts.trends import known as knowing
from app.charts.trends.overlaid import View
from app.charts.trends.pictures import PICTURES, WHOLE, Picture
from app.charts.trends.specs import Spec
from app.routes import bodies, exports
from data import assessments, records
from data.exports.tidy import column
from schemas.act import Did
from schemas.assessment import Scale
from schemas.rules import course

_VEGA_LITE: Final = "6.4"
_SCALE: Final = 2.0  # pixels of a PNG for one of the screen


@exports.paced
def view(request: Request) -> Response:
    """The picture of this name of this patient's sessions, in this form, as the query asks for it.

    `of` are the numbers of the sessions that the filter leaves (none: all), `also` those drawn faintly besides, `only`
    those that are drawn alone or compared, `change` the change from baseline.
    """
    name, form = request.path_params["picture"], request.path_params["form"]
    wanted = exports.asked_id(request.path_params["patient"])
    picture = None if wanted is None or form not in _FORMS else _picture(request, name, wanted)
    if picture is None:
        return bodies.problem(404, "There is no such picture under this address: nothing was given out.")
    noted.act(request.scope["person"], Did.EXPORT, f"view of {name}", wanted, patient_id=wanted, outcome=form)
    media, write = _FORMS[form]
    headers = {"content-disposition": f'attachment; filename="chairside-{name}.{form}"'}
    return Response(write(picture), media_type=media, headers=headers)


def _picture(request: Request, name: str, wanted: UUID) -> Picture | None:
    """The picture of this name of the patient, or None where there is none."""
    if name in scale_picture.NAMES:
        return _scale(request, scale_picture.NAMES[name], wanted)
    made, here = PICTURES.get(name), clinic.current()
    with clinic.read(request.scope["staff"]) as connection:
        found = records.to_take_out(connection, wanted)
        asked = knowns.urinary(connection, wanted) if found else ()
        whole = here.medians.beside(connection, knowing.known(found, here.zone, asked), clock.now())
    if made is None or not found:
        return None
    some = "of" in request.query_params and name not in WHOLE
    wish = View(here.zone, "change" in request.query_params, _numbers(request, "also"), _numbers(request, "only"))
    return made(whole.only(_numbers(request, "of")) if some else whole, wish)


def _scale(request: Request, scale: Scale, wanted: UUID) -> Picture | None:
    """A scale over time, also of somebody without a session; None where nothing was ever said of it."""
    with clinic.read(request.scope["staff"]) as connection:
        visits = records.to_take_out(connection, wanted)
        said = assessments.of_patient(connection, wanted)
    known = [course.course(one) for one in visits]
    doses = [one.started_at for one in known if one.started_at is not None]
    there = any(one.said.scale is scale for one in said)
    return scale_picture.picture(said, scale, doses, clinic.current().zone) if there else None


def written(picture: Picture) -> bytes:
    """The points as a file of values; what begins like a formula is text, also to a spreadsheet."""
    text = io.StringIO()
    rows = csv.DictWriter(text, picture.columns, extrasaction="raise", restval="", lineterminator="\r\n")
    rows.writeheader()
    zone = clinic.current().zone_info
    for point in picture.points:
        rows.writerow({name: _cell(value, zone) for name, value in point.items()})
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object, zone: ZoneInfo) -> object:
    """Text as every file of ours has it, which no spreadsheet runs."""
    return column.cell(column.Kind.TEXT, value, zone) if isinstance(value, str) else value


def _png(spec: Spec) -> bytes:
    import vl_convert  # late: it brings an engine of JavaScript with it

    return vl_convert.vegalite_to_png(spec, vl_version=_VEGA_LITE, scale=_SCALE)


def _svg(spec: Spec) -> bytes:
    import vl_convert  # late: it brings an engine of JavaScript with it

    return vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE).encode()


def _pdf(spec: Spec) -> bytes:
    import vl_convert  # late: it brings an engine of JavaScript with it

    return vl_convert.vegalite_to_pdf(spec, vl_version=_VEGA_LITE)


def _drawn(write: Callable[[Spec], bytes]) -> Callable[[Picture], bytes]:
    """On paper it is light, whatever the screen was."""
    return lambda picture: write(picture.drawn("light"))


_FORMS: Final[dict[str, tuple[str, Callable[[Picture], bytes]]]] = {
    "csv": ("text/csv", written),
    "png": ("image/png", _drawn(_png)),
    "svg": ("image/svg+xml", _drawn(_svg)),
    "pdf": ("application/pdf", _drawn(_pdf)),
}


def _numbers(request: Request, name: str) -> tuple[int, ...]:
    """Numbers of sessions in the query; what is none is left out."""
    told = request.query_params.get(name, "")[:_LONGEST].split(",")
    return tuple(int(one) for one in told if one.isascii() and one.isdigit())


_LONGEST: Final = 4000
