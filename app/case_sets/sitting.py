"""How a sitting of a case set begins; slow, for the worker."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.reading.case_sets.known_sets import remember_set
from app.reading.case_sets.set_plan import SetPlan, mode_of, order_seed_of
from app.reading.display_check_results import latest_display_check
from app.reading.quiz.sitting import Sitting
from app.reading.quiz.sitting_setup import sitting_header
from inference.case_sets.case_set import CaseSet

SITTINGS = "sittings"
"""The folder of logs in the program's data."""


def begin_set_sitting(
    case_set: CaseSet, path: Path | None, reader_id: str, screen: str, data: Path
) -> tuple[SetPlan, Sitting]:
    """Begin a sitting of a set, as its settings want it.

    Args:
        case_set: to be played.
        path: its file, by which the sitting can go on later; None where it has none.
        reader_id: of the reader's profile.
        screen: on which it is read.
        data: folder in which sittings and checks of the display lie.

    Raises:
        QuizError: the set has too many cases.
        OutputError: the log could not be written.
    """
    plan = SetPlan(case_set, order_seed=order_seed_of(case_set))
    if path is not None:
        remember_set(case_set, path, data)
    minutes = case_set.quiz.minutes
    header = sitting_header(
        plan,
        reader_id=reader_id,
        mode=mode_of(case_set),
        now=datetime.now(UTC),
        time_limit_s=None if minutes is None else 60.0 * minutes,
        display=latest_display_check(data, screen or None),
    )
    return plan, Sitting.begin(data / SITTINGS, header)
