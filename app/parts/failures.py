"""Failures: what went wrong with a form, as sentences that its screen shows."""

from collections.abc import Callable
from typing import Final

from app.access import tries
from app.entries.sent import MalformedError, Problems
from data import (
    accounts,
    acting,
    appointments,
    assessments,
    chairs,
    identities,
    orders,
    patients,
    protocols,
    quarantine,
    restricting,
    signing,
    targets,
)
from data.engine import BusyError, FullError
from data.facts import ConflictError, SignedError

_SAID: Final = (
    chairs.TakenError,
    appointments.StaleError,
    protocols.WithdrawnError,
    protocols.StaleError,
    accounts.UserNameError,
    acting.RightsError,
    signing.SigningError,
    identities.IdentityError,
    orders.OrderError,
    restricting.RestrictionError,
    assessments.AssessmentError,
    patients.TakenError,
    quarantine.EndedError,
    targets.CorrectionError,
    MalformedError,
    SignedError,
    tries.RefusedError,
)


def sentences(problems: Problems) -> list[str]:
    """The refusals and choices as texts."""
    return [str(one["text"]) for one in (*problems.refusals, *problems.choices)]


def of(act: Callable[[], None]) -> list[str]:
    """Does it; sentences where it could not be done, and then nothing of it was."""
    try:
        act()
    except Problems as problems:
        return sentences(problems)
    except (BusyError, FullError) as error:
        return [f"{error} What you typed is kept: press again."]
    except ConflictError:
        return ["This was saved already, with other content: look at what stands there now."]
    except _SAID as error:
        return [str(error)]
    return []
