"""A few buttons of which exactly one is down."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget


class Choice(QWidget):
    """One of several values, each a button.

    Args:
        labels: what stands on the buttons, by value.
        columns: of the grid of buttons.
        wide: whether the first button takes a row of its own.

    Signals:
        chosen: the value that the user chose.
    """

    chosen = Signal(str)

    def __init__(
        self,
        labels: Mapping[str, str],
        columns: int,
        *,
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._values = list(labels)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for number, (value, label) in enumerate(labels.items()):
            button = QPushButton(label)
            button.setCheckable(True)
            button.setAccessibleName(label)
            self._group.addButton(button, number)
            if wide and number == 0:
                grid.addWidget(button, 0, 0, 1, columns)
            else:
                cell = number + columns - 1 if wide else number
                grid.addWidget(button, cell // columns, cell % columns)
            if value == self._values[0]:
                button.setChecked(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))

    def value(self) -> str | None:
        """The value that is chosen, or None."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: str | None) -> None:
        """Choose a value without telling; None is none of them."""
        self._group.setExclusive(False)
        for number, known in enumerate(self._values):
            self._group.button(number).setChecked(known == value)
        self._group.setExclusive(True)

    def set_allowed(self, values: set[str]) -> None:
        """Let only some values be chosen."""
        for number, value in enumerate(self._values):
            self._group.button(number).setEnabled(value in values)
