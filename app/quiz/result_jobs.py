"""What the worker does for the pages of results: scoring and entering."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.background import Ticket
from app.quiz.progress_work import catch_up
from app.quiz.result_work import ScoredSitting, enter, scored_sitting
from app.reading.quiz.progress import KeptSitting
from app.reading.quiz.progress_store import ProgressStore
from inference.errors import MammogymError


def score_and_enter(
    path: Path, store: ProgressStore | None
) -> tuple[ScoredSitting, MammogymError | None]:
    """Score a sitting and enter it; what hinders the second does not hinder the first."""
    scored = scored_sitting(path)
    problem = None
    if store is not None and scored.record.end is not None:
        try:
            enter(store, scored.record, scored.score)
        except MammogymError as error:
            problem = error
    return scored, problem


def progress_of(
    store: ProgressStore,
    folder: Path,
    reader_id: str,
    ticket: Ticket,
    tell: Callable[[int, int], None],
) -> tuple[tuple[KeptSitting, ...], list[str]]:
    """Enter what was not entered yet, and read the sittings of a reader.

    Args:
        store: of the progress.
        folder: of the logs.
        reader_id: of the profile.
        ticket: tells when nobody waits for it any more.
        tell: called with how many logs were looked at, and how many there are.

    Returns:
        The sittings, the oldest first, and sentences about logs that could not be entered.
    """
    problems = []
    for step in catch_up(store, folder):
        if ticket.dropped:
            break
        tell(step.done, step.count)
        if step.problem:
            problems.append(step.problem)
    return store.sittings(reader_id), problems
