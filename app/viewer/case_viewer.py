"""A case in its hanging: its stages, with views that are looked at together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from weakref import WeakKeyDictionary

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedLayout, QWidget

from app.mouse import MouseMap
from app.reading.hanging import Hanging, Place, alone, common_scale, sizes_in_one_unit
from app.reading.stages import (
    Stage,
    chest_wall_of,
    hang_some,
    hang_together,
    quadrant_groups,
    stages_of,
    views_of,
)
from app.settings import OverlayLevel
from app.viewer.canvas import Canvas
from app.viewer.grid_layer import Grid
from app.viewer.linking import Links, Seen, followed
from app.viewer.loupe import Loupe
from app.viewer.mark_pointer import MarkPointer
from app.viewer.overlay import Look
from app.viewer.picture import Picture
from app.viewer.quadrants import Walk, tile_count, tile_states
from app.viewer.ready_case import ReadyCase
from app.viewer.state import (
    Viewport,
    ViewState,
    WindowPreset,
    corresponding_voi,
    fitted,
    next_voi,
    panned,
    preset_window,
    scaled,
    windowed,
    zoomed,
)
from app.viewer.view_grid import ViewGrid
from inference.imaging.breast_region import BreastRegion, breast_region
from inference.imaging.breast_window import breast_window
from inference.imaging.greyscale import Greyscale, VoiLut, Window
from inference.recipe import ViewName


class CaseViewer(QWidget):
    """Shows one case, or two side by side.

    Attributes:
        pointer: what the mouse does to the marks of the case.

    Views are numbered through: those of the case, then those of the other case while both are
    compared. What acts on one view acts on the active one, which was last clicked or reached with
    Tab; what is linked follows.

    Signals:
        changed: something about how the case is looked at is different now.
        case_turned: the wheel asks for the next (1) or previous (−1) case.
        loupe_changed: the `Loupe`, after the wheel changed it.
        menu_asked: where a menu was asked for, in global coordinates.
        held: name of an action of `set_held_keys`, and whether its key went down or up.
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
        self._pictures: list[Picture] = []
        self._states: list[ViewState] = []
        self._hanging = Hanging(rows=0, columns=0, places=())
        self._canvases: list[Canvas] = []
        self._stage = Stage.ALL
        self._walk = Walk()
        self._alone: int | None = None
        self._active = 0
        self._found_regions: WeakKeyDictionary[Picture, BreastRegion] = WeakKeyDictionary()
        self._links = Links()
        self._look = Look()
        self._key_images: frozenset[int] = frozenset()
        self._mouse, self._tool = MouseMap(), "tool_window"
        self.pointer = MarkPointer(self)
        self.pointer.looks_changed.connect(self._show_marks)
        self._loupe, self._loupe_key = Loupe(), QKeySequence("G")
        self._held_keys: dict[str, QKeySequence] = {}
        self._held: set[str] = set()
        self._grids: dict[int, Grid] = {}
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
        return tuple(self._states[: len(self._shown.pictures)]) if self._shown else ()

    @property
    def stage(self) -> Stage:
        """What hangs at once."""
        return self._stage

    @property
    def alone(self) -> int | None:
        """Number of the view that is shown over the whole area; None where several are."""
        return self._alone

    @property
    def links(self) -> Links:
        """What views do together."""
        return self._links

    @property
    def active_canvas(self) -> Canvas | None:
        """The viewport on which the keyboard acts."""
        return self._canvases[self._active] if self._canvases else None

    @property
    def active_view(self) -> int | None:
        """Number of the view of the case on which the keyboard acts; None for the other case's."""
        if self._shown is None:
            return None
        view = self._hanging.places[self._active].view
        return view if view < len(self._shown.pictures) else None

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
        before, states = self._names(self._shown), self._states
        self._shown = shown
        self.pointer.show([picture.view for picture in shown.pictures])
        same = self._names(shown) == before
        if not same:
            self._alone = None
            self._stage = Stage.ALL
        kept = [
            _kept(states, i if same else 0, keep_window, keep_position and same)
            for i in range(len(shown.pictures))
        ]
        self._states = kept + states[len(before) :]
        self._key_images = frozenset()
        self._arrange()
        self._stack.setCurrentWidget(self._grid)

    def set_other(self, other: ReadyCase | None) -> None:
        """Lay a case beside to compare with, or take it away."""
        self._other = other
        self._states = list(self.states)
        self.set_compare(other is not None)

    def set_compare(self, on: bool) -> None:
        """Show the other case too, if there is one."""
        self._compares = on and self._other is not None
        self._alone = None
        if self._shown is not None:
            self._arrange()

    def exchange(self) -> None:
        """Let the case and the other case change places."""
        if self._shown is None or self._other is None:
            return
        count = len(self._shown.pictures)
        self._shown, self._other = self._other, self._shown
        others = self._states[count:] or [ViewState()] * len(self._shown.pictures)
        self._states = others + self._states[:count]
        self.pointer.show([picture.view for picture in self._shown.pictures])
        self._alone = None
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
        self._links = links

    def set_mouse(self, mouse: MouseMap, tool: str) -> None:
        """Say what mouse and wheel do; `tool` is the name of the action of the tool in hand."""
        self._mouse, self._tool = mouse, tool
        self.pointer.tool = tool
        for canvas in self._canvases:
            canvas.set_mouse(mouse, tool)

    def set_loupe(self, loupe: Loupe, key: str) -> None:
        """Say how the loupe is, and which key holds it."""
        self._loupe, self._loupe_key = loupe, QKeySequence(key)

    def set_held_keys(self, keys: Mapping[str, str]) -> None:
        """Say which keys last while they are down, by name of the action; `held` tells of them."""
        self._held_keys = {name: QKeySequence(key) for name, key in keys.items() if key}

    def preview(self, pictures: Mapping[int, Picture]) -> None:
        """Show other pictures for a while, by number of the view; the case stays what it is."""
        if self._shown is None:
            return
        for view, picture in pictures.items():
            if view < len(self._shown.pictures):
                self._pictures[view] = picture
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

    def set_stage(self, stage: Stage, *, last: bool = False) -> None:
        """Hang what belongs to a stage.

        Args:
            stage: one of the case's; another one changes nothing.
            last: begin the walk through the quadrants at its end.
        """
        if self._shown is None or stage not in self._stages():
            return
        self._leave_walk()
        self._stage, self._alone, self._walk = stage, None, Walk()
        if stage is Stage.QUADRANTS and last:
            self._walk = Walk(group=len(quadrant_groups(self._names(self._shown))) - 1)
        self._arrange()
        if stage is Stage.QUADRANTS and last:
            self._walk = replace(self._walk, tile=self._tiles() - 1)
            self._refit()

    def step_stage(self, step: int) -> None:
        """The next (1) or previous (−1) stage; quadrants are walked through one by one."""
        if self._shown is None or (self._stage is Stage.QUADRANTS and self._walked(step)):
            return
        stages = self._stages()
        if self._alone is not None:
            self._alone = None
        at = (stages.index(self._stage) + step) % len(stages)
        self.set_stage(stages[at], last=step < 0)

    def fit(self) -> None:
        """Every view back to where it hangs, at the common scale."""
        self._leave_walk()
        self._look_at_each(lambda state, greyscale: fitted(state))

    def actual_size(self) -> None:
        """One device pixel for each row of the active view."""
        self._look_at_active(lambda state, area: scaled(state, area, 1.0))

    def true_size(self, mm_per_device_pixel: float) -> bool:
        """A millimetre of the active view as long as one on a ruler.

        Args:
            mm_per_device_pixel: of the screen.

        Returns:
            Whether the view has a known size.
        """
        canvas = self.active_canvas
        if canvas is None or canvas.picture is None:
            return False
        spacing = canvas.picture.view.pixel_spacing_mm
        if spacing is None:
            return False
        scale = spacing[0] / mm_per_device_pixel
        self._look_at_active(lambda state, area: scaled(state, area, scale))
        return True

    def zoom(self, factor: float) -> None:
        """The active view nearer (above 1) or farther."""
        self._look_at_active(lambda state, area: zoomed(state, area, factor))

    def pan(self, down: float, right: float) -> None:
        """Move the active view by parts of the viewport."""
        self._look_at_active(
            lambda state, area: panned(state, area, down * area.height, right * area.width)
        )

    def flip(self, *, mirrored: bool = False, upside_down: bool = False) -> None:
        """Flip the active view, whose words and letters follow."""
        self._look_at_active(
            lambda state, area: replace(
                state,
                mirrored=state.mirrored != mirrored,
                upside_down=state.upside_down != upside_down,
            ),
            follow=False,
        )

    def change_window(self, wider: float, brighter: float) -> None:
        """Change the window by parts of its stored width."""
        self._look_through(lambda state, greyscale: windowed(state, greyscale, wider, brighter))

    def use_preset(self, preset: WindowPreset) -> None:
        """Look through a preset."""
        self._look_through(
            lambda state, greyscale: replace(state, voi=preset_window(preset, greyscale))
        )

    def use_voi(self, voi: Window | VoiLut | None) -> None:
        """Look at the active view through a window or table of its file.

        Linked views get what corresponds to it: a window of the same place and width in their own
        range, or the table of the same number.
        """
        canvas = self.active_canvas
        if canvas is None or canvas.picture is None:
            return
        greyscale, active = canvas.picture.view.greyscale, self._hanging.places[self._active].view
        for view in self._windowed_views():
            other = self._pictures[view].view.greyscale
            same = corresponding_voi(voi, greyscale, other)
            self._states[view] = replace(self._states[view], voi=voi if view == active else same)
        self._show_states()

    def use_next_voi(self) -> None:
        """Look through the next window or table that the files offer."""
        self._look_through(next_voi)

    def use_breast_window(self) -> None:
        """Look through a window that spreads the breast over all greys."""
        for view in self._windowed_views():
            found = breast_window(self._pictures[view].view)
            self._states[view] = replace(self._states[view], voi=found)
        self._show_states()

    def invert(self) -> None:
        """Exchange black and white."""
        self._look_through(lambda state, greyscale: replace(state, inverted=not state.inverted))

    def reset(self) -> None:
        """Look at everything as at the beginning; the stage stays."""
        self._look_at_each(lambda state, greyscale: ViewState())
        self._refit()

    def toggle_alone(self, position: int | None = None) -> None:
        """Show one view over the whole area, or all again.

        Args:
            position: of the viewport; None is the active one.
        """
        if self._shown is None or len(self._pictures) < 2:
            return
        at = self._active if position is None else position
        self.show_alone(None if self._alone is not None else self._hanging.places[at].view)

    def show_alone(self, view: int | None) -> None:
        """Show one view over the whole area; None shows the stage again."""
        active = self._hanging.places[self._active].view if self._canvases else 0
        # What was near in one size of viewport would be lost in the other.
        self._states[active] = fitted(self._states[active])
        if view is not None:
            self._states[view] = fitted(self._states[view])
            active = view
        self._alone = view
        self._arrange()
        shown = [place.view for place in self._hanging.places]
        if active in shown:
            self._activate(shown.index(active))
            self._canvases[self._active].setFocus()

    def put_mark(self) -> None:
        """Draw a mark of the tool in hand in the middle of the active view, by keyboard."""
        canvas, view = self.active_canvas, self.active_view
        if canvas is None or view is None:
            return
        area = canvas.viewport().rect()
        middle = canvas.image_point(area.center().toPointF())
        edge = canvas.image_point(area.bottomLeft().toPointF())
        self.pointer.put(view, middle, abs(edge[0] - middle[0]) / 2)

    def select_next_mark(self) -> None:
        """Select the next mark of the active view."""
        if self.active_view is not None:
            self.pointer.select_next(self.active_view)

    def move(self, down: int, right: int, part: float) -> None:
        """Move the selected mark by a pixel, or without one the active view by a part of it.

        Args:
            down: 1 looks or moves downward, −1 upward.
            right: 1 looks or moves to the right, −1 to the left.
            part: of the viewport.
        """
        state = self._states[self.active_view] if self.active_view is not None else ViewState()
        rows = -down if state.upside_down else down
        columns = -right if state.mirrored else right
        if not self.pointer.nudge(rows, columns):
            # The key says where to look; the picture moves the other way.
            self.pan(-down * part, -right * part)

    def toggle_loupe(self) -> None:
        """Hold the loupe over the views until this is asked for again."""
        is_held = any(canvas.loupe is not None for canvas in self._canvases)
        self._hold_loupe(None if is_held else self._loupe)

    def state_of(self, view: int) -> ViewState:
        """How a view is looked at."""
        return self._states[view]

    def look_at(self, view: int, state: ViewState) -> None:
        """Look at one view alone, in a given way."""
        self.show_alone(view)
        self._states[view] = state
        self._show_states()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Pass the focus on to the active view."""
        super().focusInEvent(event)
        if self._canvases:
            self._canvases[self._active].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Give up a mark, or leave a single view, with Escape; hold the loupe."""
        if event.key() == Qt.Key.Key_Escape and self.pointer.cancel():
            return
        if event.key() == Qt.Key.Key_Escape and self._alone is not None:
            self.toggle_alone()
        elif QKeySequence(event.keyCombination()) == self._loupe_key:
            if not event.isAutoRepeat():
                self._hold_loupe(self._loupe)
        elif name := self._held_name(QKeySequence(event.keyCombination())):
            if not event.isAutoRepeat():
                self._held.add(name)
                self.held.emit(name, True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the loupe away."""
        if not event.isAutoRepeat() and QKeySequence(event.key()) == self._loupe_key:
            self._hold_loupe(None)
        elif not event.isAutoRepeat() and (name := self._held_name(QKeySequence(event.key()))):
            self._held.discard(name)
            self.held.emit(name, False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was held is let go: the key may come up in another window."""
        super().focusOutEvent(event)
        for name in tuple(self._held):
            self._held.discard(name)
            self.held.emit(name, False)

    def _held_name(self, key: QKeySequence) -> str:
        return next((name for name, held in self._held_keys.items() if held == key), "")

    def _names(self, case: ReadyCase | None) -> list[ViewName | None]:
        return [picture.view.name for picture in case.pictures] if case else []

    def _stages(self) -> tuple[Stage, ...]:
        return stages_of(self._names(self._shown))

    def _wanted(self) -> Hanging:
        assert self._shown is not None
        names, others = self._names(self._shown), self._names(self._other)
        if self._alone is not None:
            return self._wanted_alone(self._alone, names, others)
        wanted = self._staged(names)
        if self._compares:
            return hang_together(wanted, self._staged(others), len(names))
        return wanted

    def _wanted_alone(
        self, view: int, names: Sequence[ViewName | None], others: Sequence[ViewName | None]
    ) -> Hanging:
        """One view, and while comparing beside it the same one of the other case."""
        whole = [*names, *others]
        partners = range(len(names), len(whole)) if view < len(names) else range(len(names))
        for partner in partners if self._compares else ():
            if whole[view] is not None and whole[partner] == whole[view]:
                first, second = sorted((view, partner))
                return hang_together(alone(first), alone(second), 0)
        return alone(view)

    def _staged(self, names: Sequence[ViewName | None]) -> Hanging:
        if self._stage is Stage.QUADRANTS:
            groups = quadrant_groups(names)
            return hang_some(names, groups[min(self._walk.group, len(groups) - 1)])
        return hang_some(names, views_of(names, self._stage) or range(len(names)))

    def _arrange(self) -> None:
        assert self._shown is not None
        others = self._other.pictures if self._compares and self._other else ()
        self._pictures = [*self._shown.pictures, *others]
        missing = len(self._pictures) - len(self._states)
        self._states += [ViewState()] * max(missing, 0)
        wanted = self._wanted()
        if wanted != self._hanging:
            self._rebuild(wanted)
        self._show_pictures()
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            is_own = place.view < len(self._shown.pictures)
            canvas.set_pointer(self.pointer if is_own else None, place.view)
            canvas.set_grid(self._grids.get(place.view))
        self._relook()
        self._refit()
        self.changed.emit()

    def _show_pictures(self) -> None:
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            canvas.show_picture(
                self._pictures[place.view], self._states[place.view], place.chest_wall
            )

    def _rebuild(self, hanging: Hanging) -> None:
        had_focus = self.hasFocus() or any(canvas.hasFocus() for canvas in self._canvases)
        self._hanging = hanging
        self._active = 0
        self._canvases = [self._hung(i, place) for i, place in enumerate(hanging.places)]
        first_other = len(self._shown.pictures) if self._shown else 0
        self._grid.place(hanging, self._canvases, first_other)
        if had_focus:
            self._canvases[0].setFocus()

    def _hung(self, position: int, place: Place) -> Canvas:
        canvas = Canvas()
        canvas.set_mouse(self._mouse, self._tool)
        canvas.state_changed.connect(partial(self._keep, position))
        canvas.window_dragged.connect(partial(self._drag_window, position))
        canvas.stage_turned.connect(self.step_stage)
        canvas.case_turned.connect(self.case_turned)
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
        views = [self._pictures[place.view].view for place in self._hanging.places]
        sizes = sizes_in_one_unit(views)
        boxes = [(canvas.area.height, canvas.area.width) for canvas in self._canvases]
        scale = common_scale(sizes, boxes)
        for canvas, view, (height, _) in zip(self._canvases, views, sizes, strict=True):
            canvas.set_fit_scale(scale * height / view.rows)
        if self._stage is Stage.QUADRANTS and self._alone is None:
            for number, state in enumerate(tile_states(self._seen(), self._regions(), self._walk)):
                view = self._hanging.places[number].view
                self._states[view] = state
                self._canvases[number].set_state(state)

    def _seen(self) -> list[Seen]:
        return [
            Seen(
                state=self._states[place.view],
                viewport=canvas.area,
                chest_wall=chest_wall_of(self._pictures[place.view].view.name),
            )
            for place, canvas in zip(self._hanging.places, self._canvases, strict=True)
        ]

    def _tiles(self) -> int:
        return tile_count(self._seen(), self._regions())

    def _regions(self) -> list[BreastRegion]:
        """Where the breast lies in each view that hangs; found once for each picture."""
        pictures = [self._pictures[place.view] for place in self._hanging.places]
        for picture in pictures:
            if picture not in self._found_regions:
                self._found_regions[picture] = breast_region(picture.view)
        return [self._found_regions[picture] for picture in pictures]

    def _walked(self, step: int) -> bool:
        """Go to the next or previous tile; False where the walk ends."""
        assert self._shown is not None
        tile = self._walk.tile + step
        if 0 <= tile < self._tiles():
            self._walk = replace(self._walk, tile=tile)
            self._refit()
            self.changed.emit()
            return True
        group = self._walk.group + step
        if not 0 <= group < len(quadrant_groups(self._names(self._shown))):
            return False
        self._leave_walk()
        self._walk = Walk(group=group)
        self._arrange()
        if step < 0:
            self._walk = replace(self._walk, tile=self._tiles() - 1)
            self._refit()
        return True

    def _leave_walk(self) -> None:
        """What the walk enlarged hangs as before."""
        if self._stage is Stage.QUADRANTS:
            self._states = [fitted(state) for state in self._states]

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
                    active=position == self._active and len(self._canvases) > 1,
                    note=note,
                    key_image=place.view in self._key_images,
                )
            )

    def _activate(self, position: int) -> None:
        if position < len(self._canvases) and position != self._active:
            self._active = position
            self._relook()
            self.changed.emit()

    def _keep(self, position: int, state: ViewState) -> None:
        """Take over what a viewport did, and let linked views follow."""
        place = self._hanging.places[position]
        before = self._states[place.view]
        self._states[place.view] = state
        self._follow(position, before)
        self.changed.emit()

    def _follow(self, position: int, before: ViewState) -> None:
        if not self._links.zoom and not self._links.pan:
            return
        seen = self._seen()
        leader = seen[position]
        for number, follower in enumerate(seen):
            if number != position:
                view = self._hanging.places[number].view
                start = replace(leader, state=before)
                self._states[view] = followed(follower, start, leader, self._links)
                self._canvases[number].set_state(self._states[view])

    def _look_at_active(
        self, change: Callable[[ViewState, Viewport], ViewState], *, follow: bool = True
    ) -> None:
        if self._shown is None:
            return
        canvas, view = self._canvases[self._active], self._hanging.places[self._active].view
        before = self._states[view]
        self._states[view] = change(before, canvas.area)
        canvas.set_state(self._states[view])
        if follow:
            self._follow(self._active, before)
        self.changed.emit()

    def _look_at_each(self, change: Callable[[ViewState, Greyscale], ViewState]) -> None:
        self._change_each(range(len(self._pictures)), change)

    def _look_through(self, change: Callable[[ViewState, Greyscale], ViewState]) -> None:
        self._change_each(self._windowed_views(), change)

    def _press_cell(self, view: int, cell: tuple[int, int], shift: bool) -> None:
        self.cell_pressed.emit(view, cell, shift)

    def _drag_window(self, position: int, wider: float, brighter: float) -> None:
        # The button went down on this view, which therefore is the active one; the wheel acts
        # without a click.
        self._activate(position)
        self.change_window(wider, brighter)

    def _windowed_views(self) -> list[int]:
        if self._shown is None:
            return []
        if self._links.window:
            return list(range(len(self._pictures)))
        return [self._hanging.places[self._active].view]

    def _change_each(
        self, views: Iterable[int], change: Callable[[ViewState, Greyscale], ViewState]
    ) -> None:
        if self._shown is None:
            return
        for view in views:
            self._states[view] = change(self._states[view], self._pictures[view].view.greyscale)
        self._show_states()

    def _show_states(self) -> None:
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            canvas.set_state(self._states[place.view])
        self.changed.emit()

    def _show_marks(self) -> None:
        for canvas in self._canvases:
            canvas.show_marks()

    def _hold_loupe(self, loupe: Loupe | None) -> None:
        for canvas in self._canvases:
            canvas.show_loupe(loupe)

    def _keep_loupe(self, loupe: Loupe) -> None:
        self._loupe = loupe
        self._hold_loupe(loupe)
        self.loupe_changed.emit(loupe)


def _kept(states: list[ViewState], index: int, keep_window: bool, keep_position: bool) -> ViewState:
    if index >= len(states):
        return ViewState()
    state = states[index]
    if keep_position:
        return state if keep_window else replace(state, voi=None, inverted=False)
    return fitted(state) if keep_window else ViewState()
