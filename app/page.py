"""What the window asks of each of its pages: a panel, a viewer, and what lies around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QVBoxLayout, QWidget

from app.background import Background
from app.notes_desk import NotesDesk
from app.reading.case_notes import CaseNotes
from app.reading.marks import Mark, find
from app.reading.notes_store import NotesStore
from app.reading.steps import Steps
from app.reading.taken_mark import TakenMark, taken_mark
from app.report.panel import ReportPanel
from app.settings import Settings
from app.viewer.case_viewer import CaseViewer
from app.viewer.key_images import toggled
from app.viewer.ready_case import ReadyCase
from app.viewer.thumbnails import thumbnail, thumbnails
from app.widgets.picture_strip import PictureStrip, StripPicture
from inference.errors import MammogymError

PANEL_WIDTH = 276
COMPARE_LANE = "case to compare with"
MARK_LANE = "place of a mark"
NOTES = "notes"

_NEEDS_CASE = {
    "key_image",
    "tags",
    "export_dicom",
    "export_view",
    "export_marks",
    "import_marks",
    "copy_view",
    "delete_marks",
    "window_values",
}


class Page(QWidget):
    """A room of the program: a panel at the left, a viewer, small pictures and the report.

    Args:
        panel: at the left.
        background: the worker.
        store: keeps what readers leave with cases; None keeps nothing.

    Attributes:
        name: in settings, actions and file names of icons.
        title: for people, not yet translated.
        viewer: shows the case.
        desk: holds what the reader leaves with it.
        report: the form beside the views.
        strip: the cases of the session.

    Signals:
        problem: a sentence about something expected that went wrong.
        note: a sentence about something that was done.
        crashed: an exception nobody expected.
        changed: what the page can do, or its status line, is different now.
        case_shown: a case stands in the viewer.
        case_turned: the wheel asks for the next (1) or previous (−1) case.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    problem = Signal(str)
    note = Signal(str)
    crashed = Signal(object)
    changed = Signal()
    case_shown = Signal()

    def __init__(
        self,
        panel: QWidget,
        background: Background,
        store: NotesStore | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.viewer = CaseViewer()
        self.desk = NotesDesk(store, self)
        self.report = ReportPanel()
        self.strip = PictureStrip(Qt.Orientation.Horizontal)
        self._thumbnails = PictureStrip(Qt.Orientation.Vertical)
        self._background = background
        self._steps = Steps()
        self._place(panel)
        self._connect()

    @property
    def status(self) -> str:
        """A line for the window's status bar."""
        return ""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page does for which action of `app.actions`, beside what all pages do."""
        return {}

    def can(self, action: str) -> bool:
        """Whether an action can be done now."""
        if action in _NEEDS_CASE:
            return self.viewer.shown is not None
        return {
            "undo": self._steps.to_undo is not None,
            "redo": self._steps.to_redo is not None,
            "compare": self.viewer.other is not None,
            "exchange": self.viewer.compares,
        }.get(action, True)

    def remembered(self, settings: Settings) -> Settings:
        """The settings with what this page wants to find again."""
        return settings

    def reopen(self, key: Any) -> None:
        """Show a case of the session again.

        Args:
            key: with which the page gave it to `show_ready`.
        """
        raise LookupError(key)

    def loader(self, key: Any) -> Callable[[], ReadyCase]:
        """What makes a case of the session ready once more, for the worker."""
        raise LookupError(key)

    def step_case(self, step: int) -> None:
        """The next (1) or previous (−1) case."""

    def show_ready(
        self,
        ready: ReadyCase,
        key: Any = None,
        *,
        keep_window: bool = False,
        keep_position: bool = False,
    ) -> None:
        """Show a case with what the reader left with it.

        Args:
            ready: the case.
            key: by which the page knows it again, for the film strip; None keeps it out of there.
            keep_window: see `CaseViewer.show_case`.
            keep_position: likewise.
        """
        self.viewer.show_case(ready, keep_window=keep_window, keep_position=keep_position)
        self.report.set_case([picture.view for picture in ready.pictures])
        self.desk.open(ready.case)
        self._show_notes(self.desk.notes)
        self._thumbnails.show_pictures(thumbnails(ready))
        if key is not None:
            first = ready.pictures[0]
            self.strip.put(StripPicture(key, thumbnail(first), ready.case.case_id))
        self.changed.emit()
        self.case_shown.emit()

    def compare_with(self, load: Callable[[], ReadyCase]) -> None:
        """Lay another case beside the one on the screen.

        Args:
            load: makes it ready; runs in the worker.
        """
        self._background.submit(COMPARE_LANE, lambda _: load(), self._lay_beside, self.fail)

    def show_parts(self, *, thumbnails: bool, film_strip: bool, report: bool) -> None:
        """Show or hide what lies around the viewer."""
        self._thumbnails.setVisible(thumbnails)
        self.strip.setVisible(film_strip)
        self.report.setVisible(report)

    def toggle_key_image(self) -> None:
        """Mark the active view, as it is looked at, as a key image; or no longer."""
        view = self.viewer.active_view
        if view is None or self.viewer.shown is None:
            return
        label = self.viewer.shown.pictures[view].view.label
        images = toggled(self.desk.notes.key_images, view, label, self.viewer.state_of(view))
        self.desk.set_key_images(images)
        self.viewer.set_key_images(image.view for image in images)

    def undo(self) -> None:
        """Take back what was done last."""
        kind = self._steps.to_undo
        if kind is not None:
            self._steps = self._steps.undid()
            self.undo_kind(kind)
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was taken back last."""
        kind = self._steps.to_redo
        if kind is not None:
            self._steps = self._steps.redid()
            self.redo_kind(kind)
            self.changed.emit()

    def undo_kind(self, kind: str) -> None:
        """Take back the last thing of a kind; pages with kinds of their own add them."""
        if kind == NOTES:
            self.desk.undo()

    def redo_kind(self, kind: str) -> None:
        """Do again the last thing of a kind."""
        if kind == NOTES:
            self.desk.redo()

    def did(self, kind: str) -> None:
        """Remember that something was done, for undo."""
        self._steps = self._steps.did(kind)
        self.changed.emit()

    def close_desk(self) -> None:
        """Write what was not written yet."""
        self.desk.keep()

    def fail(self, error: BaseException) -> None:
        """Say an expected error as a sentence, and report any other one."""
        if isinstance(error, MammogymError):
            self.problem.emit(str(error))
        else:
            self.crashed.emit(error)

    def _place(self, panel: QWidget) -> None:
        panel.setObjectName("panel")
        panel.setFixedWidth(PANEL_WIDTH)
        self.strip.setAccessibleName(self.tr("Cases of this session"))
        self._thumbnails.setAccessibleName(self.tr("Views of the case"))
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.viewer, 1)
        middle.addWidget(self.strip)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(panel)
        layout.addWidget(self._thumbnails)
        layout.addLayout(middle, 1)
        layout.addWidget(self.report)
        self.show_parts(thumbnails=False, film_strip=False, report=False)

    def _connect(self) -> None:
        pointer = self.viewer.pointer
        pointer.marks_changed.connect(self.desk.set_marks)
        pointer.text_asked.connect(self._ask_for_text)
        pointer.refused.connect(self.problem)
        self.desk.shown.connect(self._show_notes)
        self.desk.edited.connect(lambda: self.did(NOTES))
        self.desk.problem.connect(self.problem)
        self.report.report_changed.connect(self.desk.set_report)
        self.report.mark_wanted.connect(self._give_mark)
        self._thumbnails.chosen.connect(self._show_view)
        self.strip.chosen.connect(self.reopen)
        self.strip.menu_asked.connect(self._offer_to_compare)
        self.viewer.case_turned.connect(self.step_case)
        self.viewer.changed.connect(self._follow_viewer)

    def _show_notes(self, notes: CaseNotes) -> None:
        self.viewer.pointer.set_marks(notes.marks)
        self.viewer.set_key_images(image.view for image in notes.key_images)
        self.report.set_report(notes.report)

    def _give_mark(self, earlier_ids: Sequence[str]) -> None:
        """Place and size of the selected mark, for the report; found in the worker."""
        pointer, shown = self.viewer.pointer, self.viewer.shown
        selected = find(pointer.marks, pointer.selected)
        if selected is None or shown is None:
            self.problem.emit(self.tr("Select a mark on a view first; its place is taken from it."))
            return
        earlier = [mark for mark in pointer.marks if mark.mark_id in earlier_ids]
        views = shown.case.views

        def take(taken: TakenMark) -> None:
            if self.viewer.shown is shown:
                self.report.take_mark(taken)

        self._background.submit(
            MARK_LANE, lambda _: taken_mark(selected, earlier, views), take, self.fail
        )

    def _ask_for_text(self, mark: Mark) -> None:
        text, given = QInputDialog.getText(
            self, self.tr("Text of the mark"), self.tr("Text"), text=mark.text
        )
        self.viewer.pointer.write(mark, text if given else mark.text)

    def _show_view(self, view: int) -> None:
        self.viewer.show_alone(None if self.viewer.alone == view else view)

    def _offer_to_compare(self, key: Any, position: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Show"), lambda: self.reopen(key))
        menu.addAction(
            self.tr("Compare with this case"), lambda: self.compare_with(self.loader(key))
        )
        menu.exec(position)

    def _lay_beside(self, other: ReadyCase) -> None:
        self.viewer.set_other(other)
        self.changed.emit()

    def _follow_viewer(self) -> None:
        self._thumbnails.show_chosen(self.viewer.active_view)
        self.changed.emit()
