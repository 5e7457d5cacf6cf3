"""The window: rail, menus, message bar and the pages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
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
from app.actions import ACTIONS, MENUS, Scope, make_actions, translated
from app.background import Background
from app.generator.drawing import Drawing
from app.generator.page import GeneratePage
from app.icons import icon, program_icon
from app.messages import MessageBar
from app.page import Page
from app.reader.page import ReadPage
from app.settings import Folders, Settings, write_settings
from app.viewer.handlers import viewer_handlers
from app.widgets.rail import Rail
from inference.errors import MammogymError

SMALLEST_PX = (940, 600)

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
        self.generate = GeneratePage(self.background, drawing, settings)
        self.read = ReadPage(self.background, settings)
        self._pages: tuple[Page, ...] = (self.read, self.generate)
        self.messages = MessageBar()
        self._stack = QStackedWidget()
        self.setWindowTitle("Mammogym")
        self.setWindowIcon(program_icon())
        self.setMinimumSize(*SMALLEST_PX)
        self.setAcceptDrops(True)
        self.actions_by_name = make_actions(self)
        self._connect_actions()
        self._fill_menus()
        self._lay_out()
        self._restore_geometry()
        self.show_page(settings.page if settings.page in self._page_names else "generate")

    @property
    def page(self) -> Page:
        """The page in front."""
        return self._pages[self._stack.currentIndex()]

    @property
    def settings(self) -> Settings:
        """What would be remembered now."""
        settings = replace(
            self._settings,
            page=self._page_names[self._stack.currentIndex()],
            overlay=self.actions_by_name["overlay"].isChecked(),
            geometry=bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
        )
        for page in self._pages:
            settings = page.remembered(settings)
        return settings

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Begin to draw; where files were named, show those instead."""
        if paths:
            self.open(paths)
        self.generate.start()

    def open(self, paths: Sequence[Path]) -> None:
        """Show what files and folders hold: a recipe is drawn, everything else is read."""
        if len(paths) == 1 and paths[0].suffix.lower() == ".json":
            self.show_page("generate")
            self.generate.open_recipe(paths[0])
        else:
            self.show_page("read")
            self.read.open(paths)

    def show_page(self, name: str) -> None:
        """Bring a page to the front."""
        self._stack.setCurrentIndex(self._page_names.index(name))
        self._rail.show_chosen(name)
        self.page.viewer.setFocus()
        self._refresh()

    def stop(self) -> None:
        """Keep the settings and end the worker."""
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
    def _page_names(self) -> list[str]:
        return [page.name for page in self._pages]

    def _handlers(self) -> Mapping[str, Callable[[], None]]:
        handlers: dict[str, Callable[[], None]] = {
            "open_files": self._ask_for_files,
            "open_folder": self._ask_for_folder,
            "open_samples": self._open_samples,
            "quit": self._quit,
            "full_screen": self._toggle_full_screen,
            "overlay": self._show_overlay,
            "open_logs": self._open_logs,
            "about": self._about,
            **viewer_handlers(lambda: self.page.viewer, self._settings.presets),
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
                    page.viewer.addAction(action)
        for number in range(1, 6):
            action = self.actions_by_name[f"preset_{number}"]
            known = number <= len(self._settings.presets)
            action.setVisible(known)
            if known:
                action.setText(
                    self.tr("{name}").format(name=self._settings.presets[number - 1].name)
                )
        self.actions_by_name["overlay"].setChecked(self._settings.overlay)

    def _fill_menus(self) -> None:
        for name in MENUS:
            menu = self.menuBar().addMenu(translated(name))
            for spec in ACTIONS:
                if spec.menu != name:
                    continue
                menu.addAction(self.actions_by_name[spec.name])
                if spec.ends_group:
                    menu.addSeparator()

    def _lay_out(self) -> None:
        self._rail = Rail()
        self._rail.chosen.connect(self.show_page)
        for page in self._pages:
            title = QCoreApplication.translate("Page", page.title)
            keys = self._keys(self.actions_by_name[f"page_{page.name}"])
            self._rail.add(page.name, title, icon(page.name), keys)
            self._stack.addWidget(page)
            page.problem.connect(self._show_problem)
            page.note.connect(self.messages.note)
            page.crashed.connect(self.crashed)
            page.changed.connect(self._refresh)
            page.case_shown.connect(partial(self._tell_case_shown, page))
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
        self.statusBar().addPermanentWidget(QLabel(self.tr("Not for diagnosis")))

    @staticmethod
    def _keys(action: QAction) -> str:
        return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _restore_geometry(self) -> None:
        stored = QByteArray.fromBase64(self._settings.geometry.encode("ascii", "ignore"))
        if stored.isEmpty() or not self.restoreGeometry(stored):
            self.resize(1440, 900)

    def _refresh(self) -> None:
        page = self.page
        for spec in ACTIONS:
            if spec.page:
                on = spec.page == page.name and page.can(spec.name)
                self.actions_by_name[spec.name].setEnabled(on)
        self._status.setText(page.status)

    def _tell_case_shown(self, page: Page) -> None:
        if page is self.page:
            self.case_shown.emit()

    def _show_problem(self, sentence: str) -> None:
        _log.warning("%s", sentence)
        self.messages.error(sentence)
        self.problem.emit(sentence)

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

    def _show_overlay(self) -> None:
        for page in self._pages:
            page.viewer.set_overlay(self.actions_by_name["overlay"].isChecked())

    def _open_logs(self) -> None:
        if self._folders is not None:
            self._folders.logs.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folders.logs)))

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


def _call(handler: Callable[[], None], _checked: bool = False) -> None:
    handler()
