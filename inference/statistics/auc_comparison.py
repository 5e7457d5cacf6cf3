"""Areas under ROC curves that rest on the same cases: their covariances, and their difference."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from inference.errors import InputError
from inference.statistics.estimate import CONFIDENCE, Estimate, normal_estimate
from inference.statistics.roc import Scores, placements


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDifference:
    """How much one area under the ROC curve exceeds another on the same cases.

    Attributes:
        difference: first less second, with its interval.
        z: the difference in standard errors; 0 where both rate all cases in the same order.
        p_value: two-sided.
    """

    difference: Estimate
    z: float
    p_value: float


def placements_of_readers(
    positives: ArrayLike, negatives: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """DeLong's structural components of each reader.

    Args:
        positives: (readers, m) ratings of the same m cases that should be rated high.
        negatives: (readers, n) ratings of the same n cases that should be rated low.

    Returns:
        (readers, m) and (readers, n); see `placements`.

    Raises:
        InputError: the two do not fit, are empty or hold what is no number.
    """
    high, low = _ratings(positives), _ratings(negatives)
    if len(high) != len(low):
        raise InputError(f"{len(high)} readers rated the positives, {len(low)} the negatives.")
    pairs = [placements(*one) for one in zip(high, low, strict=True)]
    return np.stack([above for above, _ in pairs]), np.stack([below for _, below in pairs])


def delong_covariance(
    positives: ArrayLike, negatives: ArrayLike
) -> tuple[Scores, NDArray[np.float64]]:
    """Areas of several readers, or of several methods, on the same cases.

    Args:
        positives: (readers, m).
        negatives: (readers, n).

    Returns:
        (readers,) areas and their (readers, readers) covariances.

    Raises:
        InputError: the two do not fit, are empty or hold what is no number.

    Source: DeLong et al. 1988, Biometrics 44:837, equation 6.
    """
    above, below = placements_of_readers(positives, negatives)
    return above.mean(axis=1), _of_means(above) + _of_means(below)


def compare_areas(
    first_positives: ArrayLike,
    first_negatives: ArrayLike,
    second_positives: ArrayLike,
    second_negatives: ArrayLike,
    *,
    confidence: float = CONFIDENCE,
) -> AreaDifference:
    """DeLong's test of two areas on the same cases, which stand in the same order.

    Raises:
        InputError: the numbers of cases differ, or a side is empty or holds what is no number.

    Source: DeLong et al. 1988, equation 8.
    """
    sides = (first_positives, second_positives), (first_negatives, second_negatives)
    if any(len(np.ravel(one)) != len(np.ravel(other)) for one, other in sides):
        raise InputError("Two areas are compared on the same cases, and their numbers differ.")
    areas, covariance = delong_covariance(*(np.stack([np.ravel(x) for x in s]) for s in sides))
    variance = float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    difference, error = float(areas[0] - areas[1]), math.sqrt(max(0.0, variance))
    if error > 0:
        z = difference / error
    else:
        z = 0.0 if difference == 0 else math.copysign(math.inf, difference)
    return AreaDifference(
        difference=normal_estimate(difference, error, confidence=confidence).within(-1, 1),
        z=z,
        p_value=float(2 * norm.sf(abs(z))),
    )


def _ratings(values: ArrayLike) -> NDArray[np.float64]:
    ratings = np.asarray(values, dtype=np.float64)
    if ratings.ndim != 2 or 0 in ratings.shape:
        raise InputError("Ratings of readers are a table: one row a reader, one column a case.")
    if not np.isfinite(ratings).all():
        raise InputError("An ROC curve needs ratings that are finite numbers.")
    return ratings


def _of_means(components: NDArray[np.float64]) -> NDArray[np.float64]:
    count = components.shape[1]
    if count < 2:
        return np.zeros((len(components), len(components)))
    return np.atleast_2d(np.cov(components)) / count
