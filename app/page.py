"""What every room of the program has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.actions import ACTIONS, FILE, GREYS, HELP, TOOLS, VIEW
from app.settings import Settings
from app.viewer.case_viewer import CaseViewer
from inference.errors import MammogymError

_OF_THE_WINDOW = {"full_screen"} | {
    spec.name for spec in ACTIONS if spec.menu == HELP or spec.name.startswith("page_")
}
"""What can be done whatever page is in front."""

_OF_FILES = {"open_files", "open_folder", "open_samples", "quit"} & {
    spec.name for spec in ACTIONS if spec.menu == FILE
}

_OF_A_CASE = {"compare", "exchange", "thumbnails", "film_strip"}
"""What stands in the menu of viewing and is for pages with a case alone."""

OF_VIEWING = {spec.name for spec in ACTIONS if spec.menu in (VIEW, GREYS, TOOLS)} - _OF_A_CASE
"""How views are looked at: needs a viewer, and no case of its own."""


class Page(QWidget):
    """A room of the program, with a button in the rail.

    Attributes:
        name: in settings, actions and file names of icons.
        title: for people, not yet translated.

    Signals:
        problem: a sentence about something expected that went wrong.
        note: a sentence about something that was done.
        crashed: an exception nobody expected.
        changed: what the page can do, or its status line, is different now.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    problem = Signal(str)
    note = Signal(str)
    crashed = Signal(object)
    changed = Signal()

    @property
    def viewer(self) -> CaseViewer | None:
        """On which the actions of viewing act; None where the page shows no views now."""
        return None

    @property
    def status(self) -> str:
        """A line for the window's status bar."""
        return ""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page does for which action of `app.actions`, beside what all pages do."""
        return {}

    def can(self, action: str) -> bool:
        """Whether an action can be done now; pages with actions of their own add them."""
        if action in _OF_THE_WINDOW | _OF_FILES:
            return True
        return self.viewer is not None and action in OF_VIEWING

    def remembered(self, settings: Settings) -> Settings:
        """The settings with what this page wants to find again."""
        return settings

    def take_focus(self) -> None:
        """Let the keyboard act where one would expect it when the page comes to the front."""
        (self.viewer or self).setFocus()

    def close_page(self) -> None:
        """Write what was not written yet; the program ends."""

    def fail(self, error: BaseException) -> None:
        """Say an expected error as a sentence, and report any other one."""
        if isinstance(error, MammogymError):
            self.problem.emit(str(error))
        else:
            self.crashed.emit(error)
