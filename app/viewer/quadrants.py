"""The walk through the quadrants: each part of a breast in turn, at 1:1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.reading.stages import tile_centers
from app.viewer.linking import Seen
from app.viewer.state import ViewState
from inference.imaging.breast_region import BreastRegion

SMALLEST_ENLARGEMENT = 2.0
"""A view with fewer pixels than the screen is shown larger than 1:1, or nothing is gained."""
LEAST_SHARE = 0.005
"""A part with less of the breast than this, of every view, is left out: it is air."""

Point = tuple[float, float]


def tile_count(seen: Sequence[Seen], regions: Sequence[BreastRegion]) -> int:
    """How many steps the walk through a group of views has.

    Args:
        seen: the views in their viewports.
        regions: where in each the breast lies.
    """
    return len(_steps(seen, regions, _enlargement(seen)))


def tile_states(
    seen: Sequence[Seen], regions: Sequence[BreastRegion], tile: int
) -> list[ViewState]:
    """How the views of a group are looked at on a step of the walk.

    Args:
        seen: the views in their viewports.
        regions: where in each the breast lies.
        tile: number of the step, from 0.
    """
    enlargement = _enlargement(seen)
    steps = _steps(seen, regions, enlargement)
    centers = steps[min(tile, len(steps) - 1)]
    return [
        replace(view.state, scale=view.viewport.fit_scale * enlargement, center=center)
        for view, center in zip(seen, centers, strict=True)
    ]


def _enlargement(seen: Sequence[Seen]) -> float:
    """How much larger than fitted, the same for all: 1:1 for the view with the finest pixels."""
    largest = max((1 / view.viewport.fit_scale for view in seen), default=1.0)
    return max(largest, SMALLEST_ENLARGEMENT)


def _steps(
    seen: Sequence[Seen], regions: Sequence[BreastRegion], enlargement: float
) -> list[list[Point]]:
    """For each step the middle of every view; those with fewer tiles wait at their last."""
    tiles = [
        _centers(view, region, enlargement) for view, region in zip(seen, regions, strict=True)
    ]
    steps = [
        [centers[min(number, len(centers) - 1)] for centers in tiles]
        for number in range(max(map(len, tiles), default=0))
    ]
    useful = [
        centers
        for centers in steps
        if any(
            region.share(center, _span(view, enlargement)) >= LEAST_SHARE
            for center, view, region in zip(centers, seen, regions, strict=True)
        )
    ]
    return useful or steps[:1]


def _centers(view: Seen, region: BreastRegion, enlargement: float) -> list[Point]:
    top, left, rows, columns = region.box
    tiles = tile_centers((rows, columns), _span(view, enlargement), view.chest_wall)
    return [(top + row, left + column) for row, column in tiles]


def _span(view: Seen, enlargement: float) -> Point:
    """Rows and columns that the viewport shows."""
    viewport = view.viewport
    scale = viewport.fit_scale * enlargement
    return viewport.height / scale, viewport.width / (scale * viewport.pixel_aspect)
