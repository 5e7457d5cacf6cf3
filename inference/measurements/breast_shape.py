"""Size and place of a breast in its view, of its nipple and of its pectoral muscle."""

from __future__ import annotations

import math

import numpy as np

from inference.measurements.measured_breast import MeasuredBreast
from inference.measurements.nipple import find_nipple

LEAST_REACH_MM = 10.0
"""Rows in which the breast reaches less far from the chest wall do not count to its height: skin
folds at its ends."""

MM_PER_CM = 10.0


def area_cm2(breast: MeasuredBreast) -> float:
    """Area of the breast without the pectoral muscle where that was found."""
    return float(np.count_nonzero(breast.tissue)) * (breast.pixel_mm / MM_PER_CM) ** 2


def height_cm(breast: MeasuredBreast) -> float | None:
    """How much of the chest wall the breast covers; None where it hardly leaves it.

    An MLO view is counted with the axilla up to the end of the film.
    """
    reaching = breast.breast.sum(axis=1) * breast.pixel_mm >= LEAST_REACH_MM
    rows = np.flatnonzero(reaching)
    if len(rows) == 0:
        return None
    return float(rows[-1] - rows[0] + 1) * breast.pixel_mm / MM_PER_CM


def nipple(breast: MeasuredBreast) -> tuple[float, float]:
    """Estimated place of the nipple: (row, column) in pixels of the reduced view."""
    return find_nipple(breast.breast, chest_wall_is_right=False)


def depth_cm(breast: MeasuredBreast, nipple_column: float) -> float:
    """How far the nipple stands out from the chest wall's edge of the breast."""
    wall = float(np.flatnonzero(breast.breast.any(axis=0))[0])
    return (nipple_column - wall) * breast.pixel_mm / MM_PER_CM


def position_cm(breast: MeasuredBreast) -> float:
    """How far the centre of the breast lies above the middle of the film."""
    return (len(breast.tissue) / 2 - centre_row(breast)) * breast.pixel_mm / MM_PER_CM


def nipple_height_cm(breast: MeasuredBreast, nipple_row: float) -> float:
    """How far the nipple lies above the centre of the breast; below it is negative."""
    return (centre_row(breast) - nipple_row) * breast.pixel_mm / MM_PER_CM


def centre_row(breast: MeasuredBreast) -> float:
    """Row of the centre of gravity of the breast without the muscle."""
    weight = breast.tissue.sum(axis=1)
    return float(np.average(np.arange(len(weight)) + 0.5, weights=weight))


def pectoral_angle_deg(breast: MeasuredBreast) -> float | None:
    """Angle between the muscle's edge and the chest wall: 0 where they are parallel."""
    edge = breast.pectoral
    if edge is None:
        return None
    return math.degrees(math.atan2(edge.top[1] - edge.bottom[1], edge.bottom[0] - edge.top[0]))


def pectoral_length_cm(breast: MeasuredBreast) -> float | None:
    """Length of the muscle's edge from the top of the film to the chest wall."""
    edge = breast.pectoral
    if edge is None:
        return None
    length_px = math.hypot(edge.top[1] - edge.bottom[1], edge.bottom[0] - edge.top[0])
    return length_px * breast.pixel_mm / MM_PER_CM
