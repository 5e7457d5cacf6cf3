"""The bar in which expected errors and short notes appear as sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

NOTE_MS = 6000


class MessageBar(QFrame):
    """One sentence above the page; an error stays until it is closed, a note goes by itself."""

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
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that stands there; empty when there is none."""
        return self._label.text() if not self.isHidden() else ""

    def error(self, sentence: str) -> None:
        """Show what went wrong."""
        self._timer.stop()
        self._show(sentence, "error")

    def note(self, sentence: str) -> None:
        """Show for a while what was done."""
        self._show(sentence, "note")
        self._timer.start(NOTE_MS)

    def clear(self) -> None:
        """Show nothing."""
        self._timer.stop()
        self._label.clear()
        self.hide()

    def _show(self, sentence: str, kind: str) -> None:
        self._label.setText(sentence)
        self.setProperty("kind", kind)
        self.setAccessibleName(sentence)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
