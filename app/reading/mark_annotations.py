"""Marks as annotations of a presentation state, and what of others' annotations are marks."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from app.reading.mark_values import ValueWords, mark_values, value_lines
from app.reading.marks import (
    MAX_MARKS,
    MAX_POINTS,
    Mark,
    MarkKind,
    Point,
    bounds,
    cleaned_text,
    new_id,
)
from app.reading.outlines import simplified
from inference.case import View
from inference.dicom.annotations import Annotation, AnnotationKind
from inference.errors import InputError

VALUES_LAYER = "MAMMOGYM VALUES"
"""What our marks measure, for viewers that do not measure them anew."""
LONGEST_HEAD = 0.3
"""Length of an arrow's head over the arrow's at most."""
HEAD_PX = 25.0
NEAR_PX = 0.05
"""Points of presentation states are stored with four bytes."""
UNDERSTOOD_AS_POINT = "×"


def annotations_of(
    marks: Iterable[Mark], view: View, words: ValueWords | None = None
) -> tuple[Annotation, ...]:
    """The marks of one view, and what they measure, as a presentation state draws them.

    The kind of a mark stands as the name of the layer.
    """
    drawn: list[Annotation] = []
    for mark in marks:
        drawn.append(_annotation(mark))
        if lines := value_lines(mark_values(mark, view), words):
            place = bounds(mark.points)[1]
            drawn.append(
                Annotation(
                    kind=AnnotationKind.TEXT,
                    points=(place,),
                    text="\n".join(lines),
                    layer=VALUES_LAYER,
                )
            )
    return tuple(drawn)


def marks_of(
    annotations: Iterable[Annotation], index: int, view: View, existing: Iterable[Mark] = ()
) -> tuple[Mark, ...]:
    """What a presentation state draws over a view, as marks with new names.

    A line of two points becomes a ruler, one of three an angle, other lines and turned ellipses
    become outlines, single points a text. What lies beside the picture is brought to its edge.

    Args:
        annotations: of the view.
        index: of the view in the case.
        view: the view.
        existing: all marks of the case, whose names are taken.

    Raises:
        InputError: there are too many.
    """
    taken = list(existing)
    made: list[Mark] = []
    for annotation in annotations:
        if annotation.layer == VALUES_LAYER:
            continue
        if len(taken) >= MAX_MARKS:
            raise InputError(f"A case holds at most {MAX_MARKS} marks. Delete some first.")
        kind, points, text = _as_mark(annotation)
        mark = Mark(
            mark_id=new_id(taken),
            view=index,
            kind=kind,
            points=tuple(_within(point, view) for point in points),
            text=cleaned_text(text),
        )
        taken.append(mark)
        made.append(mark)
    return tuple(made)


def _annotation(mark: Mark) -> Annotation:
    kind, points = AnnotationKind.POLYLINE, mark.points
    if mark.kind is MarkKind.TEXT:
        kind = AnnotationKind.TEXT
    elif mark.kind is MarkKind.RECTANGLE:
        (top, left), (bottom, right) = bounds(points)
        points = ((top, left), (top, right), (bottom, right), (bottom, left), (top, left))
    elif mark.kind is MarkKind.ELLIPSE:
        kind = AnnotationKind.ELLIPSE
        (top, left), (bottom, right) = bounds(points)
        row, column = (top + bottom) / 2, (left + right) / 2
        points = ((row, left), (row, right), (top, column), (bottom, column))
    elif mark.kind is MarkKind.OUTLINE:
        points = (*points, points[0])
    elif mark.kind is MarkKind.ARROW:
        points = _drawn_arrow(*points)
    return Annotation(kind=kind, points=points, text=mark.text, layer=mark.kind.value.upper())


def _drawn_arrow(tip: Point, tail: Point) -> tuple[Point, ...]:
    """Tail, tip, one side of the head, tip, the other side: one line that looks like an arrow."""
    length = math.dist(tip, tail)
    head = min(HEAD_PX, LONGEST_HEAD * length)
    angle = math.atan2(tail[0] - tip[0], tail[1] - tip[1])
    sides = [
        (tip[0] + head * math.sin(angle + turn), tip[1] + head * math.cos(angle + turn))
        for turn in (-0.4, 0.4)
    ]
    return tail, tip, sides[0], tip, sides[1]


def _as_mark(annotation: Annotation) -> tuple[MarkKind, tuple[Point, ...], str]:
    points, text = annotation.points, annotation.text
    if annotation.kind is AnnotationKind.POINT:
        return MarkKind.TEXT, points, text or UNDERSTOOD_AS_POINT
    if annotation.kind is AnnotationKind.TEXT:
        return MarkKind.TEXT, points, text
    if annotation.kind is AnnotationKind.ELLIPSE:
        return *_ellipse(points), text
    return *_line(annotation), text


def _line(annotation: Annotation) -> tuple[MarkKind, tuple[Point, ...]]:
    points, layer = annotation.points, annotation.layer.strip().upper()
    if layer == "ARROW" and len(points) in (2, 5):
        return MarkKind.ARROW, (points[1], points[0])
    if annotation.closed:
        if layer != "OUTLINE" and _is_box(points):
            return MarkKind.RECTANGLE, bounds(points)
        return MarkKind.OUTLINE, _few(points[:-1])
    if len(points) == 2:
        return MarkKind.RULER, points
    return (MarkKind.ANGLE, points) if len(points) == 3 else (MarkKind.OUTLINE, _few(points))


def _ellipse(points: tuple[Point, ...]) -> tuple[MarkKind, tuple[Point, ...]]:
    first, second = (np.array(points[1]) - points[0]) / 2, (np.array(points[3]) - points[2]) / 2
    center = np.mean(points, axis=0)
    is_upright = min(abs(first)) <= NEAR_PX and min(abs(second)) <= NEAR_PX
    if is_upright:
        half = np.maximum(abs(first), abs(second))
        corners = center - half, center + half
        return MarkKind.ELLIPSE, tuple((float(row), float(column)) for row, column in corners)
    turns = np.linspace(0, 2 * math.pi, 64, endpoint=False)[:, None]
    around = center + np.cos(turns) * first + np.sin(turns) * second
    return MarkKind.OUTLINE, tuple((float(row), float(column)) for row, column in around)


def _is_box(points: tuple[Point, ...]) -> bool:
    if len(points) != 5:
        return False
    sides = np.abs(np.diff(np.array(points), axis=0))
    return bool((sides.min(axis=1) <= NEAR_PX).all())


def _few(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return points if len(points) <= MAX_POINTS else simplified(points, 0.1)


def _within(point: Point, view: View) -> Point:
    return min(max(point[0], 0.0), view.rows), min(max(point[1], 0.0), view.columns)
