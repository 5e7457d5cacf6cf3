"""The average area of several readers of the same cases, as an estimate for readers like them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

from inference.errors import InputError
from inference.seeds import stream
from inference.statistics.auc_comparison import placements_of_readers
from inference.statistics.estimate import CONFIDENCE, Estimate, critical_z, normal_estimate
from inference.statistics.resampling import (
    MOST_RESAMPLES,
    RESAMPLES,
    drawn_counts,
    percentile_ends,
)

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderAverage:
    """The average of readers' figures of merit, by Obuchowski and Rockette.

    Attributes:
        average: for readers and cases like these, with the interval by Student's t.
        of_these_readers: the same average with the interval for other cases but these readers.
        between_readers: MS(R), the mean square of the readers' figures about their average.
        variance: average variance of one reader's figure over cases.
        covariance: Cov2, average covariance of two readers' figures over cases.
        standard_error: of the average, for other readers and cases.
        degrees: of freedom of Student's t.
    """

    average: Estimate
    of_these_readers: Estimate
    between_readers: float
    variance: float
    covariance: float
    standard_error: float
    degrees: float


def average_over_readers(
    figures: ArrayLike,
    covariance: ArrayLike,
    *,
    bounds: tuple[float, float] = (0.0, 1.0),
    confidence: float = CONFIDENCE,
) -> ReaderAverage:
    """Average one modality's figures of merit over readers.

    Args:
        figures: (readers,) areas or other figures of merit, of at least two readers.
        covariance: (readers, readers) of the figures over cases, by DeLong or the jackknife.
        bounds: least and largest possible figure, to which the intervals are cut.
        confidence: of the intervals, between 0 and 1.

    Raises:
        InputError: fewer than two readers, or a covariance of another size.

    Source: Obuchowski and Rockette 1995, Commun. Stat. Simul. 24:285; for one modality with its own
    error terms: Hillis, Berbaum and Metz 2008, Acad. Radiol. 15:647, and Hillis 2014, Stat. Med.
    33:330: Var = (MS(R) + J · max(Cov2, 0)) / J, df = (MS(R) + J · max(Cov2, 0))² / (MS(R)² /
    (J − 1)). With fixed readers: Var = (Var(ε) + (J − 1) · max(Cov2, 0)) / J.
    """
    values, matrix = np.asarray(figures, dtype=np.float64), np.asarray(covariance)
    count = len(values)
    if values.ndim != 1 or count < 2 or matrix.shape != (count, count):
        raise InputError("An average over readers takes two or more, and their covariances.")
    average, between = float(values.mean()), float(values.var(ddof=1))
    variance = float(np.trace(matrix) / count)
    shared = float((matrix.sum() - np.trace(matrix)) / (count * (count - 1)))
    kept = max(shared, 0.0)
    mean_square = between + count * kept
    error = math.sqrt(mean_square / count)
    # Readers who agree but for rounding leave the normal distribution.
    scatter = between if between > 1e-9 * mean_square else 0.0
    degrees = mean_square**2 * (count - 1) / scatter**2 if scatter else math.inf
    reach = _t(confidence, degrees) * error
    fixed_error = math.sqrt((variance + (count - 1) * kept) / count)
    return ReaderAverage(
        average=Estimate(value=average, low=average - reach, high=average + reach).within(*bounds),
        of_these_readers=normal_estimate(average, fixed_error, confidence=confidence).within(
            *bounds
        ),
        between_readers=between,
        variance=variance,
        covariance=shared,
        standard_error=error,
        degrees=degrees,
    )


def mean_over_readers(
    values: ArrayLike,
    *,
    bounds: tuple[float, float] = (-math.inf, math.inf),
    confidence: float = CONFIDENCE,
) -> Estimate:
    """The mean of readers' numbers with Student's interval, as if cases did not scatter.

    Args:
        values: (readers,) of at least two readers.
        bounds: least and largest possible value, to which the interval is cut.
        confidence: of the interval, between 0 and 1.

    Raises:
        InputError: fewer than two readers.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1 or len(numbers) < 2:
        raise InputError("A mean over readers takes two or more.")
    mean, error = float(numbers.mean()), float(numbers.std(ddof=1)) / math.sqrt(len(numbers))
    reach = _t(confidence, len(numbers) - 1) * error
    return Estimate(value=mean, low=mean - reach, high=mean + reach).within(*bounds)


