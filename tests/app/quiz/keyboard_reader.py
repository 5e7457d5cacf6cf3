"""A reader who plays rounds with the keyboard alone, in whatever window the platform gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.quiz.page import QuizPage
from app.reading.quiz.rounds import RoundKind
from app.reading.quiz.sitting import SittingState

LONG_MS = 120_000


class KeyboardReader:
    """Presses keys, waits for what they bring, and takes pictures where somebody wants them.

    Args:
        qtbot: waits.
        window: in which the quiz is in front.
        pictures: folder for them; None takes none.
    """

    def __init__(self, qtbot: QtBot, window: MainWindow, pictures: Path | None = None) -> None:
        self.qtbot = qtbot
        self.window = window
        self.page: QuizPage = window.quiz
        self._pictures = pictures

    @property
    def takes_pictures(self) -> bool:
        """Whether somebody looks at them."""
        return self._pictures is not None

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def picture(self, name: str) -> None:
        """Take a picture of the window."""
        if self._pictures is not None:
            self.qtbot.wait(80)
            self.window.grab().save(str(self._pictures / f"{name}.png"))

    def choose(self, kind: RoundKind) -> None:
        """Go down the list of rounds to one."""
        for _ in range(len(RoundKind)):
            if self.page.start.kind is kind:
                return
            self.key(Qt.Key.Key_Down)
        raise AssertionError(f"{kind} cannot be reached with the arrow keys")

    def begin(self) -> None:
        """Begin the round that is chosen, and wait for its first question."""
        self.go(lambda: self.key(Qt.Key.Key_N), SittingState.ASKING)

    def go(self, press: Callable[[], None], state: SittingState) -> None:
        """Press, and wait until the sitting is so far."""
        press()
        self.qtbot.waitUntil(lambda: self.page.desk.state is state, timeout=LONG_MS)
