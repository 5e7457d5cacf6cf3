"""What a reader says a view shows where its file does not, or says it wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from app.reading.marks import Mark, Point
from inference.case import View
from inference.errors import InputError
from inference.imaging.greyscale import to_grey
from inference.recipe import ViewName

SAMPLE_ROWS = 320
"""How high a reduced picture is in which the chest wall is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedView:
    """What one view shows, and how it hangs for that.

    Attributes:
        name: None is a view without a name.
        mirrored: left and right are exchanged, compared with the view as it was opened.
    """

    name: ViewName | None
    mirrored: bool = False


ViewNames = tuple[NamedView, ...]
"""One for each view of a case, in its order; empty where the reader has said nothing."""


def named(views: Sequence[View], names: ViewNames, view: int, name: ViewName | None) -> ViewNames:
    """Say what one view shows.

    A view that had this name gets the old one of the other. Each hangs with its chest wall on its
    side, as far as the picture tells where that is.

    Args:
        views: of the case, as they were opened.
        names: as they are.
        view: number of the view.
        name: None takes its name away.

    Returns:
        The names; empty again where they are those of the files.
    """
    as_opened = tuple(NamedView(name=opened.name) for opened in views)
    now = list(names or as_opened)
    old = now[view].name
    if name == old:
        return names
    for number, other in enumerate(now):
        if name is not None and other.name == name:
            now[number] = _hung(views[number], old)
    now[view] = _hung(views[view], name)
    return () if tuple(now) == as_opened else tuple(now)


def named_view(opened: View, name: NamedView) -> View:
    """A view under its name, turned for it; its source tells the turn.

    Args:
        opened: as it was opened.
        name: what the reader said.
    """
    if not name.mirrored:
        return replace(opened, name=name.name)
    source = opened.source
    return replace(
        opened,
        name=name.name,
        pixels=np.ascontiguousarray(opened.pixels[:, ::-1]),
        source=source and replace(source, mirrored=not source.mirrored),
    )


def turned_views(before: ViewNames, after: ViewNames, count: int) -> frozenset[int]:
    """Numbers of the views whose left and right change places between two states of a case."""
    return frozenset(
        number for number in range(count) if _mirrored(before, number) != _mirrored(after, number)
    )


def turned_marks(
    marks: Iterable[Mark], turned: frozenset[int], views: Sequence[View]
) -> tuple[Mark, ...]:
    """The marks on the tissue on which they lay, after some views were turned."""
    return tuple(
        replace(mark, points=tuple(turned_point(point, views[mark.view]) for point in mark.points))
        if mark.view in turned
        else mark
        for mark in marks
    )


def turned_point(point: Point, view: View) -> Point:
    """Where a point lies after left and right of its view changed places."""
    row, column = point
    return row, view.columns - column


def names_to_plain(names: ViewNames) -> list[dict[str, Any]]:
    """The names as plain values for JSON."""
    return [{"name": item.name and item.name.value, "mirrored": item.mirrored} for item in names]


def names_from_plain(values: object, views: int) -> ViewNames:
    """Read names from plain values.

    Args:
        values: what `names_to_plain` gave, from a file nobody vouches for.
        views: how many the case has.

    Raises:
        InputError: not one for each view, an unknown one, or two of one name.
    """
    if not isinstance(values, list) or len(values) not in (0, views):
        raise InputError(f"Names of views are a list, one for each of the {views}.")
    names = tuple(_name_from_plain(value) for value in values)
    given = [item.name for item in names if item.name is not None]
    if len(set(given)) != len(given):
        raise InputError("Two views have one name.")
    return names


def _hung(opened: View, name: ViewName | None) -> NamedView:
    """Under a name, with the chest wall on its side; a view that hangs there stays as it is."""
    if name is None or (opened.name and opened.name.image_laterality == name.image_laterality):
        return NamedView(name=name)
    # It brings SciPy along, which takes long to import; whatever read the file has done so.
    from inference.dicom.orientation import turn_from_picture

    step = max(1, opened.rows // SAMPLE_ROWS)
    grey = to_grey(opened.pixels[::step, ::step], opened.greyscale)
    turn = turn_from_picture(grey, name.image_laterality)
    return NamedView(name=name, mirrored=turn.mirrored)


def _mirrored(names: ViewNames, number: int) -> bool:
    return bool(names) and names[number].mirrored


def _name_from_plain(value: object) -> NamedView:
    if not isinstance(value, dict) or set(value) != {"name", "mirrored"}:
        raise InputError("The name of a view has other fields than this program knows.")
    name, mirrored = value["name"], value["mirrored"]
    if name is not None and name not in tuple(ViewName):
        raise InputError(f"There is no view {str(name)[:20]!r}.")
    if not isinstance(mirrored, bool):
        raise InputError("Whether a view is mirrored is true or false.")
    return NamedView(name=None if name is None else ViewName(name), mirrored=mirrored)
