"""The dialog in which a window is typed, or chosen among those of the file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.viewer.state import ViewState, voi_choices, window_of
from app.widgets.ok_and_cancel import ok_and_cancel
from inference.case import View
from inference.errors import InputError
from inference.imaging.greyscale import VoiFunction, Window

LARGEST = 1e7


class WindowDialog(QDialog):
    """Center, width and function of a window, seen at once.

    Args:
        view: whose window it is.
        state: how the view is looked at.

    Signals:
        tried: a `Window`, a `VoiLut` of the file, or None for what the file wants shown first.
    """

    tried = Signal(object)

    def __init__(self, view: View, state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Window by numbers"))
        self._before = state.voi
        self._greyscale = view.greyscale
        self._choices = voi_choices(view.greyscale)
        self._offered = QComboBox()
        self._offered.addItem(self.tr("Typed below"))
        for number, choice in enumerate(self._choices, start=1):
            self._offered.addItem(self._name(number, choice))
        self._offered.setAccessibleName(self.tr("Windows and tables of the file"))
        self._center, self._width = _number(), _number()
        self._center.setRange(-LARGEST, LARGEST)
        self._width.setRange(1e-3, LARGEST)
        self._center.setAccessibleName(self.tr("Center"))
        self._width.setAccessibleName(self.tr("Width"))
        self._function = QComboBox()
        self._function.addItems([function.value for function in VoiFunction])
        self._function.setAccessibleName(self.tr("Function"))
        self._show(window_of(state.voi, view.greyscale))
        form = QFormLayout()
        form.addRow(self.tr("Of the file"), self._offered)
        form.addRow(self.tr("Center"), self._center)
        form.addRow(self.tr("Width"), self._width)
        form.addRow(self.tr("Function"), self._function)
        self._problem = QLabel()
        self._problem.setObjectName("dim")
        self._problem.setWordWrap(True)
        buttons = ok_and_cancel(self)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self._offered.activated.connect(self._take)
        self._center.valueChanged.connect(self._try)
        self._width.valueChanged.connect(self._try)
        self._function.activated.connect(self._try)
        self._center.setFocus()
        self._center.selectAll()

    def reject(self) -> None:
        """Look as before."""
        self.tried.emit(self._before)
        super().reject()

    def _name(self, number: int, choice: object) -> str:
        explanation = getattr(choice, "explanation", "")
        if isinstance(choice, Window):
            text = f"C {choice.center:.0f}  W {choice.width:.0f}"
        else:
            text = self.tr("Table")
        return f"{number}  {text}  {explanation}".strip()

    def _show(self, window: Window) -> None:
        for box, value in ((self._center, window.center), (self._width, window.width)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self._function.setCurrentText(window.function.value)

    def _take(self, index: int) -> None:
        if index == 0:
            self._try()
            return
        choice = self._choices[index - 1]
        self._show(window_of(choice, self._greyscale))
        self._problem.clear()
        self.tried.emit(choice)

    def _try(self) -> None:
        self._offered.setCurrentIndex(0)
        try:
            window = Window(
                center=self._center.value(),
                width=self._width.value(),
                function=VoiFunction(self._function.currentText()),
            )
        except InputError as error:
            self._problem.setText(str(error))
            return
        self._problem.clear()
        self.tried.emit(window)


def _number() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(1)
    box.setKeyboardTracking(True)
    box.setMinimumHeight(30)
    return box
