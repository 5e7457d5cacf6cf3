"""A case in its hanging: one to four viewports that share window and scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QStackedLayout, QWidget

from app.reading.hanging import Hanging, Place, alone, common_scale, hang, sizes_in_one_unit
from app.viewer.canvas import Canvas, CanvasLook
from app.viewer.ready_case import ReadyCase
from app.viewer.state import (
    Viewport,
    ViewState,
    WindowPreset,
    fitted,
    panned,
    preset_window,
    scaled,
    windowed,
    zoomed,
)
from inference.imaging.greyscale import Greyscale


class CaseViewer(QWidget):
    """Shows one case.

    Window and inversion act on all views, each relative to the window its own file brings; zoom
    and position act on the view last clicked or reached with Tab.

    Signals:
        changed: something about how the case is looked at is different now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("film")
        self._shown: ReadyCase | None = None
        self._states: list[ViewState] = []
        self._hanging = Hanging(rows=0, columns=0, places=())
        self._canvases: list[Canvas] = []
        self._alone: int | None = None
        self._active = 0
        self._overlay = True
        self._grid_widget = QWidget()
        self._grid_widget.setObjectName("film")
        self._grid = QGridLayout(self._grid_widget)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(2)
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self._grid_widget)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def shown(self) -> ReadyCase | None:
        """The case on the screen."""
        return self._shown

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
        return tuple(self._states)

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
        before = self._names()
        states = self._states
        self._shown = shown
        same = self._names() == before
        if not same:
            self._alone = None
        self._states = [
            _kept(states, i if same else 0, keep_window, keep_position and same)
            for i in range(len(shown.pictures))
        ]
        self._arrange()
        self._stack.setCurrentWidget(self._grid_widget)

    def set_overlay(self, on: bool) -> None:
        """Show or hide words and scale bar; SYNTHETIC stays."""
        self._overlay = on
        self._relook()

    def fit(self) -> None:
        """Every view back to where it hangs, at the common scale."""
        self._look_at_all(lambda state, greyscale: fitted(state))

    def actual_size(self) -> None:
        """One device pixel for each row of the active view."""
        self._look_at_active(lambda state, area: scaled(state, area, 1.0))

    def zoom(self, factor: float) -> None:
        """The active view nearer (above 1) or farther."""
        self._look_at_active(lambda state, area: zoomed(state, area, factor))

    def pan(self, down: float, right: float) -> None:
        """Move the active view by parts of the viewport."""
        self._look_at_active(
            lambda state, area: panned(state, area, down * area.height, right * area.width)
        )

    def change_window(self, wider: float, brighter: float) -> None:
        """Change every view's window by parts of its stored width."""
        self._look_at_all(lambda state, greyscale: windowed(state, greyscale, wider, brighter))

    def use_preset(self, preset: WindowPreset) -> None:
        """Look at every view through a preset."""
        self._look_at_all(
            lambda state, greyscale: replace(state, window=preset_window(preset, greyscale))
        )

    def invert(self) -> None:
        """Exchange black and white."""
        self._look_at_all(lambda state, greyscale: replace(state, inverted=not state.inverted))

    def reset(self) -> None:
        """Everything as when the case was opened."""
        self._look_at_all(lambda state, greyscale: ViewState())

    def toggle_alone(self, position: int | None = None) -> None:
        """Show one view alone, or all again.

        Args:
            position: of the viewport; None is the active one.
        """
        if self._shown is None or len(self._shown.pictures) < 2:
            return
        at = self._active if position is None else position
        view = self._hanging.places[at].view
        # What was near in one size of viewport would be lost in the other.
        self._states[view] = fitted(self._states[view])
        self._alone = view if self._alone is None else None
        self._arrange()
        views = [place.view for place in self._hanging.places]
        self._activate(views.index(view))
        self._canvases[self._active].setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Pass the focus on to the active view."""
        super().focusInEvent(event)
        if self._canvases:
            self._canvases[self._active].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave a single view with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._alone is not None:
            self.toggle_alone()
            return
        super().keyPressEvent(event)

    def _names(self) -> list[object]:
        return [picture.view.name for picture in self._shown.pictures] if self._shown else []

    def _arrange(self) -> None:
        assert self._shown is not None
        if self._alone is None:
            wanted = hang([picture.view.name for picture in self._shown.pictures])
        else:
            wanted = alone(self._alone)
        if wanted != self._hanging:
            self._rebuild(wanted)
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            picture = self._shown.pictures[place.view]
            canvas.show_picture(picture, self._states[place.view], place.chest_wall)
        self._relook()
        self._refit()
        self.changed.emit()

    def _rebuild(self, hanging: Hanging) -> None:
        had_focus = self.hasFocus() or any(canvas.hasFocus() for canvas in self._canvases)
        for canvas in self._canvases:
            self._grid.removeWidget(canvas)
            canvas.hide()
            canvas.deleteLater()
        for line in range(max(self._hanging.rows, hanging.rows)):
            self._grid.setRowStretch(line, 1 if line < hanging.rows else 0)
        for line in range(max(self._hanging.columns, hanging.columns)):
            self._grid.setColumnStretch(line, 1 if line < hanging.columns else 0)
        self._hanging = hanging
        self._active = 0
        self._canvases = [self._hung(i, place) for i, place in enumerate(hanging.places)]
        if had_focus:
            self._canvases[0].setFocus()

    def _hung(self, position: int, place: Place) -> Canvas:
        canvas = Canvas(self._grid_widget)
        self._grid.addWidget(canvas, place.row, place.column)
        canvas.state_changed.connect(partial(self._keep, place.view))
        canvas.window_dragged.connect(self.change_window)
        canvas.double_clicked.connect(partial(self.toggle_alone, position))
        canvas.resized.connect(self._refit)
        canvas.focused.connect(partial(self._activate, position))
        return canvas

    def _refit(self) -> None:
        if self._shown is None or not self._canvases:
            return
        views = [self._shown.pictures[place.view].view for place in self._hanging.places]
        sizes = sizes_in_one_unit(views)
        boxes = [(canvas.area.height, canvas.area.width) for canvas in self._canvases]
        scale = common_scale(sizes, boxes)
        for canvas, view, (height, _) in zip(self._canvases, views, sizes, strict=True):
            canvas.set_fit_scale(scale * height / view.rows)

    def _relook(self) -> None:
        if self._shown is None:
            return
        for position, canvas in enumerate(self._canvases):
            canvas.set_look(
                CanvasLook(
                    case_id=self._shown.case.case_id,
                    overlay=self._overlay,
                    active=position == self._active and len(self._canvases) > 1,
                )
            )

    def _activate(self, position: int) -> None:
        self._active = position
        self._relook()

    def _keep(self, view: int, state: ViewState) -> None:
        self._states[view] = state
        self.changed.emit()

    def _look_at_active(self, change: Callable[[ViewState, Viewport], ViewState]) -> None:
        if self._shown is None:
            return
        canvas = self._canvases[self._active]
        view = self._hanging.places[self._active].view
        self._states[view] = change(self._states[view], canvas.area)
        canvas.set_state(self._states[view])
        self.changed.emit()

    def _look_at_all(self, change: Callable[[ViewState, Greyscale], ViewState]) -> None:
        if self._shown is None:
            return
        self._states = [
            change(state, picture.view.greyscale)
            for state, picture in zip(self._states, self._shown.pictures, strict=True)
        ]
        for place, canvas in zip(self._hanging.places, self._canvases, strict=True):
            canvas.set_state(self._states[place.view])
        self.changed.emit()


def _kept(states: list[ViewState], index: int, keep_window: bool, keep_position: bool) -> ViewState:
    if index >= len(states):
        return ViewState()
    state = states[index]
    if keep_position:
        return state if keep_window else replace(state, window=None, inverted=False)
    return fitted(state) if keep_window else ViewState()
