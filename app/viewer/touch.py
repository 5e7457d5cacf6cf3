"""What a page may lay over the views: outlines with handles, and who takes hold of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

Point = tuple[float, float]
"""(row, column) in pixels of the hung view, corners of pixels at whole numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Lines over a view.

    Attributes:
        polygons: each closed, unless the outline is still being drawn.
        handle: where it can be taken hold of; None shows none.
        is_chosen: whether it is the one in hand.
        is_open: whether it is still being drawn.
    """

    polygons: tuple[tuple[Point, ...], ...] = ()
    handle: Point | None = None
    is_chosen: bool = False
    is_open: bool = False


class Touch(Protocol):
    """Is offered the left button, the wheel and the keys before the tool in hand and the marks.

    Views are told by their number in the case.
    """

    def pressed(self, view: int, point: Point, reach: float) -> bool:
        """The button went down; returns whether it is taken.

        Args:
            view: where.
            point: likewise.
            reach: so many image rows beside a thing still take hold of it.
        """
        ...

    def moved(self, view: int, point: Point) -> None:
        """The pointer moved while the button was taken."""
        ...

    def released(self, view: int, point: Point) -> None:
        """The button that was taken came up."""
        ...

    def turned(self, view: int, point: Point, reach: float, notches: float) -> bool:
        """The wheel was turned; returns whether it is taken."""
        ...

    def grips(self, view: int, point: Point, reach: float) -> str:
        """What a press would do there: `move`, `choose`, `draw`, or nothing."""
        ...

    def put(self, view: int, point: Point) -> bool:
        """Put what is in hand at a point; returns whether something was."""
        ...

    def nudge(self, view: int, rows: int, columns: int) -> bool:
        """Move what is chosen by so many pixels; returns whether something is."""
        ...

    def choose_next(self) -> bool:
        """Choose the next thing; returns whether there is one."""
        ...

    def delete(self) -> bool:
        """Delete what is chosen; returns whether something was."""
        ...

    def cancel(self) -> bool:
        """Give up what is being done; returns whether something was."""
        ...
