"""What a mark measures: lengths, angles, areas, and the values of the pixels inside."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.reading.marks import REGIONS, Mark, MarkKind, Point, bounds
from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import is_padding
from inference.imaging.polygons import polygon_mask


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelStatistics:
    """The values of the pixels whose middle lies in a region.

    Attributes:
        count: how many; padding and what is not finite is left out.
        mean: in the view's values, after the modality LUT.
        sd: of the sample (n − 1); 0 for a single pixel.
        minimum: the smallest value.
        maximum: the largest value.
    """

    count: int
    mean: float
    sd: float
    minimum: float
    maximum: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkValues:
    """What one mark measures; None is what does not apply to its kind.

    Attributes:
        unit: `mm` or `px` of the lengths; areas are in its square.
        source: where the millimetres come from.
        length: of a ruler.
        angle_deg: of an angle, 0 to 180.
        height: of the box around a region.
        width: of the box around a region.
        area: of a region; of an outline that crosses itself the parts count against each other.
        statistics: of the pixels inside; None where there are none, or they were not asked for.
    """

    unit: str
    source: PixelSpacingSource
    length: float | None = None
    angle_deg: float | None = None
    height: float | None = None
    width: float | None = None
    area: float | None = None
    statistics: PixelStatistics | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueWords:
    """The words in the label of a mark, so that they can be translated.

    Attributes:
        area: before an area.
        mean: before mean ± standard deviation.
        minimum: before the smallest value.
        maximum: before the largest value.
        at_detector: where the millimetres hold.
    """

    area: str = "Area"
    mean: str = "Mean"
    minimum: str = "Min"
    maximum: str = "Max"
    at_detector: str = "detector"


def mark_values(mark: Mark, view: View, *, with_statistics: bool = True) -> MarkValues:
    """Measure one mark.

    Args:
        mark: on this view.
        view: gives the values, and the millimetres if they are known.
        with_statistics: whether the pixels inside a region are looked at, which takes longer.
    """
    spacing = view.pixel_spacing_mm or (1.0, 1.0)
    points = [(row * spacing[0], column * spacing[1]) for row, column in mark.points]
    length = angle = height = width = area = statistics = None
    if mark.kind is MarkKind.RULER:
        length = math.dist(*points)
    elif mark.kind is MarkKind.ANGLE:
        angle = _angle_deg(*points)
    elif mark.kind in REGIONS:
        (top, left), (bottom, right) = bounds(points)
        height, width = bottom - top, right - left
        area = _area(mark.kind, points)
        statistics = pixel_statistics(mark, view) if with_statistics else None
    return MarkValues(
        unit="px" if view.pixel_spacing_mm is None else "mm",
        source=view.pixel_spacing_source,
        length=length,
        angle_deg=angle,
        height=height,
        width=width,
        area=area,
        statistics=statistics,
    )


def value_lines(values: MarkValues, words: ValueWords | None = None) -> tuple[str, ...]:
    """What stands beside a mark, a text for each line: first the size, then the values."""
    words = words or ValueWords()
    note = _note(values.source, words)
    lines: list[str] = []
    if values.length is not None:
        lines.append(f"{values.length:.1f} {values.unit}{note}")
    if values.angle_deg is not None:
        lines.append(f"{values.angle_deg:.1f}°")
    if values.width is not None and values.height is not None:
        lines.append(f"{values.width:.1f} × {values.height:.1f} {values.unit}{note}")
    if values.area is not None:
        lines.append(f"{words.area} {values.area:.1f} {values.unit}²{note}")
    if (found := values.statistics) is not None:
        lines.append(f"{words.mean} {_number(found.mean)} ± {_number(found.sd)}")
        extent = f"{words.minimum} {_number(found.minimum)}"
        lines.append(f"{extent}  {words.maximum} {_number(found.maximum)}")
    return tuple(lines)


def pixel_statistics(mark: Mark, view: View) -> PixelStatistics | None:
    """The values inside a region; None where it holds the middle of no pixel.

    Padding is no picture and does not count (PS3.3 C.7.5.1.1.2).
    """
    rows, columns, inside = region_mask(mark, view.rows, view.columns)
    values = view.pixels[rows, columns][inside].astype(np.float64)
    kept = np.isfinite(values) & ~is_padding(values, view.greyscale)
    values = values if kept.all() else values[kept]
    if not values.size:
        return None
    return PixelStatistics(
        count=int(values.size),
        mean=float(values.mean()),
        sd=float(values.std(ddof=1)) if values.size > 1 else 0.0,
        minimum=float(values.min()),
        maximum=float(values.max()),
    )


def region_mask(mark: Mark, rows: int, columns: int) -> tuple[slice, slice, NDArray[np.bool_]]:
    """Which pixels of a picture have their middle in a region.

    Args:
        mark: a rectangle, ellipse or outline; an outline holds what an odd number of its lines
            separates from the outside.
        rows: of the picture.
        columns: of the picture.

    Returns:
        The rows and columns around the region, and the mask of the part they cut out.
    """
    (top, left), (bottom, right) = bounds(mark.points)
    box = _centers(top, bottom, rows), _centers(left, right, columns)
    y = np.arange(box[0].start, box[0].stop) + 0.5
    x = np.arange(box[1].start, box[1].stop) + 0.5
    if mark.kind is MarkKind.RECTANGLE:
        return *box, np.ones((len(y), len(x)), bool)
    if mark.kind is MarkKind.ELLIPSE:
        v = (y - (top + bottom) / 2) / max((bottom - top) / 2, 1e-12)
        u = (x - (left + right) / 2) / max((right - left) / 2, 1e-12)
        return *box, v[:, None] ** 2 + u[None, :] ** 2 <= 1
    return *box, polygon_mask(mark.points, y, x)


def _centers(low: float, high: float, count: int) -> slice:
    """The pixels whose middle lies in low ≤ middle < high."""
    start = min(max(math.ceil(low - 0.5), 0), count)
    return slice(start, max(min(math.ceil(high - 0.5), count), start))


def _angle_deg(first: Point, apex: Point, last: Point) -> float:
    a = first[0] - apex[0], first[1] - apex[1]
    b = last[0] - apex[0], last[1] - apex[1]
    # The tangent stays exact near 0° and 180°, where the cosine is flat.
    across, along = a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]
    return math.degrees(math.atan2(abs(across), along))


def _area(kind: MarkKind, points: list[Point]) -> float:
    (top, left), (bottom, right) = bounds(points)
    box = (bottom - top) * (right - left)
    if kind is MarkKind.RECTANGLE:
        return box
    if kind is MarkKind.ELLIPSE:
        return math.pi / 4 * box
    rows, columns = np.array(points).T
    return abs(float(rows @ np.roll(columns, -1) - columns @ np.roll(rows, -1))) / 2


def _note(source: PixelSpacingSource, words: ValueWords) -> str:
    notes = {
        PixelSpacingSource.IMAGER: f" ({words.at_detector})",
        PixelSpacingSource.MAGNIFICATION_CORRECTED: " (ERMF)",
    }
    return notes.get(source, "")


def _number(value: float) -> str:
    """Short, for values of any range: whole from 100 on, else three digits."""
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
