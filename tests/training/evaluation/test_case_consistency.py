"""Likeness of views of one woman, on tables whose answer is known and on drawn cases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from inference.case_generator import CaseGenerator
from inference.model_bundle import load_bundle
from training.controls.measurement import MeasuredAttribute, Measurement
from training.evaluation.case_consistency import MeasuredCases, draw_cases, likenesses

TECHNIQUES = np.array(["digital", "film"] * 40)


def cases(share: float) -> MeasuredCases:
    """80 cases whose views have so much of their variance from the woman."""
    random = np.random.RandomState(0)
    woman = random.standard_normal((80, 1, 1))
    own = random.standard_normal((80, 4, 1))
    values = np.sqrt(share) * woman + np.sqrt(1 - share) * own
    # Positions and techniques look different by themselves; that is no difference between women.
    values = values + np.array([0, 0, 50, 50])[None, :, None]
    values = values + np.where(TECHNIQUES == "film", 9.0, 0)[:, None, None]
    return MeasuredCases(values=values, techniques=TECHNIQUES)


@pytest.mark.parametrize(("share", "ratio"), [(1.0, 0.0), (0.0, 1.0), (0.75, 0.5)])
def test_the_ratio_is_that_of_the_variances(share: float, ratio: float):
    found = likenesses(cases(share), ["a"], seed=0)
    assert [each.pair for each in found] == ["CC and MLO of a breast", "left and right of a view"]
    for each in found:
        assert each.cases == 80
        assert each.ratio == pytest.approx(ratio, abs=0.1)
        assert each.low <= each.ratio <= each.high


def test_an_interval_holds_the_true_ratio_and_narrows_with_more_cases():
    few = cases(0.75)
    few = MeasuredCases(values=few.values[:16], techniques=few.techniques[:16])
    wide = likenesses(few, ["a"], seed=0)[0]
    narrow = likenesses(cases(0.75), ["a"], seed=0)[0]
    assert narrow.low < 0.5 < narrow.high
    assert narrow.high - narrow.low < wide.high - wide.low


def test_what_too_few_cases_show_is_not_stated():
    some = cases(0.5)
    some.values[5:, 2:] = np.nan
    found = likenesses(some, ["a"], seed=0)
    assert [each.pair for each in found] == ["left and right of a view"]


def test_all_four_views_of_drawn_cases_are_measured(tiny_bundle: Path):
    measurement = Measurement(
        attributes=(MeasuredAttribute(name="grey", label="Grey"),),
        measure=lambda image, _, __: {"grey": float(image.mean())},
    )
    generator = CaseGenerator(load_bundle(tiny_bundle), provider="cpu", threads=1)
    told: list[int] = []
    drawn = draw_cases(generator, measurement, 4, 0, lambda _, done, __: told.append(done))
    assert drawn.values.shape == (4, 4, 1)
    assert np.isfinite(drawn.values).all()
    assert list(drawn.techniques) == ["digital", "film"] * 2
    assert told == [1, 2, 3, 4]
