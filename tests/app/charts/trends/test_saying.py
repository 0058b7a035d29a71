import pytest

from app.charts.trends import saying


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (saying.signed(29), "+29"),
        (saying.signed(-3), "−3"),
        (saying.signed(0), "+0"),
        (saying.signed(None), "–"),
        (saying.signed(12.5), "+12.5"),
        (saying.changed(29, None), "+29/–"),
        (saying.pressure(None, 78), "–/78"),
        (saying.pressure(124, 78), "124/78"),
        (saying.minute(-5), "−5′"),
        (saying.count(1, "entry", "entries"), "1 entry"),
        (saying.count(2, "entry", "entries"), "2 entries"),
        (saying.listed([]), ""),
        (saying.listed([3]), "3"),
        (saying.listed([3, 5, 7]), "3, 5 and 7"),
        (saying.sessions([3]), "session 3"),
        (saying.sessions([3, 5]), "sessions 3 and 5"),
        (saying.sessions(range(9)), "9 sessions"),
        (saying.span([70, 62, 88]), "62 to 88"),
        (saying.span([70]), "70"),
    ],
)
def test_what_is_said(said: str, expected: str) -> None:
    assert said == expected
