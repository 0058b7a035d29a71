"""The list of all routes of ours."""

from typing import Final

from starlette.routing import BaseRoute, Route

from app.access import provider_page, vouching
from app.routes import (
    again,
    assets,
    boards,
    claiming,
    displays,
    drafts,
    emergencies,
    enrolling,
    exports,
    factor,
    keys,
    moves,
    one_shift,
    own,
    presence,
    saves,
    signed_in,
    states,
    views,
    vouch,
    who,
)

ROUTES: Final[tuple[BaseRoute, ...]] = (
    Route("/login", who.login, methods=["GET", "POST"]),
    Route("/oidc/start", vouch.start),
    Route(vouching.BACK, vouch.callback),
    Route(provider_page.AGAIN, again.start),
    Route(provider_page.SHOWN, again.shown, methods=["POST"]),
    Route("/secrets", own.secrets, methods=["GET", "POST"]),
    Route("/sign-ins", signed_in.mine, methods=["GET", "POST"]),
    Route("/second-factor", factor.second_factor, methods=["GET", "POST"]),
    Route("/one-shift", one_shift.opened, methods=["GET", "POST"]),
    Route("/tablet", enrolling.tablet, methods=["GET", "POST"]),
    Route("/display", displays.page),
    Route("/display/board", displays.board),
    Route("/emergency", emergencies.emergency_entry, methods=["GET", "POST"]),
    Route("/api/touch", presence.touch, methods=["POST"]),
    Route("/api/session", presence.session),
    Route("/api/shift", presence.longer, methods=["POST"]),
    Route("/api/key", keys.register, methods=["POST"]),
    Route("/assets/vega.js", assets.vega),
    Route("/assets/{name}", assets.asset),
    Route("/api/board", boards.board),
    Route("/api/treatments/{treatment}", states.state),
    Route("/api/treatments/{treatment}/draft", drafts.draft, methods=["GET", "PUT"]),
    Route("/api/treatments/{treatment}/moves", moves.move, methods=["POST"]),
    Route("/api/treatments/{treatment}/others", moves.others),
    Route("/api/treatments/{treatment}/claims", claiming.claim, methods=["POST"]),
    Route("/api/treatments/{treatment}/{kind}", saves.save, methods=["POST"]),
    Route("/export/session/{treatment}.zip", exports.session),
    Route("/export/patient/{patient}.zip", exports.patient),
    Route("/export/view/{patient}/{picture}.{form}", views.view),
    Route("/export/safety.csv", exports.safety),
    Route("/export/access/{patient}.{form}", exports.accesses),
)
