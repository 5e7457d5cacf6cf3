"""Seeing what edits did: the case without them, and the difference."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.background import Background
from app.generator.drawing import Drawing, Drawn
from app.generator.looks import differences
from app.viewer.case_viewer import CaseViewer

ORIGINAL_LANE = "draw without edits"
ORIGINAL = "original"


class EditLooks(QObject):
    """Shows other pictures in place of an edited case's.

    Args:
        viewer: shows them.
        background: the worker.
        drawing: draws the case without edits, once for each seed.
        fail: told of errors.
    """

    def __init__(
        self,
        viewer: CaseViewer,
        background: Background,
        drawing: Drawing,
        fail: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._background = background
        self._drawing = drawing
        self._fail = fail
        self._drawn: Drawn | None = None
        self._original: Drawn | None = None
        self._difference = False
        viewer.held.connect(self._hold)

    @property
    def is_edited(self) -> bool:
        """Whether the case on the screen holds edits."""
        return self._drawn is not None and self._drawn.recipe.is_edited

    def take(self, drawn: Drawn) -> None:
        """Another case stands on the screen."""
        self._drawn = drawn
        if not drawn.recipe.is_edited:
            self._original = drawn
        elif self._difference:
            self._with_original(self._show_difference)

    def show_original(self) -> None:
        """Show the case without edits until the next change: a menu has no key to hold."""
        self._with_original(self._show_original)

    def toggle_difference(self) -> None:
        """Show what the edits added and took away, or the case again."""
        self._difference = not self._difference
        if self._difference and self.is_edited:
            self._with_original(self._show_difference)
        else:
            self._viewer.end_preview()

    def _hold(self, name: str, down: bool) -> None:
        if name == ORIGINAL and self.is_edited:
            if down:
                self._with_original(self._show_original)
            else:
                self._viewer.end_preview()

    def _with_original(self, show: Callable[[Drawn], None]) -> None:
        if self._drawn is None:
            return
        wanted = self._drawn.recipe.unedited
        if self._original is not None and self._original.recipe == wanted:
            show(self._original)
            return

        def keep(drawn: Drawn) -> None:
            self._original = drawn
            if self._drawn is not None and self._drawn.recipe.unedited == drawn.recipe:
                show(drawn)

        self._background.submit(
            ORIGINAL_LANE, lambda _: self._drawing.draw(wanted), keep, self._fail
        )

    def _show_original(self, original: Drawn) -> None:
        self._viewer.preview(dict(enumerate(original.ready.pictures)))

    def _show_difference(self, original: Drawn) -> None:
        if self._drawn is not None:
            self._viewer.preview(differences(self._drawn.ready, original.ready))
