"""What is written down of a sitting: how it began, what happened in it, and each answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.reading.quiz.answers import Answer
from app.reading.quiz.rounds import RoundSettings
from app.reading.quiz.trial import QuizTrial
from inference.recipe import Recipe


class SittingMode(StrEnum):
    """Whether the sitting teaches or examines."""

    PRACTICE = "practice"
    """Each answer is followed by the truth."""
    EXAM = "exam"
    """No feedback, no way back, and the window is locked once it was left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayState:
    """The check of the display that a sitting rests on.

    Attributes:
        screen: which one it was.
        checked_at: when, as UTC in ISO 8601.
        good: whether everything was seen that a display for mammograms has to show.
    """

    screen: str
    checked_at: str
    good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSetFacts:
    """What is known of a sitting whose questions are the cases of a case set.

    Attributes:
        set_id: of the set.
        title: of the set.
        open_answers: whether its truth was there; without it the answers are judged later.
        told: when the reader learns the answers: after each case, at the end, or never.
        seconds_per_case: after which a case closes; None leaves the time to the reader.
    """

    set_id: str
    title: str
    open_answers: bool
    told: str
    seconds_per_case: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingHeader:
    """What is known of a sitting when it begins.

    Attributes:
        sitting_id: its name.
        reader_id: of the reader's profile.
        mode: practice or exam.
        settings: of the round.
        seed: of the set of questions.
        set_hash: of the set: equal ones ask the same questions.
        order_seed: by which the set's own order was shuffled; None for its own order.
        previous_sitting: name of an earlier sitting of the same set, which this one repeats; empty
            for a first one.
        repeated: missed cases that come again; none in a sitting of new cases.
        trials: how many questions there are, or at most are.
        time_limit_s: after which the sitting ends; None without.
        bundle_name: of the model that draws.
        bundle_hash: of the model.
        pool_hash: of the real pool; empty without.
        versions: of the program and what it rests on, by name.
        display: the check of the display; None where there was none.
        case_set: whose cases are asked; None where they are drawn.
        started_at: as UTC in ISO 8601.
    """

    sitting_id: str
    reader_id: str
    mode: SittingMode
    settings: RoundSettings
    seed: int
    set_hash: str
    order_seed: int | None = None
    previous_sitting: str = ""
    repeated: tuple[Recipe, ...] = ()
    trials: int
    time_limit_s: float | None = None
    bundle_name: str
    bundle_hash: str
    pool_hash: str = ""
    versions: dict[str, str]
    display: DisplayState | None = None
    case_set: CaseSetFacts | None = None
    started_at: str


class EventKind(StrEnum):
    """What can happen in a sitting beside an answer."""

    SHOWN = "shown"
    PAUSED = "paused"
    RESUMED = "resumed"
    """After a pause, or after the program had ended."""
    LEFT_WINDOW = "left window"
    CAME_BACK = "came back"
    FINISHED = "finished"


class EndReason(StrEnum):
    """Why a sitting ended."""

    ALL_ANSWERED = "all answered"
    WRONG_ANSWERS = "wrong answers"
    TIME_OVER = "time over"
    POOL_USED_UP = "pool used up"
    STOPPED = "stopped"
    """By the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """Something that happened beside an answer.

    Attributes:
        kind: what.
        at: when, as UTC in ISO 8601.
        elapsed_s: of the sitting, without pauses and without the time the program did not run.
        number: of the question that was shown; None for other events.
        reason: why the sitting ended; None for other events.
    """

    kind: EventKind
    at: str
    elapsed_s: float
    number: int | None = None
    reason: EndReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer, with the question and its truth.

    Attributes:
        trial: the question.
        answer: of the reader.
        seconds: from the last showing to the answer, without pauses.
        interrupted: whether the question was shown more than once, or with a pause or another
            window in between: then the seconds tell little.
        correct: whether the answer was right; None where it took no side.
        located: whether a mark lies on a lesion; None where there was none to find.
        at: when, as UTC in ISO 8601.
        elapsed_s: of the sitting, as in `Noted`.
    """

    trial: QuizTrial
    answer: Answer
    seconds: float
    interrupted: bool
    correct: bool | None
    located: bool | None
    at: str
    elapsed_s: float


Event = Noted | Answered
