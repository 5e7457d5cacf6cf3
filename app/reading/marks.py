"""Marks that a reader puts on a view: rulers, angles, regions, outlines, words and arrows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from inference.errors import InputError

MAX_MARKS = 500
MAX_POINTS = 2_000
MAX_TEXT = 500
FARTHEST = 1e6
"""No picture has a row or column beyond it."""

Point = tuple[float, float]
"""(row, column) in pixels of a hung view; the middle of the first pixel is (0.5, 0.5)."""

_ID = re.compile(r"[A-Za-z0-9-]{1,16}")
_NUMBERED = re.compile(r"m([1-9][0-9]{0,8})")


class MarkKind(StrEnum):
    """What a mark is; the order of the points stands with each."""

    RULER = "ruler"
    """Two ends."""
    ANGLE = "angle"
    """End of an arm, apex, end of the other arm."""
    RECTANGLE = "rectangle"
    """Two opposite corners."""
    ELLIPSE = "ellipse"
    """Two opposite corners of the box around it."""
    OUTLINE = "outline"
    """Corners of a closed polygon, the first not repeated."""
    TEXT = "text"
    """The place that the text is about."""
    ARROW = "arrow"
    """Tip, then tail, where its text stands."""


REGIONS = (MarkKind.RECTANGLE, MarkKind.ELLIPSE, MarkKind.OUTLINE)
"""Kinds that enclose something."""

POINT_COUNTS = {
    MarkKind.RULER: (2, 2),
    MarkKind.ANGLE: (3, 3),
    MarkKind.RECTANGLE: (2, 2),
    MarkKind.ELLIPSE: (2, 2),
    MarkKind.OUTLINE: (3, MAX_POINTS),
    MarkKind.TEXT: (1, 1),
    MarkKind.ARROW: (2, 2),
}
"""The fewest and the most points of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark on one view.

    Attributes:
        mark_id: unique within a case: `m1`, `m2`, …
        view: index of the view in the case.
        kind: what it is.
        points: in pixels of the view as it hangs; see `MarkKind` for their order.
        text: what the reader wrote beside it; at most `MAX_TEXT` signs.

    Raises:
        InputError: too few or too many points, one that is not finite, or an unsuitable text.
    """

    mark_id: str
    view: int
    kind: MarkKind
    points: tuple[Point, ...]
    text: str = ""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.mark_id):
            raise InputError(f"A mark is named like m1, not {self.mark_id[:40]!r}.")
        if self.view < 0:
            raise InputError(f"A mark lies on a view of the case, not on number {self.view}.")
        fewest, most = POINT_COUNTS[self.kind]
        if not fewest <= len(self.points) <= most:
            wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            raise InputError(f"A mark {self.kind} has {wanted} points, not {len(self.points)}.")
        if not all(abs(value) <= FARTHEST for point in self.points for value in point):
            raise InputError(f"Mark {self.mark_id} has a point that lies on no picture.")
        if len(self.text) > MAX_TEXT or self.text != cleaned_text(self.text):
            raise InputError(
                f"The text of mark {self.mark_id} has to be printable and at most {MAX_TEXT} "
                "signs long."
            )


def cleaned_text(text: str) -> str:
    """What a reader typed as a mark may carry it: printable lines, cut to `MAX_TEXT` signs."""
    lines = ("".join(sign for sign in line if sign.isprintable()) for line in text.splitlines())
    return "\n".join(lines)[:MAX_TEXT].strip()


def new_id(marks: Iterable[Mark], above: int = 0) -> str:
    """A name that no mark has.

    Args:
        marks: of the case.
        above: the highest number given before, so that a removed mark's name does not come again.
    """
    numbers = [number_of(mark.mark_id) for mark in marks]
    return f"m{max([above, *numbers]) + 1}"


def number_of(mark_id: str) -> int:
    """The number in a name like `m7`; 0 for names of another form."""
    match = _NUMBERED.fullmatch(mark_id)
    return int(match[1]) if match else 0


def added(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """With one mark more, above the others.

    Raises:
        InputError: there are `MAX_MARKS` already, or one of this name.
    """
    if find(marks, mark.mark_id) is not None:
        raise InputError(f"There are two marks named {mark.mark_id}.")
    if len(marks) >= MAX_MARKS:
        raise InputError(f"A case holds at most {MAX_MARKS} marks. Delete some first.")
    return (*marks, mark)


def changed(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """With `mark` in the place of the one of its name."""
    return tuple(mark if old.mark_id == mark.mark_id else old for old in marks)


def removed(marks: tuple[Mark, ...], mark_id: str) -> tuple[Mark, ...]:
    """Without the mark of this name."""
    return tuple(mark for mark in marks if mark.mark_id != mark_id)


def of_view(marks: Iterable[Mark], view: int) -> tuple[Mark, ...]:
    """The marks on one view, in their order."""
    return tuple(mark for mark in marks if mark.view == view)


def find(marks: Iterable[Mark], mark_id: str | None) -> Mark | None:
    """The mark of this name, or None."""
    return next((mark for mark in marks if mark.mark_id == mark_id), None)


def bounds(points: Sequence[Point]) -> tuple[Point, Point]:
    """The corners with the smallest and the largest row and column."""
    rows, columns = zip(*points, strict=True)
    return (min(rows), min(columns)), (max(rows), max(columns))


def marks_to_plain(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """The marks as plain values for JSON."""
    return [
        {
            "id": mark.mark_id,
            "view": mark.view,
            "kind": mark.kind.value,
            "points": [list(point) for point in mark.points],
            "text": mark.text,
        }
        for mark in marks
    ]


def marks_from_plain(values: object, views: int) -> tuple[Mark, ...]:
    """Read what `marks_to_plain` gave, or what a stranger made of it.

    Args:
        values: a list of objects.
        views: how many views the case has.

    Raises:
        InputError: not a list of marks, too many, or one that cannot be.
    """
    if not isinstance(values, list):
        raise InputError("Marks have to be a list of objects.")
    if len(values) > MAX_MARKS:
        raise InputError(f"A case holds at most {MAX_MARKS} marks, and there are {len(values)}.")
    marks: tuple[Mark, ...] = ()
    for number, value in enumerate(values, 1):
        try:
            marks = added(marks, _mark_from_plain(value, views))
        except InputError as error:
            raise InputError(f"Mark {number} of {len(values)} cannot be used: {error}") from None
    return marks


def _mark_from_plain(value: object, views: int) -> Mark:
    if not isinstance(value, dict):
        raise InputError("It is no object with kind, view and points.")
    if unknown := sorted(map(str, set(value) - {"id", "view", "kind", "points", "text"})):
        raise InputError(f"It has fields this program does not know: {', '.join(unknown)[:80]}.")
    name, view, text = value.get("id"), value.get("view"), value.get("text", "")
    if not isinstance(name, str) or not isinstance(text, str):
        raise InputError("Its id and its text have to be text.")
    if isinstance(view, bool) or not isinstance(view, int) or not 0 <= view < views:
        raise InputError(f"It lies on view {str(view)[:20]}, and the case has {views}.")
    return Mark(
        mark_id=name,
        view=view,
        kind=_kind(value.get("kind")),
        points=_points(value.get("points")),
        text=text,
    )


def _kind(value: object) -> MarkKind:
    if value not in list(MarkKind):
        kinds = ", ".join(MarkKind)
        raise InputError(f"There is no kind {str(value)[:40]!r}; the kinds are {kinds}.")
    return MarkKind(str(value))


def _points(value: object) -> tuple[Point, ...]:
    if not isinstance(value, list) or len(value) > MAX_POINTS:
        raise InputError(f"Its points have to be a list of at most {MAX_POINTS}.")
    return tuple(_point(pair) for pair in value)


def _point(pair: object) -> Point:
    if not isinstance(pair, list) or len(pair) != 2 or not all(map(_is_number, pair)):
        raise InputError("A point has to be two finite numbers, row and column.")
    return float(pair[0]), float(pair[1])


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    # Bounded before it becomes a float: a huge whole number would not fit one.
    return abs(value) <= FARTHEST and math.isfinite(value)
