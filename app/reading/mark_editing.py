"""Drawing a mark and changing one, step by step, as a pointer moves over a view."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from app.reading.mark_grips import Grip, Part, handles, with_handle
from app.reading.marks import MAX_POINTS, POINT_COUNTS, Mark, MarkKind, Point, bounds
from app.reading.outlines import simplified

TOO_SMALL = 0.5
"""What is drawn within this part of the reach was a click and no drag."""

LINE_STEP = 0.25
"""A freehand line gets a point whenever the pointer moved by this part of the reach."""

LINE_TOLERANCE = 0.08
"""How far, in parts of the reach, a finished freehand line may differ from the hand's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The size of a view, from which no mark leads out.

    Attributes:
        rows: of the view.
        columns: of the view.
    """

    rows: int
    columns: int

    def clamped(self, point: Point) -> Point:
        """The nearest point of the picture."""
        return min(max(point[0], 0.0), self.rows), min(max(point[1], 0.0), self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A mark that is being drawn.

    Points are placed by dragging, or by clicking one after the other; both may be mixed. A
    freehand line is dragged in one go.

    Attributes:
        mark: as it looks now; the points that are not placed follow the pointer.
        extent: of the view.
        placed: how many of its points stay where they are.
        held: whether the pointer's button is down.
        clicked: whether the button came up where it went down, so that the next press places.
        done: whether the mark is finished.
        dropped: whether it came to nothing: it is not to be kept.
    """

    mark: Mark
    extent: Extent
    placed: int = 1
    held: bool = True
    clicked: bool = False
    done: bool = False
    dropped: bool = False

    def moved(self, point: Point, reach: float) -> Drawing:
        """The pointer moved, with or without its button.

        Args:
            point: (row, column), anywhere.
            reach: how near counts as the same place, in pixels.
        """
        to = self.extent.clamped(point)
        if self.mark.kind is MarkKind.OUTLINE:
            return self._with_line_to(to, reach) if self.held else self
        points = list(self.mark.points)
        if self.mark.kind is MarkKind.TEXT:
            points = [to]
        points[self.placed :] = [to] * (len(points) - self.placed)
        return replace(self, mark=replace(self.mark, points=tuple(points)))

    def pressed(self, point: Point, reach: float) -> Drawing:
        """The pointer's button went down again: the next point is placed here."""
        return replace(self.moved(point, reach), held=True)

    def released(self, point: Point, reach: float) -> Drawing:
        """The pointer's button went up."""
        up = replace(self.moved(point, reach), held=False)
        if self.mark.kind is MarkKind.TEXT:
            return replace(up, done=True)
        if self.mark.kind is MarkKind.OUTLINE:
            return up._closed(reach)
        before, here = up.mark.points[self.placed - 1], up.mark.points[self.placed]
        if _is_near(before, here, reach * TOO_SMALL):
            # A first click places the first point; a second one at its place takes it back.
            is_taken_back = self.clicked and self.placed == 1
            return replace(up, dropped=True) if is_taken_back else replace(up, clicked=True)
        if self.placed + 1 == len(up.mark.points):
            return replace(up, done=True, mark=normal(up.mark))
        return replace(up, placed=self.placed + 1, clicked=True)

    def _with_line_to(self, to: Point, reach: float) -> Drawing:
        points = self.mark.points
        if _is_near(points[-1], to, reach * LINE_STEP):
            return self
        if len(points) == MAX_POINTS:
            points = simplified(points, reach * LINE_TOLERANCE, MAX_POINTS // 2)
        return replace(self, mark=replace(self.mark, points=(*points, to)))

    def _closed(self, reach: float) -> Drawing:
        points = simplified(self.mark.points, reach * LINE_TOLERANCE)
        if _is_near(points[0], points[-1], reach * TOO_SMALL):
            points = points[:-1]
        if len(points) < POINT_COUNTS[MarkKind.OUTLINE][0]:
            return replace(self, dropped=True)
        return replace(self, done=True, mark=replace(self.mark, points=points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A mark that is being moved, or changed by one of its handles.

    Attributes:
        before: the mark as it was.
        mark: as it looks now.
        grip: what is held.
        start: where the pointer took hold.
        extent: of the view.
    """

    before: Mark
    mark: Mark
    grip: Grip
    start: Point
    extent: Extent

    def moved(self, point: Point) -> Change:
        """The pointer moved with its button down."""
        down, right = point[0] - self.start[0], point[1] - self.start[1]
        if self.grip.part is not Part.HANDLE:
            return replace(self, mark=shifted(self.before, down, right, self.extent))
        row, column = handles(self.before)[self.grip.handle]
        to = self.extent.clamped((row + down, column + right))
        return replace(self, mark=with_handle(self.before, self.grip.handle, to))

    def released(self) -> Change:
        """The pointer's button went up."""
        return replace(self, mark=normal(self.mark))


def begin(kind: MarkKind, mark_id: str, view: int, point: Point, extent: Extent) -> Drawing:
    """Begin to draw a mark where the pointer's button went down.

    Args:
        kind: of the mark.
        mark_id: its name, see `marks.new_id`.
        view: index of the view in the case.
        point: (row, column); the nearest point of the picture is taken.
        extent: of the view.
    """
    points = (extent.clamped(point),) * POINT_COUNTS[kind][0]
    mark = Mark(mark_id=mark_id, view=view, kind=kind, points=points)
    return Drawing(mark=mark, extent=extent)


def take_hold(mark: Mark, grip: Grip, point: Point, extent: Extent) -> Change:
    """Begin to change a mark of which the pointer took hold."""
    return Change(before=mark, mark=mark, grip=grip, start=point, extent=extent)


def shifted(mark: Mark, down: float, right: float, extent: Extent) -> Mark:
    """The whole mark moved, as far as the picture reaches."""
    (top, left), (bottom, far) = bounds(mark.points)
    down = min(max(down, -top), extent.rows - bottom)
    right = min(max(right, -left), extent.columns - far)
    points = tuple(
        # Adding may round to a hair beyond the edge.
        extent.clamped((row + down, column + right))
        for row, column in mark.points
    )
    return replace(mark, points=points)


def normal(mark: Mark) -> Mark:
    """The same mark, boxes with the upper left corner first."""
    if mark.kind in (MarkKind.RECTANGLE, MarkKind.ELLIPSE):
        return replace(mark, points=bounds(mark.points))
    return mark


def _is_near(first: Point, second: Point, reach: float) -> bool:
    return math.dist(first, second) <= reach
