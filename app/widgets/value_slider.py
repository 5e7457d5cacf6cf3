"""A slider with its name, its value in words, and a way back to where it began."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QToolButton, QWidget

STEPS = 200
SETTLING_MS = 350
"""A value changed by keys counts as chosen when it rested so long."""


class ValueSlider(QWidget):
    """One number between two ends.

    Args:
        name: stands above the slider.
        low: left end.
        high: right end.
        start: where it stands at first, and after a double click or the button beside it.
        words: a value as people read it.

    Signals:
        tried: the value while the slider still moves.
        chosen: the value after it came to rest.
    """

    tried = Signal(float)
    chosen = Signal(float)

    def __init__(
        self,
        name: str,
        low: float,
        high: float,
        start: float,
        words: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._start = low, high, start
        self._words = words
        self._value = start
        self._told = start
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, STEPS)
        self._slider.setPageStep(STEPS // 20)
        self._slider.setAccessibleName(name)
        self._slider.installEventFilter(self)
        self._shown = QLabel()
        self._shown.setObjectName("dim")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._back = QToolButton()
        self._back.setText("↺")
        self._back.setAutoRaise(True)
        self._back.setToolTip(self.tr("Back to the beginning"))
        self._back.setAccessibleName(self.tr("Reset {name}").format(name=name))
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING_MS)
        self._settling.timeout.connect(self._settle)
        self._slider.valueChanged.connect(self._move)
        self._slider.sliderReleased.connect(self._settle)
        self._back.clicked.connect(self.reset)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(1)
        layout.addWidget(QLabel(name), 0, 0)
        layout.addWidget(self._shown, 0, 1, 1, 2)
        layout.addWidget(self._slider, 1, 0, 1, 2)
        layout.addWidget(self._back, 1, 2)
        layout.setColumnStretch(1, 1)
        self.set_value(start)

    @property
    def value(self) -> float:
        """Where it stands."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a value, without telling."""
        self._settling.stop()
        self._value = self._told = value
        self._slider.blockSignals(True)
        self._slider.setValue(round((value - self._low) / (self._high - self._low) * STEPS))
        self._slider.blockSignals(False)
        self._show()

    def set_ends(self, low: float, high: float, start: float) -> None:
        """Take other ends and another beginning, without telling; the value moves within them."""
        self._low, self._high, self._start = low, high, start
        self.set_value(min(max(self._value, low), high))

    def reset(self) -> None:
        """Back to where it stood at first."""
        if self._value != self._start:
            self.set_value(self._start)
            self.chosen.emit(self._start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Leave the wheel to the list of sliders; a double click goes back to the beginning."""
        if isinstance(event, QWheelEvent):
            event.ignore()
            return True
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.reset()
            return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        value = self._low + step / STEPS * (self._high - self._low)
        # The beginning lies between two steps as a rule, and has to be found again by hand.
        near = (self._high - self._low) / STEPS
        self._value = self._start if abs(value - self._start) < near * 0.75 else value
        self._show()
        self.tried.emit(self._value)
        if not self._slider.isSliderDown():
            self._settling.start()

    def _settle(self) -> None:
        self._settling.stop()
        if self._value != self._told:
            self._told = self._value
            self.chosen.emit(self._value)

    def _show(self) -> None:
        self._shown.setText(self._words(self._value))
        self._back.setEnabled(self._value != self._start)
