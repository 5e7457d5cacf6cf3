"""The controls of the Generate page: they show a recipe, and tell which one is wanted instead."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.generator.drawing import Model
from app.generator.history import History
from app.icons import icon
from app.widgets.choice import Choice
from app.widgets.labels import dim, heading, side_by_side
from app.widgets.number_box import NumberBox
from inference.recipe import Recipe, Technique, ViewName
from inference.seeds import MAX_SEED

SETTLING_MS = 350
"""A value changed by keys or wheel counts as chosen when it rested so long."""
ALL = "all"


class GeneratePanel(QWidget):
    """Shows the recipe in use and lets it be changed.

    Signals:
        recipe_tried: a recipe to draw while a control still moves.
        recipe_chosen: a recipe to draw and to remember.
        new_case_asked: a seed by chance is wanted.
        position_chosen: a place in the history to go back to.
        typed: Enter ended the typing of a number.
    """

    recipe_tried = Signal(object)
    recipe_chosen = Signal(object)
    new_case_asked = Signal()
    position_chosen = Signal(int)
    typed = Signal()

    def __init__(self, seed: int, truncation_psi: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe: Recipe | None = None
        self._model: Model | None = None
        self._make_seed_controls(seed)
        self._make_view_controls()
        self._make_truncation_controls(truncation_psi)
        self._history = QListWidget()
        self._history.setAccessibleName(self.tr("Cases drawn in this session"))
        self._history.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._history.itemClicked.connect(self._choose_position)
        self._history.itemActivated.connect(self._choose_position)
        self._lay_out()
        self.setEnabled(False)

    def set_model(self, model: Model) -> None:
        """Offer what a model can draw."""
        self._model = model
        self._technique.set_allowed(set(model.techniques))
        both = len(model.techniques) > 1
        self._technique.setVisible(both)
        self._technique_label.setVisible(both)
        self._views.set_allowed({ALL, *model.views})
        self.setEnabled(True)

    def set_recipe(self, recipe: Recipe) -> None:
        """Show a recipe, without telling."""
        self._settling.stop()
        self._recipe = recipe
        self._seed.set_quietly(recipe.seed)
        self._psi.set_quietly(recipe.truncation_psi)
        self._set_slider(recipe.truncation_psi)
        self._technique.set_value(recipe.technique)
        self._views.set_value(self._views_value(recipe))

    def set_history(self, history: History) -> None:
        """Show the session's recipes, the newest first."""
        self._history.clear()
        for recipe in reversed(history.recipes):
            self._history.addItem(self._summary(recipe))
        self._history.setCurrentRow(len(history.recipes) - 1 - history.position)

    def _make_seed_controls(self, seed: int) -> None:
        self._seed = NumberBox(decimals=0, largest=MAX_SEED)
        self._seed.setAccessibleName(self.tr("Seed"))
        self._seed.set_quietly(seed)
        self._seed.chosen.connect(lambda value: self._choose(seed=int(value)))
        self._seed.lineEdit().returnPressed.connect(self.typed)
        self._less = _small_button("minus", self.tr("Previous seed"))
        self._more = _small_button("plus", self.tr("Next seed"))
        self._dice = _small_button("dice", self.tr("A seed by chance"))
        self._less.clicked.connect(lambda: self._step_seed(-1))
        self._more.clicked.connect(lambda: self._step_seed(1))
        self._dice.clicked.connect(self.new_case_asked)

    def _make_view_controls(self) -> None:
        names = {name.value: name.label for name in ViewName}
        self._views = Choice({ALL: self.tr("Four views"), **names}, columns=2, wide=True)
        self._views.set_value(ALL)
        self._views.chosen.connect(self._choose_views)
        self._technique = Choice(
            {Technique.DIGITAL: self.tr("Digital"), Technique.FILM: self.tr("Film")}, columns=2
        )
        self._technique.chosen.connect(lambda value: self._choose(technique=Technique(value)))
        self._technique_label = heading(self.tr("Technique"))

    def _make_truncation_controls(self, truncation_psi: float) -> None:
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(self.tr("Truncation"))
        self._psi = NumberBox(decimals=2, largest=1.0, step=0.05)
        self._psi.setAccessibleName(self.tr("Truncation as a number"))
        self._psi.set_quietly(truncation_psi)
        self._psi.setFixedWidth(64)
        self._psi.lineEdit().returnPressed.connect(self.typed)
        self._set_slider(truncation_psi)
        self._slider.valueChanged.connect(self._slider_moved)
        self._slider.sliderReleased.connect(self._settle)
        self._psi.chosen.connect(lambda value: self._choose(truncation_psi=value))
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING_MS)
        self._settling.timeout.connect(self._settle)

    def _lay_out(self) -> None:
        new_case = QPushButton(self.tr("New case"))
        new_case.setObjectName("primary")
        new_case.setToolTip(self.tr("A seed by chance"))
        new_case.clicked.connect(self.new_case_asked)
        seed = side_by_side(self._less, self._seed, self._more, self._dice, wide=self._seed)
        truncation = side_by_side(self._slider, self._psi, wide=self._slider)
        low, high = dim(self.tr("average")), dim(self.tr("all variety"))
        high.setAlignment(Qt.AlignmentFlag.AlignRight)
        ends = side_by_side(low, high, wide=high)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 8, 14, 8)
        layout.setSpacing(6)
        layout.addWidget(new_case)
        self._add(layout, heading(self.tr("Seed")), seed)
        self._add(layout, heading(self.tr("Views")), self._views)
        self._add(layout, self._technique_label, self._technique)
        self._add(layout, heading(self.tr("Truncation ψ")), truncation)
        layout.addLayout(ends)
        self._add(layout, heading(self.tr("This session")), self._history)
        layout.setStretchFactor(self._history, 1)

    @staticmethod
    def _add(layout: QVBoxLayout, heading: QLabel, what: QWidget | QHBoxLayout) -> None:
        layout.addSpacing(10)
        layout.addWidget(heading)
        if isinstance(what, QWidget):
            layout.addWidget(what)
        else:
            layout.addLayout(what)

    def _step_seed(self, step: int) -> None:
        if self._recipe is not None:
            self._choose(seed=min(max(self._recipe.seed + step, 0), MAX_SEED))

    def _choose_views(self, value: str) -> None:
        if self._model is not None:
            self._choose(views=self._model.views if value == ALL else (ViewName(value),))

    def _choose(self, **values: object) -> None:
        if self._recipe is not None:
            self.recipe_chosen.emit(replace(self._recipe, **values))  # pyright: ignore[reportArgumentType]

    def _choose_position(self) -> None:
        self.position_chosen.emit(self._history.count() - 1 - self._history.currentRow())

    def _slider_moved(self, value: int) -> None:
        if self._recipe is None:
            return
        self._psi.set_quietly(value / 100)
        self.recipe_tried.emit(replace(self._recipe, truncation_psi=value / 100))
        if not self._slider.isSliderDown():
            self._settling.start()

    def _settle(self) -> None:
        self._settling.stop()
        self._choose(truncation_psi=self._slider.value() / 100)

    def _set_slider(self, truncation_psi: float) -> None:
        self._slider.blockSignals(True)
        self._slider.setValue(round(truncation_psi * 100))
        self._slider.blockSignals(False)

    def _views_value(self, recipe: Recipe) -> str | None:
        if self._model is not None and set(recipe.views) == set(self._model.views):
            return ALL
        return recipe.views[0].value if len(recipe.views) == 1 else None

    def _summary(self, recipe: Recipe) -> str:
        views = self.tr("{count} views").format(count=len(recipe.views))
        if len(recipe.views) == 1:
            views = recipe.views[0].label
        parts = [str(recipe.seed), views, f"ψ {recipe.truncation_psi:.2f}"]
        if self._model is not None and len(self._model.techniques) > 1:
            parts.append(self.tr("film") if recipe.technique is Technique.FILM else "")
        if count := len(recipe.lesions):
            many = self.tr("{count} lesions").format(count=count)
            parts.append(self.tr("1 lesion") if count == 1 else many)
        return "  ·  ".join(part for part in parts if part)


def _small_button(picture: str, name: str) -> QPushButton:
    button = QPushButton()
    button.setIcon(icon(picture))
    button.setIconSize(QSize(16, 16))
    button.setFixedWidth(32)
    button.setStyleSheet("padding: 5px 0;")
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
