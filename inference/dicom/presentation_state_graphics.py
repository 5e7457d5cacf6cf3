r"""Graphics of a presentation state: between stored column\row and hung (row, column).

Units are PIXEL: the upper left corner of the first pixel is 0\0 and the lower right corner of the
last one Columns\Rows, as with our own points; whole pixels of the displayed area count from 1\1.

Source: DICOM PS3.3 C.10.4 (displayed area), C.10.5 (graphic annotation), C.10.6 (spatial
transformation).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from highdicom.pr import GraphicObject, TextObject
from pydicom.dataset import Dataset
from pydicom.valuerep import format_number_as_ds

from inference.case import View
from inference.dicom.annotations import (
    MAX_ANNOTATION_POINTS,
    MAX_ANNOTATION_TEXT,
    Annotation,
    AnnotationKind,
    Point,
)
from inference.dicom.elements import items, numbers, text, whole
from inference.errors import InputError

ToHung = Callable[[float, float], Point]
"""From a stored column and row to a point of the hung view."""

_ROTATIONS = {
    # transposed, upside down, mirrored: degrees clockwise, then flipped left and right.
    (False, False, False): (0, "N"),
    (False, False, True): (0, "Y"),
    (False, True, True): (180, "N"),
    (False, True, False): (180, "Y"),
    (True, False, True): (90, "N"),
    (True, False, False): (90, "Y"),
    (True, True, False): (270, "N"),
    (True, True, True): (270, "Y"),
}


def graphic_object(annotation: Annotation, view: View) -> GraphicObject | None:
    """What an annotation draws; None for a mere text."""
    if annotation.kind is AnnotationKind.TEXT:
        return None
    data = np.array([_to_stored(point, view) for point in annotation.points])
    if annotation.kind is AnnotationKind.ELLIPSE:
        data = _longer_axis_first(data)
    return GraphicObject(graphic_type=annotation.kind.value, graphic_data=data, units="PIXEL")


def text_object(annotation: Annotation, view: View) -> TextObject | None:
    """What an annotation says, at its first point; None where it says nothing."""
    words = "\r\n".join(annotation.text[:MAX_ANNOTATION_TEXT].splitlines())[:MAX_ANNOTATION_TEXT]
    if not words:
        return None
    column, row = _to_stored(annotation.points[0], view)
    return TextObject(
        text_value=words,
        units="PIXEL",
        anchor_point=(column, row),
        anchor_point_visible=annotation.kind is AnnotationKind.TEXT,
    )


def read_graphic(item: Dataset, to_hung: ToHung) -> tuple[AnnotationKind, tuple[Point, ...]] | None:
    """What one item of a Graphic Object Sequence draws; None where it cannot be shown.

    A circle becomes an ellipse, and an interpolated line one of straight parts.

    Raises:
        InputError: more points than can be shown.
    """
    values = numbers(item, "GraphicData")
    if len(values) > 2 * MAX_ANNOTATION_POINTS:
        raise InputError(f"a graphic has more than {MAX_ANNOTATION_POINTS} points")
    data = list(zip(values[::2], values[1::2], strict=False))
    kind = text(item, "GraphicType")
    if kind == "CIRCLE" and len(data) == 2:
        data = _ends_of_circle(*data)
    points = tuple(to_hung(*pair) for pair in data)
    if kind == "POINT" and len(data) == 1:
        return AnnotationKind.POINT, points
    if kind in ("CIRCLE", "ELLIPSE") and len(data) == 4:
        return AnnotationKind.ELLIPSE, points
    if kind in ("POLYLINE", "INTERPOLATED") and len(data) >= 2:
        return AnnotationKind.POLYLINE, points
    return None


def read_text(item: Dataset, to_hung: Callable[[str], ToHung | None]) -> tuple[Point, str] | None:
    """Place and words of one item of a Text Object Sequence; None where it has none.

    Args:
        item: with an anchor point, a bounding box, or both.
        to_hung: gives what brings points of a unit (PIXEL, DISPLAY) to the hung view.
    """
    words = str(item.get("UnformattedTextValue", ""))[:MAX_ANNOTATION_TEXT]
    words = "\n".join(line.strip() for line in words.splitlines()).strip()
    anchor = numbers(item, "AnchorPoint")
    box = [
        *numbers(item, "BoundingBoxTopLeftHandCorner"),
        *numbers(item, "BoundingBoxBottomRightHandCorner"),
    ]
    if words and len(anchor) == 2:
        place = to_hung(text(item, "AnchorPointAnnotationUnits") or "PIXEL")
        return None if place is None else (place(*anchor), words)
    if words and len(box) == 4:
        place = to_hung(text(item, "BoundingBoxAnnotationUnits") or "PIXEL")
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return None if place is None else (place(*middle), words)
    return None


def pixels_to_hung(view: View) -> ToHung:
    """For points in units of PIXEL."""

    def to_hung(column: float, row: float) -> Point:
        return (row, column) if view.source is None else view.source.to_hung((row, column))

    return to_hung


def display_to_hung(view: View, area: Dataset | None, rotation: int) -> ToHung:
    """For points in units of DISPLAY: fractions of the displayed area as it is shown.

    Args:
        view: as it hangs.
        area: item of the Displayed Area Selection Sequence; None is the whole picture.
        rotation: ImageRotation (0070,0042).
    """
    turned = view.source is not None and view.source.transposed
    columns, rows = (view.rows, view.columns) if turned else (view.columns, view.rows)
    first, last = (1.0, 1.0), (float(columns), float(rows))
    if area is not None:
        corners = numbers(area, "DisplayedAreaTopLeftHandCorner")
        others = numbers(area, "DisplayedAreaBottomRightHandCorner")
        if len(corners) == len(others) == 2:
            first, last = (corners[0], corners[1]), (others[0], others[1])
    to_hung = pixels_to_hung(view)

    def place(right: float, down: float) -> Point:
        across, along = (down, right) if rotation in (90, 270) else (right, down)
        column = _part_way(first[0], last[0], across)
        return to_hung(column, _part_way(first[1], last[1], along))

    return place


def displayed_area(view: View) -> Dataset:
    """The whole picture, as it hangs."""
    first, last = (_pixel_at((row, column), view) for row, column in _inner_corners(view))
    item = Dataset()
    item.DisplayedAreaTopLeftHandCorner = list(first)
    item.DisplayedAreaBottomRightHandCorner = list(last)
    item.PresentationSizeMode = "SCALE TO FIT"
    if view.pixel_spacing_mm is None:
        item.PresentationPixelAspectRatio = [1, 1]
    else:
        turned = view.source is not None and view.source.transposed
        spacing = view.pixel_spacing_mm[::-1] if turned else view.pixel_spacing_mm
        item.PresentationPixelSpacing = [format_number_as_ds(value) for value in spacing]
    attributes = Dataset()
    attributes.DisplayedAreaSelectionSequence = [item]
    return attributes


def spatial_transformation(view: View) -> Dataset:
    """How the stored picture was turned; empty where it was not."""
    attributes = Dataset()
    if (source := view.source) is None:
        return attributes
    turn = source.transposed, source.upside_down, source.mirrored
    if any(turn):
        attributes.ImageRotation, attributes.ImageHorizontalFlip = _ROTATIONS[turn]
    return attributes


def rotation_of(dataset: Dataset) -> int:
    """ImageRotation as a multiple of 90 degrees, 0 to 270."""
    return whole(dataset, "ImageRotation", 0) % 360


def area_of(dataset: Dataset, instance_uid: str) -> Dataset | None:
    """The displayed area that holds for a picture, or None."""
    for item in items(dataset, "DisplayedAreaSelectionSequence"):
        pictures = items(item, "ReferencedImageSequence")
        if not pictures or any(
            text(picture, "ReferencedSOPInstanceUID") == instance_uid for picture in pictures
        ):
            return item
    return None


def _to_stored(point: Point, view: View) -> tuple[float, float]:
    """Column and row; a place beside the picture is brought to its edge."""
    row = min(max(point[0], 0.0), float(view.rows))
    column = min(max(point[1], 0.0), float(view.columns))
    if view.source is not None:
        row, column = view.source.to_stored((row, column))
    return column, row


def _inner_corners(view: View) -> tuple[Point, Point]:
    return (0.5, 0.5), (view.rows - 0.5, view.columns - 0.5)


def _pixel_at(point: Point, view: View) -> tuple[int, int]:
    """The stored pixel, column and row counted from 1, at a point."""
    column, row = _to_stored(point, view)
    return int(column) + 1, int(row) + 1


def _part_way(first: float, last: float, part: float) -> float:
    """A place between the outer edges of the pixels `first` and `last`, which count from 1."""
    if first <= last:
        return first - 1 + part * (last - first + 1)
    return first - part * (first - last + 1)


def _longer_axis_first(ends: np.ndarray) -> np.ndarray:
    lengths = np.hypot(*(ends[1::2] - ends[::2]).T)
    return ends if lengths[0] >= lengths[1] else ends[[2, 3, 0, 1]]


def _ends_of_circle(
    center: tuple[float, float], edge: tuple[float, float]
) -> list[tuple[float, float]]:
    (x, y), radius = center, float(np.hypot(edge[0] - center[0], edge[1] - center[1]))
    return [(x - radius, y), (x + radius, y), (x, y - radius), (x, y + radius)]
