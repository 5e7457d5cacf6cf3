"""The lines of marks on the screen, at the same thickness whatever the zoom."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from app.reading.mark_grips import handles, lines
from app.reading.marks import Mark, MarkKind, Point

LINE_PX = 1.6
HALO_PX = 4.0
CAP_PX = 6.0
HEAD_PX = 13.0
HEAD_ANGLE = 0.38
ARC_PX = 24.0
DOT_PX = 3.0
HANDLE_PX = 3.5
HALO = QColor(0, 0, 0, 170)


def on_screen(points: Sequence[Point], to_screen: QTransform) -> list[QPointF]:
    """Image points (row, column) in logical pixels of the viewport."""
    return [to_screen.map(QPointF(column, row)) for row, column in points]


def bounds_on_screen(mark: Mark, to_screen: QTransform) -> QRectF:
    """Around what a mark draws, in logical pixels of the viewport."""
    return QPolygonF(on_screen(lines(mark)[0], to_screen)).boundingRect()


def shape_on_screen(mark: Mark, to_screen: QTransform) -> QPainterPath:
    """The lines of a mark, in logical pixels of the viewport."""
    path = QPainterPath()
    ends = on_screen(mark.points, to_screen)
    if mark.kind is MarkKind.ELLIPSE:
        path.addEllipse(QRectF(ends[0], ends[1]).normalized())
        return path
    if mark.kind is MarkKind.TEXT:
        path.addEllipse(ends[0], DOT_PX, DOT_PX)
        return path
    corners, is_closed = lines(mark)
    path.addPolygon(QPolygonF(on_screen(corners, to_screen)))
    if is_closed:
        path.closeSubpath()
    elif mark.kind is MarkKind.RULER:
        _add_caps(path, *ends)
    elif mark.kind is MarkKind.ANGLE:
        _add_arc(path, *ends)
    elif mark.kind is MarkKind.ARROW:
        _add_head(path, *ends)
    return path


def paint_shape(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
    """Draw lines with a dark edge, which keeps them visible on bright tissue."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for shade, width in ((HALO, HALO_PX), (colour, LINE_PX)):
        pen = QPen(shade, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)


def paint_handles(
    painter: QPainter, mark: Mark, to_screen: QTransform, colour: QColor, chosen: int
) -> None:
    """Draw the points by which a mark can be changed.

    Args:
        painter: in logical pixels of the viewport.
        mark: the selected one.
        to_screen: from image points.
        colour: of the handles' edges.
        chosen: the handle that the keyboard moves, drawn filled; −1 for none.
    """
    places = on_screen(handles(mark), to_screen)
    size = HANDLE_PX if len(places) <= 12 else HANDLE_PX * 0.7
    for number, place in enumerate(places):
        box = QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size)
        painter.setPen(QPen(QColor(0, 0, 0, 220), 3))
        painter.setBrush(colour if number == chosen else QColor(0, 0, 0, 220))
        painter.drawRect(box)
        painter.setPen(QPen(colour, 1.3))
        painter.drawRect(box)


def _add_caps(path: QPainterPath, start: QPointF, end: QPointF) -> None:
    """A short stroke across each end, so that it is seen where the length is taken."""
    along = end - start
    length = math.hypot(along.x(), along.y())
    if not length:
        return
    across = QPointF(-along.y(), along.x()) * (CAP_PX / length)
    for place in (start, end):
        path.moveTo(place - across)
        path.lineTo(place + across)


def _add_head(path: QPainterPath, tip: QPointF, tail: QPointF) -> None:
    angle = math.atan2(tail.y() - tip.y(), tail.x() - tip.x())
    length = min(HEAD_PX, math.hypot(tail.x() - tip.x(), tail.y() - tip.y()))
    for turn in (-HEAD_ANGLE, HEAD_ANGLE):
        side = QPointF(math.cos(angle + turn), math.sin(angle + turn)) * length
        path.moveTo(tip)
        path.lineTo(tip + side)


def _add_arc(path: QPainterPath, first: QPointF, apex: QPointF, last: QPointF) -> None:
    """An arc between the arms, on the side where the angle is below 180°."""
    arms = [first - apex, last - apex]
    radius = min([ARC_PX, *(math.hypot(arm.x(), arm.y()) * 0.6 for arm in arms)])
    if radius < 4:
        return
    start, end = (math.degrees(math.atan2(-arm.y(), arm.x())) for arm in arms)
    sweep = (end - start + 180) % 360 - 180
    box = QRectF(apex.x() - radius, apex.y() - radius, 2 * radius, 2 * radius)
    path.arcMoveTo(box, start)
    path.arcTo(box, start, sweep)
