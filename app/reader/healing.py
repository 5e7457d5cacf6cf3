"""Taking lesions away from the views of an opened case, on the screen alone: no file changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.reading.mark_values import region_mask
from app.reading.marks import Mark
from app.reading.undo import Undo
from app.reading.view_naming import ViewNames, turned_marks, turned_views
from app.viewer.picture import Picture, make_picture
from app.viewer.ready_case import ReadyCase
from inference.case import View
from inference.errors import InputError
from inference.lesions.removal_spec import MAX_REMOVALS

MOST_CASES = 50
"""Of so many cases of a session it is known what was taken away."""

Places = tuple[Mark, ...]
"""Regions that were taken away, one after the other, on the views as they were opened."""


class HealedCases:
    """What was taken away from the cases of a session, with undo; nothing of it is stored.

    Cases are named by their key.
    """

    def __init__(self) -> None:
        self._places: dict[str, Undo[Places]] = {}

    def places(self, key: str) -> Places:
        """What was taken away from a case."""
        return self._places[key].present if key in self._places else ()

    def with_place(self, key: str, place: Mark) -> Places:
        """What will have been taken away with one place more.

        Raises:
            InputError: there are too many on this view.
        """
        places = self.places(key)
        if sum(one.view == place.view for one in places) >= MAX_REMOVALS:
            raise InputError(
                f"{MAX_REMOVALS} places of this view were taken away, and more are not believable. "
                "Undo one first."
            )
        return (*places, place)

    def take(self, key: str, places: Places) -> None:
        """Keep what was taken away, as a step that can be undone."""
        self._places[key] = self._places.pop(key, Undo(present=())).pushed(places)
        while len(self._places) > MOST_CASES:
            del self._places[next(iter(self._places))]

    def undo(self, key: str) -> None:
        """Give back what was taken away last."""
        if key in self._places:
            self._places[key] = self._places[key].undone()

    def redo(self, key: str) -> None:
        """Take away again what was given back last."""
        if key in self._places:
            self._places[key] = self._places[key].redone()


def place_as_opened(mark: Mark, names: ViewNames, views: Sequence[View]) -> Mark:
    """A mark in the points of the views as they were opened.

    Args:
        mark: a region, on a view as it hangs under its name.
        names: that the reader gave the views.
        views: as they were opened.
    """
    turned = turned_views((), names, len(views))
    return turned_marks([mark], turned, views)[0]


def healed(opened: ReadyCase, places: Places) -> ReadyCase:
    """A case without what lies in some places; runs in the worker.

    Args:
        opened: as its files have it.
        places: on its views.

    Raises:
        LesionError: nothing fits into one of them.
    """
    marked: Mapping[int, list[Mark]] = {
        number: [place for place in places if place.view == number]
        for number in range(len(opened.pictures))
    }
    pictures = tuple(
        _healed_picture(picture, marked[number]) if marked[number] else picture
        for number, picture in enumerate(opened.pictures)
    )
    views = tuple(picture.view for picture in pictures)
    return ReadyCase(case=replace(opened.case, views=views), pictures=pictures)


def _healed_picture(picture: Picture, places: Sequence[Mark]) -> Picture:
    # It brings SciPy's solvers along, which take long to import.
    from inference.lesions.removal import take_away

    view = picture.view
    for place in places:
        view = take_away(view, _mask(place, view)).view
    return make_picture(view)


def _mask(place: Mark, view: View) -> NDArray[np.bool_]:
    mask = np.zeros((view.rows, view.columns), dtype=bool)
    rows, columns, inside = region_mask(place, view.rows, view.columns)
    mask[rows, columns] = inside
    return mask
