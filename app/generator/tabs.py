"""The panel of the Generate page: tabs that all show one recipe."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.generator.between_tab import BetweenTab
from app.generator.component_names import ControlNames, read_names, write_names
from app.generator.components_tab import ComponentsTab
from app.generator.drawing import Model
from app.generator.edit_tab import EditTab
from app.generator.lesion_tab import LesionTab
from app.generator.locks import LESIONS
from app.generator.panel import GeneratePanel
from app.generator.parts_tab import PartsTab
from app.generator.sliders_tab import SlidersTab
from app.viewer.images import grey_image
from app.widgets.choice import Choice
from inference.errors import MammogymError
from inference.recipe import Recipe


class GenerateTabs(QWidget):
    """The case itself, named sliders, components, parts, lesions, and what lies between cases.

    Args:
        panel: the tab of the case.
        folder: in which presets and names are kept; None keeps them for this session alone.
        new_seed: gives seeds by chance.

    Attributes:
        sliders, components, parts, lesions, between: the other tabs.

    Signals:
        recipe_tried: a recipe to draw while a control still moves.
        recipe_chosen: a recipe to draw and to remember.
        problem: a sentence about something that cannot be done.
        tab_changed: another tab is in front.
    """

    recipe_tried = Signal(object)
    recipe_chosen = Signal(object)
    problem = Signal(str)
    tab_changed = Signal()

    def __init__(
        self,
        panel: GeneratePanel,
        folder: Path | None,
        new_seed: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._folder = folder
        self._names_file: Path | None = None
        presets = folder / "slider-presets.json" if folder is not None else None
        self.sliders = SlidersTab(presets, new_seed)
        self.components = ComponentsTab(new_seed)
        self.parts = PartsTab(new_seed)
        self.lesions = LesionTab(new_seed)
        self.between = BetweenTab()
        self._tabs: dict[str, EditTab] = {
            "sliders": self.sliders,
            "components": self.components,
            "parts": self.parts,
            "lesions": self.lesions,
            "between": self.between,
        }
        self._choice = Choice(
            {
                "case": self.tr("Case"),
                "sliders": self.tr("Sliders"),
                "components": self.tr("Components"),
                "parts": self.tr("Parts"),
                "lesions": self.tr("Lesions"),
                "between": self.tr("Between"),
            },
            columns=3,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(panel)
        for tab in self._tabs.values():
            self._stack.addWidget(tab)
            tab.recipe_tried.connect(self.recipe_tried)
            tab.recipe_chosen.connect(self.recipe_chosen)
            tab.problem.connect(self.problem)
        panel.recipe_tried.connect(self.recipe_tried)
        panel.recipe_chosen.connect(self.recipe_chosen)
        self.lesions.lock_changed.connect(partial(self.sliders.set_lock, LESIONS))
        self.components.locked.connect(self.sliders.set_lock)
        self.parts.locked.connect(self.sliders.set_lock)
        self.components.names_changed.connect(self._keep_names)
        self.parts.names_changed.connect(self._keep_names)
        self._choice.chosen.connect(self.show_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 0, 6)
        layout.setSpacing(6)
        choice = QVBoxLayout()
        choice.setContentsMargins(0, 0, 14, 0)
        choice.addWidget(self._choice)
        layout.addLayout(choice)
        layout.addWidget(self._stack, 1)

    @property
    def tab(self) -> str:
        """Name of the tab in front."""
        return ("case", *self._tabs)[self._stack.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front.

        Args:
            name: `case`, `sliders`, `components`, `parts`, `lesions` or `between`.
        """
        self._stack.setCurrentIndex(("case", *self._tabs).index(name))
        self._choice.set_value(name)
        self.tab_changed.emit()

    def set_model(self, model: Model) -> None:
        """Offer what a model can do."""
        self._panel.set_model(model)
        for tab in self._tabs.values():
            tab.set_controls(model.controls)
        self.components.set_layers(model.num_ws)
        self.lesions.set_networks(model.networks)
        if model.controls is not None:
            self._show_previews(model)
            self._read_names(model)

    def set_recipe(self, recipe: Recipe) -> None:
        """Show a recipe on every tab, without telling."""
        self._panel.set_recipe(recipe)
        for tab in self._tabs.values():
            tab.set_recipe(recipe)

    def _show_previews(self, model: Model) -> None:
        assert model.controls is not None
        strips = {
            int(one.strip.name): grey_image(one.pixels)
            for one in model.previews
            if one.strip.kind == "component"
        }
        count = model.controls.manifest.components.count
        self.components.set_previews([strips.get(number) for number in range(count)])

    def _read_names(self, model: Model) -> None:
        if self._folder is None:
            return
        self._names_file = self._folder / f"names-{model.hash[:16]}.json"
        try:
            names = read_names(self._names_file)
        except MammogymError as error:
            self.problem.emit(str(error))
            self._names_file = None  # what cannot be read is not written over
            return
        self.components.set_names(names)
        self.parts.set_names(names)

    def _keep_names(self, names: ControlNames) -> None:
        self.components.set_names(names)
        self.parts.set_names(names)
        if self._names_file is not None:
            try:
                write_names(self._names_file, names)
            except MammogymError as error:
                self.problem.emit(str(error))
