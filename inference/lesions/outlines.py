"""The outline of a mask as polygons along the edges of its pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.imaging.regions import label_regions

Polygon = tuple[tuple[float, float], ...]

MOST_POLYGONS = 64
"""Of more regions than this the largest count."""

_STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))
"""Right, down, left, up: with the mask on the right hand."""


def outline_polygons(mask: NDArray[np.bool_]) -> tuple[Polygon, ...]:
    """Trace the outer border of each region, the largest first.

    Args:
        mask: bool (rows, columns); holes are not told.

    Returns:
        For each region its corners (row, column) clockwise, corners of pixels at whole numbers.
    """
    labels, count = label_regions(mask)
    if not count:
        return ()
    sizes = np.bincount(labels.ravel())[1:]
    order = np.argsort(-sizes, kind="stable")[:MOST_POLYGONS] + 1
    return tuple(_border(labels, int(label)) for label in order)


def _border(labels: NDArray[np.intp], label: int) -> Polygon:
    row, column = (int(at) for at in np.argwhere(labels == label)[0])
    start, corner, heading = (row, column), (row, column), 0
    corners: list[tuple[float, float]] = []
    while True:
        turned = _next_heading(labels, label, corner, heading)
        if turned != heading or not corners:
            corners.append((float(corner[0]), float(corner[1])))
        heading = turned
        down, right = _STEPS[heading]
        corner = (corner[0] + down, corner[1] + right)
        if corner == start:
            return tuple(corners)


def _next_heading(
    labels: NDArray[np.intp], label: int, corner: tuple[int, int], heading: int
) -> int:
    """Turn right where the mask allows, so that pixels that touch at a corner stay apart."""
    for turn in (1, 0, 3):
        wanted = (heading + turn) % 4
        if _inside(labels, label, corner, wanted) and not _inside(
            labels, label, corner, (wanted + 3) % 4
        ):
            return wanted
    return (heading + 2) % 4


def _inside(labels: NDArray[np.intp], label: int, corner: tuple[int, int], heading: int) -> bool:
    """Whether the pixel on the right hand of a step from a corner belongs to the region."""
    down, right = ((0, 0), (0, -1), (-1, -1), (-1, 0))[heading]
    row, column = corner[0] + down, corner[1] + right
    rows, columns = labels.shape
    return 0 <= row < rows and 0 <= column < columns and labels[row, column] == label
