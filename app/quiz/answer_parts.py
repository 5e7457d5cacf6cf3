"""The controls with which each kind of question is answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.quiz.spots import Spots
from app.widgets.labels import dim


class Buttons(QWidget):
    """Numbered buttons in a row, one of which is the answer.

    Args:
        name: for those who do not see them.
        count: of buttons, numbered from 1.
        least: below the first; empty for nothing.
        most: below the last.

    Signals:
        chosen: the number of a button that was pressed.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, count: int, least: str = "", most: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for number in range(1, count + 1):
            button = QPushButton(str(number))
            button.setObjectName("answer")
            button.setCheckable(True)
            button.setAccessibleName(self._spoken(number, count, least, most))
            self._group.addButton(button, number)
            grid.addWidget(button, 0, number - 1)
        if least:
            low, high = dim(least), dim(most)
            high.setAlignment(Qt.AlignmentFlag.AlignRight)
            ends = QHBoxLayout()
            ends.addWidget(low)
            ends.addWidget(high)
            grid.addLayout(ends, 1, 0, 1, count)
        self._group.idClicked.connect(self.chosen)

    @property
    def value(self) -> int | None:
        """The number that is down, or None."""
        number = self._group.checkedId()
        return number if number > 0 else None

    @property
    def count(self) -> int:
        """How many buttons there are."""
        return len(self._group.buttons())

    def press(self, number: int) -> None:
        """Press a button, as a key does."""
        button = self._group.button(number)
        if button is not None and self.isEnabled():
            button.click()

    @staticmethod
    def _spoken(number: int, count: int, least: str, most: str) -> str:
        end = {1: least, count: most}.get(number, "")
        return f"{number}: {end}" if end else str(number)


class SpotList(QWidget):
    """The marked places, each with its confidence and a way to take it away.

    Args:
        spots: the places.
        rated: whether each has a confidence.
    """

    def __init__(self, spots: Spots, *, rated: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spots = spots
        self._rated = rated
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.setAccessibleName(self.tr("Marked places"))
        self._labels: tuple[str, ...] = ()
        spots.changed.connect(self._show)
        self._show()

    def set_views(self, labels: tuple[str, ...]) -> None:
        """Say what the views are called."""
        self._labels = labels
        self._show()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, mark in enumerate(self._spots.marks):
            self._rows.addWidget(self._row(number, mark.view, mark.rating))
        if not self._spots.marks:
            hint = self.tr("Click where you see something, or press M for the middle of a view.")
            self._rows.addWidget(dim(hint, wraps=True))
        elif self._spots.chosen >= 0:
            hint = self.tr("Arrow keys move the chosen place. J chooses the next one, then none.")
            if self._rated:
                rate = self.tr("Digits say how sure you are of it; with none chosen, of the case.")
                hint = f"{hint} {rate}"
            self._rows.addWidget(dim(hint, wraps=True))

    def _row(self, number: int, view: int, rating: int) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        label = self._labels[view] if view < len(self._labels) else str(view + 1)
        name = QLabel(f"{number + 1}  ·  {label}")
        if number == self._spots.chosen:
            name.setObjectName("chosenSpot")
        layout.addWidget(name, 1)
        if self._rated:
            layout.addWidget(self._sureness(number, rating))
        away = QPushButton("×")
        away.setFixedWidth(28)
        away.setAccessibleName(self.tr("Take place {number} away").format(number=number + 1))
        away.clicked.connect(lambda: self._take_away(number))
        layout.addWidget(away)
        return row

    def _sureness(self, number: int, rating: int) -> QComboBox:
        box = QComboBox()
        box.addItems([str(step) for step in range(1, self._spots.steps + 1)])
        box.setCurrentIndex(rating - 1)
        box.setAccessibleName(
            self.tr("How sure you are of place {number}").format(number=number + 1)
        )
        box.activated.connect(lambda index: self._spots.rate(number, index + 1))
        return box

    def _take_away(self, number: int) -> None:
        self._spots.choose(number)
        self._spots.delete()
