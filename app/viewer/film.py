"""The picture in a viewport: a graphics item that looks up greys where it is visible."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.viewer.picture import Picture
from app.viewer.state import Placement, Viewport, ViewState


class Film(QGraphicsItem):
    """Draws a picture: x is the column, y the row; only what is visible is looked up.

    Attributes:
        picture: what is drawn, or None.
    """

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None
        self._state = ViewState()
        self._visible = (0.0, 0.0, 0.0, 0.0)
        self._scale = 1.0
        self._table_of: tuple[object, ...] = ()
        self._table = np.zeros(1, np.uint8)

    def show_at(self, at: Placement, area: Viewport, state: ViewState, ratio: float) -> None:
        """Take a place, in device pixels of a viewport whose device pixel ratio is `ratio`."""
        self.prepareGeometryChange()
        self._state = state
        self._scale = max(at.row_scale, at.column_scale)
        self._visible = (*at.image_point(0, 0), *at.image_point(area.height, area.width))
        self.setTransform(
            QTransform(
                at.column_scale / ratio, 0, 0, at.row_scale / ratio, at.left / ratio, at.top / ratio
            )
        )

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
        """Look up what is visible in the copy that fits the scale, and draw it."""
        if self.picture is None:
            return
        level = self.picture.copy_for(self._scale)
        copy, step = self.picture.copies[level], 2**level
        top, left, bottom, right = self._visible
        rows = _covering(top / step, bottom / step, copy.shape[0])
        columns = _covering(left / step, right / step, copy.shape[1])
        grey = self._look_up(copy[rows, columns])
        if not grey.size:
            return
        height, width = grey.shape
        image = QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._scale != 1)
        target = QRectF(columns.start * step, rows.start * step, width * step, height * step)
        # The last row or column of a smaller copy may stand for half a pixel beyond the view.
        painter.setClipRect(self.boundingRect())
        painter.drawImage(target, image)

    def _look_up(self, index: np.ndarray) -> np.ndarray:
        assert self.picture is not None
        wanted = (self.picture, self._state.window, self._state.inverted)
        if self._table_of != wanted:
            self._table = self.picture.grey_table(self._state.window, self._state.inverted)
            self._table_of = wanted
        return np.ascontiguousarray(self._table[index])


def _covering(low: float, high: float, count: int) -> slice:
    """The pixels between two places, and one more at each end for smooth edges."""
    start = min(max(int(np.floor(low)) - 1, 0), count)
    return slice(start, max(min(int(np.ceil(high)) + 1, count), start))
