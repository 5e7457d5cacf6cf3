"""What a presentation state draws over a view, as plain values in the view's own points."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from inference.errors import InputError
from inference.imaging.greyscale import VoiLut, Window

MAX_ANNOTATIONS = 2_000
MAX_ANNOTATION_POINTS = 8_000
"""More do not fit the 64 kB that a value may have where its kind is written beside it."""
MAX_ANNOTATION_TEXT = 1_024

Point = tuple[float, float]
"""(row, column) in pixels of the hung view; the middle of the first pixel is (0.5, 0.5)."""


class AnnotationKind(StrEnum):
    """What is drawn."""

    POINT = "POINT"
    """One point."""
    POLYLINE = "POLYLINE"
    """Straight parts; closed where the last point repeats the first."""
    ELLIPSE = "ELLIPSE"
    """The two ends of the longer axis, then those of the shorter one."""
    TEXT = "TEXT"
    """The place that the text is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One graphic or text.

    Attributes:
        kind: what it is.
        points: (row, column) in pixels of the hung view.
        text: of a text; of a graphic what belongs to it, or empty.
        layer: name of the graphic layer: at most 16 signs of A–Z, 0–9, blank and underscore.

    Raises:
        InputError: a number of points that the kind does not have, or one that is not finite.
    """

    kind: AnnotationKind
    points: tuple[Point, ...]
    text: str = ""
    layer: str = "MARKS"

    def __post_init__(self) -> None:
        fewest, most = {
            AnnotationKind.POINT: (1, 1),
            AnnotationKind.POLYLINE: (2, MAX_ANNOTATION_POINTS),
            AnnotationKind.ELLIPSE: (4, 4),
            AnnotationKind.TEXT: (1, 1),
        }[self.kind]
        if not fewest <= len(self.points) <= most:
            raise InputError(f"An annotation {self.kind} cannot have {len(self.points)} points.")
        if not all(math.isfinite(value) for point in self.points for value in point):
            raise InputError("An annotation has a point that is nowhere.")

    @property
    def closed(self) -> bool:
        """Whether it is a line that ends where it begins."""
        is_line = self.kind is AnnotationKind.POLYLINE
        return is_line and len(self.points) > 3 and self.points[0] == self.points[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPresentation:
    """How one view is shown, and what is drawn over it.

    Attributes:
        annotations: what is drawn.
        window: a window or table in place of the file's own, or None; reading gives no tables.
        inverted: whether black and white are exchanged.
    """

    annotations: tuple[Annotation, ...]
    window: Window | VoiLut | None = None
    inverted: bool = False
