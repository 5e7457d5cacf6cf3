"""Where the words of marks stand: beside their mark, inside the viewport, not upon each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP = 10.0
"""Between a mark and its words, in logical pixels."""
MARGIN = 4.0
"""Between words and the edge of the viewport."""
STEP = 8.0
"""Between the points at which a line is looked at."""


def place_label(
    size: QSizeF,
    mark: QRectF,
    anchor: QPointF,
    area: QRectF,
    *,
    line: Sequence[QPointF] = (),
    taken: Sequence[QRectF] = (),
    others: Sequence[QRectF] = (),
) -> QRectF:
    """Find a place for the words of a mark.

    Args:
        size: of the words.
        mark: what of the mark is to stay free, in logical pixels of the viewport.
        anchor: the point of the mark beside which the words stand best.
        area: the viewport.
        line: ends of the mark's straight parts, which the words should not cross.
        taken: places of other words.
        others: other marks, which the words should not cover either.

    Returns:
        A place inside the viewport; free of this mark and of other words unless there is none.
    """
    inner = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    candidates = [_inside(place, inner) for place in _candidates(size, mark, anchor)]
    drawn = [point for ends in pairwise(line) for point in _along(*ends)]

    def cost(place: QRectF) -> float:
        covered = sum(_overlap(place, other) for other in taken)
        crossed = sum(place.contains(point) for point in drawn)
        hidden = sum(_overlap(place, other) for other in others)
        return 10 * (covered + _overlap(place, mark)) + 3 * hidden + 100 * crossed

    # Of equally good ones the first, which is the nearest to the anchor.
    return min(candidates, key=cost)


def _candidates(size: QSizeF, mark: QRectF, anchor: QPointF) -> list[QRectF]:
    width, height = size.width(), size.height()
    beside_x, beside_y = anchor.x() - width / 2, anchor.y() - height / 2
    corners = [
        (anchor.x() + GAP, beside_y),
        (anchor.x() - GAP - width, beside_y),
        (mark.right() + GAP, beside_y),
        (mark.left() - GAP - width, beside_y),
        (beside_x, mark.bottom() + GAP),
        (beside_x, mark.top() - GAP - height),
        (mark.right() + GAP, mark.bottom()),
        (mark.left() - GAP - width, mark.top() - height),
        (mark.right() + GAP, mark.top() - height),
        (mark.left() - GAP - width, mark.bottom()),
        (mark.center().x() - width / 2, mark.bottom() + GAP),
        (mark.center().x() - width / 2, mark.top() - GAP - height),
    ]
    return [QRectF(x, y, width, height) for x, y in corners]


def _inside(place: QRectF, area: QRectF) -> QRectF:
    """The place, pushed into the area; words larger than it begin at its corner."""
    x = max(min(place.x(), area.right() - place.width()), area.left())
    y = max(min(place.y(), area.bottom() - place.height()), area.top())
    return QRectF(x, y, place.width(), place.height())


def _along(start: QPointF, end: QPointF) -> list[QPointF]:
    """Points on a straight part, dense enough to meet words that lie upon it."""
    count = min(int(math.dist(start.toTuple(), end.toTuple()) / STEP) + 1, 200)
    return [start + (end - start) * (number / count) for number in range(count + 1)]


def _overlap(first: QRectF, second: QRectF) -> float:
    both = first.intersected(second)
    return both.width() * both.height() if both.isValid() else 0.0
