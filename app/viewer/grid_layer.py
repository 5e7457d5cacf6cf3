"""A coarse grid over a picture: parts of it in colours, and cells that were painted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.style import AMBER
from inference.case import View

OPACITY = 70
CHOSEN_OPACITY = 130
"""Of 255."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grid:
    """What lies over a view.

    Attributes:
        parts: (rows, columns) number of the part in each cell, as the view hangs; −1 for none.
        count: how many parts there are.
        chosen: the part in hand, or −1.
        painted: (rows, columns) cells of a painted region; all False for none.
        names: of the parts, told under the pointer; empty tells nothing.
        plain: number of a part without a colour, or −1.
    """

    parts: NDArray[np.int64]
    count: int
    chosen: int
    painted: NDArray[np.bool_]
    names: tuple[str, ...] = ()
    plain: int = -1

    def name_at(self, view: View, point: tuple[float, float]) -> str:
        """What the part at an image point is called; empty where there is none."""
        cell = self.cell(view, point)
        number = -1 if cell is None else int(self.parts[cell])
        return self.names[number] if 0 <= number < len(self.names) else ""

    def cell(self, view: View, point: tuple[float, float]) -> tuple[int, int] | None:
        """The cell at an image point, or None beside the picture."""
        rows, columns = self.parts.shape
        row = int(np.floor(point[0] / view.rows * rows))
        column = int(np.floor(point[1] / view.columns * columns))
        return (row, column) if 0 <= row < rows and 0 <= column < columns else None


class GridLayer(QGraphicsItem):
    """Draws a grid in the coordinates of the picture: x is the column, y the row."""

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._grid: Grid | None = None
        self.setZValue(0.5)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_at(self, transform: QTransform) -> None:
        """Take the place of the picture."""
        self.prepareGeometryChange()
        self.setTransform(transform)

    def set_grid(self, view: View | None, grid: Grid | None) -> None:
        """Show a grid over a view; None shows nothing."""
        self.prepareGeometryChange()
        self._view, self._grid = view, grid
        self.update()

    @property
    def grid(self) -> Grid | None:
        """What is shown."""
        return self._grid

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The whole view."""
        if self._view is None or self._grid is None:
            return QRectF()
        return QRectF(0, 0, self._view.columns, self._view.rows)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Colour the cells, and draw a line around what is chosen or painted."""
        if self._view is None or self._grid is None:
            return
        colours = _colours(self._grid)
        rows, columns = colours.shape[:2]
        image = QImage(colours.data, columns, rows, columns * 4, QImage.Format.Format_RGBA8888)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(self.boundingRect(), image)
        pen = QPen(QColor(AMBER), 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        inside = self._grid.painted
        if not inside.any():
            inside = self._grid.parts == self._grid.chosen
        for line in _outline(inside, self._view.rows / rows, self._view.columns / columns):
            painter.drawLine(*line)


def part_colour(number: int, count: int) -> QColor:
    """A colour that tells a part from its neighbours."""
    return QColor.fromHsv(number * 360 // max(count, 1), 150, 230)


def _colours(grid: Grid) -> NDArray[np.uint8]:
    colours = np.zeros((*grid.parts.shape, 4), np.uint8)
    for number in range(grid.count):
        colour = part_colour(number, grid.count)
        opacity = CHOSEN_OPACITY if number == grid.chosen else OPACITY
        if number == grid.plain:
            opacity = 0
        inside = grid.parts == number
        colours[inside] = (colour.red(), colour.green(), colour.blue(), opacity)
    if grid.painted.any():
        amber = QColor(AMBER)
        colours[..., 3] = 0
        colours[grid.painted] = (amber.red(), amber.green(), amber.blue(), OPACITY)
    return np.ascontiguousarray(colours)


def _outline(
    inside: NDArray[np.bool_], height: float, width: float
) -> list[tuple[int, int, int, int]]:
    """Lines (x1, y1, x2, y2) between cells inside and outside."""
    padded = np.pad(inside, 1)
    lines = []
    for row, column in zip(*np.nonzero(padded[1:, 1:-1] != padded[:-1, 1:-1]), strict=True):
        y = round(row * height)
        lines.append((round(column * width), y, round((column + 1) * width), y))
    for row, column in zip(*np.nonzero(padded[1:-1, 1:] != padded[1:-1, :-1]), strict=True):
        x = round(column * width)
        lines.append((x, round(row * height), x, round((row + 1) * height)))
    return lines
