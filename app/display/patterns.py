"""The patterns of the display check: grey steps, squares in black and white, faint squares."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.reading.display_check import SQUARE_PART, Square

GREY_STEPS = 18
DARK = (0, 13)
"""0 % and, in it, 5 % of 255."""
BRIGHT = (255, 242)
"""100 % and, in it, 95 %."""
INNER_PART = 0.45


def step_greys() -> tuple[int, ...]:
    """Eighteen greys from black to white, evenly spaced."""
    return tuple(round(255 * step / (GREY_STEPS - 1)) for step in range(GREY_STEPS))


class GreySteps(QWidget):
    """Eighteen grey steps from black to white."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(90)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Eighteen grey steps"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The steps side by side, without lines between them."""
        painter = QPainter(self)
        for step, grey in enumerate(step_greys()):
            left = round(step * self.width() / GREY_STEPS)
            right = round((step + 1) * self.width() / GREY_STEPS)
            painter.fillRect(left, 0, right - left, self.height(), QColor(grey, grey, grey))


class SquareInSquare(QWidget):
    """A square within one that is nearly as dark or as bright.

    Args:
        outer: grey of the larger one, 0 to 255.
        inner: grey of the smaller one.
        name: for those who cannot see it.
    """

    def __init__(self, outer: int, inner: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._greys = (outer, inner)
        self.setMinimumSize(110, 110)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The smaller square in the middle."""
        painter = QPainter(self)
        outer, inner = self._greys
        painter.fillRect(self.rect(), QColor(outer, outer, outer))
        side = min(self.width(), self.height()) * INNER_PART
        middle = QRectF(self.rect()).center()
        square = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.fillRect(square, QColor(inner, inner, inner))


class SearchField(QWidget):
    """An even grey on which a faint square is to be found.

    Signals:
        pointed: row and column of a click, in parts of the field's side.
    """

    pointed = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._square: Square | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Field with a faint square"))

    def show_square(self, square: Square) -> None:
        """Show another square."""
        self._square = square
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as it gets."""
        return QSize(900, 900)

    @property
    def field(self) -> QRectF:
        """The part of the widget in which squares lie, in logical pixels."""
        side = min(self.width(), self.height()) - 1.0
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def point_at(self, row: float, column: float) -> QPointF:
        """The place of a point of the field in logical pixels."""
        field = self.field
        return QPointF(field.left() + column * field.width(), field.top() + row * field.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell where the reader points."""
        field, at = self.field, event.position()
        if event.button() == Qt.MouseButton.LeftButton and field.contains(at):
            row = (at.y() - field.top()) / field.height()
            column = (at.x() - field.left()) / field.width()
            self.pointed.emit(row, column)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The grey goes to the edge of the widget, so that nothing bright stands beside it."""
        if self._square is None:
            return
        painter = QPainter(self)
        grey = self._square.background
        painter.fillRect(self.rect(), QColor(grey, grey, grey))
        edge = grey + 24 if grey < 128 else grey - 24
        painter.setPen(QColor(edge, edge, edge))
        painter.drawRect(self.field)
        bright = grey + self._square.contrast
        corner = self.point_at(self._square.row, self._square.column)
        side = SQUARE_PART * self.field.width()
        painter.fillRect(QRectF(corner.x(), corner.y(), side, side), QColor(bright, bright, bright))
