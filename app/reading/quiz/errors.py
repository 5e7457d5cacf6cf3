"""What can go wrong in a quiz.

    InputError
    └── QuizError              a setting, an answer or a plan cannot be
        ├── SittingLogError    the log of a sitting cannot be used
        └── ProgressError      what is kept of a reader's progress cannot be used

Every message says what failed, where, and what to do about it.
"""

from __future__ import annotations

from inference.errors import InputError


class QuizError(InputError):
    """A setting, an answer or a plan of a quiz cannot be."""


class SittingLogError(QuizError):
    """The log of a sitting cannot be used."""


class ProgressError(QuizError):
    """What is kept of a reader's progress cannot be used."""
