"""A page with a case: a panel, a viewer, and what lies around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QVBoxLayout, QWidget

from app.background import Background
from app.notes_desk import NotesDesk
from app.page import Page
from app.reading.case_notes import CaseNotes, case_key, with_view_named
from app.reading.marks import Mark, find
from app.reading.notes_store import NotesStore
from app.reading.steps import Steps
from app.reading.taken_mark import TakenMark, taken_mark
from app.reading.view_naming import ViewNames
from app.report.panel import ReportPanel
from app.viewer.case_viewer import CaseViewer
from app.viewer.key_images import following, state_of, toggled
from app.viewer.ready_case import ReadyCase, with_names
from app.viewer.thumbnails import thumbnail, thumbnails
from app.widgets.picture_strip import PictureStrip, StripPicture
from inference.recipe import ViewName

PANEL_WIDTH = 288
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


class CasePage(Page):
    """A page with a case: a panel at the left, a viewer, small pictures and the report.

    Args:
        panel: at the left.
        background: the worker.
        store: keeps what readers leave with cases; None keeps nothing.

    Attributes:
        viewer: shows the case.
        desk: holds what the reader leaves with it.
        report: the form beside the views.
        strip: the cases of the session.

    Signals:
        case_shown: a case stands in the viewer.
        case_turned: the wheel asks for the next (1) or previous (−1) case.
    """

    case_shown = Signal()

    def __init__(
        self,
        panel: QWidget,
        background: Background,
        store: NotesStore | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer = CaseViewer()
        self.desk = NotesDesk(store, self)
        self.report = ReportPanel()
        self.strip = PictureStrip(Qt.Orientation.Horizontal)
        self._thumbnails = PictureStrip(Qt.Orientation.Vertical)
        self._background = background
        self._steps: dict[str, Steps] = {}
        self._key: Any = None
        self._beside: tuple[ReadyCase, Any] | None = None
        self._opened: ReadyCase | None = None
        self._named: ReadyCase | None = None
        self._names: ViewNames = ()
        self._place(panel)
        self._connect()

    @property
    def key(self) -> Any:
        """By which the page knows the case in front; None where it does not."""
        return self._key

    @property
    def viewer(self) -> CaseViewer:
        """Shows the case."""
        return self._viewer

    def can(self, action: str) -> bool:
        """Whether an action can be done now."""
        if action in _NEEDS_CASE:
            return self.viewer.shown is not None
        return {
            "undo": self._steps_now.to_undo is not None,
            "redo": self._steps_now.to_redo is not None,
            "compare": self.viewer.other is not None,
            "exchange": self.viewer.compares,
            "next_key_image": bool(self.desk.notes.key_images),
            "delete_mark": self.viewer.pointer.selected is not None,
            "name_view": self._can_name,
        }.get(action, True)

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
        if self._beside is not None and case_key(self._beside[0].case) == case_key(ready.case):
            self.end_comparison()
        self._key = key
        named = self._open_notes(ready)
        self.viewer.show_case(named, keep_window=keep_window, keep_position=keep_position)
        self._show_front(named)
        if key is not None:
            first = named.pictures[0]
            name = ready.case.case_id
            altered = self.tr("altered")
            name = f"{name} · {altered}" if ready.case.altered else name
            self.strip.put(StripPicture(key, thumbnail(first), name))
        self.changed.emit()
        self.case_shown.emit()

    def compare_with(self, load: Callable[[], ReadyCase], key: Any = None) -> None:
        """Lay another case beside the one on the screen.

        Args:
            load: makes it ready; runs in the worker.
            key: by which the film strip knows it; None where it does not.
        """
        self._background.submit(
            COMPARE_LANE, lambda _: load(), lambda other: self._lay_beside(other, key), self.fail
        )

    def end_comparison(self) -> None:
        """Take the other case away."""
        self._beside = None
        self.viewer.set_other(None)

    def exchange(self) -> None:
        """Let the two cases change places; what is done from now on belongs to the new first."""
        if self._beside is None or self._opened is None or not self.viewer.compares:
            return
        (opened, key), self._beside = self._beside, (self._opened, self._key)
        self._key = key
        named = self._open_notes(opened)
        self.viewer.exchange(named)
        self._show_front(named)
        self.strip.show_chosen(key)
        self.changed.emit()

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
        shown = self.viewer.shown.pictures[view].view
        # What is kept later shows the file: the words say that it was not what was looked at.
        note = self.tr("Altered: something was taken away") if shown.altered else ""
        images = toggled(self.desk.notes.key_images, view, label, self.viewer.states[view], note)
        self.desk.set_key_images(images)
        self.viewer.set_key_images(image.view for image in images)

    def show_next_key_image(self) -> None:
        """Show the next key image of the case as it was looked at; after the last the first."""
        images = self.desk.notes.key_images
        image = following(images, self.viewer.alone)
        if image is not None:
            self.viewer.look_at(image.view, state_of(image))

    def name_view(self, name: ViewName | None) -> None:
        """Say what the active view shows; the case hangs by it at once, and next time.

        Args:
            name: None takes its name away.
        """
        view = self.viewer.active_view
        if view is None or self._opened is None or not self._can_name:
            return
        views = self._opened.case.views
        self.desk.set_notes(with_view_named(self.desk.notes, views, view, name))
        self._show_notes(self.desk.notes)

    def undo(self) -> None:
        """Take back what was done last."""
        kind = self._steps_now.to_undo
        if kind is not None:
            self._steps[self._steps_scope] = self._steps_now.undid()
            self.undo_kind(kind)
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was taken back last."""
        kind = self._steps_now.to_redo
        if kind is not None:
            self._steps[self._steps_scope] = self._steps_now.redid()
            self.redo_kind(kind)
            self.changed.emit()

    def forget_last(self, kind: str) -> None:
        """Forget that something was done, where it came to nothing.

        Args:
            kind: of what was done last; anything else changes nothing.
        """
        steps = self._steps_now
        if steps.to_undo == kind:
            self._steps[self._steps_scope] = replace(steps, done=steps.done[:-1])
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
        self._steps[self._steps_scope] = self._steps_now.did(kind)
        self.changed.emit()

    def close_page(self) -> None:
        """Write what was not written yet."""
        self.desk.keep()

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
        self.report.setEnabled(False)
        self.show_parts(thumbnails=False, film_strip=False, report=False)

    def _connect(self) -> None:
        pointer = self.viewer.pointer
        pointer.marks_changed.connect(self.desk.set_marks)
        pointer.text_asked.connect(self._ask_for_text)
        pointer.refused.connect(self.problem)
        pointer.selected_changed.connect(lambda _: self.changed.emit())
        self.desk.shown.connect(self._show_notes)
        self.desk.edited.connect(lambda: self.did(NOTES))
        self.desk.problem.connect(self.problem)
        self.report.report_changed.connect(self.desk.set_report)
        self.report.mark_wanted.connect(self._give_mark)
        self._thumbnails.chosen.connect(self._show_view)
        self.strip.chosen.connect(self._choose_case)
        self.strip.menu_asked.connect(self._offer_to_compare)
        self.viewer.case_turned.connect(self.step_case)
        self.viewer.changed.connect(self._follow_viewer)

    @property
    def _can_name(self) -> bool:
        """Whether the active view is one of a case from files; drawn ones have names."""
        named = self._named
        is_front = named is not None and self.viewer.shown is named and named.case.recipe is None
        return is_front and self.viewer.active_view is not None

    @property
    def _steps_scope(self) -> str:
        """Of which case undo takes back; pages that undo their way from case to case say ""."""
        return self.desk.key

    @property
    def _steps_now(self) -> Steps:
        return self._steps.get(self._steps_scope, Steps())

    def _open_notes(self, opened: ReadyCase) -> ReadyCase:
        """Take up what the reader left with a case; returns it with the names given to views."""
        # What the desk says while it opens is not about the case on the screen.
        self._opened = None
        self.desk.open(opened.case)
        self._opened, self._names = opened, self.desk.notes.view_names
        self._named = with_names(opened, self._names)
        return self._named

    def _show_front(self, named: ReadyCase) -> None:
        """Show around the viewer what belongs to the case that now stands in it."""
        self.report.setEnabled(True)
        self._show_views(named)
        self._show_notes(self.desk.notes)
        self._ask_for_names(named)

    def _show_notes(self, notes: CaseNotes) -> None:
        if self._opened is None or self._named is None:
            return
        if notes.view_names != self._names:
            before, self._names = self._named, notes.view_names
            self._named = with_names(self._opened, self._names)
            self.viewer.rename_views(before, self._named)
            self._show_views(self._named)
        self.viewer.pointer.set_marks(notes.marks)
        self.viewer.set_key_images(image.view for image in notes.key_images)
        self.report.set_report(notes.report)

    def _show_views(self, ready: ReadyCase) -> None:
        self.report.set_case([picture.view for picture in ready.pictures])
        self._thumbnails.show_pictures(thumbnails(ready))
        self._thumbnails.show_chosen(self.viewer.active_view)

    def _ask_for_names(self, ready: ReadyCase) -> None:
        count = sum(view.name is None for view in ready.case.views)
        if count and ready.case.recipe is None:
            self.note.emit(
                self.tr(
                    "The files do not tell what {count} of {all} views show, so they hang in "
                    "their order. Say it with the right mouse button on each, under “Name the "
                    "view…”."
                ).format(count=count, all=len(ready.case.views))
            )

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
            self.tr("Compare with this case"), lambda: self.compare_with(self.loader(key), key)
        )
        menu.exec(position)
        # The strip marks the case in front, not the one whose menu this was.
        self.strip.show_chosen(self._key)
        self.viewer.setFocus()

    def _choose_case(self, key: Any) -> None:
        self.reopen(key)
        self.viewer.setFocus()

    def _lay_beside(self, other: ReadyCase, key: Any) -> None:
        if self._opened is not None and case_key(self._opened.case) == case_key(other.case):
            self.problem.emit(self.tr("This case is already on the screen. Choose another one."))
            return
        self._beside = other, key
        self.viewer.set_other(with_names(other, self.desk.view_names_of(other.case)))
        self.changed.emit()

    def _follow_viewer(self) -> None:
        self._thumbnails.show_chosen(self.viewer.active_view)
        self.changed.emit()
