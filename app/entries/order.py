"""An order for the next dose, as its form says it; the weight that it rests on is looked up, and never typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.entries import typed
from app.entries.faults import Faults
from app.entries.planning import By
from app.entries.sent import fact, refusal
from schemas.order import Order, OrderChange
from schemas.protocol import Drug, Route
from schemas.record import Weighing


@dataclass(frozen=True)
class About:
    """For whom, after which session, and the last weight that is known."""

    patient_id: UUID
    treatment_id: UUID | None
    weight: Weighing | None


def order(said: Mapping[str, str], about: About, by: By, as_id: UUID) -> Order:
    """`said`: change, drug, route, dose, unit, minutes, rate, if_needed, hold_if, words, as texts. Raises Problems."""
    if not said["change"]:
        raise refusal("change", "Compared with the session before: choose first, same, raise, lower or stop.")
    faults = Faults()
    amount = faults.of(lambda: _dose(said))
    over = faults.of(lambda: typed.amount(said["minutes"], "Minutes"))
    rate = faults.of(lambda: typed.amount(said["rate"], "Rate in ml/h"))
    faults.tell()
    rests = about.weight if amount is not None else None
    return fact(
        Order,
        **by.common(as_id),
        patient_id=about.patient_id,
        treatment_id=about.treatment_id,
        change=OrderChange(said["change"]),
        drug=Drug(said["drug"]) if said["drug"] else None,
        route=Route(said["route"]) if said["route"] else None,
        dose_mg=amount if said["unit"] == "mg" else None,
        dose_mg_per_kg=amount if said["unit"] == "mg/kg" else None,
        weight_kg=None if rests is None else rests.weight_kg,
        weighed_at=None if rests is None else rests.taken_at,
        minutes=int(over) if over is not None and over.is_integer() else over,
        rate_ml_h=rate,
        **{name: " ".join(said[name].split()) or None for name in ("if_needed", "hold_if", "words")},
    )


def _dose(said: Mapping[str, str]) -> float | None:
    amount = typed.amount(said["dose"], "Dose")
    if amount is not None and said["unit"] not in {"mg", "mg/kg"}:
        raise refusal("unit", "Dose: say whether it is in mg or in mg/kg.")
    return amount
