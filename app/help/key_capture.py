"""A field that takes the next key as its value, instead of doing what the key does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from app.keymap import normalized_key

_LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class KeyCapture(QLineEdit):
    """Waits for a key while it has the focus; Escape and Tab leave it.

    Signals:
        captured: a key in Qt's portable words.
        left: no key was wanted after all.
    """

    captured = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName(self.tr("Press the key that is wanted; Escape leaves"))

    def event(self, event: QEvent) -> bool:
        """Take keys before shortcuts and buttons of the dialog do."""
        if isinstance(event, QKeyEvent) and event.key() not in _LEAVING:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave at Escape, without closing the dialog."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Wait no longer when another control has the focus."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def _take(self, event: QKeyEvent) -> None:
        key = pressed_key(event)
        if key is not None:
            self.captured.emit(key)


def pressed_key(event: QKeyEvent) -> str | None:
    """The key of an event in Qt's portable words; None while only Shift and the like are down."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    # `?` is made with Shift on most keyboards, but not on all: the sign is what counts.
    if len(text) == 1 and text.isprintable() and not text.isalnum() and not text.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    combination = QKeyCombination(modifiers, Qt.Key(event.key()))
    return normalized_key(
        QKeySequence(combination).toString(QKeySequence.SequenceFormat.PortableText)
    )