def jackknife_covariance(left_out: ArrayLike) -> Matrix:
    """Covariances of readers' figures of merit over cases, by leaving out one case after another.

    Args:
        left_out: (readers, cases) figures without each case.

    Returns:
        (readers, readers).

    Raises:
        InputError: fewer than two cases.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, equation 11.5.
    """
    figures = np.atleast_2d(np.asarray(left_out, dtype=np.float64))
    cases = figures.shape[1]
    if cases < 2:
        raise InputError("The jackknife leaves out one case of at least two.")
    deviations = figures - figures.mean(axis=1, keepdims=True)
    return (cases - 1) / cases * deviations @ deviations.T


def areas_without_each_case(positives: ArrayLike, negatives: ArrayLike) -> Matrix:
    """Areas under the ROC curve with one case left out, for `jackknife_covariance`.

    Args:
        positives: (readers, m), at least two cases.
        negatives: (readers, n), at least two cases.

    Returns:
        (readers, m + n): first without each positive, then without each negative.

    Raises:
        InputError: the two do not fit, or one has fewer than two cases.
    """
    above, below = placements_of_readers(positives, negatives)
    m, n = above.shape[1], below.shape[1]
    if min(m, n) < 2:
        raise InputError("The jackknife needs at least two positives and two negatives.")
    areas = above.mean(axis=1, keepdims=True)
    return np.hstack([(m * areas - above) / (m - 1), (n * areas - below) / (n - 1)])


def bootstrap_average(
    positives: ArrayLike,
    negatives: ArrayLike,
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Average area over readers, with the interval from drawing readers and cases anew.

    Positives and negatives are drawn apart, so that the prevalence stays. With few readers the
    interval is too narrow: four drawn from four seldom differ as four others would.

    Args:
        positives: (readers, m).
        negatives: (readers, n).
        seed: of the draws; equal seeds give equal intervals.
        resamples: how often to draw, at most `MOST_RESAMPLES`.
        confidence: of the percentile interval.

    Raises:
        InputError: the ratings do not fit, or too many or too few draws are asked for.

    Source: Efron and Tibshirani 1993, section 13.3; Beiden, Wagner and Campbell 2000, Acad. Radiol.
    7:341 (readers and cases).
    """
    if not 1 <= resamples <= MOST_RESAMPLES:
        raise InputError(f"Draw 1 to {MOST_RESAMPLES} times, not {resamples}.")
    above, below = placements_of_readers(positives, negatives)
    readers = len(above)
    high, low = np.asarray(positives, dtype=float), np.asarray(negatives, dtype=float)
    random = stream(seed, "bootstrap over readers and cases")
    of_readers = drawn_counts(random, readers, resamples) / readers
    of_high = drawn_counts(random, above.shape[1], resamples) / above.shape[1]
    of_low = drawn_counts(random, below.shape[1], resamples) / below.shape[1]
    averages = np.zeros(resamples)
    for index in range(readers):
        wins = np.greater.outer(high[index], low[index]) + 0.5 * np.equal.outer(
            high[index], low[index]
        )
        averages += of_readers[:, index] * ((of_high @ wins) * of_low).sum(axis=1)
    ends = percentile_ends(averages, confidence)
    return Estimate(value=float(above.mean()), low=ends[0], high=ends[1])


def _t(confidence: float, degrees: float) -> float:
    z = critical_z(confidence)
    if math.isinf(degrees):
        return z
    return float(student.ppf((1 + confidence) / 2, degrees))
