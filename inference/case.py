"""A case and its views: what the engine hands to whoever shows, stores or scores it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from inference.errors import InputError
from inference.imaging.greyscale import Greyscale
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
        description: a short line for overlays, for example a file's SeriesDescription.
        position_known: whether the picture shows the position of its name; one drawn by a model
            that cannot be asked for CC or MLO may show either.
    """

    name: ViewName | None
    pixels: NDArray[np.generic]
    greyscale: Greyscale
    pixel_spacing_mm: tuple[float, float] | None
    pixel_spacing_source: PixelSpacingSource
    synthetic: bool
    description: str = ""
    position_known: bool = True

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
    """

    case_id: str
    views: tuple[View, ...]
    recipe: Recipe | None = field(default=None)

    def __post_init__(self) -> None:
        if not self.views:
            raise InputError(f"Case {self.case_id} has no views.")

    @property
    def synthetic(self) -> bool:
        """Whether every view shows nobody."""
        return all(view.synthetic for view in self.views)
