"""Painted regions on the grid of the parts, as a left and as a right breast hang."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def hung(grid: NDArray[np.generic], image_laterality: str) -> NDArray[np.generic]:
    """A grid of the generator's picture as the view hangs: right breasts are mirrored."""
    return grid[:, ::-1] if image_laterality == "R" else grid


def drawn_cell(cell: tuple[int, int], columns: int, image_laterality: str) -> tuple[int, int]:
    """The cell of the generator's picture under a cell of the hung view."""
    row, column = cell
    return (row, columns - 1 - column) if image_laterality == "R" else (row, column)
