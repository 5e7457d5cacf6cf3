"""A range of layers: one of the model's named ones, or from a first to a last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from inference.controls_manifest import LayerRange


class LayerChoice(QWidget):
    """Chooses first and last of the w vectors that an edit acts on.

    Signals:
        changed: the user chose another range.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ranges: tuple[LayerRange, ...] = ()
        self._named = QComboBox()
        self._named.setAccessibleName(self.tr("Layers"))
        self._first, self._last = QSpinBox(), QSpinBox()
        self._first.setAccessibleName(self.tr("First layer"))
        self._last.setAccessibleName(self.tr("Last layer"))
        self._named.activated.connect(self._take_named)
        self._first.valueChanged.connect(self._typed)
        self._last.valueChanged.connect(self._typed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._named, 1)
        layout.addWidget(self._first)
        layout.addWidget(QLabel("–"))
        layout.addWidget(self._last)
        self.set_count(1)

    @property
    def value(self) -> tuple[int, int]:
        """First and last layer."""
        return self._first.value(), self._last.value()

    def set_count(self, count: int) -> None:
        """Say how many layers there are; all of them are chosen."""
        for box in (self._first, self._last):
            box.blockSignals(True)
            box.setRange(0, max(count - 1, 0))
            box.blockSignals(False)
        self.set_value(0, max(count - 1, 0))

    def set_ranges(self, ranges: Sequence[LayerRange]) -> None:
        """Offer named ranges."""
        self._ranges = tuple(ranges)
        words = {
            "all": self.tr("All layers"),
            "coarse": self.tr("Coarse: shape"),
            "middle": self.tr("Middle: gland"),
            "fine": self.tr("Fine: texture"),
        }
        self._named.clear()
        for one in self._ranges:
            self._named.addItem(words.get(one.name, one.name))
        self._named.addItem(self.tr("Layers"))
        self._show_name()

    def set_value(self, first: int, last: int) -> None:
        """Show a range, without telling."""
        for box, value in ((self._first, first), (self._last, last)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        self._show_name()

    def _take_named(self, index: int) -> None:
        if index < len(self._ranges):
            self.set_value(self._ranges[index].first_layer, self._ranges[index].last_layer)
            self.changed.emit()

    def _typed(self) -> None:
        first, last = self.value
        if first > last:
            self.set_value(min(first, last), max(first, last))
        self._show_name()
        self.changed.emit()

    def _show_name(self) -> None:
        known = [(one.first_layer, one.last_layer) for one in self._ranges]
        at = known.index(self.value) if self.value in known else len(known)
        self._named.setCurrentIndex(at)
