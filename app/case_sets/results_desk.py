"""Results of sets: read and scored in the worker, shown, and written to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.background import Background
from app.case_sets.results_view import ResultsView
from app.case_sets.results_work import FolderOfResults, read_folder, write_results
from app.reading.case_sets.returned_sittings import ENDING, latest_sitting, write_result
from inference.case_sets.case_set import CaseSet

RESULTS_LANE = "results of a set"


class ResultsDesk(QObject):
    """Asks for folders and files of results, and does what is wanted with them.

    Args:
        background: the worker.
        folder: gives the folder last used.
        parent: of the dialogs.

    Attributes:
        view: shows the results.

    Signals:
        shown: results stand in the view.
        note: a sentence about what was done.
        failed: an exception.
    """

    shown = Signal()
    note = Signal(str)
    failed = Signal(object)

    def __init__(self, background: Background, folder: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._background = background
        self._folder = folder
        self._window = parent
        self.view = ResultsView()
        self.view.wanted.connect(self._ask_where_to_export)

    def ask_for_folder(self, case_set: CaseSet) -> None:
        """Look at the results of a set that lie in a folder which the user chooses."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a folder of results"), self._folder()
        )
        if chosen:
            self.show_folder(Path(chosen), case_set)

    def show_folder(self, folder: Path, case_set: CaseSet) -> None:
        """Score the results of a set that lie in a folder, and show them."""
        self._background.submit(
            RESULTS_LANE, lambda _: read_folder(folder, case_set), self._show, self.failed.emit
        )

    def export(self, kind: str, target: Path) -> None:
        """Write results to files.

        Args:
            kind: `pdf` for the group, `readers` for a PDF of each reader, `cases` for a table.
            target: the file, or the folder for the readers' files.
        """
        if (found := self.view.found) is not None:
            self._background.submit(
                None,
                lambda _: write_results(kind, found, target),
                lambda _: self.note.emit(self.tr("It is in {path}.").format(path=target)),
                self.failed.emit,
            )

    def offer_result(self, log: Path, reader: str) -> None:
        """A sitting of a set is over: save its result as the file for the educator.

        Args:
            log: of the sitting.
            reader: who read; the file is named so.
        """
        name = "".join(one if one.isalnum() or one in " -_" else "_" for one in reader).strip()
        proposed = str(Path(self._folder() or Path.home()) / f"{name or log.stem}{ENDING}")
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save your result for the educator of the set"),
            proposed,
            self.tr("Results (*.mgresult)"),
        )
        if chosen:
            self.save_result(log, Path(chosen).with_suffix(ENDING))

    def offer_latest(self, set_id: str, folder: Path) -> None:
        """Save the result of the sitting of a set that was begun last.

        Args:
            set_id: of the set.
            folder: of the logs.
        """
        self._background.submit(
            RESULTS_LANE,
            lambda _: latest_sitting(folder, set_id),
            lambda log: self.offer_result(log, ""),
            self.failed.emit,
        )

    def save_result(self, log: Path, target: Path) -> None:
        """Write the result of a sitting of a set."""
        self._background.submit(
            None,
            lambda _: write_result(log, target),
            lambda _: self.note.emit(self.tr("Your result is in {path}.").format(path=target)),
            self.failed.emit,
        )

    def _show(self, found: FolderOfResults) -> None:
        self.view.show_found(found)
        self.shown.emit()

    def _ask_where_to_export(self, kind: str) -> None:
        if kind == "readers":
            chosen = QFileDialog.getExistingDirectory(
                self._window, self.tr("Folder for the readers' files"), self._folder()
            )
        else:
            names = {"pdf": ("results.pdf", "PDF (*.pdf)"), "cases": ("cases.csv", "CSV (*.csv)")}
            name, kinds = names[kind]
            start = str(Path(self._folder() or Path.home()) / name)
            chosen, _ = QFileDialog.getSaveFileName(
                self._window, self.tr("Export results"), start, kinds
            )
        if chosen:
            self.export(kind, Path(chosen))
