"""What a reader's progress page shows: entering logs, and numbers over time; without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from app.quiz.result_work import enter, is_told
from app.reading.quiz.progress import KeptScore, KeptSitting
from app.reading.quiz.progress_store import ProgressStore
from app.reading.quiz.rounds import RoundKind
from app.reading.quiz.sitting_log import read_sitting, sittings_in
from inference.errors import MammogymError

CANDIDATES = (
    "d_prime",
    "auc",
    "criterion",
    "share_found",
    "right",
    "located_sensitivity",
    "sensitivity",
    "specificity",
    "accuracy",
    "kind",
    "margin",
    "assessment",
    "composition",
    "seconds_per_round",
    "seconds_per_answer",
)
"""Measures to be drawn over time; of those that a round has the first `MOST_PLOTS`."""

MOST_PLOTS = 3
GUESSING = {"d_prime": 0.0, "auc": 0.5, "criterion": 0.0, "right": 0.5}
PARTINGS = ("", "kind", "density", "class", "view", "size", "difficulty")
"""By what answers can be parted; the first is not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchingUp:
    """How far the entering of logs is.

    Attributes:
        done: logs that were looked at.
        count: of all.
        problem: why one could not be entered; empty where it could.
    """

    done: int
    count: int
    problem: str = ""


def catch_up(store: ProgressStore, folder: Path) -> Iterator[CatchingUp]:
    """Enter sittings whose logs lie in a folder and are not in the store.

    So nothing is lost where the program ended before a sitting was entered, or where the store was
    damaged and begun anew. Sittings that go on are left out, and those of which readers are not
    told how they did.
    """
    known = {
        sitting.sitting_id
        for reader in store.readers()
        for sitting in store.sittings(reader.reader_id)
    }
    new = [path for path in sittings_in(folder) if path.stem not in known]
    for number, path in enumerate(new, start=1):
        problem = ""
        try:
            record = read_sitting(path)
            entered = record.header.sitting_id in known
            if record.end is not None and not entered and is_told(record.header):
                enter(store, record)
        except MammogymError as error:
            problem = str(error)
        yield CatchingUp(done=number, count=len(new), problem=problem)


def cases_read(sittings: Sequence[KeptSitting]) -> int:
    """How many questions were answered."""
    return sum(sitting.answers for sitting in sittings)


def streak_days(sittings: Sequence[KeptSitting], today: date) -> int:
    """On how many days in succession the reader sat, up to today or yesterday."""
    days = {_local_day(sitting) for sitting in sittings if sitting.answers}
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count


def rounds_in(sittings: Sequence[KeptSitting]) -> tuple[RoundKind, ...]:
    """Rounds that were read, the last one first."""
    return tuple(dict.fromkeys(sitting.kind for sitting in reversed(sittings)))


def partings_in(sittings: Sequence[KeptSitting], kind: RoundKind) -> tuple[str, ...]:
    """By what the answers of a round are parted, of `PARTINGS`."""
    found = {score.by for one in sittings if one.kind is kind for score in one.scores}
    return tuple(by for by in PARTINGS if by in found)


def measures_in(sittings: Sequence[KeptSitting], kind: RoundKind, by: str) -> tuple[str, ...]:
    """Names of the measures that are drawn for a round and a parting."""
    found = {
        score.measure
        for one in sittings
        if one.kind is kind
        for score in one.scores
        if score.by == by and score.value is not None
    }
    return tuple(name for name in CANDIDATES if name in found)[:MOST_PLOTS]


def scores_over_time(
    sittings: Sequence[KeptSitting], measure: str, by: str
) -> dict[str, list[tuple[int, KeptScore]]]:
    """One measure of each part over the sittings of one round.

    Args:
        sittings: of one round, the oldest first.
        measure: its name.
        by: by what the answers are parted; empty for all of them.

    Returns:
        By the part's label, places in `sittings` and scores; what was not determined is left out.
    """
    found: dict[str, list[tuple[int, KeptScore]]] = {}
    for place, sitting in enumerate(sittings):
        for score in sitting.scores:
            if score.measure == measure and score.by == by and score.value is not None:
                found.setdefault(score.label, []).append((place, score))
    return found


def main_score(sitting: KeptSitting) -> KeptScore | None:
    """The most telling number of a sitting, or None."""
    return next(
        (one for one in sitting.scores if one.by == "" and one.value is not None),
        None,
    )


def _local_day(sitting: KeptSitting) -> date:
    return datetime.fromisoformat(sitting.started_at).astimezone().date()
