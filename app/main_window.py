"""The window: rail, menus, message bar and the pages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QPoint, QSize, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

import inference
from app.actions import ACTIONS, Scope, make_actions
from app.background import Background
from app.case_actions import CaseActions
from app.case_exports import CaseExports
from app.case_page import CasePage
from app.case_sets.page import SetsPage
from app.generator.drawing import Drawing
from app.generator.page import GeneratePage
from app.icons import icon, program_icon
from app.keymap import native_keys, plain_text, read_keymap
from app.library.page import LibraryPage
from app.menus import context_menu, fill_menu_bar
from app.messages import MessageBar
from app.page import Page
from app.program_actions import ProgramActions
from app.quiz.page import QuizPage
from app.reader.page import ReadPage
from app.reading.notes_store import NotesStore
from app.settings import Folders, Settings, write_settings
from app.translation import preset_name
from app.view_controls import ViewControls
from app.viewer.case_viewer import CaseViewer
from app.viewer.handlers import viewer_handlers
from app.widgets.rail import Rail
from inference.case_sets.case_set import CaseSet, model_entry
from inference.case_sets.files import ENDING as SET_ENDING
from inference.errors import MammogymError
from inference.lesions.spec import LesionSpec
from inference.recipe import Recipe
from inference.resources import shipped_bundle

SMALLEST_PX = (940, 600)
FIRST_PX = (1440, 900)
"""Of the window at the first start, where the screen has room for it."""
TITLE_BAR_PX = (0, 32)
"""Room for what the system draws around a window."""
_log = logging.getLogger("mammogym")


class MainWindow(QMainWindow):
    """Holds the pages and the worker, and remembers the settings when it closes.

    Args:
        settings: as they were found.
        folders: where settings and logs lie; None keeps nothing.
        drawing: the model.

    Signals:
        case_shown: a case stands on the page in front.
        problem: a sentence appeared about something expected that went wrong.
        crashed: an exception that nobody expected.
    """

    case_shown = Signal()
    problem = Signal(str)
    crashed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        folders: Folders | None,
        drawing: Drawing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._folders = folders
        self.background = Background(self)
        store = NotesStore(folders.data / "cases") if folders is not None else None
        data = folders.data if folders is not None else None
        self.generate = GeneratePage(self.background, drawing, settings, store, data)
        self.read = ReadPage(self.background, settings, store)
        self.quiz = QuizPage(self.background, drawing, data, settings.reader)
        self.library = LibraryPage(self._drawn_pixel_mm)
        self.sets = SetsPage(
            self.background, data, lambda: drawing.folder or shipped_bundle(), settings
        )
        self._pages: tuple[Page, ...] = (
            *(self.read, self.generate, self.library, self.quiz, self.sets),
        )
        self._case_page: CasePage = self.generate
        self.messages = MessageBar()
        self._stack = QStackedWidget()
        self.setWindowTitle("Mammogym")
        self.setWindowIcon(program_icon())
        self.setMinimumSize(*SMALLEST_PX)
        self.setAcceptDrops(True)
        self.actions_by_name = make_actions(self)
        self._make_controls()
        self._connect_actions()
        fill_menu_bar(self.menuBar(), self.actions_by_name)
        self._lay_out()
        self._restore_geometry()
        self.show_page(settings.page if settings.page in self._page_names else "generate")

    @property
    def page(self) -> Page:
        """The page in front."""
        return self._pages[self._stack.currentIndex()]

    @property
    def case_page(self) -> CasePage:
        """The page in front, or the last with a case that was."""
        return self._case_page

    @property
    def settings(self) -> Settings:
        """What would be remembered now."""
        settings = replace(
            self._settings,
            page=self._page_names[self._stack.currentIndex()],
            geometry=bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
        )
        for part in (*self._pages, self.controls, self.program):
            settings = part.remembered(settings)
        return settings

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Begin to draw; where files were named, show those instead."""
        if paths:
            self.open(paths)
        self.generate.start()

    def open(self, paths: Sequence[Path]) -> None:
        """Draw a recipe, tell of a case set, and read all else that files and folders hold."""
        ending = paths[0].suffix.lower() if len(paths) == 1 else ""
        if ending == ".json":
            self.show_page("generate")
            self.generate.open_recipe(paths[0])
        elif ending == SET_ENDING:
            self.show_page("sets")
            self.sets.open(paths[0])
        else:
            self.show_page("read")
            self.read.open(paths)

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self._stack.setCurrentIndex(self._page_names.index(name))
        self._rail.show_chosen(name)
        if isinstance(self.page, CasePage):
            self._case_page = self.page
        self.page.take_focus()
        self._refresh()

    def stop(self) -> None:
        """Keep the settings and what readers made, and end the worker."""
        for page in self._pages:
            page.close_page()
        if self._folders is not None:
            try:
                write_settings(self.settings, self._folders.settings_file)
            except MammogymError as error:
                _log.error("%s", error)
        self.background.stop()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Wait for the worker, then close."""
        self.stop()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open what was dropped."""
        urls = event.mimeData().urls()
        if paths := [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]:
            self.open(paths)
            event.acceptProposedAction()

    @property
    def _viewer(self) -> CaseViewer:
        """Of the page in front, or of the last with a case that was."""
        return self.page.viewer or self._case_page.viewer

    @property
    def _undoing(self) -> CasePage | SetsPage:
        """The page on which undo acts."""
        return self.sets if self.page is self.sets else self._case_page

    @property
    def _page_names(self) -> list[str]:
        return [page.name for page in self._pages]

    def _make_controls(self) -> None:
        """What acts on all pages, or on the one in front."""
        keymap, sentences = read_keymap(self._settings.keys)
        self.controls = ViewControls(
            self._pages, self.actions_by_name, self._settings, keymap, self
        )
        self.program = ProgramActions(
            self,
            self.actions_by_name,
            self._settings,
            keymap,
            lambda: self.controls.mouse,
            self._folders,
        )
        self.program.keys_chosen.connect(self.controls.use)
        self.program.note.connect(self.messages.note)
        self.controls.changed.connect(self._refresh)
        self.exports = CaseExports(
            self, lambda: self._case_page, self.background, lambda: self.generate.model
        )
        self.case_actions = CaseActions(
            self,
            lambda: self._case_page,
            self.background,
            self.exports,
            self.program.mm_per_device_pixel,
        )
        for sentence in sentences:
            self.messages.error(sentence)

    def _handlers(self) -> Mapping[str, Callable[[], object]]:
        handlers: dict[str, Callable[[], object]] = {
            "open_files": self._ask_for_files,
            "open_folder": self._ask_for_folder,
            "open_samples": self._open_samples,
            "quit": self._quit,
            "full_screen": self._toggle_full_screen,
            "about": self._about,
            **viewer_handlers(lambda: self._viewer, self._settings.presets),
            **self.controls.handlers(),
            **self.program.handlers(),
            **self.case_actions.handlers(),
            "undo": lambda: self._undoing.undo(),
            "redo": lambda: self._undoing.redo(),
            "case_into_set": self._put_into_set,
        }
        for page in self._pages:
            handlers[f"page_{page.name}"] = partial(self.show_page, page.name)
            handlers.update(page.handlers())
        return handlers

    def _connect_actions(self) -> None:
        handlers = self._handlers()
        for spec in ACTIONS:
            action = self.actions_by_name[spec.name]
            if spec.name in handlers:
                action.triggered.connect(partial(_call, handlers[spec.name]))
            self.addAction(action)
            if spec.scope is Scope.VIEWER:
                self.removeAction(action)
                for page in self._pages:
                    if page.viewer is not None:
                        page.viewer.addAction(action)
        self.actions_by_name["report"].triggered.connect(self._go_to_report)
        for number in range(1, 6):
            action = self.actions_by_name[f"preset_{number}"]
            known = number <= len(self._settings.presets)
            action.setVisible(known)
            if known:
                name = self._settings.presets[number - 1].name
                action.setText(preset_name(name))

    def _lay_out(self) -> None:
        self._rail = Rail()
        self._rail.chosen.connect(self.show_page)
        for page in self._pages:
            title = QCoreApplication.translate("Page", page.title)
            keys = self.program.keymap.keys_of(f"page_{page.name}")
            self._rail.add(page.name, title, icon(page.name), native_keys(keys[:1]))
            self._stack.addWidget(page)
            page.problem.connect(self._show_problem)
            page.note.connect(self.messages.note)
            page.crashed.connect(self.crashed)
            page.changed.connect(self._refresh)
            if isinstance(page, CasePage):
                page.case_shown.connect(partial(self._tell_case_shown, page))
            if page.viewer is not None:
                page.viewer.menu_asked.connect(self._show_menu)
        self.library.lesions_wanted.connect(self._put_in)
        self.sets.edit_wanted.connect(self._edit_case_of_set)
        self.sets.read_wanted.connect(self._read_set)
        self.sets.quiz_wanted.connect(self._play_set)
        self.quiz.set_finished.connect(self.sets.results.offer_result)
        self.read.answer.changed.connect(self._refresh)
        self.read.set_found.connect(lambda path: self.open([path]))
        self.quiz.display_wanted.connect(self.actions_by_name["display_check"].trigger)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.messages)
        right.addWidget(self._stack, 1)
        central = QWidget()
        whole = QHBoxLayout(central)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail)
        whole.addLayout(right, 1)
        self.setCentralWidget(central)
        self._status = QLabel()
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._status, 1)
        self._in_hand = QLabel()
        self.statusBar().addPermanentWidget(self._in_hand)
        self.statusBar().addPermanentWidget(QLabel(self.tr("Not for diagnosis")))

    def _restore_geometry(self) -> None:
        stored = QByteArray.fromBase64(self._settings.geometry.encode("ascii", "ignore"))
        if stored.isEmpty() or not self.restoreGeometry(stored):
            room = self.screen().availableGeometry().size() - QSize(*TITLE_BAR_PX)
            self.resize(QSize(*FIRST_PX).boundedTo(room))

    def _refresh(self) -> None:
        page = self.page
        for spec in ACTIONS:
            on = spec.page in ("", page.name) and page.can(spec.name)
            self.actions_by_name[spec.name].setEnabled(on)
        self.actions_by_name["compare"].setChecked(page.viewer is not None and page.viewer.compares)
        self._status.setText(page.status)
        self._in_hand.setText("  ·  ".join(self._words_in_hand()))
        # What lies around the views takes no room from them below what they can be seen in.
        needed = min(
            page.minimumSizeHint().width() + self._rail.width(), self.screen().size().width()
        )
        self.setMinimumWidth(max(SMALLEST_PX[0], needed))

    def _words_in_hand(self) -> list[str]:
        """The tool, the stage, and where in the walk through quadrants we are."""
        viewer = self.page.viewer
        if viewer is None or viewer.shown is None:
            return []
        words = [plain_text(self.actions_by_name[self.controls.tool].text())]
        if viewer.alone is None:
            words.append(self.actions_by_name[f"stage_{viewer.stage.value}"].text())
        if viewer.tile is not None:
            words.append(
                self.tr("{number} of {count}").format(number=viewer.tile[0], count=viewer.tile[1])
            )
        return words

    def _drawn_pixel_mm(self) -> float | None:
        """The size of a pixel of the drawn case; None while there is none."""
        drawn = self.generate.drawn
        spacing = drawn.ready.case.views[0].pixel_spacing_mm if drawn is not None else None
        return spacing[0] if spacing is not None else None

    def _put_in(self, specs: tuple[LesionSpec, ...]) -> None:
        """Put an example of the library into the drawn case, and show that."""
        self.show_page("generate")
        self.generate.add_lesions(specs)

    def _edit_case_of_set(self, recipe: Recipe, number: int) -> None:
        """Draw a case of the set in Generate, from where it is put back."""
        self.show_page("generate")
        self.generate.use(recipe)
        keys = native_keys(self.program.keymap.keys_of("case_into_set")[:1])
        words = self.tr("Case {number} of the set: change it, then put it back with {keys}.")
        self.messages.note(words.format(number=number, keys=keys))

    def _read_set(self, case_set: CaseSet, path: Path | None) -> None:
        self.show_page("read")
        self.read.open_set(case_set, path)

    def _play_set(self, case_set: CaseSet, path: Path | None) -> None:
        self.show_page("quiz")
        self.quiz.begin_set(case_set, path)

    def _put_into_set(self) -> None:
        """Take the drawn case into the set of the builder, and show that."""
        drawn, model = self.generate.drawn, self.generate.model
        if drawn is not None and model is not None:
            self.show_page("sets")
            self.sets.take_case(drawn.ready.case, model_entry(model))

    def _tell_case_shown(self, page: Page) -> None:
        if page is self.page:
            self.case_shown.emit()

    def _show_problem(self, sentence: str) -> None:
        _log.warning("%s", sentence)
        self.messages.error(sentence)
        self.problem.emit(sentence)

    def _go_to_report(self, is_shown: bool) -> None:
        """Let the keyboard act where the reader wants to be: in the report, or on the views."""
        (self._case_page.report if is_shown else self._case_page.viewer).setFocus()

    def _ask_for_files(self) -> None:
        self.show_page("read")
        self.read.ask_for_files()

    def _ask_for_folder(self) -> None:
        self.show_page("read")
        self.read.ask_for_folder()

    def _open_samples(self) -> None:
        self.show_page("read")
        self.read.open_samples()

    def _quit(self) -> None:
        self.close()

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _show_menu(self, position: QPoint) -> None:
        """Open the menu of what lies under the right button."""
        has_mark = self._viewer.pointer.selected is not None
        menu = context_menu(self, self.actions_by_name, with_mark=has_mark)
        menu.exec(position)
        menu.deleteLater()

    def _about(self) -> None:
        model = self.generate.model
        lines = [
            self.tr("Mammogym {version}").format(version=inference.__version__),
            self.tr("A desktop gym for reading mammograms."),
            self.tr("For education and research. Not for diagnosis."),
        ]
        if model is not None:
            lines += [
                "",
                self.tr("Model: {label}").format(label=model.label),
                f"SHA-256 {model.hash[:16]}…",
                model.reason,
            ]
        QMessageBox.about(self, self.tr("About Mammogym"), "\n".join(lines))


def _call(handler: Callable[[], object], _checked: bool = False) -> None:
    handler()
