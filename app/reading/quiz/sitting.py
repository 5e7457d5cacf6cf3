"""A sitting: one reader answers the questions of a set, and each answer is kept at once."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Self

from app.reading.quiz.adaptive import next_difficulty
from app.reading.quiz.answers import Answer
from app.reading.quiz.errors import QuizError
from app.reading.quiz.judging import Judgement, check_answer, judged
from app.reading.quiz.rounds import wrong_answers_allowed
from app.reading.quiz.sitting_events import (
    Answered,
    EndReason,
    EventKind,
    Noted,
    SittingHeader,
    SittingMode,
)
from app.reading.quiz.sitting_log import SittingLog, SittingRecord
from app.reading.quiz.trial import QuizTrial

BREAK_AFTER_S = 20 * 60.0
"""A break is suggested after so much reading without one: vigilance falls within half an hour."""


class SittingState(StrEnum):
    """What a sitting waits for."""

    DISPLAY_CHECK = "display check"
    """An exam begins with one: `accept_display`."""
    NEXT = "next question"
    """`show`."""
    ASKING = "asking"
    """`answer`."""
    FEEDBACK = "feedback"
    """The truth is shown, in practice: `go_on`."""
    PAUSED = "paused"
    """`go_on`."""
    LOCKED = "locked"
    """The window of an exam was left: `unlock`."""
    FINISHED = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What tells a sitting the time.

    Attributes:
        now: the time of day, with its zone.
        seconds: of a clock that only runs forward.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic


class Sitting:
    """Asks, takes answers, and writes each to its log before anything else happens.

    It holds no pictures: who draws them hands in each question, and shows what it holds.

    Attributes:
        header: what is known of the sitting.
        state: what it waits for.
        trial: the question that is open or was answered last; None before the first.
        judgement: of the last answer, in practice while feedback is shown; else None.
    """

    def __init__(self, log: SittingLog, record: SittingRecord, clock: Clock) -> None:
        self.header: SittingHeader = record.header
        self.trial: QuizTrial | None = None
        self.judgement: Judgement | None = None
        self._log = log
        self._clock = clock
        self._answers = list(record.answers)
        self._end = record.end
        self._elapsed_s = record.elapsed_s
        # Time begins with the first question that is shown, not while that is being drawn.
        self._running_since: float | None = None
        self._last_break_s = record.elapsed_s
        self._shown_s = 0.0
        self._interrupted = False
        self._before_pause = SittingState.NEXT
        self._display_accepted = self.header.display is not None and self.header.display.good
        self.state = self._first_state()

    @classmethod
    def begin(cls, folder: Path, header: SittingHeader, clock: Clock | None = None) -> Self:
        """Begin a sitting, whose log becomes a file of the folder.

        Raises:
            OutputError: the log could not be written.
        """
        log = SittingLog.create(folder, header)
        return cls(log, SittingRecord(header=header), clock or Clock())

    @classmethod
    def resume(cls, path: Path, clock: Clock | None = None) -> Self:
        """Go on with a sitting where its log ends, for example after the program was killed.

        Raises:
            SittingLogError: the log cannot be used.
            OutputError: it cannot be written.
        """
        log, record = SittingLog.resume(path)
        sitting = cls(log, record, clock or Clock())
        if record.end is None:
            # The question that was open is asked again: its time then tells little.
            sitting._interrupted = _was_open(record)
            sitting._note(EventKind.RESUMED)
            sitting._end_if_due()
        else:
            log.close()
        return sitting

    @property
    def path(self) -> Path:
        """The file of the log."""
        return self._log.path

    @property
    def answers(self) -> tuple[Answered, ...]:
        """All answers so far."""
        return tuple(self._answers)

    @property
    def next_number(self) -> int:
        """Number of the question that is open, or of the next one."""
        return len(self._answers)

    @property
    def end(self) -> EndReason | None:
        """Why the sitting ended; None while it goes on."""
        return self._end

    @property
    def gives_feedback(self) -> bool:
        """Whether the truth is shown after each answer."""
        return self.header.mode is SittingMode.PRACTICE

    @property
    def elapsed_s(self) -> float:
        """Seconds of the sitting, without pauses and the time the program did not run."""
        if self._running_since is None:
            return self._elapsed_s
        return self._elapsed_s + max(0.0, self._clock.seconds() - self._running_since)

    @property
    def time_left_s(self) -> float | None:
        """Seconds until the time limit, not below 0; None without a limit."""
        limit = self.header.time_limit_s
        return None if limit is None else max(0.0, limit - self.elapsed_s)

    @property
    def wrong_answers(self) -> int:
        """How many answers were wrong. Answers that took no side are not."""
        return sum(one.correct is False for one in self._answers)

    def difficulty(self, number: int) -> float | None:
        """How difficult a question's lesion has to be, where the round follows the reader.

        It rests on answers up to the last but one before it, so that it can be drawn while the
        question before it is open. None for rounds that do not follow.
        """
        return next_difficulty(self.header.settings, self.answers, number)

    @property
    def break_suggested(self) -> bool:
        """Whether the reader has read for long without a pause."""
        return self.elapsed_s - self._last_break_s >= BREAK_AFTER_S

    def accept_display(self) -> None:
        """Begin an exam, once the reader has seen what the check of the display found.

        Raises:
            QuizError: the sitting waits for something else.
        """
        self._expect(SittingState.DISPLAY_CHECK)
        self._display_accepted = True
        self.state = SittingState.NEXT

    def show(self, trial: QuizTrial) -> None:
        """Ask a question; call it when its pictures appear.

        Raises:
            QuizError: it is not the next question, or the sitting waits for something else.
            OutputError: the log could not be written.
        """
        self._expect(SittingState.NEXT)
        if trial.number != self.next_number or trial.kind is not self.header.settings.kind:
            raise QuizError(
                f"Question {trial.number} cannot be asked: question {self.next_number} is due."
            )
        if self._time_over():
            return
        if self._running_since is None:
            self._running_since = self._clock.seconds()
        again = self._interrupted
        self._note(EventKind.SHOWN, number=trial.number)
        self.trial, self.judgement = trial, None
        self._shown_s, self._interrupted = self.elapsed_s, again
        self.state = SittingState.ASKING

    def answer(self, answer: Answer) -> Judgement | None:
        """Take an answer; it is on the disk when this returns.

        Returns:
            What is right about it, in practice; None in an exam.

        Raises:
            QuizError: it is no answer to this question, or no question is open.
            OutputError: the log could not be written; the question stays open.
        """
        self._expect(SittingState.ASKING)
        assert self.trial is not None
        if self._time_over():
            return None
        check_answer(self.trial, answer, self.header.settings)
        judgement = judged(self.trial, answer, self.header.settings)
        elapsed = self.elapsed_s
        answered = Answered(
            trial=self.trial,
            answer=answer,
            seconds=elapsed - self._shown_s,
            interrupted=self._interrupted,
            correct=judgement.correct,
            located=judgement.located,
            at=self._now(),
            elapsed_s=elapsed,
        )
        self._log.append(answered)
        self._answers.append(answered)
        self._interrupted = False
        if self.gives_feedback:
            self.judgement, self.state = judgement, SittingState.FEEDBACK
            return judgement
        self._next_or_end()
        return None

    def go_on(self) -> None:
        """Leave the feedback or a pause.

        Raises:
            QuizError: there is neither.
            OutputError: the log could not be written.
        """
        if self.state is SittingState.FEEDBACK:
            self.judgement = None
            self._next_or_end()
            return
        self._expect(SittingState.PAUSED)
        self._running_since = self._clock.seconds()
        self._last_break_s = self.elapsed_s
        self._note(EventKind.RESUMED)
        self.state = self._before_pause

    def pause(self) -> None:
        """Stop the time. Hide the pictures meanwhile.

        Raises:
            QuizError: there is nothing to be paused.
            OutputError: the log could not be written.
        """
        self._expect(SittingState.NEXT, SittingState.ASKING, SittingState.FEEDBACK)
        self._stop_time()
        self._note(EventKind.PAUSED)
        self._interrupted = self._interrupted or self.state is SittingState.ASKING
        self._before_pause, self.state = self.state, SittingState.PAUSED

    def leave_window(self) -> None:
        """Note that another window is in front. An exam is locked then; its time runs on.

        Raises:
            OutputError: the log could not be written.
        """
        if self.state not in (SittingState.NEXT, SittingState.ASKING, SittingState.FEEDBACK):
            return
        self._note(EventKind.LEFT_WINDOW)
        self._interrupted = self._interrupted or self.state is SittingState.ASKING
        if not self.gives_feedback:
            self._before_pause, self.state = self.state, SittingState.LOCKED

    def unlock(self) -> None:
        """Go on with an exam whose window was left.

        Raises:
            QuizError: it is not locked.
            OutputError: the log could not be written.
        """
        self._expect(SittingState.LOCKED)
        self._note(EventKind.CAME_BACK)
        self.state = self._before_pause
        self._time_over()

    def tick(self) -> bool:
        """End the sitting if its time is over; call it now and then.

        Returns:
            Whether it has ended.

        Raises:
            OutputError: the log could not be written.
        """
        if self.state in (SittingState.NEXT, SittingState.ASKING, SittingState.LOCKED):
            self._time_over()
        return self.state is SittingState.FINISHED

    def finish(self, reason: EndReason = EndReason.STOPPED) -> None:
        """End the sitting. An open question counts as not asked.

        Raises:
            OutputError: the log could not be written.
        """
        if self.state is SittingState.FINISHED:
            return
        self._stop_time()
        self._note(EventKind.FINISHED, reason=reason)
        self._end, self.state = reason, SittingState.FINISHED
        self._log.close()

    def close(self) -> None:
        """Let go of the log; the sitting can be resumed later."""
        self._stop_time()
        self._log.close()

    def _first_state(self) -> SittingState:
        if self._end is not None:
            return SittingState.FINISHED
        if self.header.mode is SittingMode.EXAM and not self._display_accepted:
            return SittingState.DISPLAY_CHECK
        return SittingState.NEXT

    def _next_or_end(self) -> None:
        self.state = SittingState.NEXT
        self._end_if_due()

    def _end_if_due(self) -> None:
        allowed = wrong_answers_allowed(self.header.settings)
        if allowed is not None and self.wrong_answers >= allowed:
            self.finish(EndReason.WRONG_ANSWERS)
        elif self.next_number >= self.header.trials:
            used_up = allowed is not None and self.header.settings.kind.needs_real_pictures
            self.finish(EndReason.POOL_USED_UP if used_up else EndReason.ALL_ANSWERED)
        else:
            self._time_over()

    def _time_over(self) -> bool:
        if self.time_left_s != 0.0:
            return False
        self.finish(EndReason.TIME_OVER)
        return True

    def _stop_time(self) -> None:
        self._elapsed_s = self.elapsed_s
        self._running_since = None

    def _note(
        self, kind: EventKind, *, number: int | None = None, reason: EndReason | None = None
    ) -> None:
        noted = Noted(
            kind=kind, at=self._now(), elapsed_s=self.elapsed_s, number=number, reason=reason
        )
        self._log.append(noted)

    def _now(self) -> str:
        return self._clock.now().astimezone(UTC).isoformat(timespec="milliseconds")

    def _expect(self, *states: SittingState) -> None:
        if self.state not in states:
            wanted = " or ".join(states)
            raise QuizError(f"The sitting is at “{self.state}”, and not at “{wanted}”.")


def new_sitting_id(now: datetime) -> str:
    """A name for a sitting: when it began, and signs by chance."""
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4).upper()}"


def _was_open(record: SittingRecord) -> bool:
    """Whether a question was shown and not answered."""
    for event in reversed(record.events):
        if isinstance(event, Answered):
            return False
        if event.kind is EventKind.SHOWN:
            return True
    return False
