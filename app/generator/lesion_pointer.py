"""What mouse and keys do to the lesions over the views: choose, move, resize, place, draw round."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.generator.lesion_edits import encloses
from app.viewer.touch import Outline, Point

HANDLE_REACH = 1.5
"""A handle is taken hold of from so many times as far away as a line."""

LEAST_CORNERS = 4
"""An outline drawn by hand with fewer corners was a click."""

TREMBLING_PX = 1.5
"""In pixels of the view; a lesion that is held follows from there on."""

NEXT_CORNER_PX = 1.0
"""Corners nearer to each other than this are one."""


class Task(StrEnum):
    """What a press on a view is for, beside taking hold of a lesion."""

    NONE = ""
    PLACE = "place"
    """It says where the chosen lesion lies."""
    REMOVE = "remove"
    """It begins an outline round what is taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLesion:
    """A lesion in one view.

    Attributes:
        number: of the lesion in its recipe.
        polygons: its outline.
        center: where it is taken hold of.
        anchor: the point that its place tells, which may lie beside the middle of its outline.
        movable: whether it can lie elsewhere.
    """

    number: int
    polygons: tuple[tuple[Point, ...], ...]
    center: Point
    anchor: Point
    movable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hold:
    """A lesion that is held, and where the button went down."""

    lesion: ShownLesion
    start: Point

    def center_at(self, point: Point) -> Point:
        row, column = self.lesion.anchor
        return row + point[0] - self.start[0], column + point[1] - self.start[1]


