"""What makers of questions give to a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.reading.quiz.trial import PictureTruth, Stimulus
from inference.case import Case


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MadeQuestion:
    """A question before it has a name and a number.

    Attributes:
        stimuli: what is shown, place by place.
        truths: of each.
        cases: their pictures.
        twins: the same without lesions; None for real pictures.
        target: index of the picture to be chosen, or None.
    """

    stimuli: tuple[Stimulus, ...]
    truths: tuple[PictureTruth, ...]
    cases: tuple[Case, ...]
    twins: tuple[Case | None, ...]
    target: int | None = None


class QuestionMaker(Protocol):
    """Makes the questions of a round, each from the seed and its number alone."""

    @property
    def count(self) -> int:
        """How many questions there can be."""
        ...

    def make(self, number: int, difficulty: float | None = None) -> MadeQuestion:
        """A question.

        Args:
            number: in the set's own order.
            difficulty: contrast to noise of the lesion; None takes what the settings say.
        """
        ...
