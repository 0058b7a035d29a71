"""The bounds of every number a person may enter: one table for shapes, tables, routes and panel.

`low` and `high` are the last values taken; `below` and `above` the next ones that a person could type, both refused.
"""

from typing import Final, NamedTuple


class Bound(NamedTuple):
    """One number: its kind of fact and field, the unit, and where it ends on both sides."""

    kind: str
    field: str
    unit: str
    low: float
    high: float
    below: float
    above: float


# Hard bounds of the signs: docs/clinical.md, plausibility. Doses, rates and numbers: schemas/drug.py, treatment.py.
TABLE: Final = (
    Bound("reading", "systolic", "mmHg", 30, 300, 29, 301),
    Bound("reading", "diastolic", "mmHg", 10, 200, 9, 201),
    Bound("reading", "pulse", "/min", 0, 300, -1, 301),
    Bound("reading", "spo2", "%", 30, 100, 29, 101),
    Bound("reading", "respirations", "/min", 0, 80, -1, 81),
    Bound("reading", "temperature_c", "°C", 25.0, 45.0, 24.9, 45.1),
    Bound("reading", "weight_kg", "kg", 20.0, 350.0, 19.9, 350.1),
    Bound("reading", "oxygen_l_min", "l/min", 0.0, 60.0, -0.1, 60.1),
    Bound("reading", "moaas", "", 0, 5, -1, 6),
    Bound("reading", "dissociation", "", 0, 3, -1, 4),
    Bound("reading", "pain", "", 0, 10, -1, 11),
    Bound("drug_event", "dose_mg", "mg", 0.1, 2000.0, 0.0, 2000.1),
    Bound("drug_event", "duration_minutes", "min", 1, 600, 0, 601),
    Bound("drug_event", "rate_ml_h", "ml/h", 0.0, 2000.0, -0.1, 2000.1),
    Bound("drug_event", "concentration_mg_ml", "mg/ml", 0.1, 200.0, 0.0, 200.1),
    Bound("effect_change", "severity", "", 1, 4, 0, 5),
    Bound("treatment", "planned_dose_mg", "mg", 0.1, 2000.0, 0.0, 2000.1),
    Bound("treatment", "planned_dose_mg_per_kg", "mg/kg", 0.1, 20.0, 0.0, 20.1),
    Bound("treatment", "planned_doses", "", 1, 12, 0, 13),
)
SIGNS: Final = tuple(bound for bound in TABLE if bound.kind == "reading")
