"""The histogram of a view, with the window in use drawn over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.style import ACCENT, FILM_TEXT, FILM_TEXT_DIM
from app.viewer.picture import Picture
from app.viewer.state import ViewState

BINS = 128
SIZE_PX = (220.0, 96.0)
MARGIN_PX = 12.0
MOST_PIXELS = 200_000
"""A copy of the view with no more pixels than this gives the same curve in less time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Histogram:
    """How often values occur in a view, apart from the padding and the commonest dark value.

    Attributes:
        counts: (bins,) shares of the pixels, 0 to 1, the largest is 1.
        values: (bins,) value in the middle of each bin.
        low: lowest value.
        high: highest value.
    """

    counts: NDArray[np.float64]
    values: NDArray[np.float64]
    low: float
    high: float


def histogram_of(picture: Picture) -> Histogram:
    """Count the values of a view; air is left out, or nothing else would be seen."""
    copy = next((copy for copy in picture.copies if copy.size <= MOST_PIXELS), picture.copies[-1])
    counts = np.bincount(copy.ravel(), minlength=len(picture.values)).astype(float)
    values = picture.values.astype(float)
    padding = picture.view.greyscale.padding
    if padding is not None:
        counts[(values >= padding[0]) & (values <= padding[1])] = 0
    if counts.max() > copy.size / 10:
        counts[counts.argmax()] = 0
    used = np.flatnonzero(counts)
    first, last = (used[0], used[-1]) if used.size else (0, -1)
    low, high = float(values[first]), float(values[last])
    binned, edges = np.histogram(values, BINS, (low, max(high, low + 1)), weights=counts)
    return Histogram(
        counts=binned / (binned.max() or 1),
        values=(edges[:-1] + edges[1:]) / 2,
        low=float(edges[0]),
        high=float(edges[-1]),
    )


def paint_histogram(
    painter: QPainter, area: QRectF, histogram: Histogram, picture: Picture, state: ViewState
) -> None:
    """Paint the counts, and over them the grey that each value has now, black below.

    Args:
        painter: in logical pixels of the viewport.
        area: the viewport; the histogram lies in the middle of its lower edge.
        histogram: of the picture.
        picture: gives the greys.
        state: how it is looked at.
    """
    width, height = SIZE_PX
    box = QRectF(area.center().x() - width / 2, area.bottom() - height - MARGIN_PX, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(box, QColor(0, 0, 0, 170))
    step = width / len(histogram.counts)
    for number, share in enumerate(histogram.counts):
        tall = float(np.sqrt(share)) * (height - 18)
        left = box.left() + number * step
        painter.fillRect(QRectF(left, box.bottom() - 14 - tall, step, tall), QColor(FILM_TEXT_DIM))
    grey = picture.grey_table(state.voi, state.inverted) / 255.0
    at = np.searchsorted(picture.values, histogram.values).clip(0, len(grey) - 1)
    curve = QPolygonF(
        [
            QPointF(
                box.left() + (number + 0.5) * step,
                box.bottom() - 14 - float(grey[index]) * (height - 18),
            )
            for number, index in enumerate(at)
        ]
    )
    painter.setPen(QPen(QColor(ACCENT), 1.5))
    painter.drawPolyline(curve)
    painter.setPen(QColor(FILM_TEXT))
    font = painter.font()
    font.setPointSizeF(font.pointSizeF() * 0.8)
    painter.setFont(font)
    line = QRectF(box.left() + 3, box.bottom() - 14, width - 6, 13)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, f"{histogram.low:.0f}")
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, f"{histogram.high:.0f}")
    painter.restore()
