"""A window for the breast: what a viewer shows where the file brings none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inference.errors import ImageFileError
from inference.imaging.greyscale import Greyscale, Window, is_padding, to_grey
from inference.preparation.breast_mask import find_breast

if TYPE_CHECKING:
    from inference.case import View

BREAST = "Breast"
"""Explanation of the window made from the breast."""

FULL_RANGE = "Full range"
"""Explanation of the window made from all values."""

SAMPLE_ROWS = 320
"""How high a reduced picture is in which the breast is looked for."""

_PICTURE_SHARES = (0.5, 99.0)
"""Percentiles of a picture between which the breast shows well enough to be found: labels, markers
and dead pixels lie beyond."""

_BREAST_SHARES = (1.0, 99.7)
"""Percentiles of the breast that become its darkest and its brightest grey."""

_MARGIN = 0.04
"""Added at both ends, as a part of the range: the skin line stays apart from black, and what is
brighter than nearly all tissue, such as calcifications, apart from white."""


def breast_window(view: View) -> Window:
    """The window that spreads the breast of a view over all greys.

    Labels, markers, borders, padding and air have no say in it. Where no breast is found, it is the
    full range.
    """
    return window_of_breast(view.pixels, view.greyscale)


def window_of_breast(values: NDArray[np.generic], greyscale: Greyscale) -> Window:
    """As `breast_window`, of values that may be turned any way.

    Args:
        values: (rows, columns) after the modality LUT.
        greyscale: says which values are white, and which are padding; its windows have no say.
    """
    few = reduced(values)
    inside = _inside(few, greyscale)
    low, high = _percentiles(inside, _PICTURE_SHARES, greyscale)
    finding = replace(greyscale, windows=(spanning(low, high),), voi_luts=())
    try:
        mask = find_breast(to_grey(few, finding))
    except ImageFileError:
        return full_range(values, greyscale)
    breast = _inside(few, greyscale, within=mask)
    low, high = _percentiles(breast, _BREAST_SHARES, greyscale)
    margin = _MARGIN * (high - low)
    # Beyond the darkest value there is nothing to keep apart from black.
    low, high = max(low - margin, float(inside.min())), min(high + margin, float(inside.max()))
    if values.dtype.kind in "iu":
        low, high = float(round(low)), float(round(high))
    return spanning(low, high, BREAST)


def full_range(values: NDArray[np.generic], greyscale: Greyscale) -> Window:
    """The window from the smallest value to the largest that is no padding."""
    if greyscale.padding is None:
        return spanning(float(values.min()), float(values.max()), FULL_RANGE)
    inside = _inside(values, greyscale)
    return spanning(float(inside.min()), float(inside.max()), FULL_RANGE)


def spanning(low: float, high: float, explanation: str = "") -> Window:
    """The LINEAR window whose black is `low` and whose white is `high`.

    Source: DICOM PS3.3 C.11.2.1.2.1: center − 0.5 ∓ (width − 1) / 2.
    """
    return Window(center=(low + high + 1) / 2, width=high - low + 1, explanation=explanation)


def reduced(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Every n-th row and column, at most `SAMPLE_ROWS` rows; padding stays what it is."""
    step = max(1, -(-values.shape[0] // SAMPLE_ROWS))
    return values[::step, ::step]


def _inside(
    values: NDArray[np.generic], greyscale: Greyscale, within: NDArray[np.bool_] | None = None
) -> NDArray[np.generic]:
    """The values that are no padding, as a list; all where nothing else is left."""
    chosen = ~is_padding(values, greyscale)
    if within is not None and (chosen & within).any():
        chosen &= within
    return values[chosen] if chosen.any() else values.ravel()


def _percentiles(
    values: NDArray[np.generic], shares: tuple[float, float], greyscale: Greyscale
) -> tuple[float, float]:
    """The values at two percentiles, which are counted from what is shown darkest."""
    dark, bright = shares
    counted = (100 - bright, 100 - dark) if greyscale.inverted else shares
    low, high = np.percentile(values.astype(np.float64), counted)
    return float(low), float(high)
