"""The first five moments of the grey inside the breast."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.evaluation.breast_interior import breast

NAMES = ("mean grey", "sd of grey", "skewness of grey", "kurtosis of grey", "fifth moment of grey")
GREY_BINS = 64


def grey_moments(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Mean and standard deviation (0 … 255), then the standardised moments 3 to 5, of a breast.

    A normal distribution has 0, 3 and 0 for the last three.

    Returns:
        (5,); not numbers where there is no breast, or an even one.
    """
    greys = picture[breast(picture)].astype(np.float64)
    if len(greys) < 2 or greys.std() == 0:
        return np.full(len(NAMES), np.nan)
    mean, deviation = greys.mean(), greys.std()
    z = (greys - mean) / deviation
    return np.array([mean, deviation, *((z**order).mean() for order in (3, 4, 5))])


def grey_shares(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Share of the breast's pixels in each of `GREY_BINS` bins from 0 to 255."""
    greys = picture[breast(picture)]
    counts = np.bincount(greys // (256 // GREY_BINS), minlength=GREY_BINS)
    return counts / max(len(greys), 1)
