"""The tab on which it is chosen what buttons and wheel do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.help.mouse_words import button_text, drag_text, modifier_text, wheel_text
from app.mouse import WHEEL_MODIFIERS, Button, Drag, Modifier, MouseMap, Wheel


class MouseTab(QWidget):
    """A table of choices: buttons and wheel from top to bottom, keys from left to right.

    Args:
        mouse: what is in use.
    """

    def __init__(self, mouse: MouseMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drags: dict[tuple[Button, Modifier], QComboBox] = {}
        self._wheels: dict[Modifier, QComboBox] = {}
        self._warning = QLabel()
        self._warning.setObjectName("conflict")
        self._warning.setWordWrap(True)
        self._reset = QPushButton(self.tr("All of the mouse as usual"))
        self._reset.clicked.connect(lambda: self._show(MouseMap()))
        self._lay_out()
        self._show(mouse)

    @property
    def mouse(self) -> MouseMap:
        """What is wanted now."""
        return MouseMap(
            drags={at: Drag(box.currentData()) for at, box in self._drags.items()},
            wheels={at: Wheel(box.currentData()) for at, box in self._wheels.items()},
        )

    @property
    def warning(self) -> str:
        """What is said of a choice that leaves something impossible."""
        return self._warning.text()

    def choose_drag(self, button: Button, modifier: Modifier, drag: Drag) -> None:
        """Choose what a button does."""
        box = self._drags[button, modifier]
        box.setCurrentIndex(box.findData(drag.value))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        for column, modifier in enumerate(Modifier, start=1):
            title = modifier_text(modifier) or self.tr("without a key")
            grid.addWidget(_dim(title), 0, column)
            grid.setColumnStretch(column, 1)
        for row, button in enumerate(Button, start=1):
            grid.addWidget(
                QLabel(self.tr("Drag: {button}").format(button=button_text(button))), row, 0
            )
            for column, modifier in enumerate(Modifier, start=1):
                name = f"{modifier_text(modifier)} {button_text(button)}".strip()
                box = _choices(name, Drag, drag_text, self._weigh)
                self._drags[button, modifier] = box
                grid.addWidget(box, row, column)
        last = len(Button) + 1
        grid.addWidget(QLabel(self.tr("Turn: wheel")), last, 0)
        for column, modifier in enumerate(Modifier, start=1):
            if modifier in WHEEL_MODIFIERS:
                name = self.tr("Wheel {key}").format(key=modifier_text(modifier)).strip()
                box = _choices(name, Wheel, wheel_text, self._weigh)
                self._wheels[modifier] = box
                grid.addWidget(box, last, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(16)
        layout.addLayout(grid)
        layout.addWidget(self._explanation())
        layout.addWidget(self._warning)
        layout.addStretch(1)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self._reset)
        layout.addLayout(bottom)

    def _explanation(self) -> QLabel:
        label = _dim(
            self.tr(
                "A click that drags nothing chooses a view or a mark (left) or opens its menu "
                "(right); a double click shows one view alone. The tool in hand is chosen in the "
                "menu Tools."
            )
        )
        label.setWordWrap(True)
        return label

    def _show(self, mouse: MouseMap) -> None:
        for (button, modifier), box in self._drags.items():
            box.setCurrentIndex(box.findData(mouse.drag_for(button, (modifier,)).value))
        for modifier, box in self._wheels.items():
            box.setCurrentIndex(box.findData(mouse.wheel_for((modifier,)).value))
        self._weigh()

    def _weigh(self) -> None:
        """Warn of what cannot be done any more."""
        complete = all(box.currentData() for box in (*self._drags.values(), *self._wheels.values()))
        if not complete:
            return
        mouse = self.mouse
        self._reset.setEnabled(mouse != MouseMap())
        without_tool = Drag.TOOL not in mouse.drags.values()
        self._warning.setText(
            self.tr("No button uses the tool in hand: nothing can be measured or marked.")
            if without_tool
            else ""
        )


def _dim(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("dim")
    return label


def _choices(
    name: str,
    values: Iterable[StrEnum],
    text: Callable[..., str],
    changed: Callable[[], None],
) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    # The wheel scrolls the dialog; it shall not change what stands under it.
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for value in values:
        box.addItem(text(value), value.value)
    box.setCurrentIndex(-1)
    box.currentIndexChanged.connect(lambda _: changed())
    return box
