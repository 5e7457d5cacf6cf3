"""A box for text of several lines that tells what was written when it rests or is left."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

RESTING_MS = 900


class TextBox(QPlainTextEdit):
    """Several lines of text; the tabulator goes on to the next field.

    Args:
        name: for screen readers.
        rows: how many lines are seen.

    Signals:
        written: the text, after a rest or when the box is left, where it is another one.
    """

    written = Signal(str)

    def __init__(self, name: str, rows: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + 18)
        self._told = ""
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(RESTING_MS)
        self._resting.timeout.connect(self.tell)
        self.textChanged.connect(self._resting.start)

    @property
    def is_pending(self) -> bool:
        """Whether something was written that was not told yet."""
        return self.toPlainText() != self._told

    def set_quietly(self, text: str) -> None:
        """Show a text without telling; the cursor stays where the text is the same."""
        self._resting.stop()
        self._told = text
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def tell(self) -> None:
        """Tell what was written, unless it was told before."""
        self._resting.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.written.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was written counts."""
        super().focusOutEvent(event)
        self.tell()
