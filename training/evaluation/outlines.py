"""The outline of the breast: size and form."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import savgol_filter
from skimage.measure import perimeter

NAMES_AND_UNITS = {
    "breast area": "cm²",
    "breast height": "mm",
    "breast width": "mm",
    "chest wall length": "mm",
    "compactness": "",
    "nipple-side height": "",
    "outline raggedness": "mm",
}
SMOOTH_MM = 28.0
"""Length of the piece that a cubic is fitted to, for a smooth outline: curves stay as they are."""


def outline(inside: NDArray[np.bool_], pixel_mm: float) -> NDArray[np.float64]:
    """Size and form of a breast, in the order of `NAMES_AND_UNITS`.

    Compactness is 4π area / perimeter², 1 for a disk. The nipple-side height is where between
    top (0) and bottom (1) the breast reaches farthest from the chest wall. Raggedness is the root
    mean square distance, along rows, of the outline from a smoothed one (Savitzky and Golay 1964).

    Args:
        inside: (rows, columns), the breast, chest wall on the left edge.
        pixel_mm: size of a pixel.

    Returns:
        (7,); not numbers where there is no breast.
    """
    rows = np.flatnonzero(inside.any(axis=1))
    if len(rows) < 3:
        return np.full(len(NAMES_AND_UNITS), np.nan)
    reach = inside.shape[1] - np.argmax(inside[:, ::-1], axis=1)
    reach = np.where(inside.any(axis=1), reach, 0)[rows[0] : rows[-1] + 1].astype(np.float64)
    around = perimeter(np.pad(inside, 1))
    farthest = np.flatnonzero(reach == reach.max()).mean()
    window = min(2 * round(SMOOTH_MM / pixel_mm / 2) + 1, len(reach))
    smooth = np.asarray(savgol_filter(reach, window, polyorder=min(3, window - 1)))
    # The ends run along the rows: there a shift in the row looks like one across.
    middle = slice(len(reach) // 8, len(reach) - len(reach) // 8)
    return np.array(
        [
            inside.sum() * pixel_mm**2 / 100,
            len(reach) * pixel_mm,
            reach.max() * pixel_mm,
            inside[:, 0].sum() * pixel_mm,
            4 * np.pi * inside.sum() / around**2,
            farthest / (len(reach) - 1),
            np.sqrt(np.mean((reach - smooth)[middle] ** 2)) * pixel_mm,
        ]
    )
