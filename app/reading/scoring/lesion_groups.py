"""Parting answers by the lesion that was to be found: kind, size, difficulty, density."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.reading.quiz.rounds import Difficulty
from app.reading.quiz.sitting_events import Answered
from app.reading.scoring.answer_sides import grouped
from app.reading.scoring.measures import Group, Measure
from inference.birads import Composition

SIZE_LIMITS_MM = (10, 15, 20)
"""Where lesions are parted by their largest extent."""

_SIZES = ("up to 10 mm", "above 10 to 15 mm", "above 15 to 20 mm", "above 20 mm")

Measures = Callable[[Sequence[Answered]], tuple[Measure, ...]]


def lesion_groups(answers: Sequence[Answered], measures_of: Measures) -> tuple[Group, ...]:
    """Answers to questions with a lesion, parted in all four ways."""
    there = [answer for answer in answers if answer.trial.truth.findings]
    return (
        *grouped("kind", there, _kind, measures_of),
        *grouped("size", there, _size, measures_of, _SIZES),
        *grouped("difficulty", there, _difficulty, measures_of, [one.value for one in Difficulty]),
        *density_groups(there, measures_of),
    )


def density_groups(answers: Sequence[Answered], measures_of: Measures) -> tuple[Group, ...]:
    """Answers parted by the composition of the breasts, where it is known."""
    labels = [one.label for one in Composition]
    return grouped("density", answers, density_of, measures_of, labels)


def density_of(answer: Answered) -> str | None:
    """The composition's label, or None where it is not known."""
    composition = answer.trial.truth.composition
    return None if composition is None else composition.label


def _kind(answer: Answered) -> str:
    kinds = sorted({finding.kind.label for finding in answer.trial.truth.findings})
    return " and ".join(kinds)


def _size(answer: Answered) -> str:
    largest = max(finding.spec.extent_mm for finding in answer.trial.truth.findings)
    return _SIZES[sum(largest > limit for limit in SIZE_LIMITS_MM)]


def _difficulty(answer: Answered) -> str | None:
    """By the range of contrast to noise; beyond the ranges it belongs to the nearest one."""
    contrast = answer.trial.truth.contrast_to_noise
    if contrast is None:
        return None
    for difficulty in (Difficulty.EASY, Difficulty.MEDIUM):
        if contrast >= difficulty.contrast_to_noise[0]:
            return difficulty.value
    return Difficulty.HARD.value
