"""The dialog in which a card is held against the screen until its picture is as large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.display.calibration import CARD_MM, told_by_screen
from app.settings import MM_PER_DEVICE_PIXEL
from app.style import ACCENT, RAISED, TEXT_DIM
from app.widgets.ok_and_cancel import ok_and_cancel

NARROWEST_PX = 120
CORNER_MM = 3.18
MARGIN_PX = 16


class CalibrationDialog(QDialog):
    """Finds the millimetres of a device pixel of the screen on which it stands.

    Args:
        screen: the one to calibrate; the dialog belongs there.
        known_mm: what was found before; None begins with what the screen says.
    """

    def __init__(
        self, screen: QScreen, known_mm: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Calibrate the screen"))
        self._ratio = screen.devicePixelRatio()
        widest = round(screen.size().width() * self._ratio * 0.9)
        self._card = _Card(round(widest / self._ratio))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(self.tr("Width of the card on the screen"))
        self._slider.setRange(NARROWEST_PX, max(widest, NARROWEST_PX + 1))
        self._slider.setPageStep(10)
        self._found = QLabel()
        self._found.setObjectName("dim")
        self._slider.valueChanged.connect(self._show_width)
        self._lay_out(screen)
        start = known_mm or told_by_screen(screen)
        self._slider.setValue(round(CARD_MM[0] / start))
        self._show_width()
        self._slider.setFocus()

    @property
    def mm_per_device_pixel(self) -> float:
        """What follows from the width now shown."""
        lowest, highest = MM_PER_DEVICE_PIXEL
        return min(max(CARD_MM[0] / self._slider.value(), lowest), highest)

    def set_card_width(self, device_pixels: int) -> None:
        """Draw the card so wide."""
        self._slider.setValue(device_pixels)

    def _lay_out(self, screen: QScreen) -> None:
        text = QLabel(
            self.tr(
                "Hold a bank card or a driving licence flat against the screen, and change the "
                "width with the slider or the arrow keys until the drawn card is exactly as wide. "
                "Then “True size” shows a breast as large as it is."
            )
        )
        text.setWordWrap(True)
        buttons = ok_and_cancel(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(text)
        layout.addWidget(self._card, 1)
        layout.addWidget(self._slider)
        layout.addWidget(self._found)
        layout.addWidget(buttons)
        room = screen.availableSize() * 0.85
        self.resize(QSize(900, 640).boundedTo(room))

    def _show_width(self) -> None:
        self._card.set_width(self._slider.value() / self._ratio)
        mm = self.mm_per_device_pixel
        self._found.setText(
            self.tr("{size} mm per pixel, {dots} pixels per inch").format(
                size=f"{mm:.4f}", dots=f"{25.4 / mm:.1f}"
            )
        )


class _Card(QWidget):
    """The picture of a card, in the middle.

    Args:
        widest: the largest card that is ever asked for, in logical pixels.
    """

    def __init__(self, widest: int) -> None:
        super().__init__()
        self._width = 0.0
        self._widest = widest
        self.setAccessibleName(self.tr("Card of 85.6 mm × 54 mm"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def set_width(self, width: float) -> None:
        """Draw the card so wide, in logical pixels."""
        self._width = width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A card with round corners, and lines at its edges to sight along."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._width * CARD_MM[1] / CARD_MM[0]
        # On whole pixels at both sides, so that the width is exactly what is measured.
        left = round((self.width() - self._width) / 2)
        top = max(round((self.height() - height) / 2), MARGIN_PX)
        card = QRectF(left, top, self._width, height)
        corner = self._width * CORNER_MM / CARD_MM[0]
        painter.setPen(QPen(QColor(TEXT_DIM), 1, Qt.PenStyle.DashLine))
        for x in (card.left(), card.right()):
            painter.drawLine(round(x), 0, round(x), self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(RAISED))
        painter.drawRoundedRect(card, corner, corner)
        painter.setPen(QColor(ACCENT))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, "85.6 mm × 54 mm")
