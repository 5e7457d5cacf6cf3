"""A case and its views: what the engine hands to whoever shows, stores or scores it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError
from inference.imaging.greyscale import Greyscale
from inference.lesions.truth import Finding
from inference.recipe import Recipe, ViewName


class PixelSpacingSource(StrEnum):
    """Where the millimetres of a view come from, as a viewer has to label them."""

    GENERATED = "generated"
    """A drawn view: the frame has a known size."""
    IMAGER = "imager"
    """At the detector: ImagerPixelSpacing alone."""
    MAGNIFICATION_CORRECTED = "magnification corrected"
    """ImagerPixelSpacing divided by EstimatedRadiographicMagnificationFactor."""
    UNKNOWN = "unknown"
    """No spacing: lengths are in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceObject:
    """Where a view from a file comes from, and how its stored pixels became the hung ones.

    Image points are (row, column), continuous, with the corners of pixels at whole numbers: the
    first pixel reaches from (0, 0) to (1, 1).

    Attributes:
        path: of the file.
        sop_class_uid: SOPClassUID (0008,0016); here and below empty where the file has none.
        sop_instance_uid: SOPInstanceUID (0008,0018).
        series_instance_uid: SeriesInstanceUID (0020,000E).
        study_instance_uid: StudyInstanceUID (0020,000D).
        rows: height of the stored picture.
        columns: width of the stored picture.
        transposed: rows became columns.
        upside_down: first and last row were exchanged afterwards.
        mirrored: first and last column were exchanged afterwards.
    """

    path: Path
    sop_class_uid: str
    sop_instance_uid: str
    series_instance_uid: str
    study_instance_uid: str
    rows: int
    columns: int
    transposed: bool = False
    upside_down: bool = False
    mirrored: bool = False

    def to_hung(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point of the stored picture lies in the hung one."""
        row, column = point[::-1] if self.transposed else point
        rows, columns = self._hung_shape
        return (
            rows - row if self.upside_down else row,
            columns - column if self.mirrored else column,
        )

    def to_stored(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where a point of the hung picture lies in the stored one."""
        rows, columns = self._hung_shape
        row = rows - point[0] if self.upside_down else point[0]
        column = columns - point[1] if self.mirrored else point[1]
        return (column, row) if self.transposed else (row, column)

    @property
    def _hung_shape(self) -> tuple[int, int]:
        return (self.columns, self.rows) if self.transposed else (self.rows, self.columns)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """One image of one breast, oriented as it is hung.

    A right breast has its chest wall on the right edge, a left breast on the left edge.

    Attributes:
        name: laterality and position, or None where a file does not tell.
        pixels: (rows, columns) integers or float32, values after the modality LUT; read-only.
        greyscale: how the values become grey on a screen.
        pixel_spacing_mm: (row, column) spacing, or None where it is unknown.
        pixel_spacing_source: where the spacing comes from.
        synthetic: whether the picture shows nobody.
        altered: whether something was taken away from what was acquired, or from what a file holds.
        description: a short line for overlays, for example a file's SeriesDescription.
        position_known: whether the picture shows the position of its name; one drawn by a model
            that cannot be asked for CC or MLO may show either.
        source: the file it was read from; None for a drawn view.
    """

    name: ViewName | None
    pixels: NDArray[np.generic]
    greyscale: Greyscale
    pixel_spacing_mm: tuple[float, float] | None
    pixel_spacing_source: PixelSpacingSource
    synthetic: bool
    description: str = ""
    position_known: bool = True
    source: SourceObject | None = None
    altered: bool = False

    def __post_init__(self) -> None:
        if self.pixels.ndim != 2 or self.pixels.size == 0:
            raise InputError(f"A view needs rows and columns of pixels, not {self.pixels.shape}.")
        if (self.pixel_spacing_mm is None) != (
            self.pixel_spacing_source is PixelSpacingSource.UNKNOWN
        ):
            raise InputError("A view has a pixel spacing exactly if its source is known.")
        self.pixels.flags.writeable = False

    @property
    def label(self) -> str:
        """As it stands in the corner of a film: `R CC`; empty for a view without a name."""
        if self.name is None:
            return ""
        if not self.position_known:
            return f"{self.name.image_laterality} CC or MLO"
        return self.name.label

    @property
    def rows(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])

    @property
    def columns(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """One examination: up to four views, one of each name, or views a file does not name.

    Attributes:
        case_id: for a drawn case derived from the recipe and random-looking, so that it tells a
            reader nothing; for a case from files a name to show.
        views: in the order in which they were asked for.
        recipe: what determines a drawn case; None for a case from files.
        findings: the lesions that were put in, with their truth.
    """

    case_id: str
    views: tuple[View, ...]
    recipe: Recipe | None = field(default=None)
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        if not self.views:
            raise InputError(f"Case {self.case_id} has no views.")

    @property
    def synthetic(self) -> bool:
        """Whether every view shows nobody."""
        return all(view.synthetic for view in self.views)

    @property
    def altered(self) -> bool:
        """Whether a view of it is not as it was acquired, or as its file holds it."""
        return any(view.altered for view in self.views)
