"""The marks over a picture: a graphics item that draws them and answers where their words are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.reading.mark_values import ValueWords, mark_values, value_lines
from app.reading.marks import REGIONS, Mark, MarkKind, bounds
from app.style import ACCENT, AMBER, FILM_TEXT
from app.viewer.mark_labels import place_label
from app.viewer.mark_shapes import (
    bounds_on_screen,
    on_screen,
    paint_handles,
    paint_shape,
    shape_on_screen,
)
from inference.case import View

FONT_SIZE = 0.92
"""Of the words, in sizes of the program's font."""
WIDEST_TEXT_PX = 320.0
NARROW_PX = 360.0
"""In smaller viewports only the selected mark shows all its values."""
MOST_PIXELS_WHILE_DRAWN = 500_000
"""Statistics of larger regions wait until the mark is finished, or it would not follow the hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A mark and the lines of its label: what the reader wrote, then what it measures."""

    mark: Mark
    written: str
    values: tuple[str, ...]


class MarksLayer(QGraphicsItem):
    """Draws the marks of one view: x is the column, y the row, as in `Film`.

    Lines and words keep their size at any zoom, and words stay upright in a flipped picture.
    """

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._marks: tuple[_Shown, ...] = ()
        self._draft: _Shown | None = None
        self._selected: str | None = None
        self._handle = -1
        self._area = QRectF()
        self._labels: dict[str, QRectF] = {}
        self._words = value_words()
        self.setZValue(1)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_at(self, transform: QTransform, area: QRectF) -> None:
        """Take the place of the picture.

        Args:
            transform: of the `Film`.
            area: the viewport in the scene, outside which nothing is written.
        """
        self.prepareGeometryChange()
        self._area = QRectF(area)
        self.setTransform(transform)

    def set_view(self, view: View | None) -> None:
        """Say on which view the marks lie; they are measured anew."""
        if view is self._view:
            return
        self.prepareGeometryChange()
        self._view = view
        self._marks, self._draft = (), None

    def set_marks(
        self, marks: tuple[Mark, ...], selected: str | None = None, handle: int = -1
    ) -> None:
        """Show marks.

        Args:
            marks: of this view alone.
            selected: name of the one that shows handles.
            handle: the handle that the keyboard moves; −1 for none.
        """
        measured = {id(shown.mark): shown for shown in self._marks}
        self._marks = tuple(
            measured[id(mark)] if id(mark) in measured else self._measured(mark) for mark in marks
        )
        self._selected, self._handle = selected, handle
        self.update()

    def set_draft(self, mark: Mark | None) -> None:
        """Show a mark that is being drawn, or changed: then it stands in for the one it was."""
        self._draft = None if mark is None else self._measured(mark, is_draft=True)
        self.update()

    def label_at(self, place: QPointF) -> str | None:
        """Name of the mark whose words lie at a place of the viewport, as last painted."""
        at = [name for name, box in self._labels.items() if box.contains(place)]
        return at[-1] if at else None

    def boundingRect(self) -> QRectF:  # noqa: N802
        """The viewport: words may stand beside the picture."""
        return self.mapRectFromScene(self._area)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw all lines, then all words, in the viewport's own pixels."""
        shown = self._shown()
        self._labels = {}
        if not shown:
            return
        to_screen = self.sceneTransform()
        from_screen, is_possible = to_screen.inverted()
        if not is_possible:
            return
        painter.save()
        painter.setWorldTransform(from_screen * painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one in shown:
            paint_shape(painter, shape_on_screen(one.mark, to_screen), self._colour(one.mark))
        for one in shown:
            if self._is_held(one.mark):
                paint_handles(painter, one.mark, to_screen, self._colour(one.mark), self._handle)
        self._write(painter, shown, to_screen)
        painter.restore()

    def _shown(self) -> list[_Shown]:
        draft = self._draft
        name = draft.mark.mark_id if draft else None
        shown = [one for one in self._marks if one.mark.mark_id != name]
        return [*shown, draft] if draft else shown

    def _is_held(self, mark: Mark) -> bool:
        return mark.mark_id == self._selected

    def _colour(self, mark: Mark) -> QColor:
        is_draft = self._draft is not None and self._draft.mark is mark
        return QColor(AMBER if is_draft or self._is_held(mark) else ACCENT)

    def _measured(self, mark: Mark, *, is_draft: bool = False) -> _Shown:
        if self._view is None:
            return _Shown(mark=mark, written=mark.text, values=())
        with_statistics = not is_draft or _box_pixels(mark) <= MOST_PIXELS_WHILE_DRAWN
        values = mark_values(mark, self._view, with_statistics=with_statistics)
        return _Shown(mark=mark, written=mark.text, values=value_lines(values, self._words))

    def _write(self, painter: QPainter, shown: list[_Shown], to_screen: QTransform) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * FONT_SIZE)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        boxes = [bounds_on_screen(one.mark, to_screen) for one in shown]
        for number, (one, box) in enumerate(zip(shown, boxes, strict=True)):
            text = self._text(one)
            if not text or not self._area.intersects(box.adjusted(-1, -1, 1, 1)):
                continue
            flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            room = QRectF(0, 0, WIDEST_TEXT_PX, 10_000)
            size = metrics.boundingRect(room, int(flags), text).size() + QSizeF(2, 2)
            anchor = _anchor(one.mark, to_screen)
            place = place_label(
                size,
                box if one.mark.kind in REGIONS else QRectF(anchor, QSizeF(0, 0)),
                anchor,
                self._area,
                line=() if one.mark.kind in REGIONS else on_screen(one.mark.points, to_screen),
                taken=list(self._labels.values()),
                others=[*boxes[:number], *boxes[number + 1 :]],
            )
            self._labels[one.mark.mark_id] = place
            _paint_words(painter, place, int(flags), text, self._colour(one.mark))

    def _text(self, one: _Shown) -> str:
        is_held = one is self._draft or self._is_held(one.mark)
        is_narrow = min(self._area.width(), self._area.height()) < NARROW_PX
        values = one.values[:1] if is_narrow and not is_held else one.values
        return "\n".join(line for line in (one.written, *values) if line)


