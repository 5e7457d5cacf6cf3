"""Freehand lines with fewer points than a hand gives them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.reading.marks import MAX_POINTS, Point


def simplified(
    points: Sequence[Point], tolerance: float, most: int = MAX_POINTS
) -> tuple[Point, ...]:
    """The fewest of the points whose line stays near all of them; the ends stay.

    Args:
        points: (row, column) in the order of the line.
        tolerance: how far a point that is left out may lie from the line, in pixels.
        most: how many may stay; the tolerance is doubled until they do.

    Source: D. H. Douglas, T. K. Peucker, Cartographica 10 (1973) 112–122.
    """
    line = np.array(points, np.float64)
    tolerance = max(tolerance, 1e-3)
    kept = _kept(line, tolerance)
    while kept.sum() > most:
        tolerance *= 2
        kept = _kept(line, tolerance)
    return tuple(point for point, stays in zip(points, kept, strict=True) if stays)


def _kept(line: NDArray[np.float64], tolerance: float) -> NDArray[np.bool_]:
    kept = np.zeros(len(line), bool)
    kept[[0, -1]] = True
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        if last - first < 2:
            continue
        distances = _distances(line[first + 1 : last], line[first], line[last])
        farthest = int(distances.argmax())
        if distances[farthest] > tolerance:
            middle = first + 1 + farthest
            kept[middle] = True
            open_parts += [(first, middle), (middle, last)]
    return kept


def _distances(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """From each of (n, 2) points to the straight line between two others."""
    along = end - start
    part = (points - start) @ along / max(float(along @ along), 1e-12)
    nearest = start + np.clip(part, 0, 1)[:, None] * along
    return np.hypot(*(points - nearest).T)
