"""The parts of a drawn case over its views, and pictures of the cases it may take after."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from app.background import Background
from app.generator.drawing import Drawing, Drawn
from app.generator.looks import grid_over
from app.generator.painting import drawn_cell
from app.generator.tabs import GenerateTabs
from app.viewer.case_viewer import CaseViewer
from app.viewer.picture import Picture
from app.viewer.thumbnails import thumbnail
from app.widgets.picture_strip import StripPicture
from inference.recipe import ViewName

PARTS_LANE = "parts"
REFERENCES_LANE = "references"


class PartsDesk(QObject):
    """Lays parts over the views while their tab wants it, and takes clicks on them.

    Args:
        viewer: shows the views.
        tabs: the tab of parts among them.
        background: the worker.
        drawing: finds parts and draws references.
        fail: told of errors.
    """

    def __init__(
        self,
        viewer: CaseViewer,
        tabs: GenerateTabs,
        background: Background,
        drawing: Drawing,
        fail: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._tabs = tabs
        self._background = background
        self._drawing = drawing
        self._fail = fail
        self._drawn: Drawn | None = None
        self._parts: dict[ViewName, NDArray[np.intp]] = {}
        tabs.tab_changed.connect(self._show)
        tabs.parts.looks_changed.connect(self._show)
        tabs.parts.references_wanted.connect(self._draw_references)
        viewer.cell_pressed.connect(self._press)

    @property
    def parts(self) -> dict[ViewName, NDArray[np.intp]]:
        """The part of each cell, as the generator draws, by view; empty until it is wanted."""
        return self._parts

    def take(self, drawn: Drawn) -> None:
        """Another case stands on the screen."""
        self._drawn = drawn
        self._parts = {}
        self._tabs.parts.set_present(None)
        self._show()

    def _show(self) -> None:
        drawn, tab = self._drawn, self._tabs.parts
        if drawn is None or self._tabs.tab != "parts" or not tab.shows_grid:
            self._viewer.set_grids({})
            return
        if not self._parts:
            self._background.submit(
                PARTS_LANE,
                lambda _: self._drawing.parts(drawn.recipe, drawn.recipe.views),
                self._take_parts,
                self._fail,
            )
            return
        count = int(max(grid.max() for grid in self._parts.values())) + 1
        grids = {}
        for number, picture in enumerate(drawn.ready.pictures):
            name = picture.view.name
            if name is not None and name in self._parts:
                parts = self._parts[name]
                grids[number] = grid_over(
                    picture.view, parts, count, tab.part, tab.painted, tab.names, tab.air
                )
        self._viewer.set_grids(grids)

    def _take_parts(self, parts: dict[ViewName, NDArray[np.intp]]) -> None:
        self._parts = parts
        self._tabs.parts.set_present(
            frozenset(int(part) for grid in parts.values() for part in np.unique(grid))
        )
        self._show()

    def _press(self, view: int, cell: tuple[int, int], shift: bool) -> None:
        """A click chooses the part under it; with Shift a region is painted."""
        if self._drawn is None:
            return
        name = self._drawn.ready.pictures[view].view.name
        if name is None or name not in self._parts:
            return
        grid = self._parts[name]
        at = drawn_cell(cell, grid.shape[1], name.image_laterality)
        if shift:
            self._tabs.parts.paint(at, True)
        else:
            self._tabs.parts.choose_part(int(grid[at]))

    def _draw_references(self, seeds: list[int]) -> None:
        recipe = self._tabs.parts.recipe
        if recipe is None:
            return
        self._background.submit(
            REFERENCES_LANE,
            lambda _: self._drawing.references(recipe, seeds, recipe.views[0]),
            self._show_references,
            self._fail,
        )

    def _show_references(self, pictures: list[tuple[int, Picture]]) -> None:
        self._tabs.parts.set_references(
            [StripPicture(seed, thumbnail(picture), str(seed)) for seed, picture in pictures]
        )
