"""Series of pictures as files: the way between cases, and a lesion as it grows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from app.background import Background
from app.generator.drawing import Drawing
from app.generator.lesion_growth import Growth
from app.widgets.work_progress import WorkProgress
from inference.case_files import CaseFormat
from inference.interpolation import CasePath

SERIES_LANE = "series"


class SeriesDesk(QObject):
    """Asks where a series is to go, and writes it in the worker with a bar that can be stopped.

    Args:
        window: over which questions and the bar stand.
        background: the worker.
        drawing: draws the pictures.
        folder: gives the folder that is offered first.
        fail: told of errors.

    Signals:
        note: a sentence about what was written.
    """

    note = Signal(str)

    def __init__(
        self,
        window: QWidget,
        background: Background,
        drawing: Drawing,
        folder: Callable[[], str],
        fail: Callable[[BaseException], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._drawing = drawing
        self._folder = folder
        self._fail = fail

    def ask_for_journey(self, path: CasePath, steps: int) -> None:
        """Write the pictures between cases where the user wants them."""
        wanted = self._ask(self.tr("Export the way: into which folder"), self.tr("Export the way"))
        if wanted is not None:
            self.write_journey(path, steps, *wanted)

    def ask_for_growth(self, growth: Growth, steps: int) -> None:
        """Write the series of a growing lesion where the user wants it."""
        wanted = self._ask(
            self.tr("Export the growth: into which folder"), self.tr("Export the growth")
        )
        if wanted is not None:
            self.write_growth(growth, steps, *wanted)

    def write_journey(
        self, path: CasePath, steps: int, folder: Path, case_format: CaseFormat
    ) -> None:
        """Write the pictures between cases."""
        self._write(
            self.tr("Drawing what lies between the cases …"),
            partial(self._drawing.write_journey, path, steps, folder, case_format),
        )

    def write_growth(
        self, growth: Growth, steps: int, folder: Path, case_format: CaseFormat
    ) -> None:
        """Write the series of a growing lesion."""
        self._write(
            self.tr("Drawing the lesion as it grows …"),
            partial(self._drawing.write_growth, growth, steps, folder, case_format),
        )

    def _ask(self, question: str, title: str) -> tuple[Path, CaseFormat] | None:
        chosen = QFileDialog.getExistingDirectory(self._window, question, self._folder())
        if not chosen:
            return None
        formats = {"PNG": CaseFormat.PNG, "DICOM": CaseFormat.DICOM}
        name, given = QInputDialog.getItem(
            self._window, title, self.tr("Pictures as"), list(formats), 0, False
        )
        return (Path(chosen), formats[name]) if given else None

    def _write(self, text: str, write: Callable[..., Path]) -> None:
        bar = WorkProgress(text, lambda: self._background.drop(SERIES_LANE), self._window)

        def end(error: BaseException) -> None:
            bar.end()
            self._fail(error)

        def done(written: Path) -> None:
            bar.end()
            self.note.emit(self.tr("Written to {path}.").format(path=written))

        self._background.submit(
            SERIES_LANE,
            lambda ticket: write(bar.told.emit, lambda: ticket.dropped),
            done,
            end,
        )
