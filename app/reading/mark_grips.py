"""Where a mark can be taken hold of: its handles, its lines, and what they enclose."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from app.reading.mark_values import region_mask
from app.reading.marks import REGIONS, Mark, MarkKind, Point, bounds

MOST_HANDLES = 120
"""An outline with more corners is only moved as a whole: handles would hide its line."""

BOX_HANDLES = ((0, 0), (0, 1), (1, 1), (1, 0), (0, None), (None, 1), (1, None), (None, 0))
"""Which end (row, column) of a box each handle moves: corners, then the middles of the sides."""

ELLIPSE_CORNERS = 72


class Part(IntEnum):
    """What of a mark is held; the smaller number is taken first."""

    HANDLE = 0
    EDGE = 1
    BODY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Grip:
    """A hold on a mark.

    Attributes:
        mark_id: whose.
        part: of the mark.
        handle: which handle; −1 for the other parts.
    """

    mark_id: str
    part: Part
    handle: int = -1


def handles(mark: Mark) -> tuple[Point, ...]:
    """The points by which a mark is changed."""
    if mark.kind in (MarkKind.RECTANGLE, MarkKind.ELLIPSE):
        rows, columns = zip(*mark.points, strict=True)
        return tuple((_end(rows, r), _end(columns, c)) for r, c in BOX_HANDLES)
    return mark.points if len(mark.points) <= MOST_HANDLES else ()


def with_handle(mark: Mark, handle: int, to: Point) -> Mark:
    """With one handle moved; a box may turn over."""
    points = [list(point) for point in mark.points]
    if mark.kind in (MarkKind.RECTANGLE, MarkKind.ELLIPSE):
        for axis, end in enumerate(BOX_HANDLES[handle]):
            if end is not None:
                points[end][axis] = to[axis]
    else:
        points[handle] = list(to)
    return replace(mark, points=tuple((row, column) for row, column in points))


def lines(mark: Mark) -> tuple[tuple[Point, ...], bool]:
    """What a mark draws, as one line of straight parts, and whether it is closed."""
    if mark.kind is MarkKind.RECTANGLE:
        return handles(mark)[:4], True
    if mark.kind is MarkKind.ELLIPSE:
        (top, left), (bottom, right) = bounds(mark.points)
        turns = np.linspace(0, 2 * math.pi, ELLIPSE_CORNERS, endpoint=False)
        rows = (top + bottom) / 2 + (bottom - top) / 2 * np.sin(turns)
        columns = (left + right) / 2 + (right - left) / 2 * np.cos(turns)
        return tuple(zip(rows.tolist(), columns.tolist(), strict=True)), True
    return mark.points, mark.kind is MarkKind.OUTLINE


def grip_at(
    marks: Iterable[Mark],
    point: Point,
    reach: float,
    *,
    aspect: float = 1.0,
    selected: str | None = None,
) -> Grip | None:
    """What of the marks lies under a point: a handle before a line before an inside.

    Of several the selected mark comes first, then the nearest, then the one drawn last. Regions
    show handles, and are held by their inside, only while they are selected.

    Args:
        marks: on one view.
        point: (row, column).
        reach: how far from a handle or line, in rows.
        aspect: width of a pixel over its height.
        selected: name of the selected mark.
    """
    best: tuple[tuple[float, ...], Grip] | None = None
    for mark in marks:
        is_selected = mark.mark_id == selected
        found = _grip_on(mark, point, reach, aspect, is_selected)
        if found is None:
            continue
        distance, grip = found
        rank = (grip.part, not is_selected, distance)
        if best is None or rank <= best[0]:
            best = rank, grip
    return best[1] if best else None


def _grip_on(
    mark: Mark, point: Point, reach: float, aspect: float, is_selected: bool
) -> tuple[float, Grip] | None:
    stretch = np.array((1.0, aspect))
    at = np.array(point) * stretch
    if (is_selected or mark.kind not in REGIONS) and (shown := handles(mark)):
        distances = np.hypot(*(np.array(shown) * stretch - at).T)
        nearest = int(distances.argmin())
        if distances[nearest] <= reach:
            grip = Grip(mark_id=mark.mark_id, part=Part.HANDLE, handle=nearest)
            return float(distances[nearest]), grip
    distance = _distance_to_lines(mark, at, stretch)
    if distance <= reach:
        return distance, Grip(mark_id=mark.mark_id, part=Part.EDGE)
    if is_selected and mark.kind in REGIONS and _encloses(mark, point):
        return distance, Grip(mark_id=mark.mark_id, part=Part.BODY)
    return None


def _distance_to_lines(mark: Mark, at: np.ndarray, stretch: np.ndarray) -> float:
    corners, is_closed = lines(mark)
    ends = np.array(corners) * stretch
    if is_closed:
        ends = np.vstack([ends, ends[:1]])
    if len(ends) == 1:
        return float(np.hypot(*(ends[0] - at)))
    starts, along = ends[:-1], np.diff(ends, axis=0)
    squares = np.maximum((along**2).sum(axis=1), 1e-12)
    part = np.clip(((at - starts) * along).sum(axis=1) / squares, 0, 1)
    nearest = starts + part[:, None] * along
    return float(np.hypot(*(nearest - at).T).min())


def _encloses(mark: Mark, point: Point) -> bool:
    """Whether a region holds a point: as if the point were the middle of the only pixel."""
    shifted = [(row - point[0] + 0.5, column - point[1] + 0.5) for row, column in mark.points]
    _, _, inside = region_mask(replace(mark, points=tuple(shifted)), 1, 1)
    return bool(inside.any())


def _end(values: tuple[float, ...], end: int | None) -> float:
    return (values[0] + values[1]) / 2 if end is None else values[end]
