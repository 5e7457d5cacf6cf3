"""Who reads at this workstation: profiles, the one in front, and the store that keeps them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.reading.quiz.progress_store import ProgressStore, open_progress
from app.reading.quiz.reader import Reader, new_reader_id
from inference.errors import MammogymError

FALLBACK_ID = "reader"
"""Stands in logs where no profile could be kept."""


class ProfileDesk(QObject):
    """Keeps the readers of this workstation. There is always one in front.

    Args:
        data: folder of the store; None keeps nothing.
        reader_id: who read last; empty at first.

    Signals:
        changed: other profiles, or another one is in front.
        failed: an exception: the store cannot be used, and nothing is kept.
        note: a sentence, when a damaged store was set aside.
    """

    changed = Signal()
    failed = Signal(object)
    note = Signal(str)

    def __init__(self, data: Path | None, reader_id: str = "", parent: QObject | None = None):
        super().__init__(parent)
        self._data = data
        self._chosen = reader_id
        self._store: ProgressStore | None = None
        self._readers: tuple[Reader, ...] = ()

    @property
    def store(self) -> ProgressStore | None:
        """Where progress is kept; None where it cannot be."""
        return self._store

    @property
    def readers(self) -> tuple[Reader, ...]:
        """All profiles, by name."""
        return self._readers

    @property
    def reader(self) -> Reader:
        """The one in front."""
        known = {reader.reader_id: reader for reader in self._readers}
        if self._chosen in known:
            return known[self._chosen]
        return Reader(reader_id=self._chosen or FALLBACK_ID, name=self.tr("Reader"))

    def name_of(self, reader_id: str) -> str:
        """The name of a reader, or the id where there is no profile."""
        return next((one.name for one in self._readers if one.reader_id == reader_id), reader_id)

    def open(self) -> None:
        """Open the store; the first reader gets a profile without being asked for one.

        A file of some hundred kilobytes takes milliseconds, so that this does not need the worker.
        """
        if self._data is None or self._store is not None:
            return
        try:
            self._store, sentence = open_progress(self._data)
            self._readers = self._store.readers()
            if sentence:
                self.note.emit(sentence)
            self._make_sure_of_one()
        except MammogymError as error:
            self.failed.emit(error)
        self.changed.emit()

    def choose(self, reader_id: str) -> None:
        """Let another reader sit."""
        if reader_id != self._chosen and any(r.reader_id == reader_id for r in self._readers):
            self._chosen = reader_id
            self.changed.emit()

    def keep(self, reader: Reader) -> None:
        """Add a profile or change it, and let its reader sit."""
        if self._store is None:
            return
        try:
            self._store.keep_reader(reader)
            self._readers = self._store.readers()
        except MammogymError as error:
            self.failed.emit(error)
            return
        self._chosen = reader.reader_id
        self.changed.emit()

    def reread(self) -> None:
        """Look for profiles that were entered with sittings."""
        if self._store is None:
            return
        try:
            readers = self._store.readers()
        except MammogymError as error:
            self.failed.emit(error)
            return
        if readers != self._readers:
            self._readers = readers
            self.changed.emit()

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _make_sure_of_one(self) -> None:
        """Have the chosen reader's profile, or any, or a first one.

        After the store was damaged, the reader who is remembered gets a profile again under the
        same id, which the logs of earlier sittings carry.
        """
        assert self._store is not None
        if any(reader.reader_id == self._chosen for reader in self._readers):
            return
        if self._readers and not self._chosen:
            self._chosen = self._readers[0].reader_id
            return
        self._chosen = self._chosen or new_reader_id()
        self._store.keep_reader(Reader(reader_id=self._chosen, name=self.tr("Reader")))
        self._readers = self._store.readers()
