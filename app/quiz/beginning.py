"""How a sitting begins or goes on: its plan from model and pool, and its log. Slow parts only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.reading.case_sets.known_sets import known_set
from app.reading.case_sets.set_plan import SetPlan
from app.reading.display_check_results import latest_display_check
from app.reading.quiz.plan import Plan, PlayedPlan
from app.reading.quiz.rounds import RoundSettings
from app.reading.quiz.sitting import Sitting
from app.reading.quiz.sitting_events import SittingHeader, SittingMode
from app.reading.quiz.sitting_log import SittingRecord, read_sitting, sittings_in
from app.reading.quiz.sitting_setup import check_resumes, sitting_header
from inference.case_generator import CaseGenerator
from inference.errors import MammogymError
from inference.real_pool.importing import JOURNAL_NAME
from inference.real_pool.pool import LIST_NAME, RealPool, create_pool, open_pool
from inference.real_pool.samples import import_samples, samples_are_there
from inference.recipe import Recipe
from inference.seeds import MAX_SEED

SAMPLE_PICTURES = 8
SITTINGS = "sittings"
POOL = "real pool"

Progress = Callable[[int, int], None]
"""Is told how many pictures are prepared, of how many."""


def nobody(_done: int, _total: int) -> None:
    """Is told, and tells nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A sitting that is to begin.

    Attributes:
        settings: of the round.
        reader_id: of the reader's profile.
        mode: practice or exam.
        seed: of the set; None takes one by chance.
        time_limit_s: after which it ends; None without.
        screen: on which it is read, for what is known of the display.
        repeats: the log of an earlier sitting of the same set; None for a first one.
        reshuffled: whether a repetition asks in another order.
        missed: missed cases that come again; the sitting then is of them.
    """

    settings: RoundSettings
    reader_id: str
    mode: SittingMode = SittingMode.PRACTICE
    seed: int | None = None
    time_limit_s: float | None = None
    screen: str = ""
    repeats: Path | None = None
    reshuffled: bool = False
    missed: tuple[Recipe, ...] = ()


def begin_sitting(
    wanted: Wanted, generator: CaseGenerator, data: Path, told: Progress
) -> tuple[Plan, Sitting]:
    """Plan a round and begin its sitting.

    Args:
        wanted: what is to begin.
        generator: draws.
        data: folder in which sittings, pool and checks of the display lie.
        told: is told how many pictures of a new pool are prepared.

    Raises:
        InputError: settings, pool and model do not fit each other.
        OutputError: the log could not be written.
    """
    earlier = None if wanted.repeats is None else read_sitting(wanted.repeats)
    seed = secrets.randbelow(MAX_SEED) if wanted.seed is None else wanted.seed
    if earlier is not None:
        seed = earlier.header.seed
    order_seed = secrets.randbelow(MAX_SEED) if wanted.reshuffled else None
    settings = wanted.settings if earlier is None else earlier.header.settings
    plan = Plan(
        settings,
        seed,
        generator,
        pool=_pool_for(settings, data, told),
        order_seed=order_seed,
        repeated=wanted.missed if earlier is None else earlier.header.repeated,
    )
    header = sitting_header(
        plan,
        reader_id=wanted.reader_id,
        mode=wanted.mode,
        now=datetime.now(UTC),
        time_limit_s=wanted.time_limit_s,
        display=latest_display_check(data, wanted.screen or None),
        previous=earlier,
    )
    return plan, Sitting.begin(data / SITTINGS, header)


def resume_sitting(
    path: Path, generator: CaseGenerator, data: Path, told: Progress = nobody
) -> tuple[PlayedPlan, Sitting]:
    """Go on with a sitting where it was left.

    Raises:
        InputError: the log cannot be used, or model or pool are others now.
        OutputError: the log could not be written.
    """
    header = read_sitting(path).header
    plan = plan_of(header, generator, data, told)
    check_resumes(header, plan)
    return plan, Sitting.resume(path)


def plan_of(
    header: SittingHeader, generator: CaseGenerator, data: Path, told: Progress = nobody
) -> PlayedPlan:
    """The questions of a sitting.

    Raises:
        InputError: settings, pool and model do not fit each other, or its case set is gone.
    """
    if header.case_set is not None:
        return SetPlan(known_set(header.case_set.set_id, data), order_seed=header.order_seed)
    return Plan(
        header.settings,
        header.seed,
        generator,
        pool=_pool_for(header.settings, data, told),
        order_seed=header.order_seed,
        repeated=header.repeated,
    )


def the_pool(data: Path, told: Progress = nobody, *, samples: bool = True) -> RealPool:
    """The reader's pool of real pictures; a new one has the sample cases, where they are installed.

    Args:
        data: folder in which it lies.
        told: is told how many of the sample pictures are prepared, and may raise to stop that.
        samples: whether a new pool takes the sample cases in.

    Raises:
        InputError: it is damaged.
        OutputError: it cannot be made.
    """
    pool = create_pool(data / POOL)
    # An import of the samples that was broken off goes on.
    broken = len(pool.entries) < SAMPLE_PICTURES and (pool.folder / JOURNAL_NAME).exists()
    if samples and samples_are_there() and (broken or not pool.entries):
        told(0, SAMPLE_PICTURES)
        for progress in import_samples(pool):
            told(progress.done, progress.total)
    return pool


def accepted_views(data: Path) -> int:
    """How many real views rounds may show now; 0 before there is a pool.

    Raises:
        InputError: the pool is damaged.
    """
    folder = data / POOL
    return len(open_pool(folder).accepted) if (folder / LIST_NAME).exists() else 0


def unfinished(folder: Path) -> list[tuple[Path, SittingRecord]]:
    """Sittings that can be gone on with, the newest first; damaged logs are passed over."""
    found = []
    for path in sittings_in(folder):
        try:
            record = read_sitting(path)
        except MammogymError:
            continue
        if record.end is None:
            found.append((path, record))
    return found[::-1]


def _pool_for(settings: RoundSettings, data: Path, told: Progress) -> RealPool | None:
    return the_pool(data, told) if settings.kind.needs_real_pictures else None
