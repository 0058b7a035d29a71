"""One's own second factor: set up with the password and confirmed with one code."""

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import clinic, clock
from app.access import factor_page, own_factor, tries, way_in
from app.routes import forms
from data import second_factors
from data.engine import BusyError, FullError


async def second_factor(request: Request) -> Response:
    """GET: whether there is one, and the form for a new one. POST: shows a new secret, or makes it count."""
    return await forms.answered(request, _page, _changed)


def _changed(request: Request, form: FormData) -> Response:
    person = request.scope["person"]
    try:
        if "code" in form:
            own_factor.confirm(person, forms.text(form, "code"), clock.now())
            return RedirectResponse("/second-factor", 303)
        secret, address = own_factor.offer(person, forms.text(form, "password"), clock.now())
    except tries.RefusedError as error:
        if "code" in form:  # without the secret: it is for who has just said her password
            return way_in.page(factor_page.confirm_form(), problem=str(error), status=422)
        return _page(request, str(error), 422)
    except (BusyError, FullError) as error:
        return _page(request, f"{error} Nothing was changed: try again.", 503)
    shown = factor_page.shown(own_factor.picture(address), own_factor.grouped(secret))
    return way_in.page(shown, factor_page.confirm_form())


def _page(request: Request, problem: str = "", status: int = 200) -> Response:
    with clinic.current().database.read() as connection:
        has = second_factors.has(connection, request.scope["person"].staff.id)
    return way_in.page(factor_page.begin_form(has=has), problem=problem, status=status)
