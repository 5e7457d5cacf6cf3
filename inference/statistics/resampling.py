"""The bootstrap: how a number would scatter had other cases, or other readers, been drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.statistics.estimate import critical_z

Numbers = NDArray[np.float64]

RESAMPLES = 2000
MOST_RESAMPLES = 100_000


def drawn_counts(random: np.random.RandomState, count: int, resamples: int) -> Numbers:
    """How often each of `count` things is drawn when as many are drawn again with replacement.

    Returns:
        (resamples, count); every row adds up to `count`.
    """
    drawn = random.randint(0, count, size=(resamples, count))
    cells = np.arange(resamples)[:, None] * count + drawn
    counted = np.bincount(cells.ravel(), minlength=resamples * count)
    return counted.reshape(resamples, count).astype(np.float64)


def percentile_ends(values: Numbers, confidence: float) -> tuple[float, float]:
    """The ends of the percentile interval of resampled numbers.

    Args:
        values: (resamples,) of which those that are no numbers are left out; where none is left,
            the ends are no numbers either.
        confidence: between 0 and 1.

    Raises:
        InputError: the confidence is no share between 0 and 1.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 13.3.
    """
    critical_z(confidence)  # says what is wrong with a confidence that is none
    sound = values[np.isfinite(values)]
    if len(sound) == 0:
        return float("nan"), float("nan")
    low, high = np.quantile(sound, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
