"""The picture in a viewport: a graphics item that looks up greys where it is visible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.viewer.picture import Picture
from app.viewer.state import Placement, ViewState

MARGIN = 0.25
"""Part of the visible height and width that is looked up beyond each edge when a view is moved."""


def item_transform(at: Placement, ratio: float) -> QTransform:
    """From image points (x is the column, y the row) to logical pixels of the viewport.

    Args:
        at: where the picture lies, in device pixels.
        ratio: device pixels per logical pixel.
    """
    right, down = (-1 if at.mirrored else 1), (-1 if at.upside_down else 1)
    left = at.left + at.width if at.mirrored else at.left
    top = at.top + at.height if at.upside_down else at.top
    return QTransform(
        right * at.column_scale / ratio,
        0,
        0,
        down * at.row_scale / ratio,
        left / ratio,
        top / ratio,
    )


class Greys:
    """The table of colours for a picture, computed anew only when the way of looking changes."""

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._table = np.zeros(1, np.uint32)

    def table(self, picture: Picture, state: ViewState) -> NDArray[np.uint32]:
        """The colour of every index of the picture, as `QImage.Format_RGB32` has it."""
        wanted = (picture, state.voi, state.inverted)
        if self._of != wanted:
            grey = picture.grey_table(state.voi, state.inverted).astype(np.uint32)
            # Qt draws 32 bits faster than it turns 8 bits into them.
            self._table = np.bitwise_or(0xFF000000, grey * 0x010101, dtype=np.uint32)
            self._of = wanted
        return self._table


class DrawnPart:
    """The part of a picture that was looked up last.

    While only the position changes, it need not be looked up again; a part that was moved out of is
    looked up with a margin, so that the next moves find it ready.
    """

    def __init__(self) -> None:
        self._of: tuple[object, ...] = ()
        self._rows, self._columns = slice(0), slice(0)
        self._colours = np.zeros((1, 1), np.uint32)

    def image(
        self,
        picture: Picture,
        table: NDArray[np.uint32],
        level: int,
        rows: slice,
        columns: slice,
    ) -> tuple[QImage, slice, slice]:
        """An image that holds at least the wanted part.

        Args:
            picture: to look up.
            table: of its colours.
            level: of its copies.
            rows: of the copy, wanted.
            columns: likewise.

        Returns:
            The image, and the rows and columns of the copy that it holds.
        """
        is_same = len(self._of) == 3 and all(
            one is other for one, other in zip(self._of, (picture, table, level), strict=True)
        )
        if not (is_same and _holds(self._rows, rows) and _holds(self._columns, columns)):
            copy = picture.copies[level]
            margin = MARGIN if is_same else 0.0
            self._of = (picture, table, level)
            self._rows = _widened(rows, margin, copy.shape[0])
            self._columns = _widened(columns, margin, copy.shape[1])
            self._colours = table.take(copy[self._rows, self._columns])
        height, width = self._colours.shape
        # The image does not own its pixels: they have to live as long as it is drawn.
        image = QImage(self._colours.data, width, height, width * 4, QImage.Format.Format_RGB32)
        return image, self._rows, self._columns


def draw_visible(
    painter: QPainter,
    picture: Picture,
    table: NDArray[np.uint32],
    at: Placement,
    corners: tuple[tuple[float, float], tuple[float, float]],
    drawn: DrawnPart,
) -> None:
    """Look up what is visible in the copy that fits the scale, and draw it.

    Args:
        painter: in image points.
        picture: to draw.
        table: colours of its indices.
        at: gives the scale.
        corners: two opposite corners (row, column) of the visible part, in image points.
        drawn: what was looked up before.
    """
    scale = max(at.row_scale, at.column_scale)
    level = picture.copy_for(scale)
    shape, step = picture.copies[level].shape, 2**level
    (row, column), (other_row, other_column) = corners
    rows = _covering(row / step, other_row / step, shape[0])
    columns = _covering(column / step, other_column / step, shape[1])
    if rows.start == rows.stop or columns.start == columns.stop:
        return
    image, held_rows, held_columns = drawn.image(picture, table, level, rows, columns)
    width, height = columns.stop - columns.start, rows.stop - rows.start
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale != 1)
    target = QRectF(columns.start * step, rows.start * step, width * step, height * step)
    source = QRectF(columns.start - held_columns.start, rows.start - held_rows.start, width, height)
    # The last row or column of a smaller copy may stand for half a pixel beyond the view.
    whole = QRectF(0, 0, picture.view.columns, picture.view.rows)
    painter.setClipRect(whole, Qt.ClipOperation.IntersectClip)
    painter.drawImage(target, image, source)


class Film(QGraphicsItem):
    """Draws a picture: x is the column, y the row; only what is visible is looked up.

    Attributes:
        picture: what is drawn, or None.
        greys: its table of colours.
    """

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None
        self.greys = Greys()
        self._drawn = DrawnPart()
        self._state = ViewState()
        self._at: Placement | None = None
        self._area = (0.0, 0.0)

    def show_at(
        self, at: Placement, area: tuple[float, float], state: ViewState, ratio: float
    ) -> None:
        """Take a place.

        Args:
            at: in device pixels of the viewport.
            area: height and width of the viewport in device pixels.
            state: how the view is looked at.
            ratio: device pixels per logical pixel.
        """
        self.prepareGeometryChange()
        self._state, self._at, self._area = state, at, area
        self.setTransform(item_transform(at, ratio))

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The whole view."""
        if self.picture is None:
            return QRectF()
        return QRectF(0, 0, self.picture.view.columns, self.picture.view.rows)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw what is visible."""
        if self.picture is None or self._at is None:
            return
        corners = self._at.image_point(0, 0), self._at.image_point(*self._area)
        table = self.greys.table(self.picture, self._state)
        draw_visible(painter, self.picture, table, self._at, corners, self._drawn)


def _holds(held: slice, wanted: slice) -> bool:
    return held.start <= wanted.start and wanted.stop <= held.stop


def _widened(wanted: slice, margin: float, count: int) -> slice:
    more = round((wanted.stop - wanted.start) * margin)
    return slice(max(wanted.start - more, 0), min(wanted.stop + more, count))


def _covering(end: float, other_end: float, count: int) -> slice:
    """The pixels between two places, and one more at each end for smooth edges."""
    low, high = min(end, other_end), max(end, other_end)
    start = min(max(int(np.floor(low)) - 1, 0), count)
    return slice(start, max(min(int(np.ceil(high)) + 1, count), start))
