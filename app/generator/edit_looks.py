"""Seeing what edits and lesions did: the case without them, and the difference."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.background import Background
from app.generator.drawing import Drawing, Drawn
from app.generator.looks import differences
from app.viewer.case_viewer import CaseViewer
from inference.recipe import Recipe

ORIGINAL_LANE = "draw without edits"
ORIGINAL = "original"
WITHOUT_LESIONS = "without_lesions"
MOST_KEPT = 3


class EditLooks(QObject):
    """Shows other pictures in place of an edited case's.

    Args:
        viewer: shows them.
        background: the worker.
        drawing: draws the case without edits, once for each seed.
        fail: told of errors.
        reference: the recipe that the difference is told against.
    """

    def __init__(
        self,
        viewer: CaseViewer,
        background: Background,
        drawing: Drawing,
        fail: Callable[[BaseException], None],
        reference: Callable[[Recipe], Recipe],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._background = background
        self._drawing = drawing
        self._fail = fail
        self._drawn: Drawn | None = None
        self._reference = reference
        self._others: dict[Recipe, Drawn] = {}
        self._wanted: Recipe | None = None
        self._difference = False
        viewer.held.connect(self._hold)

    @property
    def is_edited(self) -> bool:
        """Whether the case on the screen holds edits."""
        return self._drawn is not None and self._drawn.recipe.is_edited

    @property
    def has_lesions(self) -> bool:
        """Whether lesions were put into the case on the screen."""
        return self._drawn is not None and bool(self._drawn.recipe.lesions)

    def take(self, drawn: Drawn) -> None:
        """Another case stands on the screen."""
        self._drawn, self._wanted = drawn, None
        self._keep(drawn)
        if drawn.recipe.is_edited:
            self.refresh()

    def refresh(self) -> None:
        """Tell the difference anew: against another case now, perhaps."""
        if self._difference and self.is_edited:
            self._show_difference()

    def show_original(self) -> None:
        """Show the case without edits until the next change: a menu has no key to hold."""
        if self._drawn is not None:
            self._show_other(self._drawn.recipe.unedited)

    def show_without_lesions(self) -> None:
        """Show the case without its lesions until the next change."""
        if self._drawn is not None:
            self._show_other(self._drawn.recipe.without_lesions)

    def toggle_difference(self) -> None:
        """Show what the edits added and took away, or the case again."""
        self._difference = not self._difference
        if self._difference:
            self.refresh()
        else:
            self.end()

    def end(self) -> None:
        """Show the case again, or its difference where that is wanted."""
        self._wanted = None
        self._viewer.end_preview()
        self.refresh()

    def _hold(self, name: str, down: bool) -> None:
        if name == ORIGINAL and self.is_edited:
            self.show_original() if down else self.end()
        elif name == WITHOUT_LESIONS and self.has_lesions:
            self.show_without_lesions() if down else self.end()

    def _show_other(self, recipe: Recipe) -> None:
        self._with(
            recipe, lambda other: self._viewer.preview(dict(enumerate(other.ready.pictures)))
        )

    def _show_difference(self) -> None:
        drawn = self._drawn
        if drawn is not None:
            self._with(
                self._reference(drawn.recipe),
                lambda other: self._viewer.preview(differences(drawn.ready, other.ready)),
            )

    def _with(self, recipe: Recipe, show: Callable[[Drawn], None]) -> None:
        """Show what needs another case, once that is drawn, and unless it is too late then."""
        self._wanted = recipe
        if recipe in self._others:
            show(self._others[recipe])
            return

        def keep(drawn: Drawn) -> None:
            self._keep(drawn)
            if self._wanted == drawn.recipe:
                show(drawn)

        self._background.submit(
            ORIGINAL_LANE, lambda _: self._drawing.draw(recipe), keep, self._fail
        )

    def _keep(self, drawn: Drawn) -> None:
        if drawn.recipe.is_edited and drawn.recipe.lesions:
            return  # what is compared with is without edits, or without lesions
        self._others.pop(drawn.recipe, None)
        self._others[drawn.recipe] = drawn
        for oldest in list(self._others)[:-MOST_KEPT]:
            del self._others[oldest]
