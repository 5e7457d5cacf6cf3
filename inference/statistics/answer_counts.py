"""Yes-or-no answers against the truth: hits, misses, false alarms and correct rejections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inference.errors import InputError
from inference.statistics.estimate import CONFIDENCE
from inference.statistics.proportions import Proportion, exact_proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCounts:
    """How often each answer met each truth.

    Attributes:
        hits: positives that were called positive.
        misses: positives that were called negative.
        false_alarms: negatives that were called positive.
        correct_rejections: negatives that were called negative.

    Raises:
        InputError: a count below 0.
    """

    hits: int
    misses: int
    false_alarms: int
    correct_rejections: int

    def __post_init__(self) -> None:
        if min(self.hits, self.misses, self.false_alarms, self.correct_rejections) < 0:
            raise InputError(f"Answers are counted from 0 on, not as in {self}.")

    @property
    def positives(self) -> int:
        """How many trials were positive in truth."""
        return self.hits + self.misses

    @property
    def negatives(self) -> int:
        """How many trials were negative in truth."""
        return self.false_alarms + self.correct_rejections

    @property
    def total(self) -> int:
        """How many trials there were."""
        return self.positives + self.negatives

    @property
    def right(self) -> int:
        """How many answers were right."""
        return self.hits + self.correct_rejections

    def sensitivity(self, confidence: float = CONFIDENCE) -> Proportion | None:
        """Share of positives called positive, exact interval; None without positives."""
        return _share(self.hits, self.positives, confidence)

    def specificity(self, confidence: float = CONFIDENCE) -> Proportion | None:
        """Share of negatives called negative, exact interval; None without negatives."""
        return _share(self.correct_rejections, self.negatives, confidence)

    def precision(self, confidence: float = CONFIDENCE) -> Proportion | None:
        """Share of the positive calls that were right; None where nothing was called positive."""
        return _share(self.hits, self.hits + self.false_alarms, confidence)

    def negative_predictive_value(self, confidence: float = CONFIDENCE) -> Proportion | None:
        """Share of the negative calls that were right; None where nothing was called negative."""
        return _share(self.correct_rejections, self.correct_rejections + self.misses, confidence)

    def accuracy(self, confidence: float = CONFIDENCE) -> Proportion | None:
        """Share of all answers that were right, exact interval; None without answers."""
        return _share(self.right, self.total, confidence)


def count_answers(answers: Iterable[tuple[bool, bool]]) -> AnswerCounts:
    """Count answers.

    Args:
        answers: for each trial whether it was positive in truth, and whether it was called so.
    """
    seen = list(answers)
    return AnswerCounts(
        hits=seen.count((True, True)),
        misses=seen.count((True, False)),
        false_alarms=seen.count((False, True)),
        correct_rejections=seen.count((False, False)),
    )


def _share(count: int, total: int, confidence: float) -> Proportion | None:
    return exact_proportion(count, total, confidence=confidence) if total else None
