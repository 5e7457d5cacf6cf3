"""What the tabs of the Generate page have in common: they show a recipe and wish for another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from inference.controls import Controls
from inference.recipe import Recipe


class EditTab(QScrollArea):
    """A scrolling column of controls.

    Signals:
        recipe_tried: a recipe to draw while a control still moves.
        recipe_chosen: a recipe to draw and to remember.
        problem: a sentence about something that cannot be done.
    """

    recipe_tried = Signal(object)
    recipe_chosen = Signal(object)
    problem = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editTab")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._recipe: Recipe | None = None
        inside = QWidget()
        inside.setObjectName("panel")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(2, 8, 12, 8)
        self.column.setSpacing(8)
        self.setWidget(inside)

    @property
    def recipe(self) -> Recipe | None:
        """The recipe that is shown."""
        return self._recipe

    def set_controls(self, controls: Controls | None) -> None:
        """Offer what a model can do; None for a model without controls."""

    def set_recipe(self, recipe: Recipe) -> None:
        """Show a recipe, without telling."""
        self._recipe = recipe
        self.show_recipe(recipe)

    def show_recipe(self, recipe: Recipe) -> None:
        """Bring the controls to where the recipe has them."""
