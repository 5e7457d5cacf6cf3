"""The score of one sitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.quiz.errors import QuizError
from app.reading.quiz.rounds import (
    FindTheLesion,
    FindTheSynthetic,
    OddOneOut,
    Pairs,
    RealOrSynthetic,
    RoundKind,
    RoundSettings,
    trial_count,
    wrong_answers_allowed,
)
from app.reading.quiz.sitting_events import Answered, EndReason, SittingHeader
from app.reading.quiz.sitting_log import SittingRecord
from app.reading.scoring.choices import score_pairs, score_search
from app.reading.scoring.find_the_lesion import score_find_the_lesion
from app.reading.scoring.measures import RoundScore, Sentence
from app.reading.scoring.read_and_report import score_read_and_report
from app.reading.scoring.real_or_synthetic import score_real_or_synthetic

NOTHING = "There is no answer yet, so that there is nothing to score."
UNFINISHED = "{answers} of {trials} questions were answered; the measures are of these."
TORN = "The last line of the log was half written; that answer is lost."


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingScore:
    """What a sitting amounts to.

    Attributes:
        header: of the sitting: who, when, what.
        answers: how many were given.
        end: why it ended; None where it goes on.
        score: measures, groups, curves and notes.
    """

    header: SittingHeader
    answers: int
    end: EndReason | None
    score: RoundScore

    @property
    def kind(self) -> RoundKind:
        """Of the round."""
        return self.header.settings.kind

    @property
    def reader(self) -> str:
        """Who sat."""
        return self.header.reader_id


def score_sitting(record: SittingRecord) -> SittingScore:
    """Score what a log holds, finished or not.

    Raises:
        QuizError: an answer is none to its question.
    """
    answers = record.answers
    facts = record.header.case_set
    if facts is not None and not facts.open_answers:
        raise QuizError(
            f"The answers of the set {facts.title} were locked in this sitting, so that it cannot "
            "be scored by itself. Its educator scores the result file with the unlocked set."
        )
    found = score_answers(answers, record.header.settings)
    notes = list(found.notes)
    if not answers:
        notes.append(Sentence(template=NOTHING))
    elif not is_complete(record):
        values: dict[str, str | int] = {"answers": len(answers), "trials": record.header.trials}
        notes.append(Sentence(template=UNFINISHED, values=values))
    if record.torn:
        notes.append(Sentence(template=TORN))
    return SittingScore(
        header=record.header,
        answers=len(answers),
        end=record.end,
        score=RoundScore(
            measures=found.measures, groups=found.groups, curves=found.curves, notes=tuple(notes)
        ),
    )


def score_answers(answers: Sequence[Answered], settings: RoundSettings) -> RoundScore:
    """Score answers of one round; without answers the score is empty.

    Raises:
        QuizError: an answer is none to its question.
    """
    if not answers:
        return RoundScore()
    if isinstance(settings, RealOrSynthetic):
        return score_real_or_synthetic(answers)
    if isinstance(settings, FindTheSynthetic | OddOneOut):
        return score_search(answers, settings)
    if isinstance(settings, Pairs):
        return score_pairs(answers)
    if isinstance(settings, FindTheLesion):
        return score_find_the_lesion(answers, settings)
    return score_read_and_report(answers, settings)


def is_complete(record: SittingRecord) -> bool:
    """Whether no question is left that would still have been asked."""
    settings = record.header.settings
    allowed = wrong_answers_allowed(settings)
    if allowed is not None and sum(one.correct is False for one in record.answers) >= allowed:
        return True
    return len(record.answers) >= min(record.header.trials, trial_count(settings))
