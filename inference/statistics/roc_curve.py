"""ROC curves of ratings: the empirical points, and the smooth binormal curve through them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.stats import norm

from inference.statistics.roc import Scores, finite_scores

MOST_CATEGORIES = 12
"""Ratings of more values are cut into so many classes before a binormal curve is fitted."""

_SLOPES = (0.05, 20.0)
_LEAST_PROBABILITY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RocCurve:
    """The operating points of a reader, from calling nothing positive to calling everything so.

    Attributes:
        false_positive_rates: (k,) of the negatives, rising from 0 to 1.
        true_positive_rates: (k,) of the positives, rising from 0 to 1.
        thresholds: (k,) ratings from which on a trial is called positive; the first is infinite.
    """

    false_positive_rates: Scores
    true_positive_rates: Scores
    thresholds: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class BinormalCurve:
    """An ROC curve of two normal distributions: TPF = Φ(a + b · Φ⁻¹(FPF)).

    Attributes:
        a: distance of the means, in standard deviations of the positives.
        b: standard deviation of the negatives in that of the positives; 1 where both are equal.
    """

    a: float
    b: float

    @property
    def area(self) -> float:
        """Area under the curve, Φ(a / √(1 + b²))."""
        return float(norm.cdf(self.a / math.sqrt(1 + self.b**2)))

    def true_positive_rates(self, false_positive_rates: ArrayLike) -> Scores:
        """The curve's height at false positive rates of 0 to 1, (n,)."""
        return np.asarray(norm.cdf(self.a + self.b * norm.ppf(np.asarray(false_positive_rates))))


def roc_curve(positives: ArrayLike, negatives: ArrayLike) -> RocCurve:
    """The empirical operating points, one for each rating that was given.

    Args:
        positives: (m,) ratings of what should be rated high.
        negatives: (n,) ratings of what should be rated low.

    Raises:
        InputError: a side is empty or has ratings that are no numbers.
    """
    high, low = finite_scores(positives), finite_scores(negatives)
    values = np.unique(np.concatenate([high, low]))[::-1]
    return RocCurve(
        false_positive_rates=np.concatenate([[0.0], _shares_from(low, values)]),
        true_positive_rates=np.concatenate([[0.0], _shares_from(high, values)]),
        thresholds=np.concatenate([[np.inf], values]),
    )


def fit_binormal(positives: ArrayLike, negatives: ArrayLike) -> BinormalCurve | None:
    """The binormal curve that makes the ratings most probable.

    One operating point inside the square, as yes-or-no answers give it, does not determine two
    parameters: b is then 1.

    Args:
        positives: (m,) ratings of what should be rated high.
        negatives: (n,) ratings of what should be rated low.

    Returns:
        The curve, or None where no operating point lies inside the square or the fit runs away, as
        it does where ratings of one kind all lie at the ends of the scale.

    Raises:
        InputError: a side is empty or has ratings that are no numbers.

    Source: Dorfman and Alf 1969, J. Math. Psychol. 6:487.
    """
    high, low = _in_classes(finite_scores(positives), finite_scores(negatives))
    curve = roc_curve(high, low)
    false, true = curve.false_positive_rates, curve.true_positive_rates
    inside = (false > 0) & (false < 1) & (true > 0) & (true < 1)
    if not inside.any():
        return None
    z_false, z_true = norm.ppf(false[inside]), norm.ppf(true[inside])
    if len(z_false) == 1:
        return BinormalCurve(a=float(z_true[0] - z_false[0]), b=1.0)
    counts = _counts(high, low)
    start = _start(counts[1], z_false, z_true)
    found = minimize(_minus_log_likelihood, start, args=counts, method="L-BFGS-B")
    a, b = float(found.x[0]), math.exp(found.x[1])
    if not _SLOPES[0] < b < _SLOPES[1]:
        return None
    return BinormalCurve(a=a, b=b)


def _shares_from(scores: Scores, thresholds: Scores) -> Scores:
    ordered = np.sort(scores)
    return (len(ordered) - np.searchsorted(ordered, thresholds, side="left")) / len(ordered)


def _in_classes(high: Scores, low: Scores) -> tuple[Scores, Scores]:
    together = np.concatenate([high, low])
    if len(np.unique(together)) <= MOST_CATEGORIES:
        return high, low
    edges = np.quantile(together, np.arange(1, MOST_CATEGORIES) / MOST_CATEGORIES)
    edges = np.unique(edges)
    first, second = (np.searchsorted(edges, one).astype(np.float64) for one in (high, low))
    return first, second


def _counts(high: Scores, low: Scores) -> tuple[Scores, Scores]:
    """(k,) positives and (k,) negatives of each rating, the lowest rating first."""
    values = np.unique(np.concatenate([high, low]))
    first, second = (
        np.bincount(np.searchsorted(values, one), minlength=len(values)).astype(np.float64)
        for one in (high, low)
    )
    return first, second


def _start(negatives: Scores, z_false: Scores, z_true: Scores) -> NDArray[np.float64]:
    """The line through the points on normal axes, and the thresholds of the negatives."""
    spread = max(float(np.ptp(z_false)), 1e-3)
    b = min(max(float(np.ptp(z_true)) / spread, 0.3), 3.0)
    a = float(z_true.mean() - b * z_false.mean())
    smooth = negatives + 0.5
    thresholds = norm.ppf(np.cumsum(smooth)[:-1] / smooth.sum())
    steps = np.log(np.maximum(np.diff(thresholds), 1e-2))
    return np.concatenate([[a, math.log(b), thresholds[0]], steps])


def _minus_log_likelihood(
    parameters: NDArray[np.float64], positives: Scores, negatives: Scores
) -> float:
    """Of a, log b, the lowest threshold and the logarithms of the steps to the next ones."""
    a, b = parameters[0], math.exp(min(max(parameters[1], -5), 5))
    thresholds = parameters[2] + np.concatenate([[0.0], np.cumsum(np.exp(parameters[3:]))])
    inner = _probabilities(thresholds), _probabilities(b * thresholds - a)
    return -float(negatives @ np.log(inner[0]) + positives @ np.log(inner[1]))


def _probabilities(thresholds: Scores) -> Scores:
    edges = np.concatenate([[0.0], norm.cdf(thresholds), [1.0]])
    return np.maximum(np.diff(edges), _LEAST_PROBABILITY)
