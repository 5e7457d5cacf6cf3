"""Keys that last while they are down: the loupe's, and others that pages ask for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

LET_GO_AFTER_MS = 80
"""A key held down repeats itself, under X11 at times as if it were let go and pressed anew."""


class HeldKeys(QObject):
    """Knows which actions are held.

    Signals:
        changed: name of an action, and whether it is held from now on.
    """

    changed = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[str, QKeySequence] = {}
        self._held: set[str] = set()
        self._going: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LET_GO_AFTER_MS)
        self._timer.timeout.connect(self._let_gone_go)

    def use(self, keys: Mapping[str, str]) -> None:
        """Say which key holds which action, by its name."""
        self._keys = {name: QKeySequence(key) for name, key in keys.items() if key}

    def is_held(self, name: str) -> bool:
        """Whether an action is held."""
        return name in self._held

    def pressed(self, event: QKeyEvent) -> bool:
        """A key went down; returns whether it holds something."""
        # With Shift, which makes the wheel change the loupe's size, it is still the same key.
        if (name := self._name(QKeySequence(event.key()))) in self._held:
            self._going.discard(name)
            return True
        name = self._name(QKeySequence(event.keyCombination()))
        if name and not event.isAutoRepeat():
            self.hold(name, True)
        return bool(name)

    def released(self, event: QKeyEvent) -> bool:
        """A key went up; returns whether it held something."""
        name = self._name(QKeySequence(event.key()))
        if name in self._held and not event.isAutoRepeat():
            self._going.add(name)
            self._timer.start()
        return bool(name)

    def hold(self, name: str, on: bool) -> None:
        """Hold an action by other means, as a button of the mouse, or let it go."""
        self._going.discard(name)
        if on == (name in self._held):
            return
        if on:
            self._held.add(name)
        else:
            self._held.discard(name)
        self.changed.emit(name, on)

    def let_go(self) -> None:
        """Let all go: the keys may come up in another window."""
        for name in tuple(self._held):
            self.hold(name, False)

    def _let_gone_go(self) -> None:
        for name in tuple(self._going):
            self.hold(name, False)

    def _name(self, key: QKeySequence) -> str:
        return next((name for name, own in self._keys.items() if own == key), "")
