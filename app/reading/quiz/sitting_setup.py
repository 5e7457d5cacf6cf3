"""How a sitting of a plan begins: its header, from what the program knows."""

from __future__ import annotations

import platform
from datetime import UTC, datetime

import numpy as np
import onnxruntime

import inference
from app.reading.display_check_results import DisplayCheckResult
from app.reading.quiz.errors import QuizError
from app.reading.quiz.plan import PlayedPlan
from app.reading.quiz.sitting import new_sitting_id
from app.reading.quiz.sitting_events import DisplayState, SittingHeader, SittingMode
from app.reading.quiz.sitting_log import SittingRecord


def sitting_header(
    plan: PlayedPlan,
    *,
    reader_id: str,
    mode: SittingMode,
    now: datetime,
    time_limit_s: float | None = None,
    display: DisplayCheckResult | None = None,
    previous: SittingRecord | None = None,
) -> SittingHeader:
    """The header of a new sitting.

    Args:
        plan: of its questions.
        reader_id: of the reader's profile.
        mode: practice or exam.
        now: when it begins.
        time_limit_s: after which it ends; None without.
        display: the newest check of the display; None where there was none.
        previous: an earlier sitting of the same set by the same reader, which this one repeats.

    Raises:
        QuizError: the earlier sitting asked other questions, or another reader.
    """
    if previous is not None:
        _check_repeats(previous.header, plan, reader_id)
    return SittingHeader(
        sitting_id=new_sitting_id(now),
        reader_id=reader_id,
        mode=mode,
        settings=plan.settings,
        seed=plan.seed,
        set_hash=plan.set_hash,
        order_seed=plan.order_seed,
        previous_sitting="" if previous is None else previous.header.sitting_id,
        repeated=plan.repeated,
        trials=plan.count,
        time_limit_s=time_limit_s,
        bundle_name=plan.model.name,
        bundle_hash=plan.model.hash,
        pool_hash=plan.pool_hash,
        versions=versions(),
        display=None if display is None else _display(display),
        case_set=plan.case_set,
        started_at=now.astimezone(UTC).isoformat(timespec="milliseconds"),
    )


def versions() -> dict[str, str]:
    """Versions of the program and what its pictures and times rest on."""
    return {
        "mammogym": inference.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "onnxruntime": onnxruntime.__version__,
        "system": platform.platform(terse=True)[:60],
    }


def check_resumes(header: SittingHeader, plan: PlayedPlan) -> None:
    """Make sure that a plan asks the questions of a sitting that is to go on.

    Raises:
        QuizError: model, pool or settings are others than those it began with.
    """
    if header.bundle_hash != plan.model.hash:
        raise QuizError(
            f"The sitting was begun with the model {header.bundle_name} "
            f"({header.bundle_hash[:12]}). Open this model to go on with it."
        )
    if header.pool_hash != plan.pool_hash:
        raise QuizError(
            "The sitting was begun with another real pool, or pictures were accepted or left out "
            "since. Open that pool as it was, or begin a new sitting."
        )
    if header.set_hash != plan.set_hash or header.order_seed != plan.order_seed:
        raise QuizError("The sitting asks other questions than this set. Begin a new sitting.")


def _check_repeats(earlier: SittingHeader, plan: PlayedPlan, reader_id: str) -> None:
    if earlier.set_hash != plan.set_hash:
        raise QuizError(
            f"The sitting {earlier.sitting_id} asked other questions, so that this one cannot "
            "repeat it. Take the same settings, seed, model and pool."
        )
    if earlier.reader_id != reader_id:
        raise QuizError(
            f"The sitting {earlier.sitting_id} is another reader's. A reader repeats their own."
        )


def _display(check: DisplayCheckResult) -> DisplayState:
    return DisplayState(
        screen=check.screen[:100],
        checked_at=datetime.fromisoformat(check.checked_at)
        .astimezone(UTC)
        .isoformat(timespec="seconds"),
        good=check.good,
    )
