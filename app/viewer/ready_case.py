"""A case whose views were made ready for the screen, which the worker does."""

from __future__ import annotations

from dataclasses import dataclass

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
