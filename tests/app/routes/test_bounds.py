import pytest

from tests import bounds
from tests.app.house import House
from tests.bounds import Bound

LETTERS = {
    "pulse": "h",
    "spo2": "s",
    "respirations": "r",
    "temperature_c": "t",
    "weight_kg": "w",
    "oxygen_l_min": "o",
    "moaas": "m",
    "dissociation": "d",
    "pain": "p",
}
ENDS = [(bound, value, taken) for bound in bounds.TABLE for value, taken in (
    (bound.low, True), (bound.high, True), (bound.below, False), (bound.above, False))]  # fmt: skip
EVENTS = {
    "dose_mg": {"act": "bolus"},
    "duration_minutes": {"act": "start"},
    "rate_ml_h": {"act": "start"},
    "concentration_mg_ml": {"act": "start"},
}
ROUTED = [one for one in ENDS if one[0].kind != "treatment"]


def line(sign: str, value: float) -> str:
    """The line that says this sign has this value; of a pressure, half of one."""
    if sign == "systolic":
        return f"{value:g}/-n"
    return f"-n/{value:g}" if sign == "diastolic" else f"{LETTERS[sign]}{value:g}"


@pytest.mark.parametrize(
    ("bound", "value", "taken"), ROUTED, ids=[f"{b.field} {v:g} {'taken' if t else 'refused'}" for b, v, t in ROUTED]
)
def test_every_bound_holds_in_its_route(house: House, bound: Bound, value: float, taken: bool) -> None:
    if bound.kind == "reading":
        kind, body = "readings", {"line": line(bound.field, value)}
    elif bound.kind == "drug_event":
        kind, body = "drug-events", EVENTS[bound.field] | {bound.field: value}
    else:
        effect = house.saved("effects", effect="nausea")
        kind, body = "effect-changes", {"effect_id": effect, bound.field: value}
    answer = house.post(kind, body)
    if answer.status_code == 422 and (codes := [one["code"] for one in answer.json()["questions"]]):
        answer = house.post(kind, body | {"confirmed": codes})
    assert answer.status_code == (201 if taken else 422), answer.text
    stored = [fact for fact in house.record().facts() if getattr(fact, bound.field, None) is not None]
    assert [getattr(fact, bound.field) for fact in stored] == ([value] if taken else [])
