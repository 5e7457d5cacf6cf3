"""How far a lesion stands out from what is about it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

RING_MM = 8.0
"""The local background is what lies within this distance of the outline."""

LEAST_RING_PX = 20
"""With fewer pixels of background about it, a lesion is compared with all tissue near it."""

LEAST_BACKGROUND_PX = 4


def contrast_to_noise(
    before: NDArray[np.floating],
    after: NDArray[np.floating],
    outline: NDArray[np.bool_],
    breast: NDArray[np.bool_],
    pixel_mm: float,
) -> float:
    """Mean rise within an outline over the standard deviation of the background, trend taken off.

    Args:
        before: (rows, columns), without the lesion.
        after: the same with it.
        outline: bool of the same shape.
        breast: bool of the same shape.
        pixel_mm: size of a pixel.

    Returns:
        0 for an empty outline, or where there is no tissue.
    """
    box = _box(outline, math.ceil(RING_MM / pixel_mm))
    if box is None:
        return 0.0
    inside = outline[box]
    away = np.asarray(ndimage.distance_transform_edt(~inside)) * pixel_mm
    ring = ~inside & (away <= RING_MM) & breast[box]
    if np.count_nonzero(ring) < LEAST_RING_PX:
        ring = breast[box]
    background = before[box][ring]
    if len(background) < LEAST_BACKGROUND_PX:
        return 0.0
    rows, columns = np.nonzero(ring)
    plane = np.stack([rows, columns, np.ones(len(rows))], axis=1)
    fit, *_ = np.linalg.lstsq(plane, background, rcond=None)
    rise = float((after[box] - before[box])[inside].mean())
    return rise / max(float((background - plane @ fit).std()), 1e-6)


def _box(mask: NDArray[np.bool_], margin: int) -> tuple[slice, slice] | None:
    """The rectangle that holds a mask and a margin, within the picture; None without any."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return (
        slice(max(0, int(rows[0]) - margin), min(mask.shape[0], int(rows[-1]) + 1 + margin)),
        slice(max(0, int(columns[0]) - margin), min(mask.shape[1], int(columns[-1]) + 1 + margin)),
    )
