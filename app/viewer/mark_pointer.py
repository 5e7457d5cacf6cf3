"""What a pointer does to marks: draw them, take hold of them, move them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.reading.mark_editing import Change, Drawing, Extent, begin, normal, take_hold
from app.reading.mark_grips import Grip, Part, grip_at
from app.reading.mark_keyboard import WHOLE, handle_after, name_after, nudged, placed
from app.reading.marks import (
    MAX_MARKS,
    Mark,
    MarkKind,
    Point,
    added,
    changed,
    cleaned_text,
    find,
    new_id,
    number_of,
    of_view,
    removed,
)
from inference.case import View

KIND_OF_TOOL = {f"tool_{kind.value}": kind for kind in MarkKind}
"""Names of the actions whose tools draw marks."""


class MarkPointer(QObject):
    """The marks of a case while a reader works on them.

    The viewports of the case share one. A tool that draws takes hold of the selected mark only, so
    that a new mark can begin upon an old one; the other tools take hold of any.

    Attributes:
        tool: name of the action of the tool in hand.

    Signals:
        marks_changed: all marks (tuple of `Mark`) after a finished step: what undo keeps.
        looks_changed: something has to be drawn anew: marks, draft or selection.
        selected_changed: name of the selected mark, or None.
        text_asked: the `Mark` whose text is wanted; to be answered by `write`.
        refused: a sentence why a mark cannot be drawn.
    """

    marks_changed = Signal(object)
    looks_changed = Signal()
    selected_changed = Signal(object)
    text_asked = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tool = ""
        self._views: tuple[View, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._selected: str | None = None
        self._handle = WHOLE
        self._drawing: Drawing | None = None
        self._change: Change | None = None
        self._reach = 1.0
        self._highest = 0

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks of the case, without the one being drawn."""
        return self._marks

    @property
    def selected(self) -> str | None:
        """Name of the selected mark."""
        return self._selected

    @property
    def selected_handle(self) -> int:
        """The handle that the keyboard moves, or `WHOLE`."""
        return self._handle

    @property
    def draft(self) -> Mark | None:
        """The mark being drawn or changed, as it looks now."""
        state = self._drawing or self._change
        return state.mark if state else None

    def show(self, views: Sequence[View], marks: Sequence[Mark] = ()) -> None:
        """Work on another case."""
        self._views = tuple(views)
        self._highest = 0
        self._selected = None
        self.set_marks(tuple(marks))
        self.selected_changed.emit(None)

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Take marks from elsewhere: a file, or undo. Says nothing of it in `marks_changed`."""
        self._drawing = self._change = None
        self._keep(marks)
        if find(marks, self._selected) is None:
            self.select(None)
        self.looks_changed.emit()

    def select(self, mark_id: str | None) -> None:
        """Select a mark, or none."""
        if mark_id == self._selected:
            return
        self._selected, self._handle = mark_id, WHOLE
        self.selected_changed.emit(mark_id)
        self.looks_changed.emit()

    def pressed(
        self,
        view: int,
        point: Point,
        reach: float,
        *,
        double: bool = False,
        label: str | None = None,
    ) -> bool:
        """The button went down.

        Args:
            view: index of the view in the case.
            point: (row, column) of the view; may lie beside the picture.
            reach: how near counts as upon, in image rows.
            double: whether this is the second press of a double click.
            label: name of the mark whose words lie under the pointer.

        Returns:
            Whether moving and releasing now belong to a mark.
        """
        self._reach = reach
        if self._drawing is not None:
            if self._continues(view, point, double):
                return True
            self.cancel()
            if double:
                return False
        kind = KIND_OF_TOOL.get(self.tool)
        grip = self._grip(view, point, label, only_selected=kind is not None)
        if grip is not None:
            self._take(grip, point, double)
            return True
        if kind is None or double:
            self.select(None)
            return False
        self._begin(kind, view, point)
        return True

    def select_at(self, view: int, point: Point, reach: float, label: str | None = None) -> None:
        """Select the mark at a point, or none; the arguments are those of `pressed`."""
        self._reach = reach
        grip = self._grip(view, point, label, only_selected=False)
        self.select(grip.mark_id if grip else None)

    def moved(self, point: Point) -> bool:
        """The pointer moved, with or without its button; returns whether a mark followed."""
        if self._drawing is not None:
            self._drawing = self._drawing.moved(point, self._reach)
        elif self._change is not None:
            self._change = self._change.moved(point)
        else:
            return False
        self.looks_changed.emit()
        return True

    def released(self, point: Point) -> bool:
        """The button went up; returns whether it was about a mark."""
        if self._change is not None:
            self._end_change(point)
            return True
        if self._drawing is None or not self._drawing.held:
            return False
        self._drawing = self._drawing.released(point, self._reach)
        if self._drawing.dropped or self._was_click_on_mark(point):
            self._drawing = None
            self.looks_changed.emit()
        elif self._drawing.done and self._drawing.mark.kind is MarkKind.TEXT:
            self.text_asked.emit(self._drawing.mark)
        elif self._drawing.done:
            mark, self._drawing = self._drawing.mark, None
            self._finish(added(self._marks, mark), mark.mark_id)
        self.looks_changed.emit()
        return True

    def cancel(self) -> bool:
        """Give up what is being drawn or moved, else the selection; whether there was any."""
        is_busy = self.draft is not None
        if is_busy:
            self._drawing = self._change = None
            self.looks_changed.emit()
            return True
        had_selection = self._selected is not None
        self.select(None)
        return had_selection

    def grips(self, view: int, point: Point, reach: float, label: str | None = None) -> Part | None:
        """What a press would take hold of, for the cursor's shape."""
        before, self._reach = self._reach, reach
        only_selected = self.tool in KIND_OF_TOOL
        grip = self._grip(view, point, label, only_selected=only_selected)
        self._reach = before
        return grip.part if grip else None

    def write(self, mark: Mark, text: str) -> None:
        """Give a mark its text; a text mark without one goes away."""
        self._drawing = None
        text = cleaned_text(text)
        is_known = find(self._marks, mark.mark_id) is not None
        if mark.kind is MarkKind.TEXT and not text:
            marks = removed(self._marks, mark.mark_id)
        elif is_known:
            marks = changed(self._marks, replace(mark, text=text))
        elif mark.kind is MarkKind.TEXT and self._may_add():
            marks = added(self._marks, replace(mark, text=text))
        else:
            marks = self._marks
        self._finish(marks, mark.mark_id)

    def delete_selected(self) -> bool:
        """Take the selected mark away; returns whether there was one."""
        if find(self._marks, self._selected) is None:
            return False
        self._change = None
        self._finish(removed(self._marks, str(self._selected)), None)
        return True

    def delete_all(self) -> bool:
        """Take all marks of the case away; returns whether there were any."""
        had_marks = bool(self._marks)
        self._drawing = self._change = None
        if had_marks:
            self._finish((), None)
        return had_marks

    def select_next(self, view: int, step: int = 1) -> bool:
        """Select the next mark on a view, by keyboard; returns whether there is one."""
        name = name_after(of_view(self._marks, view), self._selected, step)
        if name is not None:
            self.select(name)
        return name is not None

    def next_handle(self) -> bool:
        """Let the keyboard move the next handle of the selected mark, or the whole again."""
        mark = find(self._marks, self._selected)
        if mark is None:
            return False
        self._handle = handle_after(mark, self._handle)
        self.looks_changed.emit()
        return True

    def nudge(self, down: float, right: float) -> bool:
        """Move the selected mark, or its chosen handle, by pixels; whether there is one."""
        mark = find(self._marks, self._selected)
        if mark is None or self.draft is not None:
            return False
        moved = nudged(mark, self._handle, down, right, self._extent(mark.view))
        if moved != mark:
            self._finish(changed(self._marks, moved), mark.mark_id)
        return True

    def put(self, view: int, middle: Point, size: float) -> bool:
        """Draw a mark of the tool in hand by keyboard, to be moved then; whether it draws marks.

        Args:
            view: index of the view.
            middle: (row, column) where it is to lie.
            size: about how many rows it is to be large.
        """
        kind = KIND_OF_TOOL.get(self.tool)
        if kind is None or not self._may_add():
            return False
        extent = self._extent(view)
        points = placed(kind, middle, size, extent)
        mark = Mark(mark_id=self._new_id(), view=view, kind=kind, points=points)
        if kind is MarkKind.TEXT:
            self._drawing = Drawing(mark=mark, extent=extent, held=False, done=True)
            self.text_asked.emit(mark)
        else:
            self._finish(added(self._marks, mark), mark.mark_id)
        return True

    def _continues(self, view: int, point: Point, double: bool) -> bool:
        """Whether a press places the next point of the mark being drawn."""
        drawing = self._drawing
        assert drawing is not None
        if drawing.mark.view != view or drawing.done or (double and drawing.placed == 1):
            return False
        self._drawing = drawing.pressed(point, self._reach)
        self.looks_changed.emit()
        return True

    def _take(self, grip: Grip, point: Point, double: bool) -> None:
        mark = find(self._marks, grip.mark_id)
        assert mark is not None
        self.select(mark.mark_id)
        if double:
            self.text_asked.emit(mark)
        else:
            self._change = take_hold(mark, grip, point, self._extent(mark.view))

    def _begin(self, kind: MarkKind, view: int, point: Point) -> None:
        if not self._may_add():
            return
        self.select(None)
        self._drawing = begin(kind, self._new_id(), view, point, self._extent(view))
        self.looks_changed.emit()

    def _end_change(self, point: Point) -> None:
        change = self._change
        assert change is not None
        mark, before = change.moved(point).released().mark, normal(change.before)
        self._change = None
        if mark != before:
            self._finish(changed(self._marks, mark), mark.mark_id)
        self.looks_changed.emit()

    def _was_click_on_mark(self, point: Point) -> bool:
        """Whether a tool that draws was clicked on another mark, which then is selected."""
        drawing = self._drawing
        if drawing is None or drawing.done or drawing.placed > 1 or not drawing.clicked:
            return False
        grip = self._grip(drawing.mark.view, point, None, only_selected=False)
        if grip is None:
            return False
        self._drawing = None
        self.select(grip.mark_id)
        return True

    def _grip(
        self, view: int, point: Point, label: str | None, *, only_selected: bool
    ) -> Grip | None:
        marks = of_view(self._marks, view)
        if only_selected:
            # Words to be written again are clicked on with the tool that wrote them; to the other
            # tools that draw they are in nobody's way.
            writes = KIND_OF_TOOL.get(self.tool) is MarkKind.TEXT
            label = label if writes else None
            held = label if writes and label is not None else self._selected
            marks = tuple(mark for mark in marks if mark.mark_id == held)
        found = grip_at(
            marks, point, self._reach, aspect=self._aspect(view), selected=self._selected
        )
        if found is None and find(marks, label) is not None:
            return Grip(mark_id=str(label), part=Part.BODY)
        return found

    def _finish(self, marks: tuple[Mark, ...], selected: str | None) -> None:
        before = self._marks
        self._keep(marks)
        self.select(selected if find(marks, selected) else None)
        self.looks_changed.emit()
        if marks != before:
            self.marks_changed.emit(marks)

    def _keep(self, marks: tuple[Mark, ...]) -> None:
        self._marks = marks
        self._highest = max([self._highest, *(number_of(mark.mark_id) for mark in marks)])

    def _may_add(self) -> bool:
        if len(self._marks) < MAX_MARKS:
            return True
        self.refused.emit(
            self.tr("A case holds at most {count} marks. Delete some first.").format(
                count=MAX_MARKS
            )
        )
        return False

    def _new_id(self) -> str:
        return new_id(self._marks, self._highest)

    def _extent(self, view: int) -> Extent:
        shown = self._views[view]
        return Extent(rows=shown.rows, columns=shown.columns)

    def _aspect(self, view: int) -> float:
        spacing = self._views[view].pixel_spacing_mm or (1.0, 1.0)
        return spacing[1] / spacing[0]
