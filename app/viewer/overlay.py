"""What is written over a view: its name, SYNTHETIC, window, zoom, size, and a scale bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.reading.hanging import Side
from app.settings import OverlayLevel
from app.style import ACCENT, AMBER, FILM_TEXT, FILM_TEXT_DIM
from app.viewer.state import ViewState, window_of
from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import VoiLut, Window, default_voi

MARGIN = 12.0
BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

_OPPOSITE = str.maketrans("APRLHF", "PALRFH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a viewport shows beside the picture.

    Attributes:
        case_id: stands below the view's name.
        overlay: how many words stand over the view; SYNTHETIC always does.
        active: whether a line shows that zooming by keyboard acts on this viewport.
        histogram: whether the histogram is shown.
        note: a word that tells this view from those of the other case; empty for none.
        key_image: whether the view is marked as a key image.
    """

    case_id: str = ""
    overlay: OverlayLevel = OverlayLevel.ALL
    active: bool = False
    histogram: bool = False
    note: str = ""
    key_image: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayTexts:
    """The words over one view.

    Attributes:
        label: the view's name, as it would stand on a film.
        synthetic: the mark that stays when the other words are hidden: that a view shows nobody,
            or was changed; empty on real views as they were taken.
        note: which of two cases, and whether it is a key image; stays in the short form.
        above: lines below the label.
        below: lines in the lower corner.
        side: the patient's direction toward the edge away from the chest wall; empty if unknown.
        bottom: the patient's direction toward the lower edge; empty if unknown.
    """

    label: str
    synthetic: str
    note: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    side: str = ""
    bottom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleBar:
    """A bar of known length.

    Attributes:
        length: in device pixels.
        text: what it stands for.
    """

    length: float
    text: str


def overlay_texts(view: View, state: ViewState, row_scale: float, look: Look) -> OverlayTexts:
    """The words for a view as it is looked at now."""
    # What a file says of a view is no name; what the quiz calls one is.
    called = view.description if view.source is None else ""
    name = view.label or called or _tr("View not named")
    description = view.description if view.description != name else ""
    notes = (look.note, _tr("KEY IMAGE") if look.key_image else "")
    bottom = _toward_feet(view)
    return OverlayTexts(
        label=name,
        synthetic=origin_mark(view),
        note="  ".join(note for note in notes if note),
        above=tuple(text for text in (look.case_id, description) if text),
        below=(_window_text(view, state), _zoom_text(state, row_scale), spacing_text(view)),
        side="A" if view.name is not None else "",
        bottom=bottom.translate(_OPPOSITE) if state.upside_down else bottom,
    )


def origin_mark(view: View) -> str:
    """What has to be said of a view wherever it is shown; empty for a real, unchanged one."""
    marks = (
        _tr("SYNTHETIC") if view.synthetic else "",
        _tr("ALTERED") if view.altered else "",
    )
    return "  ".join(mark for mark in marks if mark)


def _toward_feet(view: View) -> str:
    """The patient's direction of a hung view's lower edge: PatientOrientation, second value."""
    if view.name is None or not view.position_known:
        return ""
    medial = "L" if view.name.image_laterality == "R" else "R"
    return medial if view.name.view_position == "CC" else f"F{medial}"


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
    state: ViewState,
    level: OverlayLevel,
) -> None:
    """Write over a view, in the corners away from the chest wall.

    The name stands where the armpit or the outer half is, so it follows when a view is flipped.

    Args:
        painter: in logical pixels of the viewport.
        area: the viewport.
        texts: the words.
        bar: its length in logical pixels.
        chest_wall: the edge of the hung view on which the chest wall lies; it stays free.
        state: how the view is flipped.
        level: how many words; the SYNTHETIC mark is always written.
    """
    painter.save()
    wall = chest_wall.opposite if state.mirrored else chest_wall
    free_right = wall is Side.LEFT or (wall is Side.NONE and state.mirrored)
    side = Qt.AlignmentFlag.AlignRight if free_right else Qt.AlignmentFlag.AlignLeft
    pen = _Pen(painter, area, side)
    lines: list[_Line] = []
    if level is not OverlayLevel.NONE:
        lines.append(_Line(texts.label, FILM_TEXT, 1.45, bold=True))
    lines.append(_Line(texts.synthetic, AMBER, 0.92, bold=True, spaced=True))
    if level is not OverlayLevel.NONE:
        lines.append(_Line(texts.note, ACCENT, 0.92, bold=True))
    if level is OverlayLevel.ALL:
        lines += [_Line(line, FILM_TEXT_DIM, 0.92) for line in texts.above]
    below = [] if level is not OverlayLevel.ALL else texts.below
    technical = [_Line(line, FILM_TEXT_DIM, 0.92) for line in below]
    upper, lower = (technical, lines) if state.upside_down else (lines, technical)
    for line in upper:
        pen.from_top(line)
    if bar is not None and level is not OverlayLevel.NONE:
        pen.bar_from_bottom(bar, FILM_TEXT)
    for line in reversed(lower):
        pen.from_bottom(line)
    if level is OverlayLevel.ALL:
        _write_directions(painter, area, texts, side)
    painter.restore()


def _write_directions(
    painter: QPainter, area: QRectF, texts: OverlayTexts, side: Qt.AlignmentFlag
) -> None:
    inside = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN + 4)
    painter.setPen(QColor(FILM_TEXT_DIM))
    painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, texts.side)
    middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
    painter.drawText(inside, middle, texts.bottom)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of words with its look."""

    text: str
    color: str
    size: float
    bold: bool = False
    spaced: bool = False


class _Pen:
    """Writes lines downward from the upper corner and upward from the lower one."""

    def __init__(self, painter: QPainter, area: QRectF, side: Qt.AlignmentFlag) -> None:
        self._painter = painter
        self._area = area.adjusted(MARGIN, MARGIN - 3, -MARGIN, -MARGIN + 3)
        self._side = side
        self._font = painter.font()
        self._top = self._area.top()
        self._bottom = self._area.bottom()

    def from_top(self, line: _Line) -> None:
        if line.text:
            height = self._use(line.size, line.bold, line.spaced)
            self._write(line.text, line.color, self._top, height)
            self._top += height

    def from_bottom(self, line: _Line) -> None:
        if line.text:
            height = self._use(line.size, line.bold, line.spaced)
            self._bottom -= height
            self._write(line.text, line.color, self._bottom, height)

    def bar_from_bottom(self, bar: ScaleBar, color: str) -> None:
        self.from_bottom(_Line(bar.text, color, 0.92))
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
    voi = state.voi or default_voi(view.greyscale)
    window = window_of(state.voi, view.greyscale)
    parts = [f"C {window.center:.0f}  W {window.width:.0f}"]
    if isinstance(voi, VoiLut):
        parts = [_tr("Table")]
    if isinstance(voi, VoiLut | Window) and voi.explanation:
        parts.append(voi.explanation[:24])
    if state.inverted:
        parts.append(_tr("inverted"))
    if state.mirrored or state.upside_down:
        parts.append(_tr("flipped"))
    return "  ".join(parts)


def _zoom_text(state: ViewState, row_scale: float) -> str:
    return _tr("Zoom {percent} %").format(percent=f"{row_scale * 100:.0f}") + (
        "  " + _tr("fitted") if state.scale is None else ""
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Overlay", text)
