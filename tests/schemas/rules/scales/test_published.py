from datetime import timedelta

import pytest

from schemas.assessment import FORMS, Scale
from schemas.rules import scales

BANDS = [
    (
        Scale.PHQ_9,
        [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 19, "moderately severe"), (20, 27, "severe")],
    ),
    (Scale.GAD_7, [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")]),
    (Scale.MADRS, [(0, 6, "absent"), (7, 19, "mild"), (20, 34, "moderate"), (35, 60, "severe")]),
    (Scale.QIDS, [(0, 5, "none"), (6, 10, "mild"), (11, 15, "moderate"), (16, 20, "severe"), (21, 27, "very severe")]),
]


@pytest.mark.parametrize(("scale", "bands"), BANDS, ids=[row[0].value for row in BANDS])
def test_every_total_lies_in_one_band_as_published(scale: Scale, bands: list[tuple[int, int, str]]) -> None:
    told = {total: words for low, high, words in bands for total in range(low, high + 1)}
    high = FORMS[scale].total_high or 0
    found = {total: scales.band(scale, total) for total in range(high + 1)}
    assert {total: one[0].words for total, one in found.items() if one is not None} == told
    assert list(told) == list(range(high + 1))
    assert {one[1] for one in found.values() if one is not None} != {""}


@pytest.mark.parametrize("scale", [Scale.PCL_5, Scale.C_SSRS, Scale.CADSS, Scale.PAIN])
def test_where_nobody_published_bands_there_is_none(scale: Scale) -> None:
    assert scales.band(scale, 3) is None


def test_without_a_total_there_is_no_band() -> None:
    assert scales.band(Scale.PHQ_9, None) is None


def test_every_line_lies_inside_its_scale_and_names_its_source() -> None:
    for scale in Scale:
        lines = scales.lines(scale)
        assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)
        assert all(0 < line.at <= (FORMS[scale].total_high or 0) and line.source and line.words for line in lines)


@pytest.mark.parametrize(
    ("scale", "lines"),
    [
        (Scale.PHQ_9, [10, 5]),
        (Scale.GAD_7, [10]),
        (Scale.PCL_5, [31]),
        (Scale.MADRS, [20, 12]),
        (Scale.QIDS, [11, 5]),
        (Scale.CADSS, [4]),
        (Scale.C_SSRS, []),
        (Scale.PAIN, []),
    ],
)
def test_the_published_lines(scale: Scale, lines: list[int]) -> None:
    assert [line.at for line in scales.lines(scale)] == lines


def test_a_fall_by_half_counts_where_somebody_published_that_it_does() -> None:
    assert {scale for scale in Scale if scales.falls(scale)} == {Scale.PHQ_9, Scale.MADRS, Scale.QIDS, Scale.PAIN}


def test_how_far_back_a_scale_asks() -> None:
    assert {scale: back.days for scale in Scale if (back := scales.recall(scale)) is not None} == {
        Scale.PHQ_9: 14,
        Scale.GAD_7: 14,
        Scale.PCL_5: 30,
        Scale.QIDS: 7,
    }
    assert scales.recall(Scale.PAIN) is None
    assert isinstance(scales.recall(Scale.QIDS), timedelta)
