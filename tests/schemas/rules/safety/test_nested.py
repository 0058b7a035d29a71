"""Which measures lie within others."""

import pytest

from schemas.rules.safety import measures, nested
from schemas.rules.safety.measures import ANY_EFFECT, CORRECTED, SEVERE_EFFECT, Group, Measure
from tests import facts
from tests.schemas.rules.safety.test_measures import limit


def of(*told: str) -> Measure:
    """The first measure of these limits: the pair, where they are one."""
    return measures.of_limits([facts.protocol(limits=tuple(limit(one) for one in told))])[0]


NAUSEA = Measure("nausea", Group.EFFECTS, "Nausea", effect="nausea")
EITHER = of("systolic high call 180 inclusive", "diastolic high call 110 inclusive")
HIGHER = of("systolic high call 190 inclusive", "diastolic high call 120 inclusive")
AT_180, OVER_180 = of("systolic high call 180 inclusive"), of("systolic high call 180")


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        pytest.param(AT_180, EITHER, True, id="one of two within either"),
        pytest.param(of("diastolic high call 110 inclusive"), EITHER, True, id="the other"),
        pytest.param(EITHER, AT_180, False, id="either is wider"),
        pytest.param(HIGHER, EITHER, True, id="a pair of higher limits"),
        pytest.param(of("systolic high call 200"), AT_180, True, id="a higher limit"),
        pytest.param(of("systolic high call 160"), AT_180, False, id="a lower limit"),
        pytest.param(of("spo2 low call 88"), of("spo2 low call 92"), True, id="of what is too low the lower one"),
        pytest.param(of("spo2 low call 92"), of("spo2 low call 88"), False, id="and not the higher"),
        pytest.param(OVER_180, AT_180, True, id="over it within at it"),
        pytest.param(AT_180, OVER_180, False, id="at it not within over it"),
        pytest.param(AT_180, AT_180, False, id="itself"),
        pytest.param(of("systolic high call 180 change"), AT_180, False, id="a change is no value"),
        pytest.param(of("systolic high call 30 percent"), of("systolic high call 20 change"), False, id="nor per cent"),
        pytest.param(of("pulse high call 180"), AT_180, False, id="another sign"),
        pytest.param(NAUSEA, ANY_EFFECT, True, id="an effect within any"),
        pytest.param(SEVERE_EFFECT, ANY_EFFECT, True, id="a severe one as well"),
        pytest.param(ANY_EFFECT, SEVERE_EFFECT, False, id="any is wider"),
        pytest.param(NAUSEA, SEVERE_EFFECT, False, id="a mild one is not severe"),
        pytest.param(AT_180, ANY_EFFECT, False, id="a limit is no effect"),
        pytest.param(CORRECTED, EITHER, False, id="what has no limit"),
    ],
)
def test_a_measure_lies_within_another(inner: Measure, outer: Measure, expected: bool) -> None:
    assert nested.within(inner, outer) is expected
