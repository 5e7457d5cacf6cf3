from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.metrics import roc_curve as their_roc_curve

from inference.seeds import stream
from inference.statistics.roc import area_under_curve
from inference.statistics.roc_curve import fit_binormal, roc_curve

NORMAL = np.repeat([1, 2, 3, 4, 5], [33, 6, 6, 11, 2])
ABNORMAL = np.repeat([1, 2, 3, 4, 5], [3, 2, 2, 11, 33])
"""Ratings of 109 CT images; Hanley and McNeil 1982, Radiology 143:29, table I."""


def test_the_published_ratings_have_the_published_area_and_binormal_curve() -> None:
    found = area_under_curve(ABNORMAL, NORMAL)
    assert found.auc == pytest.approx(0.893, abs=5e-4)
    fitted = fit_binormal(ABNORMAL, NORMAL)
    assert fitted is not None
    assert fitted.a == pytest.approx(1.66, abs=5e-3)
    assert fitted.b == pytest.approx(0.71, abs=5e-3)
    assert fitted.area == pytest.approx(0.911, abs=5e-4)


def test_operating_points_are_those_of_another_library() -> None:
    found = roc_curve(ABNORMAL, NORMAL)
    truth = np.repeat([1, 0], [len(ABNORMAL), len(NORMAL)])
    false, true, _ = their_roc_curve(
        truth, np.concatenate([ABNORMAL, NORMAL]), drop_intermediate=False
    )
    assert found.false_positive_rates == pytest.approx(false)
    assert found.true_positive_rates == pytest.approx(true)
    assert list(found.thresholds) == [np.inf, 5, 4, 3, 2, 1]


def test_the_area_below_the_points_is_the_area_of_the_ranks() -> None:
    found = roc_curve(ABNORMAL, NORMAL)
    area = np.trapezoid(found.true_positive_rates, found.false_positive_rates)
    assert area == pytest.approx(area_under_curve(ABNORMAL, NORMAL).auc)


@pytest.mark.parametrize("steps", [6, 1000])
def test_a_binormal_curve_comes_back_from_drawn_ratings(steps: int) -> None:
    random = stream(1, "binormal")
    scale = steps / 8
    high = np.rint(random.normal(1.5, 1.25, 4000) * scale).clip(-2 * scale, 4 * scale)
    low = np.rint(random.normal(0, 1, 4000) * scale).clip(-2 * scale, 4 * scale)
    fitted = fit_binormal(high, low)
    assert fitted is not None
    assert fitted.a == pytest.approx(1.5 / 1.25, abs=0.08)
    assert fitted.b == pytest.approx(1 / 1.25, abs=0.06)
    assert fitted.true_positive_rates([0.0, 0.2, 1.0]) == pytest.approx(
        [0, norm.cdf(1.2 + 0.8 * norm.ppf(0.2)), 1], abs=0.02
    )


def test_yes_or_no_answers_give_the_curve_of_equal_spreads_through_their_point() -> None:
    fitted = fit_binormal([1] * 31 + [0] * 17, [1] * 9 + [0] * 43)
    assert fitted is not None
    assert fitted.b == 1
    assert fitted.true_positive_rates([9 / 52]) == pytest.approx([31 / 48])


def test_ratings_that_separate_completely_have_no_binormal_curve() -> None:
    assert fit_binormal([5, 5, 6], [1, 2, 1]) is None
    assert fit_binormal([3, 3, 3], [3, 3]) is None
