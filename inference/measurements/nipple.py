"""Where the nipple lies, estimated from the outline of the breast."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

FINE_SHARE = 0.012
"""The outline is smoothed by this share of the picture's height: finer than a nipple."""

COARSE_SHARE = 0.08
"""And by this one, which levels a nipple; what rises above it is one."""

BUMP_WEIGHT = 2.0
"""How many columns toward the chest wall one column of bump makes up for."""

LEAST_REACH = 0.8
"""A nipple lies where the outline reaches at least this share of the farthest point."""

PLATEAU_SHARE = 0.015
"""Rows that score less than the best one by so little, in reaches, share the place: a smooth
breast is flat at its most anterior point."""

SPARED_TOP, SPARED_BOTTOM = 0.2, 0.08
"""Shares of the breast's height at both ends, where arm and skin fold reach far too."""


def find_nipple(breast: NDArray[np.bool_], *, chest_wall_is_right: bool) -> tuple[float, float]:
    """Estimate the nipple: the outline's most anterior point, drawn toward a bump of it.

    The outline is read row by row, so a nipple that points steeply down is placed at the edge
    above it.

    Args:
        breast: bool (rows, columns), one region; upright, about 300 rows are enough.
        chest_wall_is_right: whether the chest wall is at the right edge.

    Returns:
        (row, column) of the point of the outline.
    """
    upright = breast[:, ::-1] if chest_wall_is_right else breast
    columns = upright.shape[1]
    rows = np.flatnonzero(upright.any(axis=1))
    wall = int(np.flatnonzero(upright.any(axis=0))[0])
    # The outline of each row, in columns from the chest wall.
    reach = columns - np.argmax(upright[rows[0] : rows[-1] + 1, ::-1], axis=1) - wall
    fine = ndimage.gaussian_filter1d(reach.astype(float), FINE_SHARE * len(breast))
    coarse = ndimage.gaussian_filter1d(reach.astype(float), COARSE_SHARE * len(breast))
    allowed = _middle(len(reach)) & (fine >= LEAST_REACH * fine[_middle(len(reach))].max())
    score = np.where(allowed, fine + BUMP_WEIGHT * (fine - coarse), -np.inf)
    best = _middle_of_plateau(score, PLATEAU_SHARE * float(fine.max()))
    column = wall + float(fine[best])
    row = float(rows[0] + best) + 0.5
    return row, columns - column if chest_wall_is_right else column


def _middle(rows: int) -> NDArray[np.bool_]:
    share = (np.arange(rows) + 0.5) / rows
    return (share >= SPARED_TOP) & (share <= 1 - SPARED_BOTTOM)


def _middle_of_plateau(score: NDArray[np.float64], tolerance: float) -> int:
    best = int(np.argmax(score))
    lower = np.flatnonzero(score < score[best] - tolerance)
    first = int(lower[lower < best].max(initial=-1)) + 1
    last = int(lower[lower > best].min(initial=len(score))) - 1
    return (first + last) // 2
