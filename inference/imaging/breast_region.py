"""Where in a view the breast lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inference.errors import ImageFileError
from inference.imaging.breast_window import reduced, window_of_breast
from inference.imaging.greyscale import to_grey
from inference.preparation.breast_mask import find_breast

if TYPE_CHECKING:
    from inference.case import View

MARGIN = 0.02
"""Of the larger side of the view, around the breast: the mask ends a little inside the skin."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BreastRegion:
    """The breast in a view; lengths in the view's pixels.

    Attributes:
        mask: (rows, columns) of a reduced picture, True in the breast.
        step: so many rows and columns of the view are one of the mask.
        rows: of the view.
        columns: of the view.
    """

    mask: NDArray[np.bool_]
    step: int
    rows: int
    columns: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """First row, first column, height and width of the part that holds it, with a margin."""
        margin = round(MARGIN * max(self.rows, self.columns))
        top, bottom = self._ends(np.flatnonzero(self.mask.any(axis=1)), margin, self.rows)
        left, right = self._ends(np.flatnonzero(self.mask.any(axis=0)), margin, self.columns)
        return top, left, bottom - top, right - left

    def share(self, center: tuple[float, float], span: tuple[float, float]) -> float:
        """How much of the breast a part of the view shows, 0 to 1.

        Args:
            center: (row, column) of the part.
            span: its height and width.
        """
        ends = [
            [round((middle + side * size / 2) / self.step) for side in (-1, 1)]
            for middle, size in zip(center, span, strict=True)
        ]
        (top, bottom), (left, right) = ends
        part = self.mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
        return float(part.sum()) / max(int(self.mask.sum()), 1)

    def _ends(self, at: NDArray[np.intp], margin: int, size: int) -> tuple[int, int]:
        return (
            max(int(at[0]) * self.step - margin, 0),
            min((int(at[-1]) + 1) * self.step + margin, size),
        )


def breast_region(view: View) -> BreastRegion:
    """Find the breast; the whole view where none is found."""
    few = reduced(view.pixels)
    window = window_of_breast(view.pixels, view.greyscale)
    try:
        mask = find_breast(to_grey(few, view.greyscale, window))
    except ImageFileError:
        mask = np.ones(few.shape, bool)
    step = -(-view.rows // few.shape[0])
    return BreastRegion(mask=mask, step=step, rows=view.rows, columns=view.columns)
