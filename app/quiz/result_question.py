"""A question of a sitting made again, to be looked at with its truth: the slow part, without Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from app.quiz.beginning import plan_of
from app.quiz.shown_trial import ShownTrial, shown_trial
from app.reading.quiz.adaptive import next_difficulty
from app.reading.quiz.answers import RatedMark
from app.reading.quiz.errors import QuizError
from app.reading.quiz.judging import Judgement, judged
from app.reading.quiz.plan import PlayedPlan, ReadyTrial
from app.reading.quiz.sitting_events import Answered
from app.reading.quiz.sitting_log import SittingRecord
from inference.case import Case
from inference.case_generator import CaseGenerator


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnsweredQuestion:
    """A question with its pictures, its answer and what was right about that.

    Attributes:
        answered: from the log.
        judgement: of the answer.
        shown: the pictures; what is synthetic says so.
    """

    answered: Answered
    judgement: Judgement
    shown: ShownTrial

    @property
    def marks(self) -> tuple[RatedMark, ...]:
        """Places that the reader marked."""
        return getattr(self.answered.answer, "marks", ())


class QuestionsAgain:
    """Makes the questions of a sitting again. It is slow: use it in the worker alone.

    Args:
        record: of the sitting.
        data: folder of the program's data, in which the real pool lies.
    """

    def __init__(self, record: SittingRecord, data: Path) -> None:
        self._record = record
        self._data = data
        self._plan: PlayedPlan | None = None

    def question(self, number: int, generator: CaseGenerator) -> AnsweredQuestion:
        """A question by its number in the sitting.

        Args:
            number: from 0.
            generator: draws.

        Raises:
            MammogymError: model or pool are others now, or a picture is missing.
        """
        header, answers = self._record.header, self._record.answers
        if self._plan is None:
            self._plan = plan_of(header, generator, self._data)
        if self._plan.set_hash != header.set_hash:
            raise QuizError(
                "The question cannot be shown again: the model, or the pool of real pictures, is "
                "another one now than in this sitting. Its scores stay as they are."
            )
        answered = answers[number]
        ready = self._plan.trial(number, next_difficulty(header.settings, answers, number))
        return AnsweredQuestion(
            answered=answered,
            judgement=judged(answered.trial, answered.answer, header.settings),
            shown=shown_trial(_named_openly(ready)),
        )


def _named_openly(ready: ReadyTrial) -> ReadyTrial:
    """The question with every synthetic picture marked as one, which an open question hides."""

    def marked(case: Case | None, synthetic: bool) -> Case | None:
        if case is None:
            return None
        views = tuple(replace(view, synthetic=synthetic) for view in case.views)
        return replace(case, views=views)

    flags = [truth.picture_class.synthetic for truth in ready.trial.truths]
    return ReadyTrial(
        trial=ready.trial,
        cases=tuple(
            case
            for one, flag in zip(ready.cases, flags, strict=True)
            if (case := marked(one, flag)) is not None
        ),
        twins=tuple(marked(one, flag) for one, flag in zip(ready.twins, flags, strict=True)),
    )
