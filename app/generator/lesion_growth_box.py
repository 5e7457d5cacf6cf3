"""Controls of a lesion's growth: a slider through time, and the export of the series."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.generator.lesion_growth import Growth
from app.widgets.labels import dim, side_by_side
from app.widgets.value_slider import ValueSlider

MOST_STEPS = 120
USUAL_STEPS = 12


class GrowthBox(QWidget):
    """Goes through the sizes of one lesion; the case stays what it is.

    Signals:
        shown: the `Recipe` of another time, or None for the present.
        export_wanted: the `Growth`, and how many pictures.
    """

    shown = Signal(object)
    export_wanted = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._growth: Growth | None = None
        self._time = ValueSlider(self.tr("Time"), 0.0, 1.0, 0.5, self._words)
        self._steps = QSpinBox()
        self._export = QPushButton(self.tr("Export the series…"))
        self._time.tried.connect(self._go)
        self._time.chosen.connect(self._go)
        self._export.clicked.connect(self.ask_for_export)
        self._lay_out()
        self.show_growth(None)

    @property
    def growth(self) -> Growth | None:
        """Of the lesion that is chosen; None where there is none, or it has one size alone."""
        return self._growth

    def show_growth(self, growth: Growth | None) -> None:
        """Take another lesion, at its present size, without telling."""
        self._growth = growth
        self.setEnabled(growth is not None)
        present = 0.5 if growth is None else growth.present
        self._time.set_ends(0.0, 1.0, present)
        self._time.set_value(present)

    def ask_for_export(self) -> None:
        """Wish for the series as files."""
        if self._growth is not None:
            self.export_wanted.emit(self._growth, self._steps.value())

    def _lay_out(self) -> None:
        self._steps.setRange(2, MOST_STEPS)
        self._steps.setValue(USUAL_STEPS)
        self._steps.setAccessibleName(self.tr("Number of pictures of the growth"))
        hint = dim(
            self.tr(
                "The same lesion at other times. Equal steps are equal times: its volume "
                "doubles again and again."
            ),
            wraps=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._time)
        layout.addWidget(hint)
        layout.addLayout(side_by_side(QLabel(self.tr("Pictures")), self._steps, wide=self._steps))
        layout.addWidget(self._export)

    def _go(self, part: float) -> None:
        growth = self._growth
        if growth is not None:
            self.shown.emit(None if part == growth.present else growth.recipe_at(part))

    def _words(self, part: float) -> str:
        growth = self._growth
        if growth is None:
            return ""
        size = f"{growth.size_mm(part):.1f} mm"
        doublings = growth.doublings(part)
        if abs(doublings) < 0.05:
            return self.tr("{size}, now").format(size=size)
        if doublings > 0:
            return self.tr("{size}, {count} doublings ago").format(
                size=size, count=f"{doublings:.1f}"
            )
        return self.tr("{size}, {count} doublings on").format(size=size, count=f"{-doublings:.1f}")
