"""What a reader leaves with the case on the screen: kept as it is made, with undo and redo."""

from __future__ import annotations

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.reading.case_notes import CaseNotes, KeyImage, case_key
from app.reading.marks import Mark
from app.reading.notes_store import FoundNotes, NotesStore
from app.reading.report import Report
from app.reading.undo import Undo
from app.reading.view_naming import ViewNames
from inference.case import Case
from inference.errors import MammogymError

KEPT_AFTER_MS = 700
MOST_CASES = 200
"""So many cases keep what can be undone; older ones still have their notes on disk."""

_log = logging.getLogger("mammogym")


class NotesDesk(QObject):
    """Holds the notes of the case on the screen.

    Args:
        store: keeps them from one session to the next; None keeps them for this session alone.

    Signals:
        shown: the `CaseNotes` of another case, or others after undo and redo.
        edited: the reader changed something, which undo takes back.
        problem: a sentence about notes that could not be read or kept.
    """

    shown = Signal(object)
    edited = Signal()
    problem = Signal(str)

    def __init__(self, store: NotesStore | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._histories: dict[str, Undo[CaseNotes]] = {}
        self._key = ""
        self._unkept: dict[str, CaseNotes] = {}
        self._locked: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER_MS)
        self._timer.timeout.connect(self.keep)

    @property
    def key(self) -> str:
        """The name under which the notes of the case are kept; empty without a case."""
        return self._key

    @property
    def notes(self) -> CaseNotes:
        """Of the case on the screen."""
        return self._history.present

    @property
    def can_undo(self) -> bool:
        """Whether something was done on this case."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether something was undone on this case."""
        return self._history.can_redo

    def open(self, case: Case) -> None:
        """Take up the notes of a case."""
        key = case_key(case)
        if key == self._key:
            return
        self.keep()
        self._key = key
        if key not in self._histories:
            self._histories[key] = Undo(present=self._stored(key, len(case.views)))
            if len(self._histories) > MOST_CASES:
                del self._histories[next(iter(self._histories))]
        self.shown.emit(self.notes)

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """The reader changed marks."""
        self._edit(replace(self.notes, marks=marks))

    def set_report(self, report: Report) -> None:
        """The reader changed the report."""
        self._edit(replace(self.notes, report=report))

    def set_notes(self, notes: CaseNotes) -> None:
        """The reader changed several things in one step."""
        self._edit(notes)

    def view_names_of(self, case: Case) -> ViewNames:
        """What the reader once said the views of another case show."""
        key = case_key(case)
        history = self._histories.get(key)
        return (history.present if history else self._stored(key, len(case.views))).view_names

    def set_key_images(self, images: tuple[KeyImage, ...]) -> None:
        """The reader chose key images."""
        self._edit(replace(self.notes, key_images=images))

    def undo(self) -> None:
        """Take back the last change."""
        self._go(self._history.undone())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._go(self._history.redone())

    def keep(self) -> None:
        """Write what was not written yet."""
        self._timer.stop()
        unkept, self._unkept = self._unkept, {}
        if self._store is None:
            return
        for key, notes in unkept.items():
            try:
                self._store.write(key, notes)
            except MammogymError as error:
                _log.error("%s", error)
                self.problem.emit(str(error))

    @property
    def _history(self) -> Undo[CaseNotes]:
        return self._histories.get(self._key, Undo(present=CaseNotes()))

    def _stored(self, key: str, views: int) -> CaseNotes:
        if self._store is None:
            return CaseNotes()
        try:
            found = self._store.read(key, views)
        except MammogymError as error:
            found = FoundNotes(notes=CaseNotes(), problem=str(error), writable=False)
        if found.problem:
            self.problem.emit(found.problem)
        if not found.writable:
            self._locked.add(key)
        return found.notes

    def _edit(self, notes: CaseNotes) -> None:
        if self._key and notes != self.notes:
            self._take(self._history.pushed(notes))
            self.edited.emit()

    def _go(self, history: Undo[CaseNotes]) -> None:
        if self._key:
            self._take(history)
            self.shown.emit(self.notes)

    def _take(self, history: Undo[CaseNotes]) -> None:
        self._histories[self._key] = history
        # What could not be read, such as the notes of a newer program, is not written over.
        if self._key not in self._locked:
            self._unkept[self._key] = history.present
            self._timer.start()
