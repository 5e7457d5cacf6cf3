"""The loupe: a round glass at the cursor that shows the source pixels larger."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.style import ACCENT, FILM_BLACK, FILM_TEXT
from app.viewer.film import DrawnPart, draw_visible, item_transform
from app.viewer.picture import Picture
from app.viewer.state import LARGEST_SCALE, Placement

SIZES_PX = (120, 800)
POWERS = (1.25, 16.0)
SIZE_STEP_PX = 30
POWER_STEP = 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Loupe:
    """A glass of a size and a power.

    Attributes:
        size_px: diameter in logical pixels.
        power: how much larger than around it the picture is shown.
    """

    size_px: int = 300
    power: float = 2.0

    def turned(self, notches: float) -> Loupe:
        """Stronger (above 0) or weaker."""
        power = self.power * POWER_STEP**notches
        return replace(self, power=min(max(power, POWERS[0]), POWERS[1]))

    def resized(self, notches: float) -> Loupe:
        """Larger (above 0) or smaller."""
        size = round(self.size_px + notches * SIZE_STEP_PX)
        return replace(self, size_px=min(max(size, SIZES_PX[0]), SIZES_PX[1]))


def magnified(at: Placement, point: tuple[float, float], power: float) -> Placement:
    """The placement under the glass: the image point in the middle stays where it is.

    Args:
        at: around the glass.
        point: (y, x) of the middle in device pixels of the viewport.
        power: of the glass; no more than the largest scale is reached.
    """
    power = min(power, LARGEST_SCALE / max(at.row_scale, at.column_scale))
    y, x = point
    return replace(
        at,
        top=y - (y - at.top) * power,
        left=x - (x - at.left) * power,
        row_scale=at.row_scale * power,
        column_scale=at.column_scale * power,
        height=at.height * power,
        width=at.width * power,
    )


def paint_loupe(
    painter: QPainter,
    loupe: Loupe,
    cursor: QPointF,
    picture: Picture,
    table: NDArray[np.uint32],
    at: Placement,
    ratio: float,
) -> None:
    """Paint the glass over a viewport.

    Args:
        painter: in logical pixels of the viewport.
        loupe: size and power.
        cursor: middle of the glass, in logical pixels.
        picture: under it.
        table: colours of the picture's indices.
        at: where the picture lies, in device pixels.
        ratio: device pixels per logical pixel.
    """
    radius = loupe.size_px / 2
    glass = QRectF(cursor.x() - radius, cursor.y() - radius, loupe.size_px, loupe.size_px)
    under = magnified(at, (cursor.y() * ratio, cursor.x() * ratio), loupe.power)
    corners = (
        under.image_point(glass.top() * ratio, glass.left() * ratio),
        under.image_point(glass.bottom() * ratio, glass.right() * ratio),
    )
    path = QPainterPath()
    path.addEllipse(glass)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path)
    painter.fillRect(glass, QColor(FILM_BLACK))
    painter.save()
    painter.setTransform(item_transform(under, ratio), True)
    draw_visible(painter, picture, table, under, corners, DrawnPart())
    painter.restore()
    painter.setClipping(False)
    painter.setPen(QPen(QColor(ACCENT), 2))
    painter.drawEllipse(glass.adjusted(1, 1, -1, -1))
    painter.setPen(QColor(FILM_TEXT))
    painter.drawText(
        glass.adjusted(0, 0, 0, -8),
        Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom,
        f"× {loupe.power:.3g}",
    )
    painter.restore()
