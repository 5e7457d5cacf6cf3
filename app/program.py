"""Putting the program together: application, settings, window, and what ends it."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app import screenshot, style
from app.crash_reports import CrashReporter, keep_log
from app.generator.drawing import Drawing
from app.icons import program_icon
from app.main_window import MainWindow
from app.settings import Folders, Settings, read_settings, user_folders
from app.translation import install_translation
from app.widgets.crash_dialog import CrashDialog
from inference.errors import OutputError

SIGNALS_LOOKED_AT_MS = 300

_log = logging.getLogger("mammogym")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asks for.

    Attributes:
        paths: DICOM files, folders, or one recipe to open.
        bundle: folder of the model bundle; None is the one that ships.
        provider: what runs the model.
        threads: of the CPU; None is one per core.
        seed: of the first case; None is the one drawn last.
        screenshot: a file for a picture of the window, after which the program ends.
        size: width and height of that picture.
    """

    paths: tuple[Path, ...] = ()
    bundle: Path | None = None
    provider: str = "auto"
    threads: int | None = None
    seed: int | None = None
    screenshot: Path | None = None
    size: tuple[int, int] = (1600, 1000)


def make_application() -> QApplication:
    """The Qt application with the program's look."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([sys.argv[0]])
    application.setApplicationName("Mammogym")
    application.setDesktopFileName("mammogym")
    application.setStyle("Fusion")
    application.setPalette(style.palette())
    application.setStyleSheet(style.STYLE_SHEET)
    application.setWindowIcon(program_icon())
    return application


def take_screenshot(options: Options, target: Path) -> None:
    """Write a picture of the window with its case, without touching the user's settings.

    Raises:
        MammogymError: the case could not be shown, or the picture not be written.
    """
    _application = make_application()  # has to live as long as the window
    # Without a log, Python would print to stderr what ends there as the command's own error.
    _log.addHandler(logging.NullHandler())
    window = make_window(options, Settings(), None)
    window.resize(*options.size)
    try:
        screenshot.take(window, options.paths, target)
    finally:
        window.close()


def run(options: Options) -> None:
    """Show the window until it is closed.

    Raises:
        KeyboardInterrupt: Ctrl+C in the terminal.
    """
    application = make_application()
    folders = user_folders()
    try:
        keep_log(folders.logs)
    except OutputError as error:
        print(f"mammogym: note: {error}", file=sys.stderr)
    settings, sentence = read_settings(folders.settings_file)
    install_translation(application, settings.language)
    window = make_window(options, settings, folders)
    reporter = CrashReporter(
        folders.logs,
        provider=lambda: window.generate.model.provider if window.generate.model else "none yet",
        show=partial(_show_report, window),
    )
    window.crashed.connect(reporter.report)
    sys.excepthook = lambda kind, error, trace: reporter.report(error)
    if sentence:
        window.messages.error(sentence)
    window.show()
    window.start(options.paths)
    with _interruptible(window):
        application.exec()


def _show_report(window: MainWindow, text: str, path: Path | None) -> None:
    CrashDialog(text, path, window).exec()


def make_window(options: Options, settings: Settings, folders: Folders | None) -> MainWindow:
    """The window as the command line and the settings want it."""
    if options.seed is not None:
        settings = replace(settings, seed=options.seed, page="generate")
    return MainWindow(settings, folders, Drawing(options.bundle, options.provider, options.threads))


@contextmanager
def _interruptible(window: MainWindow) -> Iterator[None]:
    """Close the window at Ctrl+C and SIGTERM, so that settings are kept and the worker ends."""
    caught: list[int] = []

    def note(number: int, _frame: object) -> None:
        caught.append(number)
        window.close()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    # Python looks at signals only while it runs, and Qt's loop does not let it.
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(SIGNALS_LOOKED_AT_MS)
    try:
        yield
    finally:
        timer.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
    if signal.SIGINT in caught:
        raise KeyboardInterrupt
