"""The signs: each one's name, unit, code and hard bounds, said once; fields, tables, routes and panel ask here.

Hard bounds: values outside are almost surely slips of the hand and are refused (docs/clinical.md, plausibility).
Codes: LOINC and UCUM, see NOTICE.
"""

from dataclasses import dataclass
from typing import Final

from pydantic import AfterValidator, Field
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class Quantity:
    """One measurable sign. `low` and `high` are the last values accepted; `decimals` is 0 or 1."""

    name: str
    label: str
    unit: str
    ucum: str
    loinc: tuple[str, ...]
    low: float
    high: float
    decimals: int = 0
    letter: str | None = None


SYSTOLIC: Final = Quantity("systolic", "Systolic", "mmHg", "mm[Hg]", ("8480-6",), 30, 300)
DIASTOLIC: Final = Quantity("diastolic", "Diastolic", "mmHg", "mm[Hg]", ("8462-4",), 10, 200)
PULSE: Final = Quantity("pulse", "Pulse", "/min", "/min", ("8867-4",), 0, 300, letter="h")
SPO2: Final = Quantity("spo2", "SpO2", "%", "%", ("59408-5", "2708-6"), 30, 100, letter="s")
RESPIRATIONS: Final = Quantity("respirations", "Respirations", "/min", "/min", ("9279-1",), 0, 80, letter="r")
TEMPERATURE: Final = Quantity("temperature_c", "Temperature", "°C", "Cel", ("8310-5",), 25, 45, 1, "t")
WEIGHT: Final = Quantity("weight_kg", "Weight", "kg", "kg", ("29463-7",), 20, 350, 1, "w")
OXYGEN: Final = Quantity("oxygen_l_min", "Oxygen", "l/min", "L/min", (), 0, 60, 1, "o")
MOAAS: Final = Quantity("moaas", "Sedation (MOAA/S)", "", "{score}", (), 0, 5, letter="m")
DISSOCIATION: Final = Quantity("dissociation", "Dissociation", "", "{score}", (), 0, 3, letter="d")
PAIN: Final = Quantity("pain", "Pain", "", "{score}", ("72514-3",), 0, 10, letter="p")

SIGNS: Final = (
    SYSTOLIC,
    DIASTOLIC,
    PULSE,
    SPO2,
    RESPIRATIONS,
    TEMPERATURE,
    WEIGHT,
    OXYGEN,
    MOAAS,
    DISSOCIATION,
    PAIN,
)
BY_NAME: Final = {quantity.name: quantity for quantity in SIGNS}


def _at_most_one_decimal(value: float) -> float:
    if round(value, 1) != value:
        message = "takes one decimal at most"
        raise ValueError(message)
    return value


TENTHS: Final = AfterValidator(_at_most_one_decimal)


def bounds(quantity: Quantity) -> FieldInfo:
    """What a field that holds this sign accepts: its hard bounds, and numbers only (never text that looks like one)."""
    info: FieldInfo = Field(ge=quantity.low, le=quantity.high, strict=True)
    return info
