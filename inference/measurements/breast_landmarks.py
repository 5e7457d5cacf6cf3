"""Nipple, chest wall and pectoral edge of a view: the frame in which a place is told."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.case import View
from inference.errors import ImageFileError
from inference.imaging.greyscale import to_grey
from inference.imaging.regions import filled, largest_region
from inference.measurements.nipple import find_nipple
from inference.measurements.pectoral_muscle import PectoralEdge, find_pectoral_edge
from inference.preparation.breast_mask import LARGEST_SHARE, SMALLEST_SHARE, find_breast
from inference.preparation.placement import chest_wall_is_right

SAMPLE_ROWS = 320
"""Landmarks are found on a reduced picture of about this height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreastLandmarks:
    """Where the nipple lies and which way the chest wall is.

    All in units of a row's height, columns scaled to it, so that lengths count alike in both
    directions. The posterior nipple line runs from the nipple toward the pectoral edge at a right
    angle, or straight back where no edge was found, and ends there or at the chest wall's edge.

    Attributes:
        nipple: (row, column).
        back: (row, column) unit vector along the posterior nipple line, from the nipple.
        up: (row, column) unit vector at a right angle to it, toward the top of the film.
        depth: length of the posterior nipple line.
        column_scale: width of a pixel in row heights.
        row_mm: height of a row, or None where it is unknown.
        pectoral: the edge in pixels of the view, or None.
    """

    nipple: tuple[float, float]
    back: tuple[float, float]
    up: tuple[float, float]
    depth: float
    column_scale: float
    row_mm: float | None
    pectoral: PectoralEdge | None

    def offsets(self, point: tuple[float, float]) -> tuple[float, float]:
        """How far behind the nipple and how far above its line an image point lies, in rows.

        Args:
            point: (row, column) in pixels of the view.
        """
        row = point[0] - self.nipple[0]
        column = point[1] * self.column_scale - self.nipple[1]
        return (
            row * self.back[0] + column * self.back[1],
            row * self.up[0] + column * self.up[1],
        )


def breast_landmarks(view: View) -> BreastLandmarks | None:
    """Find the landmarks of a view, or None where no breast is found.

    The side of the chest wall comes from the name of the view, else from the picture. Only an MLO
    view is searched for the muscle.

    Args:
        view: oriented as it hangs.
    """
    step = max(1, view.rows // SAMPLE_ROWS)
    grey = to_grey(view.pixels[::step, ::step], view.greyscale)
    breast = _breast(grey, drawn=view.synthetic)
    if breast is None:
        return None
    right = chest_wall_is_right(breast)
    if view.name is not None:
        right = view.name.image_laterality == "R"
    row, column = find_nipple(breast, chest_wall_is_right=right)
    edge = None
    if view.name is not None and view.position_known and view.name.view_position == "MLO":
        edge = find_pectoral_edge(grey, breast, chest_wall_is_right=right)
    spacing = view.pixel_spacing_mm
    columns = np.flatnonzero(breast.any(axis=0))
    wall = float(columns[-1] + 1 if right else columns[0])
    return _in_rows(
        (row * step, column * step),
        wall * step,
        None if edge is None else _enlarged(edge, step),
        column_scale=1.0 if spacing is None else spacing[1] / spacing[0],
        row_mm=None if spacing is None else spacing[0],
    )


def _breast(grey: NDArray[np.float32], *, drawn: bool) -> NDArray[np.bool_] | None:
    """The breast's mask; in a drawn view, whose air is black, all that is not."""
    try:
        return find_breast(grey)
    except ImageFileError:
        # Drawn fat may be as dark as air in places, and its outline then looks ragged.
        mask = filled(largest_region(grey > 0))
        return mask if drawn and SMALLEST_SHARE <= mask.mean() <= LARGEST_SHARE else None


def _in_rows(
    nipple: tuple[float, float],
    wall: float,
    edge: PectoralEdge | None,
    *,
    column_scale: float,
    row_mm: float | None,
) -> BreastLandmarks:
    at = (nipple[0], nipple[1] * column_scale)
    toward_wall = wall * column_scale - at[1]
    back, up = (0.0, math.copysign(1.0, toward_wall)), (-1.0, 0.0)
    depth = abs(toward_wall)
    if edge is not None:
        up = _direction(edge, column_scale)
        back = _across(up, toward_wall)
        top = (edge.top[0], edge.top[1] * column_scale)
        # Distance from the nipple to the edge's line, unless the film ends before.
        to_edge = (top[0] - at[0]) * back[0] + (top[1] - at[1]) * back[1]
        depth = min(to_edge, abs(toward_wall / back[1])) if back[1] else to_edge
    return BreastLandmarks(
        nipple=at,
        back=back,
        up=up,
        depth=max(depth, 1.0),
        column_scale=column_scale,
        row_mm=row_mm,
        pectoral=edge,
    )


def _direction(edge: PectoralEdge, column_scale: float) -> tuple[float, float]:
    """Unit vector along the edge, upwards."""
    row = edge.top[0] - edge.bottom[0]
    column = (edge.top[1] - edge.bottom[1]) * column_scale
    length = math.hypot(row, column)
    return row / length, column / length


def _across(up: tuple[float, float], toward_wall: float) -> tuple[float, float]:
    """Unit vector at a right angle to `up`, toward the chest wall."""
    row, column = -up[1], up[0]
    return (row, column) if column * toward_wall > 0 else (-row, -column)


def _enlarged(edge: PectoralEdge, step: int) -> PectoralEdge:
    return PectoralEdge(
        top=(edge.top[0] * step, edge.top[1] * step),
        bottom=(edge.bottom[0] * step, edge.bottom[1] * step),
    )
