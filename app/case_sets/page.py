"""The Sets page: a set is opened, built, handed out, and its results are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMessageBox, QStackedLayout, QWidget

from app.background import Background
from app.case_sets.answer_outlines import outlines_of
from app.case_sets.blueprint_dialog import BlueprintDialog
from app.case_sets.builder_view import BuilderView
from app.case_sets.cover import Cover, tutorial_set
from app.case_sets.desk import SetsDesk
from app.case_sets.results_desk import ResultsDesk
from app.case_sets.save_dialog import PassphraseDialog, SaveSetDialog, protected
from app.case_sets.set_exports import EXPORTS, SetExports
from app.case_sets.sitting import SITTINGS
from app.page import OF_VIEWING, Page
from app.reading.case_sets.draft import DraftCase, Verdict
from app.settings import Settings
from app.viewer.case_viewer import CaseViewer
from app.viewer.ready_case import ReadyCase, make_ready
from inference.case import Case
from inference.case_sets.blueprint import Blueprint
from inference.case_sets.case_set import CaseSet, TruthState
from inference.case_sets.files import read_case_set, unlock, write_case_set
from inference.case_sets.manifest import ModelEntry
from inference.errors import MammogymError

FILE_LANE = "read a set"
LOOK_LANE = "look at a case of the set"
SAVE_LANE = "save a set"

_OF_A_DRAFT = {"set_save", "set_go_on", "set_next", "set_previous"}
_OF_A_CASE = {
    "set_accept",
    "set_reject",
    "set_redraw",
    "set_edit",
    "set_earlier",
    "set_later",
    "set_look",
}


class SetsPage(Page):
    """Overview and builder of case sets.

    Args:
        background: the worker.
        data: folder in which the draft is kept; None keeps it for this session alone.
        bundle_folder: gives the folder of the model.
        settings: the folder last used.

    Signals:
        edit_wanted: the `Recipe` of a case that is to be changed in Generate, and its number.
        read_wanted: a `CaseSet` that is to be read, and its file or None.
        quiz_wanted: a `CaseSet` that is to be played, and its file or None.
        returned: a case of Generate was taken into the set.
    """

    name = "sets"
    title = str(QT_TRANSLATE_NOOP("Page", "Sets"))

    edit_wanted = Signal(object, int)
    read_wanted = Signal(object, object)
    quiz_wanted = Signal(object, object)

    def __init__(
        self,
        background: Background,
        data: Path | None,
        bundle_folder: Callable[[], Path],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._data = data
        self._folder = settings.set_folder
        self._case_set: CaseSet | None = None
        self._path: Path | None = None
        self._edited: str | None = None
        self._blueprint: Blueprint | None = None
        self.desk = SetsDesk(background, data, bundle_folder, self)
        self._viewer = CaseViewer()
        self.cover = Cover()
        self.builder = BuilderView(self.desk, self._viewer)
        self.exports = SetExports(self, background, self.fail, self.note.emit)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.cover)
        self._stack.addWidget(self.builder)
        self.results = ResultsDesk(background, lambda: self._folder, self)
        self._stack.addWidget(self.results.view)
        self._connect()

    @property
    def viewer(self) -> CaseViewer:
        """Shows a case of the set large."""
        return self._viewer

    @property
    def status(self) -> str:
        """How far the set is."""
        return self.builder.count.text() if self._builds else ""

    @property
    def case_set(self) -> CaseSet | None:
        """The set that was opened."""
        return self._case_set

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page does for its actions."""
        return {
            "set_new": self.ask_for_blueprint,
            "set_open": self.ask_for_set,
            "set_tutorial": self.open_tutorial,
            "set_overview": self.show_cover,
            "set_draft": self.show_draft,
            "set_change": self.change,
            "set_save": self.ask_where_to_save,
            "set_go_on": self._stop_or_go_on,
            "set_look": lambda: self.look_at(self.builder.wall.current),
            "set_accept": partial(self._judge, Verdict.ACCEPTED),
            "set_reject": partial(self._judge, Verdict.REJECTED),
            "set_redraw": lambda: self.desk.redraw(self.builder.wall.current),
            "set_edit": self._edit,
            "set_next": partial(self.builder.wall.step, 1),
            "set_previous": partial(self.builder.wall.step, -1),
            "set_earlier": lambda: self.desk.move(self.builder.wall.current, -1),
            "set_later": lambda: self.desk.move(self.builder.wall.current, 1),
            "set_unlock": self.ask_for_passphrase,
            "set_read": partial(self._use, self.read_wanted),
            "set_quiz": partial(self._use, self.quiz_wanted),
            "set_results": self._ask_for_results,
            "set_result": self._offer_latest_result,
            **{name: partial(self._export, name) for name in EXPORTS},
        }

    def can(self, action: str) -> bool:
        """Whether an action can be done now."""
        if action == "undo":
            return self._builds and self.desk.can_undo
        if action == "redo":
            return self._builds and self.desk.can_redo
        state = self._case_set.truth_state if self._case_set is not None else None
        special = {
            "set_new": True,
            "set_open": True,
            "set_tutorial": tutorial_set() is not None,
            "set_overview": self._stack.currentWidget() is not self.cover,
            "set_results": self._builds or state is TruthState.OPEN,
            "set_draft": self._has_draft and not self._builds,
            "set_change": state is TruthState.OPEN and not self._builds,
            "set_unlock": state is TruthState.LOCKED and not self._builds,
            "set_result": state is not None and not self._builds and self._data is not None,
            "set_export_csv": self._builds or state is TruthState.OPEN,
        }
        if action in special:
            return special[action]
        if action in _OF_A_DRAFT:
            return self._builds
        if action in _OF_A_CASE:
            return self._builds and self._case is not None and self._case_can(action)
        if action in self.handlers():
            return self._builds or self._case_set is not None
        looks = self._builds and self.builder.looks_at_case
        return super().can(action) and (looks or action not in OF_VIEWING)

    def remembered(self, settings: Settings) -> Settings:
        """With the folder last used."""
        return replace(settings, set_folder=self._folder)

    def take_focus(self) -> None:
        """The wall, or the button that one most likely wants."""
        if self._stack.currentWidget() is self.results.view:
            self.results.view.tabs.setFocus()
        elif not self._builds:
            self.cover.take_focus()
        elif self.builder.looks_at_case:
            self._viewer.setFocus()
        else:
            self.builder.wall.setFocus()

    def close_page(self) -> None:
        """Keep the draft."""
        self.builder.case_panel.flush()
        self.desk.close_draft()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Offer the draft that was kept."""
        super().showEvent(event)
        self._refresh_cover()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape leads back: from a case to all of them, from results to the overview."""
        in_results = self._stack.currentWidget() is self.results.view
        if in_results and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_N):
            self.show_cover()
        elif event.key() == Qt.Key.Key_Escape and self._builds and self.builder.looks_at_case:
            self.builder.show_wall()
            self.changed.emit()
        else:
            super().keyPressEvent(event)

    def undo(self) -> None:
        """Take back what was done to the draft last."""
        self.builder.case_panel.flush()
        self.desk.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.desk.redo()

    def ask_for_set(self) -> None:
        """Open a set that the user chooses."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a case set"), self._folder, self.tr("Case sets (*.mgset)")
        )
        if chosen:
            self.open(Path(chosen))

    def open_tutorial(self) -> None:
        """Open the set that ships."""
        if (path := tutorial_set()) is not None:
            folder = self._folder
            self.open(path)
            self._folder = folder  # Nobody looks for sets of their own where the program lies.

    def open(self, path: Path) -> None:
        """Open a set from a file, and tell of it."""
        self._folder = str(path.parent)
        self._background.submit(
            FILE_LANE,
            lambda _: read_case_set(path),
            lambda case_set: self.show_set(case_set, path),
            self.fail,
        )

    def show_set(self, case_set: CaseSet, path: Path | None) -> None:
        """Tell of a set that was opened."""
        self._case_set, self._path = case_set, path
        self.show_cover()

    def show_cover(self) -> None:
        """Show the set that was opened, and what can be done."""
        self._stack.setCurrentWidget(self.cover)
        self._refresh_cover()
        self.take_focus()
        self.changed.emit()

    def show_draft(self) -> None:
        """Go on with the draft."""
        if self.desk.draft is None and self.desk.store.has_draft:
            self.desk.open_kept()
        self._show_builder()

    def change(self) -> None:
        """Open the set in the builder; a draft that lies there is asked for first."""
        if self._case_set is not None and self._may_leave_draft():
            self.desk.open_set(self._case_set)
            self._show_builder()

    def ask_for_blueprint(self) -> None:
        """Begin another set as the user wants it."""
        draft = self.desk.draft
        last = draft.blueprint if draft is not None else self._blueprint
        folder = Path(self._folder) if self._folder else Path.home()
        dialog = BlueprintDialog(last, folder, self)
        if dialog.exec() and dialog.blueprint is not None and self._may_leave_draft():
            self.build(dialog.blueprint)

    def build(self, blueprint: Blueprint) -> None:
        """Begin another set and draw its cases."""
        self._blueprint = blueprint
        self._case_set = self._path = None
        self.desk.begin(blueprint)
        self._show_builder()

    def ask_where_to_save(self) -> None:
        """Save the set as the user wants it."""
        self.builder.case_panel.flush()
        draft = self.desk.draft
        if draft is None:
            return
        folder = Path(self._folder) if self._folder else Path.home()
        stem = "".join(one if one.isalnum() or one in " -_" else "_" for one in draft.about.title)
        doubtful = sum(case.truth.flags.doubtful for case in draft.kept)
        dialog = SaveSetDialog(folder / f"{stem.strip()[:60] or 'set'}.mgset", doubtful, self)
        if dialog.exec():
            self.save(dialog.path, dialog.state, dialog.passphrase.text())

    def save(self, path: Path, state: TruthState, passphrase: str = "") -> None:
        """Save the set, in the worker.

        Args:
            path: of the file.
            state: what becomes of the answers.
            passphrase: of locked ones.
        """
        draft = self.desk.draft
        if draft is None:
            return
        self._folder = str(path.parent)

        def job(_: object) -> CaseSet:
            write_case_set(protected(draft.case_set(), state, passphrase), path)
            return read_case_set(path)

        self._background.submit(SAVE_LANE, job, partial(self._saved, path), self.fail)

    def ask_for_passphrase(self) -> None:
        """Unlock the answers of the set that was opened."""
        case_set = self._case_set
        if case_set is None:
            return
        dialog = PassphraseDialog(case_set.title, self)
        if dialog.exec():
            self.unlock(dialog.passphrase.text())

    def unlock(self, passphrase: str) -> None:
        """Open the answers of the set with its passphrase."""
        case_set, path = self._case_set, self._path
        if case_set is not None:
            self._background.submit(
                FILE_LANE,
                lambda _: unlock(case_set, passphrase),
                lambda opened: self.show_set(opened, path),
                self.fail,
            )

    def look_at(self, case_id: str) -> None:
        """Show a case large, with its lesions outlined."""
        case = self.desk.draft.case(case_id) if self.desk.draft is not None else None
        if case is not None:
            self._background.submit(
                LOOK_LANE,
                lambda _: make_ready(case.drawn.case()),
                partial(self._show_large, case),
                self.fail,
            )

    def take_case(self, case: Case, model: ModelEntry) -> None:
        """Take a case of Generate: in the place of the one that was edited there, or as another."""
        self.desk.take_drawn(case, self._edited, model)
        self._edited = None
        self._show_builder()

    @property
    def _builds(self) -> bool:
        return self._stack.currentWidget() is self.builder

    @property
    def _has_draft(self) -> bool:
        return self.desk.draft is not None or self.desk.store.has_draft

    @property
    def _case(self) -> DraftCase | None:
        """The case in front."""
        draft = self.desk.draft
        return draft.case(self.builder.wall.current) if draft is not None else None

    def _case_can(self, action: str) -> bool:
        case = self._case
        if case is None:
            return False
        if action == "set_redraw":
            return case.index is not None and self.desk.redrawing is None
        return action != "set_edit" or case.truth.recipe is not None

    def _judge(self, verdict: Verdict) -> None:
        self.desk.judge(self.builder.wall.current, verdict)

    def _edit(self) -> None:
        case = self._case
        if case is not None and case.truth.recipe is not None:
            self._edited = case.case_id
            self.edit_wanted.emit(case.truth.recipe, self.builder.wall.currentRow() + 1)

    def _stop_or_go_on(self) -> None:
        if self.desk.is_building:
            self.desk.stop()
        else:
            self.desk.go_on()

    def _may_leave_draft(self) -> bool:
        """Whether the draft may be thrown away, which the user is asked."""
        if not self._has_draft:
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            self.tr("Another set"),
            self.tr("A draft lies in the builder. What was not saved of it is lost. Go on?"),
            buttons.Yes | buttons.No,
            buttons.No,
        )
        return answer is buttons.Yes

    def _show_builder(self) -> None:
        self._stack.setCurrentWidget(self.builder)
        self.builder.follow()
        self.builder.show_wall()
        self.changed.emit()

    def _show_large(self, case: DraftCase, ready: ReadyCase) -> None:
        if case.case_id != self.builder.wall.current:
            return
        self._viewer.show_case(ready, keep_window=True)
        names = [view.name for view in ready.case.views]
        self._viewer.set_outlines(outlines_of(case.truth.findings, names))
        self.builder.show_viewer()
        self.changed.emit()

    def _ask_for_results(self) -> None:
        if (case_set := self._set_in_front()) is not None:
            self.results.ask_for_folder(case_set)

    def _offer_latest_result(self) -> None:
        if self._case_set is not None and self._data is not None:
            self.results.offer_latest(self._case_set.set_id, self._data / SITTINGS)

    def _show_results(self) -> None:
        self._stack.setCurrentWidget(self.results.view)
        self.results.view.tabs.setFocus()
        self.changed.emit()

    def _saved(self, path: Path, case_set: CaseSet) -> None:
        self._case_set, self._path = case_set, path
        size = path.stat().st_size / 1e6 if path.exists() else 0.0
        words = self.tr("{count} cases are in {path}, {size:.1f} MB.")
        self.note.emit(words.format(count=len(case_set.cases), path=path, size=size))

    def _use(self, signal: object) -> None:
        """Hand the set in front to another page."""
        if (case_set := self._set_in_front()) is not None:
            path = None if self._builds else self._path
            signal.emit(case_set, path)  # pyright: ignore[reportAttributeAccessIssue]

    def _export(self, name: str) -> None:
        if (case_set := self._set_in_front()) is not None:
            self._folder = self.exports.ask(name, case_set, self._folder) or self._folder

    def _set_in_front(self) -> CaseSet | None:
        """The draft as it would be saved, or the set that was opened."""
        draft = self.desk.draft
        if not self._builds or draft is None:
            return self._case_set
        self.builder.case_panel.flush()
        try:
            return draft.case_set()
        except MammogymError as error:
            self.fail(error)
            return None

    def _refresh_cover(self) -> None:
        self.cover.show_set(self._case_set, has_draft=self._has_draft)

    def _act(self, name: str) -> None:
        """Do what a button asks for, as the action of that name would."""
        if self.can(name):
            self.handlers()[name]()

    def _fail_in_desk(self, error: BaseException) -> None:
        self.fail(error)
        if self._builds and self.desk.draft is None:
            self.show_cover()

    def _connect(self) -> None:
        self.cover.wanted.connect(self._act)
        self.builder.wanted.connect(self._act)
        self.results.view.closed.connect(self.show_cover)
        self.results.shown.connect(self._show_results)
        self.results.failed.connect(self.fail)
        self.results.note.connect(self.note)
        self.builder.look_wanted.connect(self.look_at)
        self.builder.failed.connect(self.fail)
        self.builder.wall.chosen.connect(lambda _: self.changed.emit())
        self.desk.changed.connect(self.changed)
        self.desk.failed.connect(self._fail_in_desk)
