"""Difficulty that follows the reader: lesions become fainter until about 75 % are found."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.reading.quiz.rounds import FindTheLesion, OddOneOut, RoundSettings
from app.reading.quiz.sitting_events import Answered

INTERLEAVED = 2
"""Questions belong in turn to so many staircases. Each follows its own answers, so that the next
question can be drawn while this one is open, and a reader cannot tell where it goes (Cornsweet
1962, Am. J. Psychol. 75:485)."""

EASIER_STEP, HARDER_STEP = 0.18, 0.06
"""In natural logarithms of the contrast to noise. A staircase rests where harder steps of right
answers and easier steps of wrong ones cancel: at a share of 0.18 / (0.18 + 0.06) = 75 % right.

Source: Kaernbach 1991, Percept. Psychophys. 49:227, weighted up-down method, equation 1."""

FIRST_STEPS = 3.0
"""Both steps are so much longer before the second reversal, to arrive sooner."""

EASIEST, HARDEST = 4.0, 0.1
"""Contrasts to noise that a staircase keeps between."""


class Staircase:
    """A weighted up-down staircase on the contrast to noise of lesions.

    Args:
        start: contrast to noise of the first question.

    Attributes:
        value: contrast to noise of the next question.
        reversals: how often it turned.
    """

    def __init__(self, start: float) -> None:
        self.value = min(max(start, HARDEST), EASIEST)
        self.reversals = 0
        self._last: bool | None = None

    def follow(self, right: bool) -> None:
        """Take a step: harder after a right answer, three times as far easier after a wrong one."""
        if self._last is not None and right != self._last:
            self.reversals += 1
        self._last = right
        length = FIRST_STEPS if self.reversals < 2 else 1.0
        step = -HARDER_STEP if right else EASIER_STEP
        moved = self.value * math.exp(length * step)
        self.value = min(max(moved, HARDEST), EASIEST)


def next_difficulty(
    settings: RoundSettings, answers: Sequence[Answered], number: int
) -> float | None:
    """Contrast to noise of the lesion of a question; None for rounds that do not follow the reader.

    Only answers to questions with a lesion count: found at its place, or not.

    Args:
        settings: of the round.
        answers: of the sitting so far, at least up to `number` − `INTERLEAVED`.
        number: of the question.
    """
    if not isinstance(settings, FindTheLesion | OddOneOut) or not settings.adaptive:
        return None
    staircase = Staircase(math.sqrt(math.prod(settings.lesions.contrast_to_noise)))
    for answered in answers:
        mine = answered.trial.number % INTERLEAVED == number % INTERLEAVED
        if mine and answered.trial.number < number and answered.trial.positive:
            staircase.follow(bool(answered.correct) and answered.located is not False)
    return staircase.value
