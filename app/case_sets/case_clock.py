"""The time that a set gives each case: it closes with what was told until then."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.quiz.desk import QuizDesk
from app.reading.quiz.sitting import SittingState

TICK_MS = 200


class CaseClock(QObject):
    """Counts down while a case is open, also while an exam was left; a pause stops it.

    Args:
        desk: asks the questions.
        close: gives the answer as it stands.
        seconds: of a clock that only runs forward.
    """

    def __init__(
        self,
        desk: QuizDesk,
        close: Callable[[], None],
        parent: QObject | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._close = close
        self._seconds = seconds
        self._left_s: float | None = None
        self._looked_at = 0.0
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self.tick)
        desk.asked.connect(self._start)

    @property
    def left_s(self) -> int | None:
        """Whole seconds that are left for the open case; None without a limit."""
        return None if self._left_s is None else max(0, math.ceil(self._left_s))

    def tick(self) -> None:
        """Count, and close the case where its time is over."""
        now = self._seconds()
        passed, self._looked_at = now - self._looked_at, now
        state = self._desk.state
        if self._left_s is None or state in (None, SittingState.FINISHED, SittingState.FEEDBACK):
            self._stop()
            return
        if state in (SittingState.ASKING, SittingState.LOCKED):
            self._left_s -= passed
        if state is SittingState.ASKING and self._left_s <= 0:
            self._stop()
            self._close()

    def _start(self, _shown: object) -> None:
        sitting = self._desk.sitting
        facts = sitting.header.case_set if sitting is not None else None
        limit = facts.seconds_per_case if facts is not None else None
        self._stop()
        if limit is not None:
            self._left_s, self._looked_at = float(limit), self._seconds()
            self._ticks.start()

    def _stop(self) -> None:
        self._ticks.stop()
        self._left_s = None
