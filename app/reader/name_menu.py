"""The menu in which a reader says what a view shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from inference.recipe import ALL_VIEWS, ViewName


class NameMenu(QMenu):
    """The four views, and none of them; deleted when it closes.

    Args:
        current: what the view is said to show now.

    Signals:
        name_chosen: a `ViewName`, or None.
    """

    name_chosen = Signal(object)

    def __init__(self, current: ViewName | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("What this view shows"))
        heading = self.addAction(self.tr("What this view shows"))
        heading.setEnabled(False)
        self.addSeparator()
        choices = QActionGroup(self)
        for name in ALL_VIEWS:
            self._offer(choices, name.label, name, current)
        self.addSeparator()
        self._offer(choices, self.tr("Not named"), None, current)
        choices.triggered.connect(self._choose)

    def _offer(
        self, choices: QActionGroup, text: str, name: ViewName | None, current: ViewName | None
    ) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(name is current)
        action.setData(None if name is None else name.value)
        choices.addAction(action)
        if name is current:
            self.setActiveAction(action)

    def _choose(self, action: QAction) -> None:
        value = action.data()
        self.name_chosen.emit(None if value is None else ViewName(value))