def value_words() -> ValueWords:
    """The words of labels in the user's language."""
    return ValueWords(
        area=_tr("Area"),
        mean=_tr("Mean"),
        minimum=_tr("Min"),
        maximum=_tr("Max"),
        at_detector=_tr("detector"),
    )


def _anchor(mark: Mark, to_screen: QTransform) -> QPointF:
    """Beside what the words stand: a ruler's lower end, an apex, a tail, a region's right side."""
    points = on_screen(mark.points, to_screen)
    if mark.kind in REGIONS:
        box = bounds_on_screen(mark, to_screen)
        return QPointF(box.right(), box.center().y())
    if mark.kind is MarkKind.RULER:
        return max(points, key=lambda point: (point.x(), point.y()))
    return points[1] if len(points) > 1 else points[0]


def _box_pixels(mark: Mark) -> float:
    (top, left), (bottom, right) = bounds(mark.points)
    return (bottom - top) * (right - left)


def _paint_words(painter: QPainter, place: QRectF, flags: int, text: str, colour: QColor) -> None:
    painter.setPen(QColor(0, 0, 0, 200))
    # Eight dark copies around the letters, as bright tissue is white.
    for x, y in ((1, 1), (-1, 1), (1, -1), (-1, -1), (0, 1.4), (0, -1.4), (1.4, 0), (-1.4, 0)):
        painter.drawText(place.translated(x, y), flags, text)
    is_plain = colour == QColor(ACCENT)
    painter.setPen(QColor(FILM_TEXT) if is_plain else colour)
    painter.drawText(place, flags, text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Marks", text)
