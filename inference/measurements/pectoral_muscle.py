"""The front edge of the pectoral muscle in an MLO view, as a straight line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

STEPS = 36
"""Lines are tried between this many places along the top and along the chest wall."""

SAMPLES = 48
"""Points along each line at which its two sides are compared."""

GAP_SHARE = 0.012
"""Half the distance between the two sides that are compared, of the picture's height."""

LEAST_STEP = 0.03
"""The muscle's side is brighter than the other by at least this much, 0 to 1, on average."""

LEAST_HITS = 0.8
"""And at this share of the points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PectoralEdge:
    """A straight line in front of the muscle.

    Attributes:
        top: (row, column) at the upper end of the breast.
        bottom: (row, column) at the chest wall.
    """

    top: tuple[float, float]
    bottom: tuple[float, float]


def find_pectoral_edge(
    grey: NDArray[np.float32], breast: NDArray[np.bool_], *, chest_wall_is_right: bool
) -> PectoralEdge | None:
    """Find the line along which an upper chest-wall corner is brighter behind than in front.

    Args:
        grey: (rows, columns), 0 to 1; upright, about 300 rows.
        breast: bool of the same shape, with the muscle.
        chest_wall_is_right: whether the chest wall is at the right edge.

    Returns:
        The line, or None where no line stands out.
    """
    if chest_wall_is_right:
        grey, breast = grey[:, ::-1], breast[:, ::-1]
    smooth = ndimage.gaussian_filter(np.where(breast, grey, 0.0), 0.004 * len(grey))
    starts, ends = _candidates(breast)
    mean, hits = _steps_across(smooth, breast, starts, ends)
    allowed = hits >= LEAST_HITS
    if not allowed.any():
        return None
    best = int(np.argmax(np.where(allowed, mean, -np.inf)))
    if mean[best] < LEAST_STEP:
        return None
    (top_row, top_column), (bottom_row, bottom_column) = starts[best], ends[best]
    if chest_wall_is_right:
        top_column, bottom_column = (grey.shape[1] - c for c in (top_column, bottom_column))
    return PectoralEdge(
        top=(float(top_row), float(top_column)), bottom=(float(bottom_row), float(bottom_column))
    )


def _candidates(breast: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Upper and lower ends (n, 2) of the lines that are tried, chest wall on the left."""
    rows = np.flatnonzero(breast.any(axis=1))
    columns = np.flatnonzero(breast.any(axis=0))
    first, height = rows[0], rows[-1] - rows[0] + 1
    wall, width = columns[0], columns[-1] - columns[0] + 1
    across = wall + np.linspace(0.12, 0.95, STEPS) * width
    down = first + np.linspace(0.2, 0.95, STEPS) * height
    top, bottom = np.meshgrid(across, down, indexing="ij")
    starts = np.stack([np.full(top.size, float(first)), top.ravel()], axis=1)
    ends = np.stack([bottom.ravel(), np.full(top.size, float(wall))], axis=1)
    # Steeper than 20° from the film's upper edge and at most upright: so muscles lie.
    angle = np.degrees(np.arctan2(ends[:, 0] - first, starts[:, 1] - wall))
    kept = (angle > 35) & (angle < 85)
    return starts[kept], ends[kept]


def _steps_across(
    grey: NDArray[np.float64],
    breast: NDArray[np.bool_],
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How much brighter the chest-wall side of each line is: mean step, and share of steps up."""
    along = np.linspace(0.06, 0.9, SAMPLES)[None, :, None]
    points = starts[:, None] + along * (ends - starts)[:, None]
    direction = (ends - starts) / np.linalg.norm(ends - starts, axis=1, keepdims=True)
    # Toward the breast: down and away from the chest wall.
    normal = np.stack([-direction[:, 1], direction[:, 0]], axis=1)[:, None]
    gap = GAP_SHARE * len(grey)
    behind, front = (
        np.stack([_at(grey, points + sign * near * gap * normal) for near in (1.0, 2.0)]).mean(0)
        for sign in (-1, 1)
    )
    inside = _at(breast.astype(np.float64), points + gap * normal) > 0.5
    step = np.where(inside, behind - front, 0.0)
    return step.mean(axis=1), (step > 0.005).mean(axis=1)


def _at(picture: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    coordinates = np.moveaxis(points, -1, 0) - 0.5
    return np.asarray(ndimage.map_coordinates(picture, coordinates, order=1, mode="nearest"))
