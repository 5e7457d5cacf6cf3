"""The slow work of the pool's sheet: opening, importing, and small pictures."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from app.background import Background
from app.quiz.beginning import the_pool
from inference.errors import MammogymError
from inference.real_pool.importing import Outcome, import_into
from inference.real_pool.pool import RealPool
from inference.real_pool.sources import Assumed

OPEN_LANE = "open the pool"
PICTURES_LANE = "small pictures of the pool"
AT_ONCE = 12
MOST_SENTENCES = 500


SmallPictures = list[tuple[str, NDArray[np.uint8] | None]]
"""Id and small picture of entries; None for a damaged one."""


class _StoppedError(Exception):
    """The reader stopped the preparation of the samples."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did.

    Attributes:
        added: pictures that are new in the pool.
        known: files that were in it already.
        trained_on: files that are refused because a model learned from them.
        refused: files that cannot be used.
        sentences: why files were not taken, one each.
        stopped: whether the reader stopped it; the same import goes on where it stopped.
    """

    added: int = 0
    known: int = 0
    trained_on: int = 0
    refused: int = 0
    sentences: tuple[str, ...] = ()
    stopped: bool = False


class PoolDesk(QObject):
    """Opens the pool and imports into it, in the worker.

    Args:
        background: the worker.
        data: folder in which the pool lies.

    Attributes:
        pool: None until it is opened.

    Signals:
        changed: other pictures, or other decisions.
        progress: so many files are done, of so many.
        imported: an `Imported`.
        pictures_made: a list of (id, small picture).
        failed: an exception.
    """

    changed = Signal()
    progress = Signal(int, int)
    imported = Signal(object)
    pictures_made = Signal(object)
    failed = Signal(object)

    def __init__(self, background: Background, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pool: RealPool | None = None
        self._background = background
        self._data = data
        self._stop = threading.Event()

    def open(self) -> None:
        """Open the pool; a new one takes the sample cases in, which takes a while."""
        self._stop.clear()
        self._background.submit(OPEN_LANE, lambda _: self._open(), self._opened, self._not_opened)

    def begin_import(self, sources: Sequence[Path], assumed: Assumed) -> None:
        """Take files and folders in."""
        if (pool := self.pool) is None:
            return
        self._stop.clear()
        self._background.submit(
            None,
            lambda _: self._import(pool, tuple(sources), assumed),
            self._was_imported,
            self._not_imported,
        )

    def stop(self) -> None:
        """Stop what is under way; what was done stays."""
        self._stop.set()

    def make_pictures(self, entry_ids: Sequence[str]) -> None:
        """Make small pictures of some entries; `pictures_made` brings the first ones."""
        if (pool := self.pool) is None or not entry_ids:
            return
        wanted = tuple(entry_ids[:AT_ONCE])
        self._background.submit(
            PICTURES_LANE,
            lambda _: [(one, _small(pool, one)) for one in wanted],
            self.pictures_made.emit,
            self.failed.emit,
        )

    def decide(self, entry_ids: Sequence[str], accepted: bool | None) -> None:
        """Take pictures into the rounds, leave them out, or leave it open."""
        self._change(lambda pool, one: pool.set_accepted(one, accepted), entry_ids)

    def remove(self, entry_ids: Sequence[str]) -> None:
        """Delete pictures from the disk."""
        self._change(lambda pool, one: pool.delete(one), entry_ids)

    def close(self) -> None:
        """Nobody looks any more."""
        self.stop()
        self._background.drop(OPEN_LANE)
        self._background.drop(PICTURES_LANE)

    def _change(self, change: object, entry_ids: Sequence[str]) -> None:
        assert callable(change)
        try:
            for entry_id in entry_ids:
                change(self.pool, entry_id)
        except MammogymError as error:
            self.failed.emit(error)
        self.changed.emit()

    def _open(self) -> RealPool:
        def told(done: int, total: int) -> None:
            if self._stop.is_set():
                raise _StoppedError
            self.progress.emit(done, total)

        try:
            return the_pool(self._data, told)
        except _StoppedError:
            return the_pool(self._data, samples=False)

    def _opened(self, pool: RealPool) -> None:
        self.pool = pool
        self.imported.emit(None)
        self.changed.emit()

    def _not_opened(self, error: BaseException) -> None:
        self.imported.emit(None)
        self.failed.emit(error)

    def _import(self, pool: RealPool, sources: tuple[Path, ...], assumed: Assumed) -> Imported:
        counts = dict.fromkeys(Outcome, 0)
        sentences: list[str] = []
        stopped = False
        for one in import_into(pool, sources, assumed=assumed):
            counts[one.outcome] += 1
            if one.sentence and len(sentences) < MOST_SENTENCES:
                sentences.append(one.sentence)
            self.progress.emit(one.done, one.total)
            if self._stop.is_set():
                stopped = True
                break
        return Imported(
            added=counts[Outcome.ADDED],
            known=counts[Outcome.THERE_ALREADY],
            trained_on=counts[Outcome.TRAINED_ON],
            refused=counts[Outcome.REFUSED],
            sentences=tuple(sentences),
            stopped=stopped,
        )

    def _was_imported(self, done: Imported) -> None:
        self.changed.emit()
        self.imported.emit(done)

    def _not_imported(self, error: BaseException) -> None:
        self.imported.emit(None)
        self.changed.emit()
        self.failed.emit(error)


def _small(pool: RealPool, entry_id: str) -> NDArray[np.uint8] | None:
    try:
        return pool.thumbnail(entry_id)
    except MammogymError:
        return None  # It is damaged, which the rounds say in a sentence.
