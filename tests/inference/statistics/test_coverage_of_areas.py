from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, norm

from inference.seeds import stream
from inference.statistics.proportions import exact_proportion
from inference.statistics.roc import area_under_curve

SITTINGS = 2000
REAL, SYNTHETIC = 52, 48


def rated(values: np.ndarray, steps: int) -> np.ndarray:
    """Continuous impressions as ratings of so many steps, about equally used by both kinds."""
    if steps == 0:
        return values
    return np.searchsorted(norm.ppf(np.arange(1, steps) / steps), values).astype(float)


def true_area(d_prime: float, steps: int) -> float:
    """Of the ratings, which lose a little of the area of the impressions."""
    if steps == 0:
        return float(norm.cdf(d_prime / np.sqrt(2)))
    edges = np.concatenate([[-np.inf], norm.ppf(np.arange(1, steps) / steps), [np.inf]])
    low, high = np.diff(norm.cdf(edges + d_prime / 2)), np.diff(norm.cdf(edges - d_prime / 2))
    below = np.concatenate([[0], np.cumsum(low)[:-1]])
    return float((high * (below + low / 2)).sum())


@pytest.mark.parametrize("steps", [0, 6])
@pytest.mark.parametrize("area", [0.5, 0.65, 0.8, 0.92])
def test_the_interval_of_an_area_covers_it_in_93_to_97_of_100_sittings(
    area: float, steps: int
) -> None:
    d_prime = np.sqrt(2) * norm.ppf(area)
    random = stream(round(area * 100), "coverage", steps)
    high = rated(random.normal(d_prime / 2, 1, (SITTINGS, SYNTHETIC)), steps)
    low = rated(random.normal(-d_prime / 2, 1, (SITTINGS, REAL)), steps)
    true = true_area(d_prime, steps)
    found = [area_under_curve(one, other) for one, other in zip(high, low, strict=True)]
    covered = np.mean([one.low <= true <= one.high for one in found])
    assert 0.93 <= covered <= 0.97
    assert np.mean([one.auc for one in found]) == pytest.approx(true, abs=0.005)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.55, 0.9])
def test_the_exact_interval_covers_in_at_least_95_of_100_sittings(share: float) -> None:
    right = stream(round(share * 100), "exact").binomial(100, share, SITTINGS)
    table = [exact_proportion(count, 100) for count in range(101)]
    covered = np.mean([table[count].includes(share) for count in right.tolist()])
    surely = sum(
        binom.pmf(count, 100, share) for count in range(101) if table[count].includes(share)
    )
    assert surely >= 0.95
    assert covered >= 0.95 - 0.01  # 2,000 draws scatter by half a percent
