"""A case in its hanging: its stages, with views that are looked at together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedLayout, QWidget

from app.mouse import MouseMap
from app.reading.hanging import Hanging, Place, common_scale, sizes_in_one_unit
from app.reading.stages import Stage, stages_of
from app.settings import OverlayLevel
from app.viewer.arrangement import Arrangement
from app.viewer.canvas import Canvas
from app.viewer.grid_layer import Grid
from app.viewer.held_keys import HeldKeys
from app.viewer.linking import Links
from app.viewer.looking import Looking
from app.viewer.loupe import Loupe
from app.viewer.mark_pointer import MarkPointer
from app.viewer.overlay import Look
from app.viewer.picture import Picture
from app.viewer.quadrant_walk import QuadrantWalk
from app.viewer.ready_case import ReadyCase
from app.viewer.state import ViewState, fitted
from app.viewer.touch import Outline, Touch
from app.viewer.view_grid import ViewGrid
from inference.recipe import ViewName


class CaseViewer(QWidget):
    """Shows one case, or two side by side.

    Attributes:
        looking: how the views are looked at; what acts on them is asked of it.
        pointer: what the mouse does to the marks of the case.

    Views are numbered through: those of the case, then those of the other case while both are
    compared. What acts on one view acts on the active one, which was last clicked or reached with
    Tab; what is linked follows.

    Signals:
        changed: something about how the case is looked at is different now.
        case_turned: the wheel asks for the next (1) or previous (−1) case.
        loupe_changed: the `Loupe`, after the wheel changed it.
        menu_asked: where a menu was asked for, in global coordinates.
        held: name of an action of `set_held_keys` but the loupe, and whether it is held now.
        cell_pressed: index of a view, a cell (row, column) of the grid over it, and whether Shift
            was down.
    """

    changed = Signal()
    case_turned = Signal(int)
    loupe_changed = Signal(object)
    menu_asked = Signal(QPoint)
    held = Signal(str, bool)
    cell_pressed = Signal(int, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("film")
        self._shown: ReadyCase | None = None
        self._other: ReadyCase | None = None
        self._compares = False
        self._hanging = Hanging(rows=0, columns=0, places=())
        self._canvases: list[Canvas] = []
        self._arrangement = Arrangement()
        self.looking = Looking(
            lambda: [canvas.area for canvas in self._canvases], self._show_states
        )
        self._walk = QuadrantWalk(self.looking)
        self._look = Look()
        self._key_images: frozenset[int] = frozenset()
        self._mouse, self._tool = MouseMap(), "tool_window"
        self.pointer = MarkPointer(self)
        self.pointer.looks_changed.connect(self._show_marks)
        self._loupe = Loupe()
        self._keys = HeldKeys(self)
        self._keys.changed.connect(self._hold)
        self._grids: dict[int, Grid] = {}
        self._touch: Touch | None = None
        self._outlines: dict[int, Sequence[Outline]] = {}
        self._grid = ViewGrid()
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._grid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def shown(self) -> ReadyCase | None:
        """The case on the screen."""
        return self._shown

    @property
    def other(self) -> ReadyCase | None:
        """The case to compare with, whether or not it is shown."""
        return self._other

    @property
    def compares(self) -> bool:
        """Whether the other case is shown too."""
        return self._compares

    @property
    def canvases(self) -> tuple[Canvas, ...]:
        """The viewports, row by row."""
        return tuple(self._canvases)

    @property
    def hanging(self) -> Hanging:
        """Where the views hang now."""
        return self._hanging

    @property
    def states(self) -> tuple[ViewState, ...]:
        """How each view of the case is looked at."""
        count = len(self._shown.pictures) if self._shown else 0
        return tuple(self.looking.states[:count])

    @property
    def stage(self) -> Stage:
        """What hangs at once."""
        return self._arrangement.stage

    @property
    def tile(self) -> tuple[int, int] | None:
        """In the walk through quadrants the number of the part, from 1, and how many there are."""
        return (self._walk.tile + 1, self._walk.count) if self._arrangement.walks else None

    @property
    def alone(self) -> int | None:
        """Number of the view that is shown over the whole area; None where several are."""
        return self._arrangement.alone

    @property
    def active_canvas(self) -> Canvas | None:
        """The viewport on which the keyboard acts."""
        return self._canvases[self.looking.active] if self._canvases else None

    @property
    def active_view(self) -> int | None:
        """Number of the view of the case on which the keyboard acts; None for the other case's."""
        view = self.looking.active_view
        return view if self._shown is not None and view < len(self._shown.pictures) else None

    def set_hint(self, text: str) -> None:
        """Say what to do, where no case is shown."""
        self._hint.setText(text)

    def show_case(
        self, shown: ReadyCase, *, keep_window: bool = False, keep_position: bool = False
    ) -> None:
        """Show a case.

        Args:
            shown: the case.
            keep_window: look at it through the window of the case before, for cases of one kind.
            keep_position: keep zoom and position too, for the same case changed a little.
        """
        before, states = self._names(self._shown), self.looking.states
        self._shown = shown
        self.pointer.show([picture.view for picture in shown.pictures])
        same = self._names(shown) == before
        if not same:
            self._arrangement = Arrangement()
        kept = [
            _kept(states, i if same else 0, keep_window, keep_position and same)
            for i in range(len(shown.pictures))
        ]
        self.looking.states = kept + states[len(before) :]
        self._key_images = frozenset()
        self._arrange()
        self._stack.setCurrentWidget(self._grid)

    def rename_views(self, before: ReadyCase, after: ReadyCase) -> None:
        """Hang the case anew after its views got other names, some of them turned for it.

        Args:
            before: the case as it was; where it does not stand in front, nothing happens.
            after: the same case.
        """
        if self._shown is not before:
            return
        active = self.looking.active_view
        had_focus = any(canvas.hasFocus() for canvas in self._canvases)
        self._shown = after
        self.pointer.show([picture.view for picture in after.pictures])
        self.looking.leave()
        if self.stage not in stages_of(self._names(after)):
            self._arrangement = replace(self._arrangement, stage=Stage.ALL)
        self._arrangement, self._walk.tile = replace(self._arrangement, group=0), 0
        self._arrange()
        if active in self.looking.hung:
            self._activate(self.looking.hung.index(active))
        if had_focus:
            self._canvases[self.looking.active].setFocus()

    def set_other(self, other: ReadyCase | None) -> None:
        """Lay a case beside to compare with, or take it away."""
        self._other = other
        self.looking.states = list(self.states)
        self.set_compare(other is not None)

    def set_compare(self, on: bool) -> None:
        """Show the other case too, if there is one."""
        self._compares = on and self._other is not None
        self._arrangement = replace(self._arrangement, alone=None)
        if self._shown is not None:
            self._arrange()

    def exchange(self, shown: ReadyCase) -> None:
        """Let the case and the other case change places.

        Args:
            shown: the other case, as it is called in front.
        """
        if self._shown is None or self._other is None:
            return
        count = len(self._shown.pictures)
        self._shown, self._other = shown, self._shown
        states = self.looking.states
        others = states[count:] or [ViewState()] * len(self._shown.pictures)
        self.looking.states = others + states[:count]
        self.pointer.show([picture.view for picture in self._shown.pictures])
        self._key_images = frozenset()
        self._arrangement = replace(self._arrangement, alone=None)
        self._arrange()

    def set_look(
        self, *, overlay: OverlayLevel | None = None, histogram: bool | None = None
    ) -> None:
        """Show more or less beside the pictures; None leaves things as they are."""
        self._look = replace(
            self._look,
            overlay=self._look.overlay if overlay is None else overlay,
            histogram=self._look.histogram if histogram is None else histogram,
        )
        self._relook()

    def set_key_images(self, views: Iterable[int]) -> None:
        """Say which views of the case are key images."""
        self._key_images = frozenset(views)
        self._relook()

    def set_links(self, links: Links) -> None:
        """Say what views do together from now on."""
        self.looking.links = links

    def set_mouse(self, mouse: MouseMap, tool: str) -> None:
        """Say what mouse and wheel do; `tool` is the name of the action of the tool in hand."""
        self._mouse, self._tool = mouse, tool
        self.pointer.tool = tool
        for canvas in self._canvases:
            canvas.set_mouse(mouse, tool)

    def set_loupe(self, loupe: Loupe) -> None:
        """Say how the loupe is."""
        self._loupe = loupe

    def set_held_keys(self, keys: Mapping[str, str]) -> None:
        """Say which keys last while they are down, by name of the action; `held` tells of them."""
        self._keys.use(keys)

    def preview(self, pictures: Mapping[int, Picture]) -> None:
        """Show other pictures for a while, by number of the view; the case stays what it is."""
        if self._shown is None:
            return
        for view, picture in pictures.items():
            if view < len(self._shown.pictures):
                self.looking.pictures[view] = picture
        self._show_pictures()

    def end_preview(self) -> None:
        """Show the pictures of the case again."""
        if self._shown is not None:
            self.preview(dict(enumerate(self._shown.pictures)))

    def set_grids(self, grids: Mapping[int, Grid]) -> None:
        """Lay grids over views, by number; the others have none."""
        self._grids = dict(grids)
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            canvas.set_grid(self._grids.get(place.view))

    def set_touch(self, touch: Touch | None) -> None:
        """Say who is offered mouse and keys before the marks; None is nobody."""
        self._touch = touch
        self._show_touch()

    def set_outlines(self, outlines: Mapping[int, Sequence[Outline]]) -> None:
        """Lay outlines over views, by number; the others have none."""
        self._outlines = dict(outlines)
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            canvas.set_outlines(self._outlines.get(place.view, ()))

    def delete_selected(self) -> None:
        """Delete the selected mark, or what a page laid over the views and was chosen there."""
        if self.pointer.selected is None and self._touch is not None and self._touch.delete():
            return
        self.pointer.delete_selected()

    def set_stage(self, stage: Stage, *, last: bool = False) -> None:
        """Hang what belongs to a stage.

        Args:
            stage: one of the case's; another one changes nothing.
            last: begin the walk through the quadrants at its end.
        """
        if self._shown is None or stage not in self._arrangement.stages:
            return
        self._leave_walk()
        self._arrangement, self._walk.tile = self._arrangement.at_stage(stage, last=last), 0
        self._arrange()
        if last:
            self._go_to_last_tile()

    def step_stage(self, step: int) -> None:
        """The next (1) or previous (−1) stage; quadrants are walked through one by one."""
        if self._shown is None or (self.stage is Stage.QUADRANTS and self._walked(step)):
            return
        self.set_stage(self._arrangement.next_stage(step), last=step < 0)

    def reset(self) -> None:
        """Look at everything as at the beginning; the stage stays."""
        self.looking.states = [ViewState()] * len(self.looking.states)
        self._refit()
        self._show_states()

    def toggle_alone(self, position: int | None = None) -> None:
        """Show one view over the whole area, or all again.

        Args:
            position: of the viewport; None is the active one.
        """
        if self._shown is None or len(self.looking.pictures) < 2:
            return
        at = self.looking.active if position is None else position
        self.show_alone(None if self.alone is not None else self._hanging.places[at].view)

    def show_alone(self, view: int | None) -> None:
        """Show one view over the whole area; None shows the stage again."""
        active, states = self.looking.active_view, self.looking.states
        # What was near in one size of viewport would be lost in the other.
        states[active] = fitted(states[active])
        if view is not None:
            states[view] = fitted(states[view])
            active = view
        self._arrangement = replace(self._arrangement, alone=view)
        self._arrange()
        if active in self.looking.hung:
            self._activate(self.looking.hung.index(active))
            self._canvases[self.looking.active].setFocus()

    def put_mark(self) -> None:
        """Draw a mark of the tool in hand in the middle of the active view, by keyboard."""
        canvas, view = self.active_canvas, self.active_view
        if canvas is None or view is None:
            return
        area = canvas.viewport().rect()
        middle = canvas.image_point(area.center().toPointF())
        if self._touch is not None and self._touch.put(view, middle):
            return
        edge = canvas.image_point(area.bottomLeft().toPointF())
        self.pointer.put(view, middle, abs(edge[0] - middle[0]) / 2)

    def select_next_mark(self) -> None:
        """Select the next mark of the active view, or what a page laid over the views."""
        if self._touch is not None and self._touch.choose_next():
            return
        if self.active_view is not None:
            self.pointer.select_next(self.active_view)

    def move(self, down: int, right: int, part: float) -> None:
        """Move the selected mark by a pixel, or without one the active view by a part of it.

        Args:
            down: 1 looks or moves downward, −1 upward.
            right: 1 looks or moves to the right, −1 to the left.
            part: of the viewport.
        """
        state = self.looking.states[self.active_view] if self.active_view is not None else None
        rows = -down if state is not None and state.upside_down else down
        columns = -right if state is not None and state.mirrored else right
        if self.pointer.selected is None and self._nudged(rows, columns):
            return
        if not self.pointer.nudge(rows, columns):
            # The key says where to look; the picture moves the other way.
            self.looking.pan(-down * part, -right * part)

    def _nudged(self, rows: int, columns: int) -> bool:
        view, touch = self.active_view, self._touch
        return view is not None and touch is not None and touch.nudge(view, rows, columns)

    def look_at(self, view: int, state: ViewState) -> None:
        """Look at one view alone, in a given way."""
        self.show_alone(view)
        self.looking.states[view] = state
        self._show_states()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Pass the focus on to the active view."""
        super().focusInEvent(event)
        if self._canvases:
            self._canvases[self.looking.active].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Give up a mark, or leave a single view, with Escape; hold the loupe."""
        if event.key() == Qt.Key.Key_Escape and self._touch is not None and self._touch.cancel():
            return
        if event.key() == Qt.Key.Key_Escape and self.pointer.cancel():
            return
        if event.key() == Qt.Key.Key_Escape and self.alone is not None:
            self.toggle_alone()
        elif not self._keys.pressed(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let go what was held."""
        if not self._keys.released(event):
            super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """What is held is let go with the window: the key may come up in another one."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._keys.let_go()

    def toggle_loupe(self) -> None:
        """Hold the loupe over the views until this is asked for again."""
        self._keys.hold("loupe", not self._keys.is_held("loupe"))

    @staticmethod
    def _names(case: ReadyCase | None) -> tuple[ViewName | None, ...]:
        return tuple(picture.view.name for picture in case.pictures) if case else ()

    def _arrange(self) -> None:
        assert self._shown is not None
        other = self._other if self._compares else None
        self._arrangement = replace(
            self._arrangement, names=self._names(self._shown), others=self._names(other)
        )
        self.looking.show([*self._shown.pictures, *(other.pictures if other else ())])
        wanted = self._arrangement.hanging
        if wanted != self._hanging:
            self._rebuild(wanted)
        self._show_pictures()
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            is_own = place.view < len(self._shown.pictures)
            canvas.set_pointer(self.pointer if is_own else None, place.view)
            canvas.set_grid(self._grids.get(place.view))
            canvas.set_outlines(self._outlines.get(place.view, ()))
        self._show_touch()
        self._relook()
        self._refit()
        self.changed.emit()

    def _show_touch(self) -> None:
        """Of the other case nothing is taken hold of."""
        count = len(self._shown.pictures) if self._shown else 0
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            canvas.set_touch(self._touch if place.view < count else None)

    def _show_pictures(self) -> None:
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            picture, state = self.looking.pictures[place.view], self.looking.states[place.view]
            canvas.show_picture(picture, state, place.chest_wall)

    def _rebuild(self, hanging: Hanging) -> None:
        had_focus = self.hasFocus() or any(canvas.hasFocus() for canvas in self._canvases)
        self._hanging = hanging
        self.looking.hung = tuple(place.view for place in hanging.places)
        self.looking.active = 0
        self._canvases = [self._hung(i, place) for i, place in enumerate(hanging.places)]
        first_other = len(self._shown.pictures) if self._shown else 0
        self._grid.place(hanging, self._canvases, first_other)
        if had_focus:
            self._canvases[0].setFocus()

    def _hung(self, position: int, place: Place) -> Canvas:
        canvas = Canvas()
        canvas.set_mouse(self._mouse, self._tool)
        canvas.state_changed.connect(partial(self.looking.take, position))
        canvas.window_dragged.connect(partial(self._drag_window, position))
        canvas.stage_turned.connect(self.step_stage)
        canvas.case_turned.connect(self.case_turned)
        canvas.loupe_held.connect(partial(self._keys.hold, "loupe"))
        canvas.loupe_changed.connect(self._keep_loupe)
        canvas.menu_asked.connect(self.menu_asked)
        canvas.cell_pressed.connect(partial(self._press_cell, place.view))
        canvas.double_clicked.connect(partial(self.toggle_alone, position))
        canvas.resized.connect(self._refit)
        canvas.focused.connect(partial(self._activate, position))
        return canvas

    def _refit(self) -> None:
        if self._shown is None or not self._canvases:
            return
        views = [self.looking.pictures[view].view for view in self.looking.hung]
        sizes = sizes_in_one_unit(views)
        boxes = [(canvas.area.height, canvas.area.width) for canvas in self._canvases]
        scale = common_scale(sizes, boxes)
        for canvas, view, (height, _) in zip(self._canvases, views, sizes, strict=True):
            canvas.set_fit_scale(scale * height / view.rows)
        if self._arrangement.walks:
            for view, canvas, state in zip(
                self.looking.hung, self._canvases, self._walk.states(), strict=True
            ):
                self.looking.states[view] = state
                canvas.set_state(state)

    def _walked(self, step: int) -> bool:
        """Go to the next or previous part; False where the walk ends."""
        if self.alone is not None:
            self.show_alone(None)
        if self._walk.go(step):
            self._refit()
            self.changed.emit()
            return True
        group = self._arrangement.group + step
        if not 0 <= group < self._arrangement.groups:
            return False
        self._leave_walk()
        self._arrangement, self._walk.tile = replace(self._arrangement, group=group), 0
        self._arrange()
        if step < 0:
            self._go_to_last_tile()
        return True

    def _go_to_last_tile(self) -> None:
        if self._arrangement.walks:
            self._walk.tile = self._walk.count - 1
            self._refit()
            self.changed.emit()

    def _leave_walk(self) -> None:
        """What the walk enlarged hangs as before."""
        if self.stage is Stage.QUADRANTS:
            self.looking.leave()

    def _relook(self) -> None:
        if self._shown is None:
            return
        count = len(self._shown.pictures)
        for position, (place, canvas) in enumerate(
            zip(self._hanging.places, self._canvases, strict=True)
        ):
            case = self._shown if place.view < count or self._other is None else self._other
            note = ""
            if self._compares:
                note = self.tr("CURRENT") if place.view < count else self.tr("COMPARED")
            canvas.set_look(
                replace(
                    self._look,
                    case_id=case.case.case_id,
                    active=position == self.looking.active and len(self._canvases) > 1,
                    note=note,
                    key_image=place.view in self._key_images,
                )
            )

    def _activate(self, position: int) -> None:
        if position < len(self._canvases) and position != self.looking.active:
            self.looking.active = position
            self._relook()
            self.changed.emit()

    def _drag_window(self, position: int, wider: float, brighter: float) -> None:
        # The button went down on this view, which therefore is the active one; the wheel acts
        # without a click.
        self._activate(position)
        self.looking.change_window(wider, brighter)

    def _show_states(self) -> None:
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            state = self.looking.states[place.view]
            if canvas.state is not state:
                canvas.set_state(state)
        self.changed.emit()

    def _show_marks(self) -> None:
        for canvas in self._canvases:
            canvas.show_marks()

    def _press_cell(self, view: int, cell: tuple[int, int], shift: bool) -> None:
        self.cell_pressed.emit(view, cell, shift)

    def _hold(self, name: str, on: bool) -> None:
        if name == "loupe":
            self._show_loupe(self._loupe if on else None)
        else:
            self.held.emit(name, on)

    def _show_loupe(self, loupe: Loupe | None) -> None:
        for canvas in self._canvases:
            canvas.show_loupe(loupe)

    def _keep_loupe(self, loupe: Loupe) -> None:
        self._loupe = loupe
        if self._keys.is_held("loupe"):
            self._show_loupe(loupe)
        self.loupe_changed.emit(loupe)


def _kept(states: list[ViewState], index: int, keep_window: bool, keep_position: bool) -> ViewState:
    if index >= len(states):
        return ViewState()
    state = states[index]
    if keep_position:
        return state if keep_window else replace(state, voi=None, inverted=False)
    return fitted(state) if keep_window else ViewState()
