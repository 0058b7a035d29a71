import pytest

from schemas.assessment import Scale
from schemas.rules import scales
from tests import facts, said

FIRST = said.assessment("09:00")
ANEW = said.instead(FIRST, items=(*said.PHQ_9[:8], 1))
GONE = said.instead(ANEW, "another patient's", withdrawn=True)
OTHER = said.assessment("08:00", scale="madrs", total=30)


def test_the_newest_statement_stands_with_those_before_it_by_the_time_it_was_taken() -> None:
    found = scales.standing([FIRST, OTHER, ANEW])
    assert [(one.said, one.earlier) for one in found] == [(OTHER, ()), (ANEW, (FIRST,))]
    assert all(one.holds for one in found)
    assert [one.struck for one in found] == [(), ((FIRST, ANEW),)]


def test_what_was_withdrawn_stays_and_does_not_hold() -> None:
    (one,) = scales.standing([FIRST, ANEW, GONE])
    assert (one.holds, one.said, one.earlier) == (False, GONE, (FIRST, ANEW))
    assert one.struck == ((FIRST, ANEW), (ANEW, GONE))
    assert scales.complete([one], Scale.PHQ_9) == ()


@pytest.mark.parametrize(
    ("items", "total"),
    [
        ((0,) * 9, 0),
        ((3,) * 9, 27),
        ((1, 2, 3, 0, 1, 2, 3, 0, 1), 13),
        ((1, 2, 3, 0, 1, 2, 3, 0, None), None),
        ((None, *(3,) * 8), None),
    ],
)
def test_an_unknown_item_leaves_the_total_unknown_and_never_lower(
    items: tuple[int | None, ...], total: int | None
) -> None:
    assert scales.total(said.assessment(items=items)) == total


def test_a_total_that_was_said_is_the_total_and_a_c_ssrs_has_none() -> None:
    assert scales.total(OTHER) == 30
    assert scales.total(said.assessment(scale="c_ssrs", ideation=5)) is None
    assert scales.total(said.assessment(scale="pcl_5", items=[2] * 20)) == 40


def test_complete_ones_are_of_the_scale_hold_and_have_a_total() -> None:
    blank = said.assessment("10:00", items=(None, *said.PHQ_9[1:]))
    found = scales.standing([FIRST, OTHER, blank])
    assert [one.said for one in scales.complete(found, Scale.PHQ_9)] == [FIRST]


def test_what_was_done_goes_with_the_scale_it_is_about_and_the_newest_word_counts() -> None:
    told = said.risky()
    done = said.closing(told)
    other = said.closing(said.risky())
    (one,) = scales.standing([told], [done, other])
    assert (one.closings, one.closing) == ((done,), done)
    (one,) = scales.standing([told], [done, mended := said.instead(done, action="called her")])
    assert one.closing == mended
    (one,) = scales.standing([told], [done, said.instead(done, "not hers", withdrawn=True)])
    assert one.closing is None


def test_what_was_done_about_an_earlier_statement_is_not_done_about_a_later_one() -> None:
    told = said.risky(1)
    done, worse = said.closing(told), said.instead(told, items=(*said.PHQ_9[:8], 3), entered_at=facts.instant("15:00"))
    (one,) = scales.standing([told, worse], [done])
    assert (one.closings, one.closing) == ((done,), None)
