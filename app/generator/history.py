"""The recipes of a session, with undo and redo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inference.recipe import Recipe

LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The recipes drawn one after the other, and where in them we are.

    Attributes:
        recipes: the oldest first.
        position: of the recipe in use; −1 while there is none.
    """

    recipes: tuple[Recipe, ...] = ()
    position: int = -1

    @property
    def current(self) -> Recipe | None:
        """The recipe in use."""
        return self.recipes[self.position] if self.position >= 0 else None

    @property
    def can_undo(self) -> bool:
        """Whether a recipe came before."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether a recipe was undone."""
        return self.position < len(self.recipes) - 1

    def pushed(self, recipe: Recipe) -> History:
        """With a new recipe in use; what was undone before is forgotten, as in every editor."""
        if recipe == self.current:
            return self
        kept = (*self.recipes[: self.position + 1], recipe)[-LONGEST:]
        return History(recipes=kept, position=len(kept) - 1)

    def undone(self) -> History:
        """With the recipe before in use."""
        return self.at(self.position - 1) if self.can_undo else self

    def redone(self) -> History:
        """With the recipe after in use."""
        return self.at(self.position + 1) if self.can_redo else self

    def at(self, position: int) -> History:
        """With the recipe of a position in use."""
        return replace(self, position=min(max(position, 0), len(self.recipes) - 1))
