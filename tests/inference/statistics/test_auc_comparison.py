from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.auc_comparison import compare_areas, delong_covariance
from inference.statistics.roc import area_under_curve


def delong_by_pairs(high: np.ndarray, low: np.ndarray) -> np.ndarray:
    """The covariances as the paper defines them: sums over all pairs, equations 3 to 6."""
    readers, m, n = len(high), high.shape[1], low.shape[1]
    wins = np.array(
        [
            [[1.0 if x > y else 0.5 if x == y else 0.0 for y in low[r]] for x in high[r]]
            for r in range(readers)
        ]
    )
    theta = wins.mean(axis=(1, 2))
    v10, v01 = wins.mean(axis=2), wins.mean(axis=1)
    found = np.zeros((readers, readers))
    for r in range(readers):
        for s in range(readers):
            s10 = sum((v10[r, i] - theta[r]) * (v10[s, i] - theta[s]) for i in range(m)) / (m - 1)
            s01 = sum((v01[r, j] - theta[r]) * (v01[s, j] - theta[s]) for j in range(n)) / (n - 1)
            found[r, s] = s10 / m + s01 / n
    return found


def correlated(seed: int, m: int, n: int, readers: int, shift: float) -> tuple[np.ndarray, ...]:
    random = stream(seed, "delong")
    high = random.normal(shift, 1, m) + random.normal(0, 1, (readers, m))
    low = random.normal(0, 1, n) + random.normal(0, 1, (readers, n))
    return np.rint(2 * high), np.rint(2 * low)


def test_covariances_are_those_of_sums_over_all_pairs() -> None:
    high, low = correlated(1, 20, 25, 3, 1.0)
    areas, covariance = delong_covariance(high, low)
    assert covariance == pytest.approx(delong_by_pairs(high, low))
    for index in range(3):
        alone = area_under_curve(high[index], low[index])
        assert areas[index] == pytest.approx(alone.auc)
        assert covariance[index, index] == pytest.approx(alone.variance)


def test_the_difference_of_two_areas_is_tested_as_in_the_paper() -> None:
    high, low = correlated(2, 30, 30, 2, 1.0)
    areas, covariance = delong_covariance(high, low)
    found = compare_areas(high[0], low[0], high[1], low[1])
    error = np.sqrt(np.array([1, -1]) @ delong_by_pairs(high, low) @ np.array([1, -1]))
    assert found.difference.value == pytest.approx(areas[0] - areas[1])
    assert found.z == pytest.approx((areas[0] - areas[1]) / error)
    assert found.p_value == pytest.approx(2 * norm.sf(abs(found.z)))
    assert covariance[0, 1] > 0


def test_equal_readers_are_called_different_as_seldom_as_it_says() -> None:
    rejected = 0
    for seed in range(500):
        high, low = correlated(100 + seed, 40, 40, 2, 1.0)
        rejected += compare_areas(high[0], low[0], high[1], low[1]).p_value < 0.05
    assert 0.03 <= rejected / 500 <= 0.075


def test_a_reading_compared_with_itself_does_not_differ() -> None:
    found = compare_areas([2, 3], [1, 2], [2, 3], [1, 2])
    assert found.z == found.difference.value == 0
    assert found.p_value == 1


def test_ratings_that_do_not_fit_are_refused_with_a_sentence() -> None:
    for call in (
        lambda: compare_areas([1, 2], [1], [1], [1]),
        lambda: delong_covariance([[1, 2]], [[1], [2]]),
        lambda: delong_covariance([1, 2], [1, 2]),
        lambda: delong_covariance([[np.nan]], [[1.0]]),
    ):
        with pytest.raises(InputError, match=r"\.$"):
            call()