class LesionPointer(QObject):
    """Is offered button, wheel and keys over the views while the tab of lesions is in front.

    Signals:
        chosen: number of the lesion that was clicked.
        move_tried: number, view and point (row, column) while a lesion is dragged.
        moved_to: likewise, when it is let go.
        nudged: number, view, and pixels down and right, when a key moves it.
        given_up: a drag ended without an effect.
        resized: number, and notches of the wheel over it.
        placed: view and point for the chosen lesion.
        outlined: view and corners of an outline drawn by hand.
        delete_asked: the chosen lesion is to go.
        next_asked: the next lesion is to be chosen.
        task_changed: the `Task` is another one now.
        looks_changed: what is to be drawn over the views is different now.
    """

    chosen = Signal(int)
    move_tried = Signal(int, int, object)
    moved_to = Signal(int, int, object)
    nudged = Signal(int, int, int, int)
    given_up = Signal()
    resized = Signal(int, float)
    placed = Signal(int, object)
    outlined = Signal(int, object)
    delete_asked = Signal()
    next_asked = Signal()
    task_changed = Signal(object)
    looks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[int, tuple[ShownLesion, ...]] = {}
        self._current = -1
        self._task = Task.NONE
        self._hold: _Hold | None = None
        self._at: Point | None = None
        self._view = -1
        self._draft: list[Point] = []

    @property
    def task(self) -> Task:
        """What a press is for."""
        return self._task

    @property
    def is_dragging(self) -> bool:
        """Whether a lesion is being moved."""
        return self._at is not None

    def show(self, shown: Mapping[int, Sequence[ShownLesion]], current: int) -> None:
        """Say which lesions lie in which view, and which one is chosen; −1 is none."""
        self._shown = {view: tuple(lesions) for view, lesions in shown.items()}
        self._current = current
        self.looks_changed.emit()

    def set_task(self, task: Task) -> None:
        """Say what the next press is for."""
        if task is not self._task:
            self._task, self._draft = task, []
            self.task_changed.emit(task)
            self.looks_changed.emit()

    def outlines(self, *, with_lines: bool) -> dict[int, list[Outline]]:
        """What is to be drawn over each view.

        Args:
            with_lines: draw the lesions' outlines and handles, and not what is drawn by hand alone.
        """
        found: dict[int, list[Outline]] = {}
        for view, lesions in self._shown.items() if with_lines else ():
            found[view] = [self._outline(view, one) for one in lesions]
        if self._draft:
            line = Outline(polygons=(tuple(self._draft),), is_chosen=True, is_open=True)
            found.setdefault(self._view, []).append(line)
        return found

    def pressed(self, view: int, point: Point, reach: float) -> bool:
        """Place, begin an outline, or take hold of a lesion."""
        if self._task is Task.PLACE:
            self.set_task(Task.NONE)
            self.placed.emit(view, point)
            return True
        if self._task is Task.REMOVE:
            self._view, self._draft = view, [point]
            return True
        found = self._at_point(view, point, reach)
        if found is None:
            return False
        self._view, self._hold = view, _Hold(lesion=found, start=point)
        self.chosen.emit(found.number)
        return True

    def moved(self, view: int, point: Point) -> None:
        """Go on with the outline or the drag."""
        if self._draft:
            last = self._draft[-1]
            if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= NEXT_CORNER_PX:
                self._draft.append(point)
                self.looks_changed.emit()
        elif self._drags(point) and self._hold is not None:
            self._at = self._hold.center_at(point)
            self.looks_changed.emit()
            self.move_tried.emit(self._hold.lesion.number, view, self._at)

    def released(self, view: int, point: Point) -> None:
        """End the outline, or let the lesion lie where it is now."""
        if self._draft:
            corners, self._draft = self._draft, []
            if len(corners) >= LEAST_CORNERS:
                self.set_task(Task.NONE)
                self.outlined.emit(view, corners)
        hold, at = self._hold, self._at
        self._hold = self._at = None
        if hold is not None and at is not None:
            self.moved_to.emit(hold.lesion.number, view, at)
        self.looks_changed.emit()

    def turned(self, view: int, point: Point, reach: float, notches: float) -> bool:
        """Resize the lesion under the pointer."""
        found = self._at_point(view, point, reach)
        if found is None or self._task is not Task.NONE:
            return False
        self.resized.emit(found.number, notches)
        return True

    def grips(self, view: int, point: Point, reach: float) -> str:
        """What a press would do there."""
        if self._task is not Task.NONE:
            return "draw"
        found = self._at_point(view, point, reach)
        if found is None:
            return ""
        return "move" if found.movable else "choose"

    def put(self, view: int, point: Point) -> bool:
        """Place the chosen lesion, where that is what the next press is for."""
        return self._task is Task.PLACE and self.pressed(view, point, 0.0)

    def nudge(self, view: int, rows: int, columns: int) -> bool:
        """Move the chosen lesion by pixels."""
        lesion = self._chosen_in(view)
        if lesion is None or not lesion.movable:
            return False
        self.nudged.emit(lesion.number, view, rows, columns)
        return True

    def choose_next(self) -> bool:
        """Choose the next lesion."""
        has_some = any(self._shown.values())
        if has_some:
            self.next_asked.emit()
        return has_some

    def delete(self) -> bool:
        """Let the chosen lesion go."""
        if self._current < 0:
            return False
        self.delete_asked.emit()
        return True

    def cancel(self) -> bool:
        """Give up placing and drawing round; a drag goes back."""
        hold, at = self._hold, self._at
        self._hold = self._at = None
        if hold is not None and at is not None:
            self.looks_changed.emit()
            self.given_up.emit()
            return True
        had_task = self._task is not Task.NONE
        self.set_task(Task.NONE)
        return had_task

    def _drags(self, point: Point) -> bool:
        """Whether the lesion that is held follows: a click that trembles moves nothing."""
        if self._hold is None or not self._hold.lesion.movable:
            return False
        return self._at is not None or _distance(self._hold.start, point) >= TREMBLING_PX

    def _outline(self, view: int, lesion: ShownLesion) -> Outline:
        handle = lesion.center
        if self._hold is not None and self._at is not None and view == self._view:
            handle = self._at if self._hold.lesion.number == lesion.number else handle
        return Outline(
            polygons=lesion.polygons,
            handle=handle,
            is_chosen=lesion.number == self._current,
        )

    def _chosen_in(self, view: int) -> ShownLesion | None:
        lesions = self._shown.get(view, ())
        return next((one for one in lesions if one.number == self._current), None)

    def _at_point(self, view: int, point: Point, reach: float) -> ShownLesion | None:
        """The lesion whose handle is there, else the smallest movable one that encloses it."""
        lesions = self._shown.get(view, ())
        near = [
            (_distance(one.center, point), one)
            for one in lesions
            if _distance(one.center, point) <= reach * HANDLE_REACH
        ]
        if near:
            return min(near, key=lambda pair: pair[0])[1]
        around = [
            (len(polygon), one)
            for one in lesions
            if one.movable
            for polygon in one.polygons
            if encloses(polygon, point)
        ]
        return min(around, key=lambda pair: pair[0])[1] if around else None


def _distance(one: Point, other: Point) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])
