"""Bringing the greys of film and detector to one range, so that pictures can be compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.errors import ImageFileError

BRIGHT_LEVEL = 0.92
"""Grey of the 99.5th percentile inside the breast."""

MEDIAN_RANGE = (0.26, 0.62)
"""Where the median of the interior is brought to, by the weakest gamma that does it."""

GAMMA_RANGE = (0.5, 2.0)
RIM_SHARE = 0.03
"""Depth of the rim left out of the statistics, as a share of the breast's height: skin and the
rounded edge differ most between film and detector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GreyMap:
    """A monotone map of the greys of one picture: an offset, a factor, and a gamma.

    Attributes:
        air: grey that becomes 0.
        bright: grey that becomes `BRIGHT_LEVEL`.
        gamma: of the greys between them.
    """

    air: float
    bright: float
    gamma: float

    def apply(self, grey: NDArray[np.floating]) -> NDArray[np.floating]:
        """Map greys of any shape to 0 to 1."""
        scaled = np.clip((grey - self.air) / (self.bright - self.air), 0, 1 / BRIGHT_LEVEL)
        mapped = np.where(scaled < 1, BRIGHT_LEVEL * scaled**self.gamma, BRIGHT_LEVEL * scaled)
        return np.clip(mapped, 0, 1)


def map_greys(grey: NDArray[np.float32], breast: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Map air to 0 and the brightest tissue to `BRIGHT_LEVEL`; blank what is not breast.

    Args:
        grey: (rows, columns), 0 (air) to 1.
        breast: bool of the same shape.

    Returns:
        float32 of the same shape, 0 to 1; exactly 0 outside the breast.

    Raises:
        ImageFileError: the breast has no contrast.
    """
    return np.where(breast, grey_map(grey, breast).apply(grey), 0).astype(np.float32)


def grey_map(grey: NDArray[np.float32], breast: NDArray[np.bool_]) -> GreyMap:
    """Find the map of a picture's greys.

    Its gamma is 1 but where the interior would otherwise be much darker or brighter than in other
    pictures; then it lies within `GAMMA_RANGE`. Density keeps its effect, as the median may lie
    anywhere in `MEDIAN_RANGE`.

    Args:
        grey: (rows, columns), 0 (air) to 1.
        breast: bool of the same shape.

    Raises:
        ImageFileError: the breast has no contrast.
    """
    interior = _interior(breast)
    air = _air(grey, breast)
    bright = float(np.percentile(grey[interior], 99.5))
    if bright - air < 0.02:
        raise ImageFileError("the picture has no contrast inside the breast")
    scaled = np.clip((grey[interior] - air) / (bright - air), 0, 1 / BRIGHT_LEVEL)
    median = float(np.median(scaled)) * BRIGHT_LEVEL
    wanted = float(np.clip(median, *MEDIAN_RANGE))
    # An interior of one grey has its median at the bright level, where every gamma gives the same.
    relative = float(np.clip(median / BRIGHT_LEVEL, 1e-3, 1 - 1e-6))
    gamma = np.log(wanted / BRIGHT_LEVEL) / np.log(relative)
    return GreyMap(air=air, bright=bright, gamma=float(np.clip(gamma, *GAMMA_RANGE)))


def _interior(breast: NDArray[np.bool_]) -> NDArray[np.bool_]:
    rows = np.flatnonzero(breast.any(axis=1))
    depth = max(1, round(RIM_SHARE * (rows[-1] - rows[0] + 1)))
    # The picture's own edge is no rim: the breast goes on there.
    padded = np.pad(breast, 1, mode="edge")
    distance = np.asarray(ndimage.distance_transform_edt(np.pad(padded, depth, mode="edge")))
    inner = distance[depth + 1 : -depth - 1, depth + 1 : -depth - 1] > depth
    return inner if inner.any() else breast


def _air(grey: NDArray[np.float32], breast: NDArray[np.bool_]) -> float:
    """The grey of air: dark values just outside the breast, or the darkest inside it."""
    outside = grey[~breast]
    if outside.size < 0.01 * grey.size:
        return float(np.percentile(grey[breast], 0.5))
    return float(min(np.percentile(outside, 25), np.percentile(grey[breast], 2)))
