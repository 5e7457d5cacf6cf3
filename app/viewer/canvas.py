"""One viewport: draws the visible part of a view and turns mouse and wheel into wishes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGestureEvent,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QToolTip,
    QWidget,
)

from app.mouse import Drag, MouseMap, Wheel
from app.mouse_events import drag_of, wheel_of
from app.reading.hanging import Side
from app.reading.mark_grips import Part
from app.reading.marks import of_view
from app.reading.stages import chest_wall_of
from app.style import ACCENT, ACCENT_DARK, FILM_BLACK
from app.viewer.film import Film
from app.viewer.grid_layer import Grid, GridLayer
from app.viewer.histogram import Histogram, histogram_of, paint_histogram
from app.viewer.loupe import Loupe, paint_loupe
from app.viewer.mark_pointer import KIND_OF_TOOL, MarkPointer
from app.viewer.marks_layer import MarksLayer
from app.viewer.outline_layer import OutlineLayer
from app.viewer.overlay import Look, overlay_texts, paint_overlay, scale_bar
from app.viewer.picture import Picture
from app.viewer.state import (
    Placement,
    Viewport,
    ViewState,
    panned,
    placement,
    zoomed,
)
from app.viewer.touch import Outline, Touch

WHEEL_STEP = 1.2
"""Zoom of one notch of the wheel, which Qt counts as 120."""
WINDOW_STEP = 0.05
"""Part of the stored width by which one notch changes the window."""
ZOOM_PER_PX = 1.008
ACTIVE_EDGE_PX = 2.0
DRAG_REACH_PX = 400.0
"""Dragging so far changes the window by the stored window's width."""
CLICK_REACH_PX = 4.0
"""A press and release no farther apart is a click."""
MARK_REACH_PX = 8.0
"""How near to a mark takes hold of it."""

_CURSORS = {
    "move": Qt.CursorShape.SizeAllCursor,
    "choose": Qt.CursorShape.PointingHandCursor,
    "draw": Qt.CursorShape.CrossCursor,
}
_OF_TOOL = {"tool_window": Drag.WINDOW, "tool_pan": Drag.PAN, "tool_zoom": Drag.ZOOM}


