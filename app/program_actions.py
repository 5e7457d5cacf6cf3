"""What the menus do to the program itself: keys, language, screens, logs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QWidget

from app.display.calibration import calibrated, mm_per_device_pixel
from app.display.calibration_dialog import CalibrationDialog
from app.display.check_page import DisplayCheckDialog
from app.help.cheat_sheet import CheatSheet
from app.help.language_dialog import LanguageDialog
from app.help.remap_dialog import RemapDialog
from app.keymap import Keymap, apply_keymap
from app.mouse import MouseMap
from app.settings import Folders, Settings


class ProgramActions(QObject):
    """Dialogs about the program, and the settings they change.

    Args:
        window: parent of dialogs; on its screen they act.
        actions: by name.
        settings: as they were found.
        keymap: read from them.
        mouse: gives what buttons and wheel do now.
        folders: where data and logs lie; None keeps nothing.

    Signals:
        keys_chosen: the new `Keymap` and `MouseMap`.
        note: a sentence about what was done.
    """

    keys_chosen = Signal(object, object)
    note = Signal(str)

    def __init__(
        self,
        window: QWidget,
        actions: Mapping[str, QAction],
        settings: Settings,
        keymap: Keymap,
        mouse: Callable[[], MouseMap],
        folders: Folders | None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._settings = settings
        self._keymap = keymap
        self._mouse = mouse
        self._folders = folders
        apply_keymap(actions, keymap)

    @property
    def keymap(self) -> Keymap:
        """The keys in use."""
        return self._keymap

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What to call for which action."""
        return {
            "cheat_sheet": self._show_cheat_sheet,
            "remap": self._ask_for_keys,
            "language": self._ask_for_language,
            "calibrate": self._calibrate,
            "display_check": self._check_display,
            "open_logs": self._open_logs,
        }

    def mm_per_device_pixel(self) -> float | None:
        """Of the screen on which the window is; None while it is not calibrated."""
        return mm_per_device_pixel(self._settings, self._window.screen())

    def remembered(self, settings: Settings) -> Settings:
        """The settings with those of this object."""
        return replace(
            settings,
            keys=self._keymap.plain(),
            language=self._settings.language,
            screens=self._settings.screens,
        )

    def use(self, keymap: Keymap, mouse: MouseMap) -> None:
        """Take other keys and another mouse."""
        self._keymap = keymap
        apply_keymap(self._actions, keymap)
        self.keys_chosen.emit(keymap, mouse)

    def _show_cheat_sheet(self) -> None:
        CheatSheet(self._keymap, self._mouse(), self._window).exec()

    def _ask_for_keys(self) -> None:
        dialog = RemapDialog(self._keymap, self._mouse(), self._window)
        if dialog.exec():
            self.use(dialog.keymap, dialog.mouse)

    def _ask_for_language(self) -> None:
        dialog = LanguageDialog(self._settings.language, self._window)
        if dialog.exec():
            self._settings = replace(self._settings, language=dialog.language)
            self.note.emit(self.tr("The language changes when the program starts again."))

    def _calibrate(self) -> None:
        screen = self._window.screen()
        dialog = CalibrationDialog(screen, self.mm_per_device_pixel(), self._window)
        if dialog.exec():
            self._settings = calibrated(self._settings, screen, dialog.mm_per_device_pixel)
            self.note.emit(self.tr("The screen is calibrated: true size is exact now."))

    def _check_display(self) -> None:
        folder = self._folders.data if self._folders is not None else None
        dialog = DisplayCheckDialog(
            self._window.screen(),
            folder,
            self.mm_per_device_pixel(),
            seed=secrets.randbelow(2**31),
            parent=self._window,
        )
        dialog.showFullScreen()
        dialog.exec()

    def _open_logs(self) -> None:
        if self._folders is not None:
            self._folders.logs.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folders.logs)))
