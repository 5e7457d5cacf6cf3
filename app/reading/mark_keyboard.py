"""Marks by keyboard alone: where a new one lies, and what the arrows do to one."""

from __future__ import annotations

from collections.abc import Sequence

from app.reading.mark_editing import Extent, shifted
from app.reading.mark_grips import handles, with_handle
from app.reading.marks import Mark, MarkKind, Point

WHOLE = -1
"""In place of the number of a handle: the whole mark."""

_BOX = ((-1, -1), (1, 1))
_OFFSETS = {
    MarkKind.RULER: ((0, -1), (0, 1)),
    MarkKind.ANGLE: ((0, 1), (0, -1), (-1, 1)),
    MarkKind.TEXT: ((0, 0),),
    MarkKind.ARROW: ((0, 0), (1, 1)),
    MarkKind.OUTLINE: ((-1, 0), (0, 1), (1, 0), (0, -1)),
}
"""Where the points of a new mark lie around its middle, in halves of its size."""


def placed(kind: MarkKind, middle: Point, size: float, extent: Extent) -> tuple[Point, ...]:
    """The points of a new mark.

    Args:
        kind: of the mark.
        middle: (row, column) where it is to lie.
        size: about how many rows it is to be large.
        extent: of the view, which it does not leave.
    """
    half = size / 2
    row, column = extent.clamped(middle)
    return tuple(
        extent.clamped((row + down * half, column + right * half))
        for down, right in _OFFSETS.get(kind, _BOX)
    )


def nudged(mark: Mark, handle: int, down: float, right: float, extent: Extent) -> Mark:
    """A mark moved by pixels.

    Args:
        mark: to be moved.
        handle: the one that moves; `WHOLE` moves all of it.
        down: rows.
        right: columns.
        extent: of the view, which it does not leave.
    """
    if handle == WHOLE:
        return shifted(mark, down, right, extent)
    row, column = handles(mark)[handle]
    # Not brought into order yet, or the keyboard would hold another handle.
    return with_handle(mark, handle, extent.clamped((row + down, column + right)))


def handle_after(mark: Mark, handle: int) -> int:
    """The next handle, and after the last one the whole mark."""
    return handle + 1 if handle + 1 < len(handles(mark)) else WHOLE


def name_after(marks: Sequence[Mark], selected: str | None, step: int) -> str | None:
    """The mark that comes after (1) or before (−1) the selected one, round and round."""
    names = [mark.mark_id for mark in marks]
    if not names:
        return None
    at = names.index(selected) + step if selected in names else min(step, 0)
    return names[at % len(names)]