class Canvas(QGraphicsView):
    """One viewport of the hanging.

    The scene is as large as the viewport; the picture is an item whose transform carries zoom and
    position, so that what is laid upon it moves with it.

    Signals:
        state_changed: the new `ViewState`, after zooming or moving here.
        window_dragged: how much wider and how much brighter, in widths of the stored window.
        stage_turned: the wheel asks for the next (1) or previous (−1) stage.
        case_turned: the wheel asks for the next (1) or previous (−1) case.
        loupe_held: whether a button holds the loupe from now on.
        loupe_changed: the `Loupe`, after the wheel changed it.
        menu_asked: where a menu was asked for, in global coordinates.
        cell_pressed: a cell (row, column) of the grid over the view, and whether Shift was down.
        double_clicked: the viewport was asked to grow or shrink.
        resized: the area changed.
        focused: the keyboard now acts on this viewport.
    """

    state_changed = Signal(object)
    window_dragged = Signal(float, float)
    stage_turned = Signal(int)
    case_turned = Signal(int)
    loupe_held = Signal(bool)
    loupe_changed = Signal(object)
    menu_asked = Signal(QPoint)
    cell_pressed = Signal(object, bool)
    double_clicked = Signal()
    resized = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        self._film = Film()
        self._layer = MarksLayer()
        scene.addItem(self._film)
        scene.addItem(self._layer)
        self._grid_layer = GridLayer()
        scene.addItem(self._grid_layer)
        self._outlines = OutlineLayer()
        scene.addItem(self._outlines)
        self._touch: Touch | None = None
        self._touched = False
        self._cell: tuple[int, int] | None = None
        self.setScene(scene)
        self._state = ViewState()
        self._look = Look()
        self._mouse = MouseMap()
        self._tool = "tool_window"
        self._pointer: MarkPointer | None = None
        self._view_number = 0
        self._loupe: Loupe | None = None
        self._histogram: Histogram | None = None
        self._cursor: QPointF | None = None
        self._fit_scale = 1.0
        self._chest_wall = Side.NONE
        self._drag = Drag.NONE
        self._pressed_at = QPointF()
        self._drag_from = QPointF()
        self._turned = 0.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(FILM_BLACK))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.setMinimumSize(80, 80)
        self.setMouseTracking(True)
        if sys.platform != "darwin":  # There the touch pad's own gestures would zoom twice.
            self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._film.picture

    @property
    def state(self) -> ViewState:
        """How it is looked at."""
        return self._state

    @property
    def area(self) -> Viewport:
        """The viewport in device pixels, with what hanging says about it."""
        ratio = self.devicePixelRatioF()
        view = self._film.picture.view if self._film.picture else None
        spacing = (view.pixel_spacing_mm if view else None) or (1.0, 1.0)
        return Viewport(
            height=self.viewport().height() * ratio,
            width=self.viewport().width() * ratio,
            rows=view.rows if view else 1,
            columns=view.columns if view else 1,
            pixel_aspect=spacing[1] / spacing[0],
            fit_scale=self._fit_scale,
            chest_wall=self._chest_wall,
        )

    def show_picture(self, picture: Picture, state: ViewState, chest_wall: Side) -> None:
        """Show a view."""
        if picture is not self._film.picture:
            self._histogram = None
        self._film.picture = picture
        self._layer.set_view(picture.view)
        self._chest_wall = chest_wall
        name = picture.view.label or self.tr("View not named")
        kind = self.tr("synthetic") if picture.view.synthetic else self.tr("from a file")
        self.setAccessibleName(f"{name}, {kind}")
        self.set_state(state)

    def set_mouse(self, mouse: MouseMap, tool: str) -> None:
        """Say what the mouse does here.

        Args:
            mouse: what buttons and wheel do.
            tool: name of the action of the tool in hand.
        """
        self._mouse, self._tool = mouse, tool
        self._show_cursor(None)

    def set_pointer(self, pointer: MarkPointer | None, view: int) -> None:
        """Say who works on marks here; None shows none.

        Args:
            pointer: of the case.
            view: index of this view in the case.
        """
        self._pointer, self._view_number = pointer, view
        self.show_marks()

    def set_grid(self, grid: Grid | None) -> None:
        """Lay a grid over the view, whose cells then take the left button; None takes it away."""
        view = self._film.picture.view if self._film.picture else None
        self._grid_layer.set_grid(view, grid)
        self.viewport().update()

    def set_touch(self, touch: Touch | None) -> None:
        """Say who is offered button and wheel before all others; None is nobody."""
        if touch is not self._touch:
            self._touch = touch
            self._touched = False
            self._show_cursor(None)

    def set_outlines(self, outlines: Sequence[Outline]) -> None:
        """Lay outlines over the view."""
        self._outlines.set_outlines(outlines)
        self.viewport().update()

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """What lies over the view."""
        return self._outlines.outlines

    def show_marks(self) -> None:
        """Draw the marks of this view as they are now."""
        pointer = self._pointer
        if pointer is None:
            self._layer.set_marks(())
            self._layer.set_draft(None)
            return
        own = of_view(pointer.marks, self._view_number)
        self._layer.set_marks(own, pointer.selected, pointer.selected_handle)
        draft = pointer.draft
        is_here = draft is not None and draft.view == self._view_number
        self._layer.set_draft(draft if is_here else None)

    def show_loupe(self, loupe: Loupe | None) -> None:
        """Hold a loupe over the picture, or take it away."""
        self._loupe = loupe
        self.viewport().update()

    @property
    def loupe(self) -> Loupe | None:
        """The loupe that is held over the picture."""
        return self._loupe

    def set_state(self, state: ViewState) -> None:
        """Look at the view in another way; says nothing to others."""
        self._state = state
        self._place()

    def set_look(self, look: Look) -> None:
        """Change what is shown beside the picture."""
        self._look = look
        self.viewport().update()

    def set_fit_scale(self, scale: float) -> None:
        """Say at which scale, device pixels per image row, the whole hanging fits."""
        self._fit_scale = scale
        self._place()

    def image_point(self, position: QPointF) -> tuple[float, float]:
        """The image point (row, column) at a place of the viewport in logical pixels."""
        ratio = self.devicePixelRatioF()
        return self._placement().image_point(position.y() * ratio, position.x() * ratio)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the scene as large as the viewport."""
        super().resizeEvent(event)
        self.scene().setSceneRect(QRectF(self.viewport().rect()))
        self._place()
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Do what the wheel is for; with the loupe in hand it changes the loupe."""
        # With Alt some systems turn the wheel sideways.
        delta = event.angleDelta()
        notches = (delta.y() or delta.x()) / 120
        event.accept()
        if not notches:
            return
        if self._loupe is not None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._loupe = (self._loupe.resized if shift else self._loupe.turned)(notches)
            self.loupe_changed.emit(self._loupe)
            self.viewport().update()
            return
        if self._turn_touch(event, notches):
            return
        self._turn(wheel_of(self._mouse, event.modifiers()), notches, event.position())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Zoom with two fingers on a touch pad or a touch screen."""
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self._zoom_at(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent) and self._pinch(event):
            return True
        if isinstance(event, QHelpEvent) and self._tell_part(event):
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin what the button is for."""
        event.accept()
        if self._drag is not Drag.NONE:
            return
        self._pressed_at = self._drag_from = event.position()
        if event.button() == Qt.MouseButton.LeftButton and self._grid_layer.grid is not None:
            self._cell = None
            self._press_cell(event)
            return
        if self._press_touch(event):
            return
        drag = drag_of(self._mouse, event.button(), event.modifiers())
        if drag is Drag.TOOL:
            taken = self._press_mark(event.position(), double=False)
            drag = Drag.TOOL if taken else _OF_TOOL.get(self._tool, Drag.NONE)
        self._drag = drag
        if self._drag is Drag.LOUPE:
            self.loupe_held.emit(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Window: right wider, down brighter. Pan: the picture follows. Zoom: up is nearer."""
        self._cursor = event.position()
        if self._loupe is not None:
            self.viewport().update()
        if self._film.picture is None:
            return
        if event.buttons() & Qt.MouseButton.LeftButton and self._grid_layer.grid is not None:
            self._press_cell(event)
            return
        if self._touched and self._touch is not None:
            self._touch.moved(self._view_number, self.image_point(event.position()))
            return
        if self._drag in (Drag.TOOL, Drag.NONE):
            self._move_mark(event.position())
            return
        moved = event.position() - self._drag_from
        self._drag_from = event.position()
        if self._drag is Drag.PAN:
            ratio = self.devicePixelRatioF()
            self._change(panned(self._state, self.area, moved.y() * ratio, moved.x() * ratio))
        elif self._drag is Drag.WINDOW:
            self.window_dragged.emit(moved.x() / DRAG_REACH_PX, moved.y() / DRAG_REACH_PX)
        elif self._drag is Drag.ZOOM:
            self._zoom_at(ZOOM_PER_PX ** -moved.y(), self._pressed_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the drag; a click of the right button asks for the menu."""
        event.accept()
        if self._touched:
            self._release_touch(event)
            return
        if self._drag is Drag.LOUPE:
            self.loupe_held.emit(False)
        elif self._drag is Drag.TOOL and self._pointer is not None:
            self._pointer.released(self.image_point(event.position()))
        self._drag = Drag.NONE
        moved = (event.position() - self._pressed_at).manhattanLength()
        if event.button() == Qt.MouseButton.RightButton and moved <= CLICK_REACH_PX:
            self._select_mark(event.position())
            self.menu_asked.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ask for this view alone, or for all of them again; on a mark, for its words."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
        elif self._press_touch(event):
            pass
        elif self._press_mark(event.position(), double=True):
            self._drag = Drag.TOOL
        elif self._tool not in KIND_OF_TOOL:
            self.double_clicked.emit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the loupe away with the cursor."""
        super().leaveEvent(event)
        self._cursor = None
        self.viewport().update()

    def shown_image(self) -> QImage:
        """The viewport as it stands on the screen, with marks and words, in device pixels."""
        return self.viewport().grab().toImage()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell that the keyboard acts here now."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Dim the line at the edge."""
        super().focusOutEvent(event)
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:  # noqa: N802
        """Write the overlay, which neither zooms nor moves with the picture."""
        picture = self._film.picture
        if picture is None:
            return
        area = QRectF(self.viewport().rect())
        at = self._placement()
        bar = scale_bar(picture.view, at.column_scale, self.area.width / 4)
        paint_overlay(
            painter,
            area,
            overlay_texts(picture.view, self._state, at.row_scale, self._look),
            replace(bar, length=bar.length / self.devicePixelRatioF()),
            # A view alone is centred, but its chest wall is where it always is.
            chest_wall_of(picture.view.name),
            self._state,
            self._look.overlay,
        )
        if self._look.histogram:
            if self._histogram is None:
                self._histogram = histogram_of(picture)
            paint_histogram(painter, area, self._histogram, picture, self._state)
        if self._look.active:
            self._paint_active_edge(painter, area)
        if self._loupe is not None and self._cursor is not None:
            table = self._film.greys.table(picture, self._state)
            ratio = self.devicePixelRatioF()
            paint_loupe(painter, self._loupe, self._cursor, picture, table, at, ratio)

    def _paint_active_edge(self, painter: QPainter, area: QRectF) -> None:
        """A line at the edge away from the chest wall, brighter while the keyboard acts here."""
        colour = QColor(ACCENT if self.hasFocus() else ACCENT_DARK)
        x = area.right() - ACTIVE_EDGE_PX if self._chest_wall is Side.LEFT else area.left()
        painter.fillRect(QRectF(x, area.top(), ACTIVE_EDGE_PX, area.height()), colour)

    def _tell_part(self, event: QHelpEvent) -> bool:
        """Name the part under a resting pointer."""
        grid, picture = self._grid_layer.grid, self._film.picture
        if grid is None or picture is None or event.type() != QEvent.Type.ToolTip:
            return False
        name = grid.name_at(picture.view, self.image_point(QPointF(event.pos())))
        QToolTip.showText(event.globalPos(), name, self)
        return True

    def _press_cell(self, event: QMouseEvent) -> None:
        """Tell of the cell under the pointer, once while the pointer stays in it."""
        grid, picture = self._grid_layer.grid, self._film.picture
        if grid is None or picture is None:
            return
        cell = grid.cell(picture.view, self.image_point(event.position()))
        if cell is not None and cell != self._cell:
            self._cell = cell
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.cell_pressed.emit(cell, shift)

    def _press_touch(self, event: QMouseEvent) -> bool:
        """Offer a plain press of the left button to what lies over the view."""
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if self._touch is None or event.button() != Qt.MouseButton.LeftButton or not is_plain:
            return False
        if self._film.picture is None:
            return False
        self.setFocus()
        point = self.image_point(event.position())
        self._touched = self._touch.pressed(self._view_number, point, self._mark_reach)
        return self._touched

    def _release_touch(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._touch is not None:
            self._touched = False
            self._touch.released(self._view_number, self.image_point(event.position()))

    def _turn_touch(self, event: QWheelEvent, notches: float) -> bool:
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if self._touch is None or self._film.picture is None or not is_plain:
            return False
        point = self.image_point(event.position())
        return self._touch.turned(self._view_number, point, self._mark_reach, notches)

    def _press_mark(self, position: QPointF, *, double: bool) -> bool:
        """Offer a press to the marks; returns whether it was about one."""
        if self._pointer is None or self._film.picture is None:
            return False
        self.setFocus()
        return self._pointer.pressed(
            self._view_number,
            self.image_point(position),
            self._mark_reach,
            double=double,
            label=self._layer.label_at(position),
        )

    def _select_mark(self, position: QPointF) -> None:
        """Select what lies under the menu, if a mark does; the view becomes the active one."""
        self.setFocus()
        if self._pointer is not None and self._film.picture is not None:
            self._pointer.select_at(
                self._view_number,
                self.image_point(position),
                self._mark_reach,
                self._layer.label_at(position),
            )

    def _move_mark(self, position: QPointF) -> None:
        if self._pointer is None:
            return
        point = self.image_point(position)
        grip = self._touch.grips(self._view_number, point, self._mark_reach) if self._touch else ""
        if grip:
            self._set_cursor(_CURSORS[grip])
        elif not self._pointer.moved(point):
            label = self._layer.label_at(position)
            part = self._pointer.grips(self._view_number, point, self._mark_reach, label)
            self._show_cursor(part)

    @property
    def _mark_reach(self) -> float:
        """In image rows."""
        return MARK_REACH_PX * self.devicePixelRatioF() / self._placement().row_scale

    def _show_cursor(self, part: Part | None) -> None:
        """The hand over what can be taken hold of, else what the tool looks like."""
        shape = Qt.CursorShape.ArrowCursor
        if part is not None:
            is_point = part is Part.HANDLE
            shape = Qt.CursorShape.PointingHandCursor if is_point else Qt.CursorShape.SizeAllCursor
        elif self._tool in KIND_OF_TOOL:
            shape = Qt.CursorShape.CrossCursor
        self._set_cursor(shape)

    def _set_cursor(self, shape: Qt.CursorShape) -> None:
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def _turn(self, wheel: Wheel, notches: float, position: QPointF) -> None:
        if wheel is Wheel.ZOOM:
            self._zoom_at(WHEEL_STEP**notches, position)
        elif wheel is Wheel.WIDTH:
            self.window_dragged.emit(WINDOW_STEP * notches, 0.0)
        elif wheel is Wheel.BRIGHTNESS:
            self.window_dragged.emit(0.0, WINDOW_STEP * notches)
        elif wheel in (Wheel.STAGE, Wheel.CASE):
            # A touch pad sends parts of a notch; only whole ones turn a page.
            self._turned += notches
            while abs(self._turned) >= 1:
                step = 1 if self._turned < 0 else -1
                self._turned += step
                (self.stage_turned if wheel is Wheel.STAGE else self.case_turned).emit(step)

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        event.accept(pinch)
        self._drag = Drag.NONE  # The first finger alone was taken for the mouse.
        at = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        self._zoom_at(pinch.scaleFactor(), at.toPointF())
        return True

    def _zoom_at(self, factor: float, position: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        at = (position.y() * ratio, position.x() * ratio)
        self._change(zoomed(self._state, self.area, factor, at))

    def _change(self, state: ViewState) -> None:
        if self._film.picture is None:
            return
        self.set_state(state)
        self.state_changed.emit(state)

    def _placement(self) -> Placement:
        """Where the picture lies, on whole device pixels: at 1:1 each then shows one pixel."""
        at = placement(self._state, self.area)
        return replace(at, top=float(np.rint(at.top)), left=float(np.rint(at.left)))

    def _place(self) -> None:
        area = self.area
        self._film.show_at(
            self._placement(), (area.height, area.width), self._state, self.devicePixelRatioF()
        )
        self._layer.show_at(self._film.transform(), QRectF(self.viewport().rect()))
        self._grid_layer.show_at(self._film.transform())
        self._outlines.show_at(self._film.transform(), QRectF(self.viewport().rect()))
        self.viewport().update()
