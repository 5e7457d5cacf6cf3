"""Playing a sitting without a window: for tests, simulated readers and checks of a set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from app.reading.quiz.answers import Answer
from app.reading.quiz.plan import PlayedPlan
from app.reading.quiz.sitting import Clock, Sitting, SittingState
from app.reading.quiz.sitting_events import SittingMode
from app.reading.quiz.sitting_log import SittingRecord, read_sitting
from app.reading.quiz.sitting_setup import check_resumes, sitting_header
from app.reading.quiz.trial import QuizTrial

AnsweringFunction = Callable[[QuizTrial], Answer]
"""Answers a question, whose truth it can see: a simulated reader with a known ability does."""


class PlayedTime:
    """A clock that only runs when it is told to, for sittings that nobody sits.

    Args:
        start: when it begins.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self.seconds = 0.0

    def __call__(self) -> Clock:
        """The clock of a sitting."""
        return Clock(
            now=lambda: self._start + timedelta(seconds=self.seconds),
            seconds=lambda: self.seconds,
        )


def play(
    plan: PlayedPlan,
    answering: AnsweringFunction,
    folder: Path,
    *,
    reader_id: str = "reader",
    mode: SittingMode = SittingMode.PRACTICE,
    start: datetime,
    seconds_per_answer: float = 5.0,
    previous: SittingRecord | None = None,
) -> SittingRecord:
    """Play a whole sitting.

    Args:
        plan: of its questions.
        answering: answers each.
        folder: of the log.
        reader_id: of the reader's profile.
        mode: practice or exam.
        start: when it begins, with the zone.
        seconds_per_answer: so long each answer takes.
        previous: an earlier sitting, which this one repeats.

    Raises:
        InputError: a question cannot be made, or an answer is none.
        OutputError: the log could not be written.
    """
    header = sitting_header(plan, reader_id=reader_id, mode=mode, now=start, previous=previous)
    time = PlayedTime(start)
    sitting = Sitting.begin(folder, header, time())
    return play_on(sitting, plan, answering, time, seconds_per_answer)


def play_on(
    sitting: Sitting,
    plan: PlayedPlan,
    answering: AnsweringFunction,
    time: PlayedTime,
    seconds_per_answer: float = 5.0,
) -> SittingRecord:
    """Play the rest of a sitting.

    Raises:
        InputError: a question cannot be made, or an answer is none.
        OutputError: the log could not be written.
    """
    check_resumes(sitting.header, plan)
    if sitting.state is SittingState.DISPLAY_CHECK:
        sitting.accept_display()
    while sitting.state is not SittingState.FINISHED:
        number = sitting.next_number
        sitting.show(plan.trial(number, sitting.difficulty(number)).trial)
        if sitting.state is not SittingState.ASKING or sitting.trial is None:
            continue
        time.seconds += seconds_per_answer
        sitting.answer(answering(sitting.trial))
        if sitting.state is SittingState.FEEDBACK:
            sitting.go_on()
    return read_sitting(sitting.path)
