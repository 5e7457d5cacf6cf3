"""What the menus do to the case in front: compare, export, take numbers, look into its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from app.background import Background
from app.case_exports import CaseExports
from app.case_page import CasePage
from app.reader.name_menu import NameMenu
from app.reader.opening import FoundCase, FoundCases, find_cases, open_case
from app.tags.tag_browser import TagBrowser
from app.viewer.window_dialog import WindowDialog

FIND_OTHER_LANE = "find a case to compare with"


class CaseActions(QObject):
    """Acts on the page in front.

    Args:
        window: parent of dialogs.
        page: gives the page in front.
        background: the worker.
        exports: what goes out and comes in.
        mm_per_device_pixel: of the screen on which the window is; None while not calibrated.
    """

    def __init__(
        self,
        window: QWidget,
        page: Callable[[], CasePage],
        background: Background,
        exports: CaseExports,
        mm_per_device_pixel: Callable[[], float | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._background = background
        self._exports = exports
        self._mm_per_device_pixel = mm_per_device_pixel
        self._tags: TagBrowser | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What to call for which action."""
        return {
            "undo": lambda: self._page().undo(),
            "redo": lambda: self._page().redo(),
            "name_view": self._name_view,
            "key_image": lambda: self._page().toggle_key_image(),
            "next_key_image": lambda: self._page().show_next_key_image(),
            "compare": self._compare,
            "exchange": lambda: self._page().exchange(),
            "open_prior": self._ask_for_other,
            "copy_view": self._copy_view,
            "window_values": self._type_window,
            "true_size": self._true_size,
            "tags": self._show_tags,
            **self._exports.handlers(),
        }

    def _compare(self) -> None:
        viewer = self._page().viewer
        viewer.set_compare(not viewer.compares)

    def _ask_for_other(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open a case to compare with: choose its files, or a DICOMDIR"),
            "",
            self.tr("DICOM files (*.dcm *.DCM *.dicom *.ima DICOMDIR);;All files (*)"),
        )
        if chosen:
            self.compare_with_files([Path(name) for name in chosen])

    def compare_with_files(self, paths: list[Path]) -> None:
        """Lay the case that files hold beside the one in front; of several the user chooses."""
        page = self._page()
        self._background.submit(
            FIND_OTHER_LANE,
            lambda ticket: find_cases(paths, ticket),
            lambda found: self._choose_other(page, found),
            page.fail,
        )

    def _choose_other(self, page: CasePage, found: FoundCases) -> None:
        case: FoundCase | None = found.cases[0] if found.cases else None
        if len(found.cases) > 1:
            names = [case.case_id for case in found.cases]
            name, chosen = QInputDialog.getItem(
                self._window, self.tr("Compare with"), self.tr("Case"), names, 0, False
            )
            case = found.cases[names.index(name)] if chosen else None
        if case is not None:
            page.compare_with(lambda: open_case(case))

    def _copy_view(self) -> None:
        canvas = self._page().viewer.active_canvas
        if canvas is not None:
            QGuiApplication.clipboard().setImage(canvas.shown_image())
            self._page().note.emit(self.tr("The view is on the clipboard."))

    def _type_window(self) -> None:
        viewer = self._page().viewer
        canvas = viewer.active_canvas
        if canvas is None or canvas.picture is None:
            return
        dialog = WindowDialog(canvas.picture.view, canvas.state, self._window)
        dialog.tried.connect(viewer.looking.use_voi)
        dialog.exec()

    def _name_view(self) -> None:
        page = self._page()
        canvas = page.viewer.active_canvas
        if canvas is None or canvas.picture is None:
            return
        menu = NameMenu(canvas.picture.view.name, self._window)
        menu.name_chosen.connect(page.name_view)
        area, pointer = canvas.rect(), QCursor.pos()
        under = area.contains(canvas.mapFromGlobal(pointer))
        menu.popup(pointer if under else canvas.mapToGlobal(area.center()))

    def _true_size(self) -> None:
        page, mm = self._page(), self._mm_per_device_pixel()
        canvas = page.viewer.active_canvas
        if canvas is None or canvas.picture is None:
            return
        if canvas.picture.view.pixel_spacing_mm is None:
            page.problem.emit(self.tr("The file of this view does not tell the size of a pixel."))
        elif mm is None:
            page.problem.emit(
                self.tr(
                    "The screen is not calibrated, so its millimetres are unknown. Calibrate it "
                    "under Help, with any bank card."
                )
            )
        else:
            page.viewer.looking.true_size(mm)

    def _show_tags(self) -> None:
        shown = self._page().viewer.shown
        if shown is None:
            return
        if self._tags is None:
            self._tags = TagBrowser(self._background, self._window)
            self._tags.crashed.connect(self._page().crashed)
        views = shown.case.views
        with_file = [number for number, view in enumerate(views) if view.source is not None]
        files = [
            (views[number].label or f"{number + 1}", source.path)
            for number in with_file
            if (source := views[number].source) is not None
        ]
        active = self._page().viewer.active_view
        self._tags.show_files(files, with_file.index(active) if active in with_file else 0)
        self._tags.show()
        self._tags.raise_()
