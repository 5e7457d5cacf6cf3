"""Places that a reader marks in the views of a question, each with a confidence."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from app.reading.marks import Mark, MarkKind
from app.reading.quiz.answers import MOST_MARKS, RatedMark
from app.viewer.touch import Outline, Point
from inference.case import View

RADIUS_PX = 9.0
"""Of the ring around a place, in pixels of the view."""
STEP_PX = 3.0
"""So far a key moves a place: a third of what counts as a hit beside a lesion."""
_CORNERS = 24


class Spots(QObject):
    """Is offered button, wheel and keys over the views while a question asks for places.

    A press beside the rings puts one, a press on a ring takes hold of it. The wheel over a ring
    changes its confidence.

    Attributes:
        steps: of the confidence; new places are as sure as can be.

    Signals:
        changed: other places, another confidence, or another chosen one.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps = 6
        self._marks: tuple[RatedMark, ...] = ()
        self._chosen = -1
        self._held: Point | None = None
        self._is_open = False
        self._views: tuple[View, ...] = ()

    @property
    def marks(self) -> tuple[RatedMark, ...]:
        """All places, in the order in which they were put."""
        return self._marks

    @property
    def chosen(self) -> int:
        """Number of the chosen place; −1 is none."""
        return self._chosen

    def set_views(self, views: tuple[View, ...]) -> None:
        """Say what the places are put in."""
        self._views = views

    def open(self, steps: int) -> None:
        """Begin with no places, and let some be put."""
        self.steps, self._is_open = steps, True
        self._set((), -1)

    def shut(self) -> None:
        """Let no more be changed; what was put stays to be seen."""
        self._is_open, self._held = False, None
        self._set(self._marks, -1)

    def clear(self) -> None:
        """Take all places away, and let none be put."""
        self._is_open, self._held = False, None
        self._set((), -1)

    def choose(self, number: int) -> None:
        """Choose a place; −1 is none."""
        if -1 <= number < len(self._marks):
            self._set(self._marks, number)

    def rate(self, number: int, rating: int) -> None:
        """Say how sure one is of a place."""
        if self._is_open and 0 <= number < len(self._marks) and 1 <= rating <= self.steps:
            self._replace(number, replace(self._marks[number], rating=rating))

    def outlines(self) -> dict[int, list[Outline]]:
        """Rings to be drawn over each view."""
        found: dict[int, list[Outline]] = {}
        for number, mark in enumerate(self._marks):
            drawn = Outline(
                polygons=(ring((mark.row, mark.column)),),
                handle=(mark.row, mark.column) if self._is_open else None,
                is_chosen=number == self._chosen,
            )
            found.setdefault(mark.view, []).append(drawn)
        return found

    def as_marks(self) -> tuple[Mark, ...]:
        """The places as marks of a page, for a report to be taken from."""
        return tuple(
            Mark(
                mark_id=f"m{number}",
                view=mark.view,
                kind=MarkKind.ARROW,
                points=((mark.row, mark.column), (mark.row, mark.column)),
            )
            for number, mark in enumerate(self._marks, start=1)
        )

    def pressed(self, view: int, point: Point, reach: float) -> bool:
        """Take hold of a place, or put one."""
        if not self._is_open:
            return False
        number = self._at(view, point, reach)
        if number >= 0:
            self._held = point
            self._set(self._marks, number)
            return True
        return self._put(view, point)

    def moved(self, view: int, point: Point) -> None:
        """Move the place in hand."""
        if self._held is None or self._chosen < 0:
            return
        mark = self._marks[self._chosen]
        if mark.view == view:
            rows, columns = point[0] - self._held[0], point[1] - self._held[1]
            self._held = point
            self._move(rows, columns)

    def released(self, view: int, point: Point) -> None:
        """Let it lie."""
        self._held = None

    def turned(self, view: int, point: Point, reach: float, notches: float) -> bool:
        """Be more or less sure of the place under the pointer."""
        number = self._at(view, point, reach) if self._is_open else -1
        if number < 0:
            return False
        rating = self._marks[number].rating + (1 if notches > 0 else -1)
        self.rate(number, min(max(rating, 1), self.steps))
        return True

    def grips(self, view: int, point: Point, reach: float) -> str:
        """What a press would do there."""
        if not self._is_open:
            return ""
        return "move" if self._at(view, point, reach) >= 0 else "draw"

    def put(self, view: int, point: Point) -> bool:
        """Put a place by keyboard; one that is not in the breast comes into its middle."""
        return self._put(view, self._in_breast(view, point))

    def _put(self, view: int, point: Point) -> bool:
        if not self._is_open or len(self._marks) >= MOST_MARKS:
            return False
        mark = RatedMark(view=view, row=point[0], column=point[1], rating=self.steps)
        self._held = point
        self._set((*self._marks, mark), len(self._marks))
        return True

    def nudge(self, view: int, rows: int, columns: int) -> bool:
        """Move the chosen place by keys."""
        if not self._is_open or self._chosen < 0:
            return False
        self._move(rows * STEP_PX, columns * STEP_PX)
        return True

    def choose_next(self) -> bool:
        """Choose the next place; after the last none."""
        if not self._is_open or not self._marks:
            return False
        following = self._chosen + 1
        self._set(self._marks, following if following < len(self._marks) else -1)
        return True

    def delete(self) -> bool:
        """Take the chosen place away."""
        if not self._is_open or self._chosen < 0:
            return False
        kept = self._marks[: self._chosen] + self._marks[self._chosen + 1 :]
        self._set(kept, -1)
        return True

    def cancel(self) -> bool:
        """Choose none."""
        if self._chosen < 0:
            return False
        self._set(self._marks, -1)
        return True

    def _in_breast(self, view: int, point: Point) -> Point:
        if view >= len(self._views):
            return point
        inside = np.asarray(self._views[view].pixels, dtype=np.float32) > 0
        row, column = int(point[0]), int(point[1])
        rows, columns = inside.shape
        if 0 <= row < rows and 0 <= column < columns and inside[row, column]:
            return point
        at = np.argwhere(inside)
        return (float(at[:, 0].mean()), float(at[:, 1].mean())) if len(at) else point

    def _at(self, view: int, point: Point, reach: float) -> int:
        """Number of the nearest place within its ring; −1 is none."""
        away = {
            number: math.dist(point, (mark.row, mark.column))
            for number, mark in enumerate(self._marks)
            if mark.view == view
        }
        near = min(away, key=lambda number: away[number], default=-1)
        return near if near >= 0 and away[near] <= RADIUS_PX + reach else -1

    def _move(self, rows: float, columns: float) -> None:
        mark = self._marks[self._chosen]
        moved = replace(mark, row=mark.row + rows, column=mark.column + columns)
        self._replace(self._chosen, moved)

    def _replace(self, number: int, mark: RatedMark) -> None:
        marks = (*self._marks[:number], mark, *self._marks[number + 1 :])
        self._set(marks, self._chosen)

    def _set(self, marks: tuple[RatedMark, ...], chosen: int) -> None:
        if (marks, chosen) != (self._marks, self._chosen) or not marks:
            self._marks, self._chosen = marks, chosen
            self.changed.emit()


def ring(center: Point) -> tuple[Point, ...]:
    """The corners of a ring around a place."""
    turns = [2 * math.pi * corner / _CORNERS for corner in range(_CORNERS)]
    return tuple(
        (center[0] + RADIUS_PX * math.sin(turn), center[1] + RADIUS_PX * math.cos(turn))
        for turn in turns
    )
