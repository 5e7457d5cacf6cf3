"""A bar for work in the worker, with a button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget


class WorkProgress(QProgressDialog):
    """Shows how far work in another thread is.

    Args:
        text: what is being done.
        stop: called when the user stops it.

    Signals:
        told: how much is done, of how much; may be sent from any thread.
    """

    told = Signal(int, int)

    def __init__(self, text: str, stop: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLabelText(text)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumDuration(400)
        self.setAutoReset(False)
        self.setAutoClose(False)
        self.canceled.connect(stop)
        # From the worker's thread a queued call is the only safe one.
        self.told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def end(self) -> None:
        """The work is over, however it ended."""
        self.canceled.disconnect()
        self.close()
        self.deleteLater()

    def _show(self, done: int, whole: int) -> None:
        self.setMaximum(whole)
        self.setValue(min(done, whole - 1))
