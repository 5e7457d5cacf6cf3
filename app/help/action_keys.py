"""The keys of one action: to add, to take away, and to bring back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.actions import ACTIONS
from app.help.key_capture import KeyCapture
from app.keymap import MOST_KEYS, Keymap, default_keys, fits, native_key, plain_text

_SPECS = {spec.name: spec for spec in ACTIONS}
_KEY_ROLE = Qt.ItemDataRole.UserRole
HEIGHT_PX = 36


class ActionKeys(QWidget):
    """Shows the keys of an action and lets them be changed.

    Signals:
        chosen: the keys that the action is to have.
    """

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._keymap = Keymap()
        self._label = QLabel()
        self._list = _KeyList()
        self._list.setAccessibleName(self.tr("Keys of the action"))
        self._list.removal_asked.connect(self._remove)
        self._list.currentRowChanged.connect(self._allow)
        self._capture = KeyCapture()
        self._capture.setPlaceholderText(self.tr("Press the key … (Escape leaves)"))
        self._capture.captured.connect(self._take)
        self._capture.left.connect(self._show_list)
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(HEIGHT_PX)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._capture)
        self._add = QPushButton(self.tr("Press a key…"))
        self._add.clicked.connect(self.begin)
        self._take_away = QPushButton(self.tr("Remove"))
        self._take_away.clicked.connect(self._remove)
        self._clear = QPushButton(self.tr("No key"))
        self._clear.clicked.connect(lambda: self.chosen.emit(()))
        self._reset = QPushButton(self.tr("As usual"))
        self._reset.clicked.connect(lambda: self.chosen.emit(default_keys(self._name)))
        self._note = QLabel()
        self._note.setObjectName("dim")
        self._lay_out()

    def show_action(self, name: str, keymap: Keymap) -> None:
        """Show the keys of an action."""
        if name != self._name:
            self._note.clear()
        self._name, self._keymap = name, keymap
        self._label.setText(plain_text(_SPECS[name].text))
        self._list.clear()
        for key in keymap.wanted_keys(name):
            item = QListWidgetItem(native_key(key))
            item.setData(_KEY_ROLE, key)
            self._list.addItem(item)
        self._list.setCurrentRow(self._list.count() - 1)
        self._allow()

    def begin(self) -> None:
        """Wait for a key to add."""
        if self._add.isEnabled():
            self._stack.setCurrentWidget(self._capture)
            self._capture.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._add, self._take_away, self._clear, self._reset):
            buttons.addWidget(button)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(6)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._label, 0, 0)
        layout.addWidget(self._note, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._stack, 1, 0)
        layout.addLayout(buttons, 1, 1)

    def _allow(self) -> None:
        keys = self._keymap.wanted_keys(self._name)
        held = _SPECS[self._name].held
        self._add.setEnabled(held or len(keys) < MOST_KEYS)
        self._take_away.setEnabled(not held and self._list.currentRow() >= 0)
        self._clear.setEnabled(not held and bool(keys))
        self._reset.setEnabled(self._name in self._keymap.overrides)

    def _take(self, key: str) -> None:
        if not fits(self._name, key):
            self._note.setText(self.tr("This one needs a key without Shift, Ctrl or Alt."))
            return
        self._note.clear()
        # What lasts while its key is down has exactly one.
        before = () if _SPECS[self._name].held else self._keymap.wanted_keys(self._name)
        self._show_list()
        self._add.setFocus()
        self.chosen.emit((*before, key))

    def _remove(self) -> None:
        item = self._list.currentItem()
        if item is not None and self._take_away.isEnabled():
            gone = item.data(_KEY_ROLE)
            keys = self._keymap.wanted_keys(self._name)
            self.chosen.emit(tuple(key for key in keys if key != gone))

    def _show_list(self) -> None:
        if self._stack.currentWidget() is self._capture:
            had_focus = self._capture.hasFocus()
            self._stack.setCurrentWidget(self._list)
            if had_focus:
                self._add.setFocus()


class _KeyList(QListWidget):
    """Keys side by side.

    Signals:
        removal_asked: the chosen key is to go.
    """

    removal_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("keylist")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as one key."""
        return QSize(200, HEIGHT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the chosen key away with Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)
