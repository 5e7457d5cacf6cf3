"""Controls of the report form that tell when the user chose something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.report.words import word
from app.widgets.number_box import NumberBox
from inference.birads import Term

AnyTerm = TypeVar("AnyTerm", bound=Term)

NOT_TOLD = "–"


class TermBox(QComboBox):
    """One of several words, or none; the wheel scrolls the form and never changes it.

    Args:
        name: for screen readers.

    Signals:
        chosen: the value that the user chose, or None.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(16)
        self._values: list[object] = []
        self.activated.connect(lambda index: self.chosen.emit(self._values[index]))

    def offer_terms(self, terms: Sequence[Term], *, optional: bool = True) -> None:
        """Offer terms by their words, and with `optional` none of them."""
        self.offer({term: word(term) for term in terms}, optional=optional)

    def offer(self, labels: Mapping[object, str], *, optional: bool = True) -> None:
        """Offer values by their labels, and with `optional` none of them."""
        self.blockSignals(True)
        self.clear()
        self._values = [None] if optional else []
        self._values += labels
        self.addItems([NOT_TOLD] if optional else [])
        self.addItems(list(labels.values()))
        for row, text in enumerate(self.itemText(row) for row in range(self.count())):
            self.setItemData(row, text, Qt.ItemDataRole.ToolTipRole)
        self.blockSignals(False)

    def set_value(self, value: object) -> None:
        """Show a value without telling."""
        self.blockSignals(True)
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        self.setToolTip(self.currentText() if value is not None else "")
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the form."""
        event.ignore()


class TermButtons(QWidget):
    """Buttons of which one at most is down; pressing it again tells nothing.

    Args:
        labels: what stands on the buttons, by value.
        names: what screen readers and tool tips say, by value.
        columns: of the grid.

    Signals:
        chosen: the value that the user chose, or None.
    """

    chosen = Signal(object)

    def __init__(
        self,
        labels: Mapping[AnyTerm, str],
        names: Mapping[AnyTerm, str],
        columns: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        self._buttons: dict[Term, QPushButton] = {}
        for number, (value, label) in enumerate(labels.items()):
            button = QPushButton(label)
            button.setCheckable(True)
            button.setStyleSheet("padding: 4px 2px;")
            button.setMinimumWidth(30)
            button.setAccessibleName(names[value])
            button.setToolTip(names[value])
            button.clicked.connect(lambda down, value=value: self._choose(value, down))
            self._buttons[value] = button
            grid.addWidget(button, number // columns, number % columns)
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))

    def set_value(self, value: Term | None) -> None:
        """Press a button, or none, without telling."""
        for own, button in self._buttons.items():
            button.setChecked(own is value)

    def _choose(self, value: Term, down: bool) -> None:
        chosen = value if down else None
        self.set_value(chosen)
        self.chosen.emit(chosen)


class TermChecks(QWidget):
    """Any of several words, each a box to tick.

    Signals:
        chosen: a tuple of the terms that are ticked, in their order.
    """

    chosen = Signal(object)

    def __init__(self, terms: Iterable[Term], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 5, 0, 3)
        column.setSpacing(4)
        self._boxes: dict[Term, QCheckBox] = {}
        for term in terms:
            box = QCheckBox(word(term))
            box.setAccessibleName(word(term))
            box.clicked.connect(self._tell)
            self._boxes[term] = box
            column.addWidget(box)

    def set_values(self, terms: Iterable[Term]) -> None:
        """Tick boxes without telling."""
        ticked = set(terms)
        for term, box in self._boxes.items():
            box.setChecked(term in ticked)

    def _tell(self) -> None:
        self.chosen.emit(tuple(term for term, box in self._boxes.items() if box.isChecked()))


class LengthBox(NumberBox):
    """Millimetres, of which 0 stands for not told; the wheel scrolls the form."""

    def __init__(self, name: str, largest: float, parent: QWidget | None = None) -> None:
        super().__init__(decimals=1, largest=largest, parent=parent)
        self.setSuffix(" mm")
        self.setSpecialValueText(NOT_TOLD)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def textFromValue(self, value: float) -> str:  # noqa: N802
        """Without tenths where there are none."""
        return self.locale().toString(value, "f", 0 if value == int(value) else 1)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the form."""
        event.ignore()


class GrowingText(QPlainTextEdit):
    """Free words in a field as high as they are, so that nothing scrolls within the form.

    Letters belong to the words and trigger no shortcut; Tab leaves the field.

    Signals:
        typed: the words after each change by the user.
    """

    typed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(lambda: self.typed.emit(self.toPlainText()))
        self._fit()

    def set_quietly(self, text: str) -> None:
        """Show words without telling, and leave the cursor where nothing changes."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as the words."""
        return QSize(super().sizeHint().width(), self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the form."""
        event.ignore()

    def _fit(self) -> None:
        lines = max(2.0, self.document().size().height())
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing()) + 18)
