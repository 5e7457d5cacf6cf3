"""The dialog in which keys and mouse are changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from app.help.keys_tab import KeysTab
from app.help.mouse_tab import MouseTab
from app.keymap import Keymap
from app.mouse import MouseMap
from app.widgets.ok_and_cancel import ok_and_cancel

SIZE_PX = (860, 680)


class RemapDialog(QDialog):
    """Changes keys and mouse; nothing counts before OK.

    Args:
        keymap: the keys in use.
        mouse: what the mouse does.
    """

    def __init__(self, keymap: Keymap, mouse: MouseMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Change keys and mouse"))
        self.resize(*SIZE_PX)
        self.keys_tab = KeysTab(keymap)
        self.mouse_tab = MouseTab(mouse)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self.keys_tab, self.tr("&Keys"))
        tabs.addTab(self.mouse_tab, self.tr("&Mouse"))
        buttons = ok_and_cancel(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(tabs, 1)
        layout.addWidget(buttons)
        self.keys_tab.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keep Return for the control that has the focus: in the tree it asks for a key."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    @property
    def keymap(self) -> Keymap:
        """The keys that are wanted."""
        return self.keys_tab.keymap

    @property
    def mouse(self) -> MouseMap:
        """What the mouse is to do."""
        return self.mouse_tab.mouse
