"""A number to type, which tells when it was chosen and leaves the program's keys alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

SETTLING_MS = 350
HEIGHT_PX = 30


class NumberBox(QDoubleSpinBox):
    """A whole or decimal number from 0; doubles keep whole numbers exact to 2^53 − 1.

    Letters are no part of a number, so they stay what they are elsewhere: shortcuts.

    Signals:
        chosen: the number after Enter, after leaving the box, or after stepping and resting.
    """

    chosen = Signal(float)

    def __init__(
        self, *, decimals: int, largest: float, step: float = 1.0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setDecimals(decimals)
        self.setRange(0, largest)
        self.setSingleStep(step)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(False)
        # A style sheet that draws a box hides the number of a spin box without buttons (Qt 6.12).
        self.setMinimumHeight(HEIGHT_PX)
        self._told = 0.0
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING_MS)
        self._settling.timeout.connect(self._tell)
        self.valueChanged.connect(self._settling.start)
        self.editingFinished.connect(self._tell)

    def set_quietly(self, value: float) -> None:
        """Show a number without telling."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        self._settling.stop()
        self._told = self.value()

    def event(self, event: QEvent) -> bool:
        """Let shortcuts of a letter pass."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            text = event.text()
            if text and text.isalpha():
                event.ignore()
                return False
        return super().event(event)

    def _tell(self) -> None:
        self._settling.stop()
        if self.value() != self._told:
            self._told = self.value()
            self.chosen.emit(self.value())
