"""One viewport: draws the visible part of a view and turns mouse and wheel into wishes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from app.reading.hanging import Side
from app.style import ACCENT, ACCENT_DARK, FILM_BLACK
from app.viewer.film import Film
from app.viewer.overlay import overlay_texts, paint_overlay, scale_bar
from app.viewer.picture import Picture
from app.viewer.state import (
    Placement,
    Viewport,
    ViewState,
    panned,
    placement,
    zoomed,
)

WHEEL_STEP = 1.2
"""Zoom of one notch of the wheel, which Qt counts as 120."""
ACTIVE_EDGE_PX = 2.0
DRAG_REACH_PX = 400.0
"""Dragging so far changes the window by the stored window's width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvasLook:
    """What a viewport shows beside the picture.

    Attributes:
        case_id: stands below the view's name.
        overlay: whether words and scale bar are shown; SYNTHETIC always is.
        active: whether a line shows that zooming by keyboard acts on this viewport.
    """

    case_id: str = ""
    overlay: bool = True
    active: bool = False


class Canvas(QGraphicsView):
    """One viewport of the hanging.

    The scene is as large as the viewport; the picture is an item whose transform carries zoom and
    position, so that what is laid upon it later (marks, rulers) moves with it.

    Signals:
        state_changed: the new `ViewState`, after zooming or moving here.
        window_dragged: how much wider and how much brighter, in widths of the stored window.
        double_clicked: the viewport was asked to grow or shrink.
        resized: the area changed.
        focused: the keyboard now acts on this viewport.
    """

    state_changed = Signal(object)
    window_dragged = Signal(float, float)
    double_clicked = Signal()
    resized = Signal()
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scene = QGraphicsScene(self)
        self._film = Film()
        scene.addItem(self._film)
        self.setScene(scene)
        self._state = ViewState()
        self._look = CanvasLook()
        self._fit_scale = 1.0
        self._chest_wall = Side.NONE
        self._drag_from: QPointF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundBrush(QColor(FILM_BLACK))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.WheelFocus)
        self.setMinimumSize(80, 80)

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
        self._film.picture = picture
        self._chest_wall = chest_wall
        name = picture.view.label or self.tr("View not named")
        kind = self.tr("synthetic") if picture.view.synthetic else self.tr("from a file")
        self.setAccessibleName(f"{name}, {kind}")
        self.set_state(state)

    def set_state(self, state: ViewState) -> None:
        """Look at the view in another way; says nothing to others."""
        self._state = state
        self._place()

    def set_look(self, look: CanvasLook) -> None:
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
        """Zoom at the cursor."""
        notches = event.angleDelta().y() / 120
        ratio = self.devicePixelRatioF()
        at = (event.position().y() * ratio, event.position().x() * ratio)
        if notches:
            self._change(zoomed(self._state, self.area, WHEEL_STEP**notches, at))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to window (left) or to pan (middle, or left with Shift)."""
        self._drag_from = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Window: right is wider, down is brighter. Pan: the picture follows."""
        if self._drag_from is None or self._film.picture is None:
            return
        moved = event.position() - self._drag_from
        self._drag_from = event.position()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        left = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if event.buttons() & Qt.MouseButton.MiddleButton or (left and shift):
            ratio = self.devicePixelRatioF()
            self._change(panned(self._state, self.area, moved.y() * ratio, moved.x() * ratio))
        elif left:
            self.window_dragged.emit(moved.x() / DRAG_REACH_PX, moved.y() / DRAG_REACH_PX)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End the drag."""
        self._drag_from = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ask for this view alone, or for all of them again."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

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
        if self._film.picture is None:
            return
        area = QRectF(self.viewport().rect())
        at = self._placement()
        view = self._film.picture.view
        bar = scale_bar(view, at.column_scale, self.area.width / 4)
        paint_overlay(
            painter,
            area,
            overlay_texts(view, self._look.case_id, self._state, at.row_scale),
            replace(bar, length=bar.length / self.devicePixelRatioF()),
            self._chest_wall,
            self._look.overlay,
        )
        if self._look.active:
            self._paint_active_edge(painter, area)

    def _paint_active_edge(self, painter: QPainter, area: QRectF) -> None:
        """A line at the edge away from the chest wall, brighter while the keyboard acts here."""
        colour = QColor(ACCENT if self.hasFocus() else ACCENT_DARK)
        x = area.right() - ACTIVE_EDGE_PX if self._chest_wall is Side.LEFT else area.left()
        painter.fillRect(QRectF(x, area.top(), ACTIVE_EDGE_PX, area.height()), colour)

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
        self._film.show_at(self._placement(), self.area, self._state, self.devicePixelRatioF())
        self.viewport().update()
