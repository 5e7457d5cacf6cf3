"""Where each view of a case hangs, and the one scale all of them share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inference.case import View
from inference.recipe import ViewName


class Side(StrEnum):
    """The edge of a viewport against which a view is pushed."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"
    """Neither: the view is centred."""

    @property
    def opposite(self) -> Side:
        """The other edge."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, Side.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one view hangs.

    Attributes:
        view: index of the view in the case.
        row: of the grid, from the top.
        column: of the grid, from the left.
        chest_wall: the viewport's edge on which the chest wall lies.
    """

    view: int
    row: int
    column: int
    chest_wall: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """A grid of viewports and the views in it.

    Attributes:
        rows: of the grid.
        columns: of the grid.
        places: one for each view shown, row by row.
    """

    rows: int
    columns: int
    places: tuple[Place, ...]


def hang(names: Sequence[ViewName | None]) -> Hanging:
    """Hang the views of a case: R CC | L CC over R MLO | L MLO.

    The right breast hangs in the left viewport, so that the chest walls touch in the middle. Rows
    and columns without a view are left out. Views without a name, and a second one of a name, hang
    to the right of the others; where no view has a name, they hang in the order in which they come,
    as near to a square as their number allows.

    Args:
        names: of the views, in the order of the case.
    """
    if len(names) == 1:
        return alone(0)
    cells: dict[tuple[int, int], int] = {}
    others = []
    for index, name in enumerate(names):
        if name is None or _cell(name) in cells:
            others.append(index)
        else:
            cells[_cell(name)] = index
    if not cells:
        return _in_order(names)
    rows = sorted({row for row, _ in cells})
    columns = sorted({column for _, column in cells})
    places = [
        Place(
            view=cells[row, column],
            row=rows.index(row),
            column=columns.index(column),
            chest_wall=Side.RIGHT if column == 0 else Side.LEFT,
        )
        for row, column in sorted(cells)
    ]
    for number, index in enumerate(others):
        row, column = number % len(rows), len(columns) + number // len(rows)
        places.append(Place(view=index, row=row, column=column, chest_wall=Side.NONE))
    places.sort(key=lambda place: (place.row, place.column))
    width = len(columns) + math.ceil(len(others) / len(rows))
    return Hanging(rows=len(rows), columns=width, places=tuple(places))


def alone(view: int) -> Hanging:
    """One view over the whole area, centred."""
    place = Place(view=view, row=0, column=0, chest_wall=Side.NONE)
    return Hanging(rows=1, columns=1, places=(place,))


def sizes_in_one_unit(views: Sequence[View]) -> list[tuple[float, float]]:
    """Heights and widths of the views: in mm where all have a spacing, else all in pixels.

    One view without a spacing cannot be compared in mm with the others, and two units side by side
    would look like a difference between the breasts.
    """
    spacings = [view.pixel_spacing_mm for view in views]
    known = [spacing for spacing in spacings if spacing is not None]
    if len(known) < len(views):
        return [(view.rows, view.columns) for view in views]
    return [(view.rows * v, view.columns * h) for view, (v, h) in zip(views, known, strict=True)]


def common_scale(
    sizes: Sequence[tuple[float, float]], boxes: Sequence[tuple[float, float]]
) -> float:
    """The largest scale at which every view fits into its viewport.

    Args:
        sizes: height and width of each view, in one unit.
        boxes: height and width of each viewport, in device pixels.

    Returns:
        Device pixels per unit, the same for all views.
    """
    ratios = [
        min(box[0] / size[0], box[1] / size[1]) for size, box in zip(sizes, boxes, strict=True)
    ]
    return max(min(ratios, default=1.0), 1e-6)


def _cell(name: ViewName) -> tuple[int, int]:
    row = 0 if name.view_position == "CC" else 1
    column = 0 if name.image_laterality == "R" else 1
    return row, column


def _in_order(names: Sequence[ViewName | None]) -> Hanging:
    columns = math.ceil(math.sqrt(len(names)))
    places = [
        Place(view=i, row=i // columns, column=i % columns, chest_wall=Side.NONE)
        for i in range(len(names))
    ]
    return Hanging(rows=math.ceil(len(names) / columns), columns=columns, places=tuple(places))
