"""Asking where something goes out or comes in, and doing it in the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.background import Background
from app.case_page import CasePage
from app.exporting import Marked, export_dicom, export_marks, export_truth, import_marks
from app.reading.marks import Mark
from app.viewer.images import rgb_of
from app.viewer.marks_layer import value_words
from inference.case import Case
from inference.case_files import ModelIdentity
from inference.pictures import write_shown_png


class CaseExports(QObject):
    """Exports and imports for the page in front.

    Args:
        window: parent of dialogs.
        page: gives the page in front.
        background: the worker.
        model: gives the model that drew a drawn case.
    """

    def __init__(
        self,
        window: QWidget,
        page: Callable[[], CasePage],
        background: Background,
        model: Callable[[], ModelIdentity | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._background = background
        self._model = model
        self._folder = str(Path.home())

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What to call for which action."""
        return {
            "export_dicom": self._ask_for_dicom,
            "export_view": self._ask_for_picture,
            "export_marks": self._ask_for_marks_file,
            "import_marks": self._ask_for_marks,
        }

    def export_dicom(self, folder: Path, *, with_truth: bool = False) -> None:
        """Write the case in front as a DICOM folder.

        Args:
            folder: to be made.
            with_truth: whether the truth of its lesions goes into a folder beside it.
        """
        marked = self._marked()
        if marked is not None and with_truth:
            beside = folder.with_name(f"{folder.name}-truth")
            self._work(lambda: export_truth(marked, beside), self._tell_written)
        if marked is not None:
            tell = self._tell_unaltered if marked.case.altered else self._tell_written
            self._work(lambda: export_dicom(marked, folder), tell)

    def export_view(self, path: Path) -> None:
        """Write the active view as it stands on the screen, with marks and words."""
        canvas = self._page().viewer.active_canvas
        if canvas is None or canvas.picture is None:
            return
        view, pixels = canvas.picture.view, rgb_of(canvas.shown_image())
        about = {"Title": view.label or "Mammogram"}
        self._work(
            lambda: write_shown_png(
                pixels, path, synthetic=view.synthetic, altered=view.altered, about=about
            ),
            lambda _: self._tell_written(path),
        )

    def export_marks(self, path: Path) -> None:
        """Write the marks of the case in front."""
        marked = self._marked()
        if marked is not None:
            self._work(
                lambda: export_marks(marked, path), lambda paths: self._tell_written(paths[0])
            )

    def import_marks(self, path: Path) -> None:
        """Read marks onto the case in front."""
        marked, page = self._marked(), self._page()
        if marked is None:
            return

        def take(marks: tuple[Mark, ...]) -> None:
            shown = page.viewer.shown
            if shown is not None and shown.case is marked.case:
                page.viewer.pointer.set_marks(marks)
                page.desk.set_marks(marks)

        self._work(lambda: import_marks(marked, path), take)

    def _ask_for_dicom(self) -> None:
        shown = self._page().viewer.shown
        if shown is None:
            return
        parent = QFileDialog.getExistingDirectory(
            self._window,
            self.tr("Export as DICOM: in which folder the new one is made"),
            self._folder,
        )
        if parent:
            self._folder = parent
            target = _free(Path(parent) / f"DICOM-{_plain(shown.case.case_id)}")
            self.export_dicom(target, with_truth=self._wants_truth(shown.case))

    def _wants_truth(self, case: Case) -> bool:
        """Whether where its lesions are is written too; nobody is asked where there are none."""
        if not case.findings:
            return False
        answer = QMessageBox.question(
            self._window,
            self.tr("Export as DICOM"),
            self.tr(
                "Write the truth too: where the lesions are, as segmentations and reports in a "
                "folder beside the pictures? Leave it out for readers."
            ),
        )
        return answer == QMessageBox.StandardButton.Yes

    def _ask_for_picture(self) -> None:
        canvas = self._page().viewer.active_canvas
        if canvas is None or canvas.picture is None:
            return
        label = canvas.picture.view.label or "view"
        if path := self._ask_for_target(f"{label.replace(' ', '-')}.png", self.tr("PNG (*.png)")):
            self.export_view(path.with_suffix(".png"))

    def _ask_for_marks_file(self) -> None:
        filters = self.tr("Marks as JSON (*.json);;DICOM presentation states (*.dcm)")
        if path := self._ask_for_target("marks.json", filters):
            self.export_marks(path)

    def _ask_for_marks(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Import marks"),
            self._folder,
            self.tr("Marks (*.json *.dcm);;All files (*)"),
        )
        if chosen:
            self._folder = str(Path(chosen).parent)
            self.import_marks(Path(chosen))

    def _ask_for_target(self, name: str, filters: str) -> Path | None:
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, self.tr("Export"), str(Path(self._folder) / name), filters
        )
        if not chosen:
            return None
        self._folder = str(Path(chosen).parent)
        path = Path(chosen)
        return path.with_suffix(".dcm") if "*.dcm" in kind else path

    def _marked(self) -> Marked | None:
        page = self._page()
        shown = page.viewer.shown
        if shown is None:
            return None
        return Marked(
            case=shown.case,
            marks=page.viewer.pointer.marks,
            states=page.viewer.states,
            words=value_words(),
            model=self._model() if shown.case.recipe is not None else None,
        )

    def _work(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._background.submit(None, lambda _: job(), done, self._page().fail)

    def _tell_unaltered(self, path: Path) -> None:
        self._page().note.emit(
            self.tr(
                "Written to {path}: the files as they are. What was taken away on the screen is "
                "still in them."
            ).format(path=path)
        )

    def _tell_written(self, path: Path) -> None:
        self._page().note.emit(self.tr("Written to {path}.").format(path=path))


def _free(folder: Path) -> Path:
    """A folder that is not there yet."""
    number, found = 1, folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}-{number}")
    return found


def _plain(name: str) -> str:
    """A case's name as a part of a folder's."""
    kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
    return kept[:40] or "case"
