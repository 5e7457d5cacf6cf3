"""What a finding of the report takes from marks: where it is and how large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.mark_values import mark_values
from app.reading.marks import REGIONS, Mark, MarkKind, Point, bounds
from app.reading.report import MAX_MM
from inference.case import View
from inference.measurements.lesion_location import LesionLocation, locate_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMark:
    """Location and size of what one or two marks show.

    Attributes:
        mark_ids: of the marks that were used.
        location: as far as they tell.
        size_mm: the largest extent, or None where a mark has none or there are no millimetres.
    """

    mark_ids: tuple[str, ...]
    location: LesionLocation
    size_mm: float | None = None


def taken_mark(selected: Mark, earlier: Sequence[Mark], views: Sequence[View]) -> TakenMark:
    """Take location and size from a mark, together with an earlier one in another view.

    Landmarks of the views are found on the way, some 50 ms for each: for the worker.

    Args:
        selected: the mark to take.
        earlier: marks from which the finding was taken before; those in a view of the same name
            give way, and those of the other breast are left out.
        views: of the case.
    """
    name = views[selected.view].name
    others = [
        mark
        for mark in earlier
        if mark.view != selected.view and mark.view < len(views) and _fits(views[mark.view], name)
    ]
    used = [selected, *others[:1]]
    sizes = [size for mark in used if (size := _size_mm(mark, views[mark.view])) is not None]
    return TakenMark(
        mark_ids=tuple(mark.mark_id for mark in used),
        location=locate_marks([(views[mark.view], mark_center(mark)) for mark in used]),
        size_mm=max(sizes, default=None),
    )


def mark_center(mark: Mark) -> Point:
    """The image point that a mark is about: a region's middle, an arrow's tip, an angle's apex."""
    if mark.kind in (MarkKind.ARROW, MarkKind.TEXT):
        return mark.points[0]
    if mark.kind is MarkKind.ANGLE:
        return mark.points[1]
    (top, left), (bottom, right) = bounds(mark.points)
    return (top + bottom) / 2, (left + right) / 2


def _fits(view: View, name: object) -> bool:
    """Whether a view shows the same breast in another position."""
    if view.name is None or name is None or view.name == name:
        return False
    return view.name.image_laterality == str(name)[0]


def _size_mm(mark: Mark, view: View) -> float | None:
    values = mark_values(mark, view, with_statistics=False)
    if values.unit != "mm":
        return None
    if mark.kind in REGIONS:
        sides = [side for side in (values.height, values.width) if side is not None]
        size = max(sides, default=0.0)
    else:
        size = values.length or 0.0
    return min(size, MAX_MM) if size >= 0.1 else None
