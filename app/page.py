"""What the window asks of each of its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.settings import Settings
from app.viewer.case_viewer import CaseViewer

PANEL_WIDTH = 276


class Page(QWidget):
    """A room of the program: a panel at the left and a viewer.

    Attributes:
        name: in settings, actions and file names of icons.
        title: for people, not yet translated.

    Signals:
        problem: a sentence about something expected that went wrong.
        note: a sentence about something that was done.
        crashed: an exception nobody expected.
        changed: what the page can do, or its status line, is different now.
        case_shown: a case stands in the viewer.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    problem = Signal(str)
    note = Signal(str)
    crashed = Signal(object)
    changed = Signal()
    case_shown = Signal()

    def __init__(self, panel: QWidget, viewer: CaseViewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewer = viewer
        panel.setObjectName("panel")
        panel.setFixedWidth(PANEL_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(panel)
        layout.addWidget(viewer, 1)

    @property
    def status(self) -> str:
        """A line for the window's status bar."""
        return ""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page does for which action of `app.actions`."""
        return {}

    def can(self, action: str) -> bool:
        """Whether an action of this page can be done now."""
        return True

    def remembered(self, settings: Settings) -> Settings:
        """The settings with what this page wants to find again."""
        return settings
