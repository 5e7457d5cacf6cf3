"""What is written over a view: its name, SYNTHETIC, window, zoom, size, and a scale bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.reading.hanging import Side
from app.style import AMBER, FILM_TEXT, FILM_TEXT_DIM
from app.viewer.state import ViewState, stored_window
from inference.case import PixelSpacingSource, View

MARGIN = 12.0
BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayTexts:
    """The words over one view.

    Attributes:
        label: the view's name, as it would stand on a film.
        synthetic: the mark that stays when the other words are hidden; empty on real views.
        above: lines below the label.
        below: lines in the lower corner.
    """

    label: str
    synthetic: str
    above: tuple[str, ...]
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    """A bar of known length.

    Attributes:
        length: in device pixels.
        text: what it stands for.
    """

    length: float
    text: str


def overlay_texts(view: View, case_id: str, state: ViewState, row_scale: float) -> OverlayTexts:
    """The words for a view as it is looked at now."""
    name = view.label or _tr("View not named")
    description = view.description if view.description != name else ""
    return OverlayTexts(
        label=name,
        synthetic=_tr("SYNTHETIC") if view.synthetic else "",
        above=tuple(text for text in (case_id, description) if text),
        below=(_window_text(view, state), _zoom_text(state, row_scale), spacing_text(view)),
    )


def spacing_text(view: View) -> str:
    """The size of a pixel, and where it is known from."""
    if view.pixel_spacing_mm is None:
        return _tr("Size unknown (px)")
    size = f"{view.pixel_spacing_mm[0]:.3g} mm/px"
    notes = {
        PixelSpacingSource.IMAGER: _tr("at the detector"),
        PixelSpacingSource.MAGNIFICATION_CORRECTED: _tr("(ERMF)"),
    }
    return f"{size} {notes.get(view.pixel_spacing_source, '')}".strip()


def scale_bar(view: View, column_scale: float, longest: float) -> ScaleBar:
    """The longest round bar that fits.

    Args:
        view: gives the millimetres; without them the bar counts pixels.
        column_scale: device pixels per image column.
        longest: in device pixels.
    """
    spacing = view.pixel_spacing_mm
    unit = column_scale / spacing[1] if spacing else column_scale
    fitting = [length for length in BAR_LENGTHS if length * unit <= longest]
    length = fitting[-1] if fitting else BAR_LENGTHS[0]
    return ScaleBar(length=length * unit, text=f"{length} {'mm' if spacing else 'px'}")


def paint_overlay(
    painter: QPainter,
    area: QRectF,
    texts: OverlayTexts,
    bar: ScaleBar | None,
    chest_wall: Side,
    whole: bool,
) -> None:
    """Write over a view, in the corners away from the chest wall.

    Args:
        painter: in logical pixels of the viewport.
        area: the viewport.
        texts: the words.
        bar: its length in logical pixels.
        chest_wall: the edge that stays free.
        whole: whether more than the SYNTHETIC mark is asked for.
    """
    pen = _Pen(painter, area, Qt.AlignmentFlag.AlignLeft)
    if chest_wall is Side.LEFT:
        pen = _Pen(painter, area, Qt.AlignmentFlag.AlignRight)
    if whole:
        pen.line_from_top(texts.label, FILM_TEXT, 1.45, bold=True)
    if texts.synthetic:
        pen.line_from_top(texts.synthetic, AMBER, 0.92, bold=True, spaced=True)
    if not whole:
        return
    for line in texts.above:
        pen.line_from_top(line, FILM_TEXT_DIM, 0.92)
    if bar is not None:
        pen.bar_from_bottom(bar, FILM_TEXT)
    for line in reversed(texts.below):
        pen.line_from_bottom(line, FILM_TEXT_DIM, 0.92)


class _Pen:
    """Writes lines downward from the upper corner and upward from the lower one."""

    def __init__(self, painter: QPainter, area: QRectF, side: Qt.AlignmentFlag) -> None:
        self._painter = painter
        self._area = area.adjusted(MARGIN, MARGIN - 3, -MARGIN, -MARGIN + 3)
        self._side = side
        self._font = painter.font()
        self._top = self._area.top()
        self._bottom = self._area.bottom()

    def line_from_top(
        self, text: str, color: str, size: float, *, bold: bool = False, spaced: bool = False
    ) -> None:
        height = self._use(size, bold, spaced)
        self._write(text, color, self._top, height)
        self._top += height

    def line_from_bottom(self, text: str, color: str, size: float) -> None:
        height = self._use(size, False, False)
        self._bottom -= height
        self._write(text, color, self._bottom, height)

    def bar_from_bottom(self, bar: ScaleBar, color: str) -> None:
        self.line_from_bottom(bar.text, color, 0.92)
        y = self._bottom - 3
        right = self._side == Qt.AlignmentFlag.AlignRight
        x = self._area.right() - bar.length if right else self._area.left()
        line = QColor(color)
        self._painter.fillRect(QRectF(x, y, bar.length, 1.5), line)
        for end in (x, x + bar.length - 1.5):
            self._painter.fillRect(QRectF(end, y - 4, 1.5, 5.5), line)
        self._bottom = y - 10

    def _use(self, size: float, bold: bool, spaced: bool) -> float:
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * size)
        font.setBold(bold)
        if spaced:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 112)
        self._painter.setFont(font)
        return QFontMetricsF(font).height() + 1

    def _write(self, text: str, color: str, y: float, height: float) -> None:
        area = QRectF(self._area.left(), y, self._area.width(), height)
        shown = QFontMetricsF(self._painter.font()).elidedText(
            text, Qt.TextElideMode.ElideMiddle, area.width()
        )
        # A dark edge keeps the letters readable over bright tissue.
        self._painter.setPen(QColor(0, 0, 0, 200))
        for x, down in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
            self._painter.drawText(area.translated(x, down), self._side, shown)
        self._painter.setPen(QColor(color))
        self._painter.drawText(area, self._side, shown)


def _window_text(view: View, state: ViewState) -> str:
    window = state.window or stored_window(view.greyscale)
    return f"C {window.center:.0f}  W {window.width:.0f}" + (
        "  " + _tr("inverted") if state.inverted else ""
    )


def _zoom_text(state: ViewState, row_scale: float) -> str:
    return _tr("Zoom {percent} %").format(percent=f"{row_scale * 100:.0f}") + (
        "  " + _tr("fitted") if state.scale is None else ""
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Overlay", text)
