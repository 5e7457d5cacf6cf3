"""Spaced repetition of missed cases: when each comes again, and where that is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fsrs import Card, Rating, Scheduler, State

from app.reading.quiz.errors import ProgressError, QuizError
from app.reading.quiz.plain_values import field_of, list_of, number, object_of, parsed, text, whole
from app.reading.quiz.sitting_events import Answered
from app.reading.quiz.trial_values import recipe_from_plain, recipe_to_plain
from inference.atomic_files import write_text
from inference.errors import InputError
from inference.recipe import Recipe

FORMAT = 1
"""Number of the format of a deck; higher numbers are refused."""

MOST_CASES = 2000
LARGEST_FILE_BYTES = 20_000_000
LEARNING_STEPS = (timedelta(minutes=10), timedelta(days=1))
"""A missed case comes again in the same sitting or the next, then on another day."""

_LONGEST_DAYS = 36_500.0

_SCHEDULER = Scheduler(
    learning_steps=LEARNING_STEPS,
    relearning_steps=LEARNING_STEPS[:1],
    enable_fuzzing=False,  # equal answers give equal days
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedCase:
    """A case that was missed once and comes again.

    Attributes:
        recipe: of the case, with its lesions.
        state: 1 (learning), 2 (known) or 3 (learning again), as FSRS numbers them.
        step: of learning; None for a known case.
        stability_days: after so many days it is still known with a probability of 90 %.
        difficulty: 1 to 10.
        due: when it comes again.
        last_seen: when it was answered last.

    Source: the Free Spaced Repetition Scheduler, version 6 (Ye et al. 2022, KDD '22, 4381).
    """

    recipe: Recipe
    state: int
    step: int | None
    stability_days: float
    difficulty: float
    due: datetime
    last_seen: datetime

    @property
    def key(self) -> str:
        """The same for the same case: its id, which tells nothing of it."""
        return self.recipe.case_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RepetitionDeck:
    """The cases of one reader that come again.

    Attributes:
        cases: in the order in which they were missed first.
    """

    cases: tuple[RepeatedCase, ...] = ()

    def due(self, now: datetime) -> tuple[RepeatedCase, ...]:
        """The cases whose time has come, the longest due first."""
        return tuple(sorted((c for c in self.cases if c.due <= now), key=lambda case: case.due))

    @property
    def next_due(self) -> datetime | None:
        """When the next case comes; None without any."""
        return min((case.due for case in self.cases), default=None)

    def after(self, answered: Answered) -> RepetitionDeck:
        """The deck after an answer.

        A drawn case that was missed, or in which a lesion was seen that is not there, comes into
        the deck. One that is in it comes later after a right answer, and sooner after a wrong one.
        """
        recipe = _case_of(answered)
        if recipe is None:
            return self
        at = datetime.fromisoformat(answered.at).astimezone(UTC)
        known = next((case for case in self.cases if case.key == recipe.case_id), None)
        mastered = bool(answered.correct) and answered.located is not False
        if known is None and (mastered or len(self.cases) >= MOST_CASES):
            return self
        before = Card(card_id=_card_id(recipe), due=at) if known is None else _card(known)
        card, _ = _SCHEDULER.review_card(before, Rating.Good if mastered else Rating.Again, at)
        changed = _case(recipe, card, at)
        if known is None:
            return RepetitionDeck(cases=(*self.cases, changed))
        return RepetitionDeck(
            cases=tuple(changed if case is known else case for case in self.cases)
        )

    def without(self, keys: Sequence[str]) -> RepetitionDeck:
        """The deck without the cases of these keys."""
        return replace(self, cases=tuple(case for case in self.cases if case.key not in keys))


def write_deck(deck: RepetitionDeck, path: Path) -> None:
    """Write a deck in one step.

    Raises:
        OutputError: it could not be written; what stood there before stays.
    """
    values = {"format": FORMAT, "cases": [_to_plain(case) for case in deck.cases]}
    write_text(path, json.dumps(values, indent=1) + "\n")


def read_deck(path: Path) -> RepetitionDeck:
    """Read a deck; without a file it is empty.

    Raises:
        ProgressError: it cannot be read, or is none.
    """
    if not path.exists():
        return RepetitionDeck()
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise QuizError("it is too large.")
        values = parsed(path.read_bytes(), "The file")
        if values.pop("format", None) != FORMAT:
            raise QuizError(f"it does not have format {FORMAT}; a newer Mammogym may read it.")
        object_of(values, "The file", ("cases",))
        return RepetitionDeck(
            cases=list_of(values.get("cases"), "Its cases", MOST_CASES, _from_plain)
        )
    except (OSError, InputError) as error:
        raise ProgressError(
            f"The cases to be repeated in {path} cannot be read: {error} "
            "Restore the file from a copy, or move it away to begin anew."
        ) from error


def _case_of(answered: Answered) -> Recipe | None:
    """The drawn case that a question was about; None for questions of several pictures."""
    if answered.trial.kind.needs_real_pictures or len(answered.trial.stimuli) != 1:
        return None
    return answered.trial.stimuli[0].recipe


def _card(case: RepeatedCase) -> Card:
    return Card(
        card_id=_card_id(case.recipe),
        state=State(case.state),
        step=case.step,
        stability=case.stability_days,
        difficulty=case.difficulty,
        due=case.due,
        last_review=case.last_seen,
    )


def _case(recipe: Recipe, card: Card, at: datetime) -> RepeatedCase:
    assert card.stability is not None  # of every card that was reviewed
    assert card.difficulty is not None
    return RepeatedCase(
        recipe=recipe,
        state=card.state.value,
        step=card.step,
        stability_days=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_seen=at,
    )


def _card_id(recipe: Recipe) -> int:
    return int(hashlib.sha256(recipe.case_id.encode()).hexdigest()[:12], 16)


def _to_plain(case: RepeatedCase) -> dict[str, Any]:
    return {
        "recipe": recipe_to_plain(case.recipe),
        "state": case.state,
        "step": case.step,
        "stability_days": case.stability_days,
        "difficulty": case.difficulty,
        "due": case.due.astimezone(UTC).isoformat(),
        "last_seen": case.last_seen.astimezone(UTC).isoformat(),
    }


def _from_plain(values: object) -> RepeatedCase:
    what = "A case"
    names = ("recipe", "state", "step", "stability_days", "difficulty", "due", "last_seen")
    given = object_of(values, what, names)
    for name in names:
        field_of(given, name, what)
    state = whole(given["state"], "Its state", 1, 3)
    step = None if state == State.Review.value else whole(given["step"], "Its step", 0, 10)
    return RepeatedCase(
        recipe=recipe_from_plain(given["recipe"]),
        state=state,
        step=step,
        stability_days=number(given["stability_days"], "Its stability", 0.001, _LONGEST_DAYS),
        difficulty=number(given["difficulty"], "Its difficulty", 1, 10),
        due=_time(given["due"]),
        last_seen=_time(given["last_seen"]),
    )


def _time(value: object) -> datetime:
    line = text(value, "A time", 40)
    try:
        read = datetime.fromisoformat(line)
    except ValueError:
        raise QuizError(f"A time is told as 2026-01-31T12:00:00+00:00, not as {line!r}.") from None
    if read.tzinfo is None or not 2000 <= read.year <= 9000:
        raise QuizError(f"The time {line!r} has no zone, or lies too far away.")
    return read.astimezone(UTC)
