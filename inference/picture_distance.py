"""How different two pictures look: the normalised Laplacian pyramid distance.

Source: Laparra, Ballé, Berardino, Simoncelli 2016, "Perceptual image quality assessment using a
normalized Laplacian pyramid" (Human Vision and Electronic Imaging XXI).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve1d

Picture = NDArray[np.floating]

SMOOTHING = np.array([0.05, 0.25, 0.4, 0.25, 0.05], np.float32)
"""The filter of the pyramid (Burt & Adelson 1983, a = 0.4), as in the paper."""

SATURATION = 0.17
"""Contrast at which the response is half saturated: the paper's constant for contrasts."""

MOST_LEVELS = 6
SMALLEST_SIDE = 8


def normalised_pyramid(picture: NDArray[np.float32]) -> tuple[Picture, ...]:
    """The response to a picture at each scale: contrast, divided by the contrast around it.

    The paper's learned weights of the neighbours are replaced by the mean over the smoothing
    filter's five by five pixels.

    Args:
        picture: (rows, columns), −1 (black) to 1 (white).

    Returns:
        From fine to coarse; the last is the low-pass rest as it is.
    """
    rest = np.clip((picture + 1) / 2, 0, 1).astype(np.float32)
    levels: list[Picture] = []
    while len(levels) < MOST_LEVELS - 1 and min(rest.shape) >= 2 * SMALLEST_SIDE:
        coarse = _smoothed(rest)[::2, ::2]
        contrast = rest - _enlarged(coarse, rest.shape)
        levels.append(contrast / (SATURATION + _smoothed(np.abs(contrast))))
        rest = coarse
    return (*levels, rest)


def distance(a: Sequence[Picture], b: Sequence[Picture]) -> float:
    """How different two pictures look; 0 for equal ones, and equal in both directions.

    Root mean square over the places of each scale, then over the scales, so that a coarse scale
    counts as much as a fine one.

    Args:
        a: `normalised_pyramid` of a picture.
        b: of one of the same size.
    """
    squares = [np.mean(np.square(one - other)) for one, other in zip(a, b, strict=True)]
    return float(np.mean(np.sqrt(squares)))


def _smoothed(picture: Picture) -> Picture:
    return convolve1d(
        convolve1d(picture, SMOOTHING, 0, mode="nearest"), SMOOTHING, 1, mode="nearest"
    )


def _enlarged(coarse: Picture, shape: tuple[int, int]) -> Picture:
    """Twice as high and wide, smoothly; each sample stands for itself and the gaps beside it."""
    wide = np.repeat(np.repeat(coarse, 2, axis=0), 2, axis=1)[: shape[0], : shape[1]]
    return _smoothed(wide)
