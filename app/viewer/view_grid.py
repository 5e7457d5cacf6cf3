"""The grid of viewports: chest walls touch, and a gap parts two cases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from app.reading.hanging import Hanging
from app.viewer.canvas import Canvas

GAP_PX = 10


class ViewGrid(QWidget):
    """Lays viewports out as a hanging wants them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("film")
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(0)
        self._layout.setVerticalSpacing(2)
        self._canvases: list[Canvas] = []
        self._lines = (0, 0)

    def place(self, hanging: Hanging, canvases: Sequence[Canvas], first_other: int) -> None:
        """Put viewports in the place of those before.

        Args:
            hanging: where each goes.
            canvases: one for each place.
            first_other: from this view on, views belong to the other case.
        """
        for canvas in self._canvases:
            self._layout.removeWidget(canvas)
            canvas.hide()
            canvas.deleteLater()
        self._canvases = list(canvases)
        gap = _gap_before(hanging, first_other)
        rows, columns = hanging.rows, hanging.columns + (gap is not None)
        for row in range(max(rows, self._lines[0])):
            self._layout.setRowStretch(row, 1 if row < rows else 0)
        for column in range(max(columns, self._lines[1])):
            fills = column < columns and column != gap
            self._layout.setColumnStretch(column, 1 if fills else 0)
            self._layout.setColumnMinimumWidth(column, GAP_PX if column == gap else 0)
        self._lines = (rows, columns)
        for place, canvas in zip(hanging.places, canvases, strict=True):
            shift = gap is not None and place.column >= gap
            self._layout.addWidget(canvas, place.row, place.column + shift)


def _gap_before(hanging: Hanging, first_other: int) -> int | None:
    """The column of the other case that hangs beside; None where it hangs below, or not at all."""
    own = [place.column for place in hanging.places if place.view < first_other]
    others = [place.column for place in hanging.places if place.view >= first_other]
    if not own or not others or min(others) <= max(own):
        return None
    return min(others)
