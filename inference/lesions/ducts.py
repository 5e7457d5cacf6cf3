"""Which way ducts run in a view: to the nipple."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from inference.lesions.shape import Canvas

NEAR_NIPPLE_MM = 8.0
"""Nearer than this, ducts have no bearing."""


def toward_nipple(axes: NDArray[np.float64], canvas: Canvas) -> NDArray[np.float64]:
    """The film's axes turned in its plane, so that ducts run to the nipple of this view.

    A lesion's own ducts run forward; that they run to the nipple in both views fixes the rest.

    Args:
        axes: (3, 3), as `film_axes` gives them.
        canvas: the view, with the lesion's centre.
    """
    down = canvas.nipple[0] - canvas.center[0]
    right = canvas.nipple[1] - canvas.center[1]
    if math.hypot(down, right) * canvas.pixel_mm < NEAR_NIPPLE_MM:
        return axes
    angle = math.atan2(down, right)
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]]) @ axes
