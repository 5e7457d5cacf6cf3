"""Curves of a score as vector drawings for the PDF report."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, Shape, String
from reportlab.lib.colors import HexColor

from app.reading.scoring.measures import Curve

SMOOTH = "binormal"
"""The curve that is drawn broken and without its points."""

Look = dict[str, Any]

SIDE = 160.0
"""Of the axes' square, in points."""

_LEFT, _BELOW, _ABOVE, _KEY_WIDTH = 42.0, 36.0, 10.0, 190.0
_GREY = HexColor("#9a9a9a")
_COLOURS = tuple(
    HexColor(code)
    for code in ("#0b5394", "#b45f06", "#38761d", "#741b47", "#134f5c", "#7f6000", "#444444")
)
_FONT, _SIZE = "Helvetica", 8
_TICKS = 5


def curves_drawing(
    curves: Sequence[Curve], labels: Sequence[str], *, diagonal: bool = True
) -> Drawing:
    """Curves over common axes, with a key to their right.

    Args:
        curves: of one kind, at least one.
        labels: of each for the key.
        diagonal: whether the line of guessing is drawn.
    """
    drawing = Drawing(_LEFT + SIDE + _KEY_WIDTH, _BELOW + SIDE + _ABOVE)
    widest = max((max(curve.x, default=0.0) for curve in curves), default=1.0)
    x_end = 1.0 if widest <= 1 else float(math.ceil(widest))
    _axes(drawing, curves[0].x_label, curves[0].y_label, x_end)
    if diagonal:
        guessing = Line(*_at(0, 0, 1), *_at(1, 1, 1))
        drawing.add(_painted(guessing, strokeColor=_GREY, strokeDashArray=[3, 3]))
    for index, (curve, label) in enumerate(zip(curves, labels, strict=True)):
        look = {"strokeColor": _COLOURS[index % len(_COLOURS)], "strokeWidth": 1.4}
        if curve.name == SMOOTH:
            look["strokeDashArray"] = [5, 2]
        _curve(drawing, curve, look, x_end)
        _key(drawing, index, label, look)
    return drawing


def latin(text: str) -> str:
    """A text in the letters that the standard fonts of PDF have."""
    return text.replace("−", "–").replace("′", "'").replace("χ", "chi").replace("κ", "kappa")


def _at(x: float, y: float, x_end: float) -> tuple[float, float]:
    return _LEFT + SIDE * x / x_end, _BELOW + SIDE * y


def _axes(drawing: Drawing, x_label: str, y_label: str, x_end: float) -> None:
    frame = Rect(_LEFT, _BELOW, SIDE, SIDE)
    drawing.add(_painted(frame, fillColor=None, strokeColor=_GREY))
    for step in range(_TICKS + 1):
        share = step / _TICKS
        along, up = _LEFT + SIDE * share, _BELOW + SIDE * share
        for tick in (Line(along, _BELOW, along, _BELOW - 3), Line(_LEFT, up, _LEFT - 3, up)):
            drawing.add(_painted(tick, strokeColor=_GREY))
        drawing.add(_text(along, _BELOW - 12, f"{share * x_end:g}", "middle"))
        drawing.add(_text(_LEFT - 6, up - 3, f"{share:g}", "end"))
    drawing.add(_text(_LEFT + SIDE / 2, _BELOW - 26, x_label, "middle"))
    drawing.add(_text(_LEFT, _BELOW + SIDE + 3, y_label, "start"))


def _curve(drawing: Drawing, curve: Curve, look: Look, x_end: float) -> None:
    ends = [_at(x, y, x_end) for x, y in zip(curve.x, curve.y, strict=True)]
    if len(ends) > 1:
        drawing.add(_painted(PolyLine([value for end in ends for value in end]), **look))
    if curve.name != SMOOTH:
        for x, y in ends:
            point = Rect(x - 1.5, y - 1.5, 3, 3)
            drawing.add(_painted(point, fillColor=look["strokeColor"], strokeColor=None))


def _key(drawing: Drawing, index: int, label: str, look: Look) -> None:
    x, y = _LEFT + SIDE + 14, _BELOW + SIDE - 10 - 14 * index
    drawing.add(_painted(Line(x, y, x + 16, y), **look))
    drawing.add(_text(x + 22, y - 3, label, "start"))


def _text(x: float, y: float, text: str, anchor: str) -> Shape:
    return _painted(String(x, y, latin(text)), textAnchor=anchor, fontName=_FONT, fontSize=_SIZE)


def _painted(shape: Shape, **look: Any) -> Shape:
    for name, value in look.items():
        setattr(shape, name, value)
    return shape
