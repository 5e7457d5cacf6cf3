"""A picture of the window with a case in it, for documentation and checks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer

from app.main_window import MainWindow
from inference.atomic_files import write_bytes
from inference.errors import MammogymError, OutputError

LONGEST_WAIT_MS = 120_000


def take(window: MainWindow, paths: Sequence[Path], target: Path) -> None:
    """Show a window, wait for its case, and write what is seen as a PNG.

    Args:
        window: not yet started.
        paths: what to open; empty draws a case.
        target: the file to write.

    Raises:
        MammogymError: the case could not be shown, or the picture not be written.
    """
    loop = QEventLoop()
    outcome: list[BaseException | bytes] = []

    def end(what: BaseException | bytes) -> None:
        if not outcome:
            outcome.append(what)
            loop.quit()

    window.case_shown.connect(lambda: QTimer.singleShot(0, lambda: end(_png(window))))
    window.problem.connect(lambda sentence: end(MammogymError(sentence)))
    window.crashed.connect(end)
    too_late = MammogymError("No case was on the screen after two minutes. Try --provider cpu.")
    QTimer.singleShot(LONGEST_WAIT_MS, loop, lambda: end(too_late))
    window.show()
    window.start(paths)
    # What breaks in a slot would only be printed, and the picture waited for in vain.
    sys.excepthook, before = lambda kind, error, trace: end(error), sys.excepthook
    try:
        loop.exec()
    finally:
        sys.excepthook = before
    if not outcome:
        raise MammogymError("The window was closed before its case was drawn.")
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    write_bytes(target, outcome[0])


def _png(window: MainWindow) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not window.grab().save(buffer, "PNG"):
        raise OutputError("The picture of the window could not be encoded as PNG.")
    return bytes(buffer.data().data())
