"""A set in other forms: a DICOM folder, a teaching file, an answer key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.background import Background
from inference.case_sets.answers import write_answer_key
from inference.case_sets.case_set import CaseSet, TruthState
from inference.case_sets.teaching_file import write_teaching_file

EXPORTS = ("set_export_dicom", "set_export_html", "set_export_csv")


class SetExports:
    """Asks where to, and writes in the worker.

    Args:
        parent: of the dialogs.
        background: the worker.
        fail: is told what went wrong.
        note: is told what was written.
    """

    def __init__(
        self,
        parent: QWidget,
        background: Background,
        fail: Callable[[BaseException], None],
        note: Callable[[str], None],
    ) -> None:
        self._parent = parent
        self._background = background
        self._fail = fail
        self._note = note

    def ask(self, name: str, case_set: CaseSet, folder: str) -> str:
        """Ask where an export is to go, and write it.

        Args:
            name: one of `EXPORTS`.
            case_set: to be written.
            folder: last used.

        Returns:
            The folder that was chosen; empty where the user thought better of it.
        """
        titles = {
            "set_export_dicom": (
                QCoreApplication.translate("SetExports", "Export as DICOM folder"),
                "set",
                "",
            ),
            "set_export_html": (
                QCoreApplication.translate("SetExports", "Export as teaching file"),
                "set.html",
                "HTML (*.html)",
            ),
            "set_export_csv": (
                QCoreApplication.translate("SetExports", "Export the answer key"),
                "answers.csv",
                "CSV (*.csv)",
            ),
        }
        title, proposed, kinds = titles[name]
        start = str((Path(folder) if folder else Path.home()) / proposed)
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, start, kinds)
        if not chosen:
            return ""
        answers = name == "set_export_csv" or self._wants_answers(case_set)
        if answers is None:
            return ""
        self.write(name, case_set, Path(chosen), with_answers=answers)
        return str(Path(chosen).parent)

    def write(self, name: str, case_set: CaseSet, path: Path, *, with_answers: bool) -> None:
        """Write an export in the worker."""

        def job(_: object) -> Path:
            if name == "set_export_csv":
                write_answer_key(case_set, path)
            elif name == "set_export_html":
                write_teaching_file(case_set, path, with_answers=with_answers)
            else:
                from inference.case_sets.dicom_folder import write_dicom_folder

                write_dicom_folder(case_set, path, with_answers=with_answers)
            return path

        self._background.submit(None, job, self._written, self._fail)

    def _written(self, path: Path) -> None:
        self._note(
            QCoreApplication.translate("SetExports", "The set is in {path}.").format(path=path)
        )

    def _wants_answers(self, case_set: CaseSet) -> bool | None:
        """Whether the answers go along; None where the user thought better of it."""
        if case_set.truth_state is not TruthState.OPEN:
            return False
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._parent,
            QCoreApplication.translate("SetExports", "Answers"),
            QCoreApplication.translate("SetExports", "Export the answers too?"),
            buttons.Yes | buttons.No | buttons.Cancel,
        )
        return None if answer is buttons.Cancel else answer is buttons.Yes
