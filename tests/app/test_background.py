"""The one thread for slow work."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.background import THREAD_NAME, Background


@pytest.fixture
def background(qapp) -> Iterator[Background]:
    made = Background()
    yield made
    made.stop()


class Notes:
    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        self.threads: list[str] = []

    def done(self, result: object) -> None:
        self.threads.append(threading.current_thread().name)
        self.results.append(result)


def settle(qtbot: QtBot, background: Background) -> None:
    qtbot.waitUntil(lambda: not background.busy, timeout=10_000)


def test_of_the_requests_of_a_lane_only_the_running_and_the_newest_are_done(
    qtbot: QtBot, background: Background
):
    notes, started, go = Notes(), threading.Event(), threading.Event()

    def first(_ticket):
        started.set()
        go.wait(5)
        return 0

    background.submit("draw", first, notes.done, notes.errors.append)
    started.wait(5)
    for number in range(1, 6):
        background.submit("draw", lambda _, n=number: n, notes.done, notes.errors.append)
    go.set()
    settle(qtbot, background)
    assert notes.results == [0, 5]


def test_lanes_do_not_displace_each_other(qtbot: QtBot, background: Background):
    notes, go = Notes(), threading.Event()
    background.submit("a", lambda _: go.wait(5), notes.done, notes.errors.append)
    background.submit("b", lambda _: "b", notes.done, notes.errors.append)
    background.submit(None, lambda _: "save 1", notes.done, notes.errors.append)
    background.submit(None, lambda _: "save 2", notes.done, notes.errors.append)
    go.set()
    settle(qtbot, background)
    assert notes.results == [True, "b", "save 1", "save 2"]


def test_results_come_in_the_window_s_thread(qtbot: QtBot, background: Background):
    notes, worked = Notes(), []
    background.submit(
        None,
        lambda _: worked.append(threading.current_thread().name),
        notes.done,
        notes.errors.append,
    )
    settle(qtbot, background)
    assert worked == [THREAD_NAME]
    assert notes.threads == [threading.main_thread().name]


def test_what_a_job_raises_comes_to_failed(qtbot: QtBot, background: Background):
    notes, error = Notes(), ValueError("no")

    def job(_ticket):
        raise error

    background.submit(None, job, notes.done, notes.errors.append)
    settle(qtbot, background)
    assert notes.errors == [error]


def test_a_dropped_job_learns_of_it_and_shows_nothing(qtbot: QtBot, background: Background):
    notes, started = Notes(), threading.Event()

    def job(ticket):
        started.set()
        while not ticket.dropped:
            pass
        return "late"

    background.submit("find", job, notes.done, notes.errors.append)
    started.wait(5)
    background.drop("find")
    settle(qtbot, background)
    assert notes.results == []


def test_stopping_waits_for_the_thread_and_delivers_nothing(qtbot: QtBot, qapp):
    background, notes, started = Background(), Notes(), threading.Event()

    def job(ticket):
        started.set()
        while not ticket.dropped:
            pass

    background.submit("draw", job, notes.done, notes.errors.append)
    background.submit(None, lambda _: 1, notes.done, notes.errors.append)
    started.wait(5)
    background.stop()
    qapp.processEvents()
    assert not background._thread.is_alive()
    assert notes.results == []
