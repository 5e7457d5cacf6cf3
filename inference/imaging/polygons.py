"""Which pixels lie within a polygon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]


def polygon_mask(
    points: Sequence[Point], rows: NDArray[np.floating], columns: NDArray[np.floating]
) -> NDArray[np.bool_]:
    """Even-odd rule: going right along a row, each side that is crossed changes in and out.

    Args:
        points: corners (row, column) of a closed polygon, the first not repeated.
        rows: (rows,) the rows of the pixels' middles.
        columns: (columns,) the columns of the pixels' middles, rising.

    Returns:
        bool (rows, columns).
    """
    crossed = np.zeros((len(rows), len(columns) + 1), np.int32)
    for (row, column), (next_row, next_column) in zip(
        points, (*points[1:], points[0]), strict=True
    ):
        met = (rows >= min(row, next_row)) & (rows < max(row, next_row))
        at = column + (rows[met] - row) * (next_column - column) / ((next_row - row) or 1.0)
        np.add.at(crossed, (np.flatnonzero(met), np.searchsorted(columns, at)), 1)
    return np.cumsum(crossed, axis=1)[:, :-1] % 2 == 1


def polygons_mask(polygons: Iterable[Sequence[Point]], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """What polygons hold together, in a picture.

    Args:
        polygons: each of corners (row, column), corners of pixels at whole numbers.
        shape: rows and columns of the picture.

    Returns:
        bool (rows, columns): whether the middle of a pixel lies within one of them.
    """
    rows, columns = (np.arange(size) + 0.5 for size in shape)
    mask = np.zeros(shape, dtype=bool)
    for points in polygons:
        mask |= polygon_mask(points, rows, columns)
    return mask
