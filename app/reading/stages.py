"""The stages of a reading: which views hang together, and the walk through their quadrants."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from app.reading.hanging import Hanging, Side, alone, hang
from inference.recipe import ViewName

ALMOST = 0.02
"""So much of a tile may hang over before another one is needed."""


class Stage(StrEnum):
    """What hangs at once."""

    ALL = "all"
    CC = "cc"
    MLO = "mlo"
    RIGHT = "right"
    LEFT = "left"
    QUADRANTS = "quadrants"


def stages_of(names: Sequence[ViewName | None]) -> tuple[Stage, ...]:
    """The stages that show something else than the one before; views without names have two."""
    pairs = [
        stage
        for stage in (Stage.CC, Stage.MLO, Stage.RIGHT, Stage.LEFT)
        if 0 < len(views_of(names, stage)) < len(names)
    ]
    return (Stage.ALL, *pairs, Stage.QUADRANTS)


def views_of(names: Sequence[ViewName | None], stage: Stage) -> list[int]:
    """Indices of the views that a stage shows, in the order of the case."""
    wanted = {
        Stage.CC: lambda name: name.view_position == "CC",
        Stage.MLO: lambda name: name.view_position == "MLO",
        Stage.RIGHT: lambda name: name.image_laterality == "R",
        Stage.LEFT: lambda name: name.image_laterality == "L",
    }.get(stage)
    if wanted is None:
        return list(range(len(names)))
    return [i for i, name in enumerate(names) if name is not None and wanted(name)]


def hang_some(names: Sequence[ViewName | None], views: Sequence[int]) -> Hanging:
    """Hang some of the views of a case, with the chest walls where they always are.

    The views of one breast hang beside each other, both with the chest wall on their own side.
    """
    chosen = [names[view] for view in views]
    if len(views) == 1:
        return alone(views[0])
    sides = {name.image_laterality for name in chosen if name is not None}
    if None not in chosen and len(sides) == 1 and len(set(chosen)) == len(chosen):
        hung = hang(chosen)
        places = tuple(replace(place, row=0, column=place.row) for place in hung.places)
        hung = Hanging(rows=1, columns=len(places), places=places)
    else:
        hung = hang(chosen)
    places = tuple(replace(place, view=views[place.view]) for place in hung.places)
    return replace(hung, places=places)


def hang_together(current: Hanging, other: Hanging, first: int) -> Hanging:
    """Hang a second case with the first: beside it where rows are filled, else below.

    Args:
        current: of the first case.
        other: of the second.
        first: what is added to the second case's indices of views.
    """
    beside = current.rows > 1 or other.rows > 1 or current.columns == other.columns == 1
    down, right = (0, current.columns) if beside else (current.rows, 0)
    places = tuple(
        replace(place, view=place.view + first, row=place.row + down, column=place.column + right)
        for place in other.places
    )
    return Hanging(
        rows=max(current.rows, other.rows) if beside else current.rows + other.rows,
        columns=current.columns + other.columns if beside else max(current.columns, other.columns),
        places=current.places + places,
    )


def quadrant_groups(names: Sequence[ViewName | None]) -> list[list[int]]:
    """Which views walk through their quadrants together: R and L of a position, else each alone."""
    if None in names or len(set(names)) != len(names):
        return [[view] for view in range(len(names))]
    groups = (views_of(names, stage) for stage in (Stage.CC, Stage.MLO))
    return [[place.view for place in hang_some(names, group).places] for group in groups if group]


def tile_centers(
    size: tuple[float, float], span: tuple[float, float], chest_wall: Side
) -> list[tuple[float, float]]:
    """Where the middle of the viewport comes to lie so that all of a view is seen in turn.

    Row by row, each from the chest wall outward, so that the tiles of a right and of a left breast
    correspond.

    Args:
        size: rows and columns of the view.
        span: rows and columns that a viewport shows at the scale of the walk.
        chest_wall: the edge of the view on which the chest wall lies.

    Returns:
        Image points (row, column).
    """
    rows = _centers(size[0], span[0])
    columns = _centers(size[1], span[1])
    if chest_wall is not Side.NONE and size[1] < span[1]:
        # All of it is seen; the chest wall hangs at the viewport's edge as in the other stages.
        columns = [span[1] / 2]
    if chest_wall is Side.RIGHT:
        columns = [size[1] - column for column in columns]
    return [(row, column) for row in rows for column in columns]


def chest_wall_of(name: ViewName | None) -> Side:
    """The edge of a hung view on which the chest wall lies."""
    if name is None:
        return Side.NONE
    return Side.RIGHT if name.image_laterality == "R" else Side.LEFT


def _centers(size: float, span: float) -> list[float]:
    count = max(math.ceil(size / span - ALMOST), 1)
    if count == 1:
        return [size / 2]
    step = (size - span) / (count - 1)
    return [span / 2 + step * i for i in range(count)]
