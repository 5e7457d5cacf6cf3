"""Finding where a patch was cut out of a picture, and how its greys relate to the picture's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import signal

LEAST_VARIANCE = 1e-7
"""Greys from 0 to 1 that vary less than this hold nothing to compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a patch lies in a picture.

    Attributes:
        top, left: of its first pixel.
        correlation: of the greys of both there, −1 to 1.
        factor, offset: picture grey = factor · patch grey + offset.
    """

    top: int
    left: int
    correlation: float
    factor: float
    offset: float


def locate(patch: NDArray[np.float32], picture: NDArray[np.float32]) -> Location | None:
    """Find a patch in a picture of the same scale by normalised cross-correlation.

    Greys are related by the ratio of their standard deviations, not by least squares: noise in the
    patch would flatten that line.

    Args:
        patch: (rows, columns), 0 to 1; not larger than the picture.
        picture: (rows, columns), 0 to 1.

    Returns:
        The best place, or None where the patch is larger than the picture or of one grey.

    Source:
        Lewis 1995, "Fast template matching", eq. 2.
    """
    rows, columns = patch.shape
    if rows > picture.shape[0] or columns > picture.shape[1] or patch.var() < LEAST_VARIANCE:
        return None
    correlation = _correlation(patch.astype(np.float64), picture.astype(np.float64))
    top, left = (int(i) for i in np.unravel_index(correlation.argmax(), correlation.shape))
    there = picture[top : top + rows, left : left + columns]
    factor = float(there.std() / patch.std())
    return Location(
        top=top,
        left=left,
        correlation=float(correlation[top, left]),
        factor=factor,
        offset=float(there.mean() - factor * patch.mean()),
    )


def _correlation(patch: NDArray[np.float64], picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pearson's correlation at every place where the patch fits."""
    centred = patch - patch.mean()
    # Near 0, so that the difference of squares below keeps its digits.
    level = picture - picture.mean()
    products = signal.fftconvolve(level, centred[::-1, ::-1], mode="valid")
    sums, squares = (window_sums(values, patch.shape) for values in (level, level**2))
    variance = squares / patch.size - (sums / patch.size) ** 2
    scale = patch.size * np.sqrt(np.maximum(variance, LEAST_VARIANCE)) * centred.std()
    return np.where(variance < LEAST_VARIANCE, -1.0, products / scale)


def window_sums(values: NDArray[np.generic], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Sums over all windows of a shape that fit: (h − rows + 1, w − columns + 1)."""
    rows, columns = shape
    table = np.pad(np.cumsum(np.cumsum(values, axis=0, dtype=np.float64), axis=1), ((1, 0), (1, 0)))
    return (
        table[rows:, columns:]
        - table[:-rows, columns:]
        - table[rows:, :-columns]
        + table[:-rows, :-columns]
    )
