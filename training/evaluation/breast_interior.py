"""Where in a picture the breast is, and its inside without the skin line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.imaging.regions import filled

SKIN_MM = 5.0
"""What is nearer to the air than this is skin line and what the compression leaves thin."""


def breast(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Everything that is not air: (rows, columns)."""
    return filled(picture > 0)


def interior(picture: NDArray[np.uint8], pixel_mm: float) -> NDArray[np.bool_]:
    """The breast without what is nearer to the air than `SKIN_MM`: (rows, columns)."""
    inside = breast(picture)
    if inside.all():
        return inside
    depth = np.asarray(ndimage.distance_transform_edt(inside))
    return depth > max(1.0, SKIN_MM / pixel_mm)
