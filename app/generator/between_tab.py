"""The tab of what lies between cases: two to four of them, a slider, a loop, and its export."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSpinBox,
    QWidget,
)

from app.generator.edit_tab import EditTab
from app.widgets.value_slider import ValueSlider
from inference.interpolation import CasePath
from inference.recipe import Recipe
from inference.recipe_edits import MAX_OTHER_SEEDS

MOST_STEPS = 240
USUAL_STEPS = 24


class BetweenTab(EditTab):
    """Collects cases and goes from one to the next.

    Signals:
        export_wanted: a `CasePath` that is to be written, and how many pictures.
    """

    export_wanted = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seeds: list[int] = []
        self._cases = QListWidget()
        self._place = ValueSlider(
            self.tr("On the way"), 0.0, 1.0, 0.0, lambda v: f"{v * 100:.0f} %"
        )
        self._steps = QSpinBox()
        self._loop = QCheckBox(self.tr("And back to the first"))
        self._export = QPushButton(self.tr("Export the way…"))
        self._connect()
        self._lay_out()

    @property
    def seeds(self) -> tuple[int, ...]:
        """Of the cases that were collected."""
        return tuple(self._seeds)

    def add_case(self) -> None:
        """Collect the case on the screen."""
        if self._recipe is None or len(self._seeds) > MAX_OTHER_SEEDS:
            return
        if self._recipe.seed not in self._seeds:
            self._seeds.append(self._recipe.seed)
        self._fill()

    def remove_case(self) -> None:
        """Leave the chosen case out."""
        row = self._cases.currentRow()
        if row >= 0:
            del self._seeds[row]
            self._fill()

    def show_recipe(self, recipe: Recipe) -> None:
        """Say whether the case can be added."""
        if not recipe.interpolation:
            self._place.set_value(0.0)
        self._fill()

    def path(self) -> CasePath | None:
        """The way through the cases that were collected; None with fewer than two."""
        if self._recipe is None or len(self._seeds) < 2:
            return None
        start = replace(self._recipe, seed=self._seeds[0], interpolation=())
        return CasePath(start=start, seeds=self.seeds, closed=self._loop.isChecked())

    def _connect(self) -> None:
        self._place.tried.connect(lambda value: self._go(value, final=False))
        self._place.chosen.connect(lambda value: self._go(value, final=True))
        self._export.clicked.connect(self._ask_for_export)

    def _lay_out(self) -> None:
        self._cases.setAccessibleName(self.tr("Cases on the way"))
        self._cases.setMaximumHeight(120)
        self._steps.setRange(2, MOST_STEPS)
        self._steps.setValue(USUAL_STEPS)
        self._steps.setAccessibleName(self.tr("Number of pictures"))
        hint = QLabel(self.tr("Collect two to four cases, then go from one to the next."))
        hint.setObjectName("dim")
        hint.setWordWrap(True)
        add, remove = QPushButton(self.tr("Add this case")), QPushButton(self.tr("Remove"))
        add.clicked.connect(self.add_case)
        remove.clicked.connect(self.remove_case)
        self._add = add
        steps = QHBoxLayout()
        steps.addWidget(QLabel(self.tr("Pictures")))
        steps.addWidget(self._steps, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(add, 1)
        buttons.addWidget(remove, 1)
        self.column.addWidget(hint)
        self.column.addWidget(self._cases)
        self.column.addLayout(buttons)
        self.column.addWidget(self._place)
        self.column.addWidget(self._loop)
        self.column.addLayout(steps)
        self.column.addWidget(self._export)
        self.column.addStretch(1)
        self._fill()

    def _fill(self) -> None:
        row = self._cases.currentRow()
        self._cases.clear()
        for number, seed in enumerate(self._seeds):
            self._cases.addItem(f"{chr(ord('A') + number)}   {seed}")
        self._cases.setCurrentRow(min(row, len(self._seeds) - 1))
        is_new = self._recipe is not None and self._recipe.seed not in self._seeds
        self._add.setEnabled(is_new and len(self._seeds) <= MAX_OTHER_SEEDS)
        self._place.setEnabled(len(self._seeds) > 1)
        self._export.setEnabled(len(self._seeds) > 1)

    def _go(self, place: float, *, final: bool) -> None:
        path = self.path()
        if path is not None:
            recipe = path.at(place * path.pieces)
            (self.recipe_chosen if final else self.recipe_tried).emit(recipe)

    def _ask_for_export(self) -> None:
        path = self.path()
        if path is not None:
            self.export_wanted.emit(path, self._steps.value())
