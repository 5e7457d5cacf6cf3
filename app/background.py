"""The one thread for slow work; of the requests of a kind only the newest waits."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

THREAD_NAME = "mammogym worker"


class Ticket:
    """Tells a running job whether anybody still waits for it."""

    def __init__(self) -> None:
        self._dropped = threading.Event()

    @property
    def dropped(self) -> bool:
        """Whether the result is no longer wanted; a long job looks now and then, and returns."""
        return self._dropped.is_set()

    def drop(self) -> None:
        """Say that the result is no longer wanted."""
        self._dropped.set()


@dataclass(frozen=True, slots=True, eq=False)
class _Request:
    job: Callable[[Ticket], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    ticket: Ticket


class Background(QObject):
    """Runs jobs one after the other beside the window.

    Each kind of job has a lane. A new request takes the place of one that waits in its lane, so
    that a moving slider never builds up a queue. A request that already runs ends and is shown, so
    that the picture follows the slider; it can never come after a newer one, for there is one
    thread. A job that was dropped shows nothing.

    Signals:
        busy_changed: whether something runs or waits.
    """

    busy_changed = Signal(bool)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._condition = threading.Condition()
        self._waiting: dict[str, _Request] = {}
        self._running: tuple[str, _Request] | None = None
        self._stopping = False
        self._numbers = itertools.count()
        self._open_requests = 0
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=THREAD_NAME, daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        return self._open_requests > 0

    def submit(
        self,
        lane: str | None,
        job: Callable[[Ticket], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Run a job beside the window and give its result to `done`, in the window's thread.

        Args:
            lane: kind of the job; None where every request counts, as in saving.
            job: runs in the worker.
            done: gets what the job returns.
            failed: gets what the job raises.
        """
        request = _Request(job, done, failed, Ticket())
        with self._condition:
            if self._stopping:
                return
            name = lane if lane is not None else f"#{next(self._numbers)}"
            if name not in self._waiting:
                self._open_requests += 1
            self._waiting[name] = request
            self._condition.notify()
        self.busy_changed.emit(True)

    def drop(self, lane: str) -> None:
        """Forget what waits or runs in a lane."""
        with self._condition:
            if self._waiting.pop(lane, None) is not None:
                self._open_requests -= 1
            if self._running is not None and self._running[0] == lane:
                self._running[1].ticket.drop()
        self.busy_changed.emit(self.busy)

    def stop(self) -> None:
        """Forget what waits, wait for what runs, and end the thread; nothing is delivered after."""
        with self._condition:
            self._stopping = True
            self._waiting.clear()
            self._open_requests = 0
            if self._running is not None:
                self._running[1].ticket.drop()
            self._condition.notify()
        self._thread.join()

    def _work(self) -> None:
        while (request := self._next()) is not None:
            result, error = None, None
            try:
                result = request.job(request.ticket)
            except BaseException as raised:
                error = raised
            with self._condition:
                self._running = None
                if self._stopping:
                    return
            self._ended.emit(request, result, error)

    def _next(self) -> _Request | None:
        with self._condition:
            self._condition.wait_for(lambda: self._stopping or self._waiting)
            if self._stopping:
                return None
            lane = next(iter(self._waiting))
            self._running = (lane, self._waiting.pop(lane))
            return self._running[1]

    @Slot(object, object, object)
    def _deliver(self, request: _Request, result: Any, error: BaseException | None) -> None:
        if self._stopping:
            return
        self._open_requests -= 1
        self.busy_changed.emit(self.busy)
        if request.ticket.dropped:
            return
        if error is None:
            request.done(result)
        else:
            request.failed(error)
