"""Outlines over a picture: a graphics item that draws them at one thickness whatever the zoom."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.style import ACCENT, AMBER
from app.viewer.mark_shapes import HALO, on_screen, paint_shape
from app.viewer.touch import Outline, Point

HANDLE_PX = 4.5
DOT_PX = 1.5
CORNER = 0.5
"""So much of each corner is cut off: the borders of pixels then are lines again."""


class OutlineLayer(QGraphicsItem):
    """Draws outlines in the coordinates of the picture: x is the column, y the row."""

    def __init__(self) -> None:
        super().__init__()
        self._outlines: tuple[Outline, ...] = ()
        self._area = QRectF()
        self.setZValue(0.8)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """What is shown."""
        return self._outlines

    def show_at(self, transform: QTransform, area: QRectF) -> None:
        """Take the place of the picture.

        Args:
            transform: of the `Film`.
            area: the viewport in the scene.
        """
        self.prepareGeometryChange()
        self._area = QRectF(area)
        self.setTransform(transform)

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Show outlines, the chosen one above the others."""
        self._outlines = tuple(sorted(outlines, key=lambda one: one.is_chosen))
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The viewport: handles keep their size."""
        return self.mapRectFromScene(self._area)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw lines and handles in the viewport's own pixels."""
        if not self._outlines:
            return
        to_screen = self.sceneTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for outline in self._outlines:
            colour = QColor(AMBER if outline.is_chosen else ACCENT)
            path = QPainterPath()
            for polygon in outline.polygons:
                points = polygon if outline.is_open else smoothed(polygon)
                path.addPolygon(QPolygonF(on_screen(points, to_screen)))
                if not outline.is_open:
                    path.closeSubpath()
            paint_shape(painter, path, colour)
            if outline.handle is not None:
                place = on_screen([outline.handle], to_screen)[0]
                _paint_handle(painter, place, colour, ring=outline.is_chosen)
        painter.restore()


def smoothed(polygon: Sequence[Point]) -> list[Point]:
    """A polygon along the borders of pixels with its corners cut, so that steps become slopes."""
    points: list[Point] = []
    for (row, column), (next_row, next_column) in zip(
        polygon, [*polygon[1:], *polygon[:1]], strict=True
    ):
        length = math.hypot(next_row - row, next_column - column)
        part = min(CORNER / max(length, 1e-6), 0.5)
        down, right = (next_row - row) * part, (next_column - column) * part
        points.append((row + down, column + right))
        if part < 0.5:
            points.append((next_row - down, next_column - right))
    return points


def _paint_handle(painter: QPainter, place: QPointF, colour: QColor, *, ring: bool) -> None:
    """A ring, or a dot: neither covers what lies there."""
    size = HANDLE_PX if ring else DOT_PX
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for shade, width in ((HALO, 3.0), (colour, 1.4)):
        painter.setPen(QPen(shade, width))
        painter.drawEllipse(place, size, size)
