"""What is to be taken away from a drawn case: an outline in one view, as plain values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from inference.errors import RecipeError
from inference.lesions.spec import MAX_PLACE_MM
from inference.recipe_edits import checked_number

MAX_REMOVALS = 8
"""So many places of a case can be healed."""

LEAST_POINTS, MAX_POINTS = 3, 400
"""An outline has so many corners; a longer one is thinned by `thinned`."""

DIGITS = 2
"""Places are kept to hundredths of a millimetre."""

Point = tuple[float, float]


class RemovalEngine(StrEnum):
    """What puts healthy tissue in the place of what is taken away."""

    FILLING = "filling"
    """A fitting patch of the same breast, blended in the gradient domain."""
    NETWORK = "network"
    """The contextual network for removal, where it is installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One place of one view that becomes healthy tissue.

    Attributes:
        view: name of the view, as `R-CC`.
        outline_mm: corners (row, column) of a closed polygon in mm, from the upper and the left
            edge of the hung picture; the first is not repeated.
        engine: what fills it.

    Raises:
        RecipeError: there is no such view or engine, or the outline is none.
    """

    view: str
    outline_mm: tuple[Point, ...]
    engine: RemovalEngine = RemovalEngine.FILLING

    def __post_init__(self) -> None:
        if self.view not in ("R-CC", "L-CC", "R-MLO", "L-MLO"):
            raise RecipeError(
                f"What is taken away lies in R-CC, L-CC, R-MLO or L-MLO, not in {self.view!r}."
            )
        if self.engine not in tuple(RemovalEngine):
            raise RecipeError(
                f"Nothing called {self.engine!r} takes lesions away; there are "
                f"{', '.join(RemovalEngine)}."
            )
        object.__setattr__(self, "engine", RemovalEngine(self.engine))
        object.__setattr__(self, "outline_mm", _checked_outline(self.outline_mm))


def removal_of(
    view: str,
    outline: Sequence[Point],
    spacing_mm: tuple[float, float],
    engine: RemovalEngine = RemovalEngine.FILLING,
) -> Removal:
    """The removal of an outline that was drawn over a view.

    Args:
        view: name of the view.
        outline: corners (row, column) in pixels of the hung view; thinned where there are many.
        spacing_mm: (row, column) spacing of the view.
        engine: what fills it.

    Raises:
        RecipeError: the outline is none, or leaves the largest picture.
    """
    in_mm = [(row * spacing_mm[0], column * spacing_mm[1]) for row, column in outline]
    inside = [(max(0.0, row), max(0.0, column)) for row, column in in_mm]
    return Removal(view=view, outline_mm=thinned(inside), engine=engine)


def thinned(outline: Sequence[Point]) -> tuple[Point, ...]:
    """At most `MAX_POINTS` corners of an outline, evenly taken."""
    step = max(1, math.ceil(len(outline) / MAX_POINTS))
    return tuple(outline[::step])


def removal_to_json(removal: Removal) -> dict[str, Any]:
    """The values of a removal."""
    return {
        "view": removal.view,
        "outline_mm": [list(point) for point in removal.outline_mm],
        "engine": removal.engine.value,
    }


def removals_from_json(values: object, where: str) -> tuple[Removal, ...]:
    """Read a list of removals.

    Args:
        values: of a JSON file.
        where: how to name the place in a message.

    Raises:
        RecipeError: it is no such list, too long, or holds a bad value.
    """
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise RecipeError(f"{where} has to be a list of objects.")
    if len(values) > MAX_REMOVALS:
        raise RecipeError(
            f"{where} holds {len(values)} outlines; at most {MAX_REMOVALS} are taken away."
        )
    return tuple(_removal(one, where) for one in values)


def _removal(values: dict[str, Any], where: str) -> Removal:
    known = [field.name for field in fields(Removal)]
    if unknown := sorted(set(values) - set(known)):
        raise RecipeError(f"{where} has fields this program does not know: {', '.join(unknown)}.")
    if missing := sorted({"view", "outline_mm"} - set(values)):
        raise RecipeError(f"{where} lacks {', '.join(missing)}.")
    return Removal(**values)


def _checked_outline(outline: object) -> tuple[Point, ...]:
    """The corners as pairs of rounded numbers."""
    what = "The outline of what is taken away"
    if not isinstance(outline, list | tuple) or not LEAST_POINTS <= len(outline) <= MAX_POINTS:
        raise RecipeError(f"{what} needs {LEAST_POINTS} to {MAX_POINTS} corners.")
    points = []
    for point in outline:
        if not isinstance(point, list | tuple) or len(point) != 2:
            raise RecipeError(f"{what} is made of pairs of row and column in mm, not {point!r}.")
        row, column = (checked_number(at, what, 0, MAX_PLACE_MM) for at in point)
        points.append((round(row, DIGITS), round(column, DIGITS)))
    return tuple(points)
