"""What happens in a sitting: questions are drawn ahead, asked, answered and judged."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.background import Background, Ticket
from app.quiz.beginning import Progress
from app.quiz.shown_trial import ShownTrial, shown_trial
from app.reading.quiz.adaptive import INTERLEAVED
from app.reading.quiz.answers import Answer
from app.reading.quiz.judging import Judgement
from app.reading.quiz.plan import PlayedPlan, waiting_s
from app.reading.quiz.sitting import Sitting, SittingState
from app.reading.quiz.sitting_log import read_sitting
from inference.errors import MammogymError

BEGIN_LANE = "begin a sitting"
QUESTION_LANE = "question of the quiz"
WORK_LANE = "work for the open question"
TICK_MS = 500
DRAWN_AHEAD = 2
"""Questions beyond the open one; fewer where the difficulty follows the reader."""

Beginning = Callable[[Progress], tuple[PlayedPlan, Sitting]]
"""Plans a round and begins or resumes its sitting; slow, and run in the worker. It tells how many
real pictures are prepared, of how many, where it has to prepare some."""


class _NotWantedError(Exception):
    """The reader left while a sitting was begun."""


class QuizDesk(QObject):
    """Plays one sitting at a time.

    While a question is open, the next one is drawn. A question appears at a whole second after
    the last answer, so that the time it took to draw tells nothing.

    Attributes:
        sitting: the one that is played; None between sittings.
        shown: the question on the screen, while it is open and while its truth is shown.

    Signals:
        changed: the sitting waits for something else now, or its time went on.
        asked: a `ShownTrial` is to be shown.
        judged: a `Judgement` of the answer is to be shown.
        finished: the `Sitting` is over.
        failed: an exception; the sitting can be resumed.
        preparing: so many real pictures are prepared, of so many, before the sitting begins.
    """

    changed = Signal()
    asked = Signal(object)
    judged = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    preparing = Signal(int, int)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sitting: Sitting | None = None
        self.shown: ShownTrial | None = None
        self._background = background
        self._plan: PlayedPlan | None = None
        self._ready: dict[int, ShownTrial] = {}
        self._drawing: int | None = None
        self._answered_at = self._ready_at = 0.0
        self._is_waiting = False
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self._tick)

    @property
    def drawn_ahead(self) -> tuple[int, ...]:
        """Numbers of questions that wait to be shown."""
        return tuple(sorted(self._ready))

    @property
    def state(self) -> SittingState | None:
        """What the sitting waits for; None without one."""
        return None if self.sitting is None else self.sitting.state

    def begin(self, beginning: Beginning) -> None:
        """Begin a sitting, or go on with one."""
        self.close()
        self._background.submit(
            BEGIN_LANE, partial(self._do_begin, beginning), self._begun, self.failed.emit
        )

    def accept_display(self) -> None:
        """Begin the questions of an exam after what the check of the display found was seen."""
        if self.sitting is not None and self.state is SittingState.DISPLAY_CHECK:
            self.sitting.accept_display()
            self._next()

    def answer(self, answer: Answer) -> None:
        """Give the answer to the open question."""
        if self.sitting is None or self.state is not SittingState.ASKING:
            return
        try:
            judgement = self.sitting.answer(answer)
        except MammogymError as error:
            self.failed.emit(error)
            return
        self._answered_at = time.monotonic()
        if judgement is not None:
            self.judged.emit(judgement)
            self.changed.emit()
        else:
            self._next()

    def go_on(self) -> None:
        """Leave the truth or a pause."""
        sitting = self.sitting
        if sitting is None or self.state not in (SittingState.FEEDBACK, SittingState.PAUSED):
            return
        was_pause = self.state is SittingState.PAUSED
        self._try(sitting.go_on)
        if was_pause and self.state in (SittingState.ASKING, SittingState.FEEDBACK):
            self.changed.emit()
        else:
            self._answered_at = time.monotonic()
            self._next()

    def pause(self) -> None:
        """Stop the time."""
        if self.sitting is not None and self.state in (
            SittingState.NEXT,
            SittingState.ASKING,
            SittingState.FEEDBACK,
        ):
            self._try(self.sitting.pause)
            self.changed.emit()

    def leave_window(self) -> None:
        """Note that the reader looks elsewhere; an exam is locked."""
        if self.sitting is not None:
            self._try(self.sitting.leave_window)
            self.changed.emit()

    def unlock(self) -> None:
        """Go on with an exam that was left."""
        if self.sitting is None or self.state is not SittingState.LOCKED:
            return
        self._try(self.sitting.unlock)
        if self.state is SittingState.NEXT:
            self._next()
        elif self.state is SittingState.FINISHED:
            self._end()
        else:
            self.changed.emit()

    def stop(self) -> None:
        """End the sitting before its last question."""
        if self.sitting is not None and self.state is not SittingState.FINISHED:
            self._try(self.sitting.finish)
            self._end()

    def work(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do something slow for the open question in the worker."""
        self._background.submit(WORK_LANE, lambda _: job(), done, self.failed.emit)

    def close(self) -> None:
        """Lay the sitting aside; it can be resumed."""
        self._ticks.stop()
        self._background.drop(BEGIN_LANE)
        self._background.drop(QUESTION_LANE)
        if self.sitting is not None:
            _lay_aside(self.sitting)
        self.sitting, self.shown, self._plan = None, None, None
        self._ready.clear()
        self._drawing, self._is_waiting = None, False

    def _do_begin(self, beginning: Beginning, ticket: Ticket) -> tuple[PlayedPlan, Sitting]:
        """Runs in the worker."""

        def told(done: int, total: int) -> None:
            if ticket.dropped:
                raise _NotWantedError
            self.preparing.emit(done, total)

        plan, sitting = beginning(told)
        if ticket.dropped:
            _lay_aside(sitting)
        return plan, sitting

    def _begun(self, begun: tuple[PlayedPlan, Sitting]) -> None:
        self._plan, self.sitting = begun
        self._answered_at = time.monotonic()
        self._ticks.start()
        if self.state is SittingState.DISPLAY_CHECK:
            self._draw_ahead()
            self.changed.emit()
        else:
            self._next()

    def _next(self) -> None:
        """Show the next question, or the end."""
        if self.sitting is None:
            return
        self.shown = None
        if self.state is SittingState.FINISHED:
            self._end()
            return
        self.changed.emit()
        if self.sitting.next_number in self._ready:
            self._ready_at = self._answered_at
            self._show_soon()
        self._draw_ahead()

    def _draw_ahead(self) -> None:
        """Draw the first question that is wanted and not there yet."""
        plan, sitting = self._plan, self.sitting
        if plan is None or sitting is None or self._drawing is not None:
            return
        first = sitting.next_number
        follows = sitting.difficulty(first) is not None
        last = first + (INTERLEAVED - 1 if follows else DRAWN_AHEAD)
        shown = self.shown.ready.trial.number if self.shown is not None else -1
        for number in range(first, min(last + 1, plan.count)):
            if number not in self._ready and number != shown:
                self._fetch(plan, sitting, number)
                return

    def _fetch(self, plan: PlayedPlan, sitting: Sitting, number: int) -> None:
        self._drawing = number
        difficulty = sitting.difficulty(number)
        self._background.submit(
            QUESTION_LANE,
            lambda _: shown_trial(plan.trial(number, difficulty)),
            partial(self._fetched, sitting, number),
            partial(self._not_fetched, sitting, number),
        )

    def _fetched(self, sitting: Sitting, number: int, shown: ShownTrial) -> None:
        if sitting is not self.sitting:
            return
        self._drawing = None
        self._ready[number] = shown
        self._ready_at = time.monotonic()
        if number == sitting.next_number and self.shown is None:
            self._show_soon()
        self._draw_ahead()

    def _not_fetched(self, sitting: Sitting, number: int, error: BaseException) -> None:
        """One that was drawn ahead is tried once more when its turn comes."""
        if sitting is not self.sitting:
            return
        self._drawing = None
        if number == sitting.next_number and self.shown is None:
            self.failed.emit(error)

    def _show_soon(self) -> None:
        if self._is_waiting:
            return
        # One that was ready before the answer comes at once.
        late = waiting_s(self._ready_at - self._answered_at)
        if late > 0:
            self._is_waiting = True
            QTimer.singleShot(round(1000 * late), self, self._show)
        else:
            self._show()

    def _show(self) -> None:
        self._is_waiting = False
        sitting = self.sitting
        if sitting is None or self.state is not SittingState.NEXT or self.shown is not None:
            return
        shown = self._ready.pop(sitting.next_number, None)
        if shown is None:
            return
        self._try(lambda: sitting.show(shown.ready.trial))
        if self.state is SittingState.FINISHED:
            self._end()
        elif self.state is SittingState.ASKING:
            self.shown = shown
            self.asked.emit(shown)
            self.changed.emit()
            self._draw_ahead()

    def _tick(self) -> None:
        if self.sitting is None or self.state is SittingState.FINISHED:
            return
        self._try(self.sitting.tick)
        if self.state is SittingState.FINISHED:
            self._end()
        else:
            self.changed.emit()

    def _end(self) -> None:
        self._ticks.stop()
        sitting, self.shown = self.sitting, None
        self._background.drop(QUESTION_LANE)
        self._ready.clear()
        if sitting is not None:
            sitting.close()
            self.changed.emit()
            self.finished.emit(sitting)

    def _try(self, act: Callable[[], object]) -> None:
        """Do what writes to the log; where the disk refuses, say so and go on."""
        try:
            act()
        except MammogymError as error:
            self.failed.emit(error)


def _lay_aside(sitting: Sitting) -> None:
    """Let go of a sitting. Of one in which nothing happened yet no log stays."""
    sitting.close()
    if sitting.trial is None and not sitting.answers:
        with contextlib.suppress(OSError, MammogymError):
            if not read_sitting(sitting.path).events:
                sitting.path.unlink()


def feedback_of(desk: QuizDesk) -> Judgement | None:
    """What is right about the last answer, while the truth is shown."""
    return desk.sitting.judgement if desk.sitting is not None else None
