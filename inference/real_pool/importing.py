"""Taking pictures into a pool: prepared as training sets are, without a trace of who or when.

A list of what was gone through, and the salt of its labels, lie in the pool while an import is
under way, so that a broken one goes on where it stopped. Both are gone when it is done: afterwards
nobody can tell by trying names whether a patient is in the pool.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.errors import ImageFileError
from inference.preparation.prepared_view import PreparedView, prepare_view
from inference.preparation.usual_size import usual_area_mm2
from inference.real_pool.entries import PoolEntry
from inference.real_pool.fingerprints import Fingerprints, fingerprint
from inference.real_pool.import_journal import JOURNAL_NAME, ImportJournal
from inference.real_pool.pool import FRAME, RealPool
from inference.real_pool.sources import (
    Assumed,
    RealPicture,
    SourceFile,
    digest_of,
    list_files,
    read_picture,
)
from inference.real_pool.trained_on import TrainedOn, shipped_trained_on

FEWEST_ROWS = 1280
"""Twice the rows of the frame: pictures are not averaged to fewer before they are prepared."""


class Outcome(StrEnum):
    """What became of a file."""

    ADDED = "added"
    THERE_ALREADY = "there already"
    TRAINED_ON = "trained on"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgress:
    """Where an import stands after a file.

    Attributes:
        done: files gone through.
        total: files there are.
        path: of the file; for the screen only, it is not stored.
        outcome: what became of it.
        sentence: why it was not added; empty where it was.
        entry_id: of the new picture; empty where there is none.
    """

    done: int
    total: int
    path: Path
    outcome: Outcome
    sentence: str = ""
    entry_id: str = ""


def import_into(
    pool: RealPool,
    sources: Iterable[Path],
    *,
    assumed: Assumed | None = None,
    trained_on: Iterable[TrainedOn] | None = None,
    accepted: bool | None = None,
) -> Iterator[ImportProgress]:
    """Take pictures into a pool; who iterates may stop, and the same call goes on later.

    Args:
        pool: to fill.
        sources: DICOM files, picture files, and folders of them.
        assumed: what is taken for pictures that do not tell it.
        trained_on: what generators were trained on, which is refused; None for all that ship.
        accepted: whether the pictures are accepted at once; None where somebody is to look first.

    Yields:
        What became of each file.

    Raises:
        ImageFileError: a source is missing or unusable as a whole.
        InputError: the pool is full.
        OutputError: something cannot be written.
    """
    files = list_files(list(sources))
    pool.sweep()
    run = _Run(
        pool=pool,
        assumed=assumed or Assumed(),
        trained_on=shipped_trained_on() if trained_on is None else tuple(trained_on),
        accepted=accepted,
        journal=ImportJournal.opened(pool.folder / JOURNAL_NAME),
    )
    try:
        for number, file in enumerate(files, start=1):
            outcome, sentence, entry_id = run.take(file)
            yield ImportProgress(
                done=number,
                total=len(files),
                path=file.path,
                outcome=outcome,
                sentence=sentence,
                entry_id=entry_id,
            )
    except BaseException:
        run.journal.save()
        raise
    run.journal.discard()


@dataclass(slots=True, kw_only=True)
class _Run:
    """An import under way."""

    pool: RealPool
    assumed: Assumed
    trained_on: tuple[TrainedOn, ...]
    accepted: bool | None
    journal: ImportJournal
    known: Fingerprints = field(init=False)

    def __post_init__(self) -> None:
        self.known = Fingerprints(entry.fingerprint for entry in self.pool.entries)

    def take(self, file: SourceFile) -> tuple[Outcome, str, str]:
        """Take one file; returns what became of it, why, and the id of the new picture."""
        try:
            label = digest_of(file.path, self.journal.salt)
            if label in self.journal.seen:
                return Outcome.THERE_ALREADY, "The same file was gone through before.", ""
            result = self._take(file)
        except ImageFileError as error:
            return Outcome.REFUSED, _sentence(file.path, str(error)), ""
        self.journal.note(label)
        return result

    def _take(self, file: SourceFile) -> tuple[Outcome, str, str]:
        picture = read_picture(file, self.assumed)
        if any(one.knows_patient(picture.patient) for one in self.trained_on):
            return Outcome.TRAINED_ON, _trained_on(file.path, "other pictures of this woman"), ""
        group = self.journal.group(picture.patient)
        prepared = _prepared(picture, group)
        print_ = fingerprint(prepared.pixels)
        if any(one.knows(print_) for one in self.trained_on):
            return Outcome.TRAINED_ON, _trained_on(file.path, "this picture"), ""
        if self.known.has(print_):
            return Outcome.THERE_ALREADY, f"{file.path.name} is in the pool already.", ""
        entry = PoolEntry(
            id=secrets.token_hex(8),
            group=group,
            image_laterality="R" if picture.name.image_laterality == "R" else "L",
            view_position="MLO" if picture.name.view_position == "MLO" else "CC",
            technique=picture.technique,
            rows=FRAME.rows,
            columns=FRAME.columns,
            scale_known=picture.pixel_mm is not None,
            fingerprint=print_,
            accepted=self.accepted,
            lesion_free=picture.lesion_free,
        )
        self.pool.add(entry, prepared.pixels)
        self.known.add(print_)
        return Outcome.ADDED, "", entry.id


def _prepared(picture: RealPicture, group: str) -> PreparedView:
    position = picture.name.view_position
    # Averaged by whole factors first: the largest scans would take ten times as long, and the
    # frame is coarser than what is left.
    step = max(1, picture.grey.shape[0] // FEWEST_ROWS)
    # The size of a breast without a scale follows the random label, so that it tells no name.
    return prepare_view(
        _averaged(picture.grey, step),
        view_position=position,
        pixel_mm=None if picture.pixel_mm is None else picture.pixel_mm * step,
        fitted_area_mm2=usual_area_mm2(group, position),
        frame=FRAME,
    )


def _averaged(grey: NDArray[np.float32], step: int) -> NDArray[np.float32]:
    if step == 1:
        return grey
    rows, columns = (length // step for length in grey.shape)
    blocks = grey[: rows * step, : columns * step].reshape(rows, step, columns, step)
    return blocks.mean(axis=(1, 3), dtype=np.float32)


def _trained_on(path: Path, what: str) -> str:
    return (
        f"{path.name} was left out: the generator was trained on {what}, and readers would be "
        "asked about what it has learned by heart."
    )


def _sentence(path: Path, reason: str) -> str:
    if reason.startswith((str(path), "There is", "Could not")):
        return reason
    reason = re.sub(r"\s+", " ", reason).rstrip(".")
    return f"{path.name} was left out: {reason}."
