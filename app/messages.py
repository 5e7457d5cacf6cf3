"""The bar in which expected errors and short notes appear as sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

NOTE_MS = 6000
NOTE_MS_PER_SIGN = 80
"""Long notes stay longer, so that they can be read."""


class MessageBar(QFrame):
    """Sentences above the page.

    An error stays until it is closed or another one comes; a note goes by itself, and does not
    take an error away that stands there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(self.tr("Close the message"))
        close.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 7, 8, 7)
        layout.addWidget(self._label)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._end_note)
        self._error = ""
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that stands there; empty when there is none."""
        return self._label.text() if not self.isHidden() else ""

    def error(self, sentence: str) -> None:
        """Show what went wrong."""
        self._timer.stop()
        self._error = sentence
        self._show(sentence, "error")

    def note(self, sentence: str) -> None:
        """Show for a while what was done."""
        both = [self._error, sentence] if self._error else [sentence]
        self._show("\n".join(both), "error" if self._error else "note")
        self._timer.start(max(NOTE_MS, NOTE_MS_PER_SIGN * len(sentence)))

    def clear(self) -> None:
        """Show nothing."""
        self._timer.stop()
        self._error = ""
        self._label.clear()
        self.hide()

    def _end_note(self) -> None:
        if self._error:
            self._show(self._error, "error")
        else:
            self.clear()

    def _show(self, sentence: str, kind: str) -> None:
        self._label.setText(sentence)
        self.setProperty("kind", kind)
        self.setAccessibleName(sentence)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
