"""A case whose views were made ready for the screen, which the worker does."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.reading.view_naming import NamedView, ViewNames, named_view
from app.viewer.picture import Picture, make_picture
from inference.case import Case


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadyCase:
    """A case ready for the screen.

    Attributes:
        case: what is shown.
        pictures: one for each view.
    """

    case: Case
    pictures: tuple[Picture, ...]


def make_ready(case: Case) -> ReadyCase:
    """Make every view of a case ready for the screen."""
    return ReadyCase(case=case, pictures=tuple(make_picture(view) for view in case.views))


def with_names(opened: ReadyCase, names: ViewNames) -> ReadyCase:
    """The case under the names that a reader gave its views.

    Args:
        opened: as it was opened.
        names: empty leaves everything as it is.
    """
    if not names:
        return opened
    pictures = tuple(
        _with_name(picture, name) for picture, name in zip(opened.pictures, names, strict=True)
    )
    views = tuple(picture.view for picture in pictures)
    return ReadyCase(case=replace(opened.case, views=views), pictures=pictures)


def _with_name(opened: Picture, name: NamedView) -> Picture:
    view = named_view(opened.view, name)
    # What is not turned keeps the copies that were made of it.
    return make_picture(view) if name.mirrored else replace(opened, view=view)
