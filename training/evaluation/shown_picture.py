"""A picture as the program shows it, in 8 bits: the one way for real and for drawn views."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.drawn_view import MAX_VALUE, to_view
from inference.recipe import ViewName


def shown_bytes(
    image: NDArray[np.float32], pixel_mm: float, *, keep_air: bool = False
) -> NDArray[np.uint8]:
    """Clean the air and round to 8 bits, exactly as a generated view is made for the screen.

    Args:
        image: (rows, columns), about −1 to 1, chest wall on the left edge.
        pixel_mm: size of a pixel.
        keep_air: whether the model's air is shown as it was drawn.

    Returns:
        uint8 (rows, columns), 0 outside the breast.
    """
    view = to_view(image, ViewName.L_CC, pixel_mm=pixel_mm, keep_air=keep_air)
    return np.rint(view.pixels.astype(np.float64) * (255 / MAX_VALUE)).astype(np.uint8)
