"""What a lesion model is given and what it gives: the contract between models and insertion."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from inference.lesions.spec import LesionSpec

FAT_PER_MM = 0.0456
GLAND_PER_MM = 0.0802
CARCINOMA_PER_MM = 0.085
"""Linear attenuation at 20 keV, per mm.

Source: Johns & Yaffe 1987, Phys. Med. Biol. 32:675.
"""


class Site(StrEnum):
    """Where lesions of a kind lie, and so what their centre is."""

    TISSUE = "tissue"
    """In fibroglandular tissue, off the skin and the muscle, in both views."""
    NIPPLE = "nipple"
    """At the nipple of both views."""
    AXILLA = "axilla"
    """Over the upper part of the pectoral muscle, in MLO alone."""
    BREAST = "breast"
    """The whole breast: the centre is that of the breast in each view."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Canvas:
    """One view as a lesion model sees it: a left breast, chest wall at the left edge.

    In CC lateral is up. The random numbers start anew for each view, from the lesion's own stream:
    a model that draws its three-dimensional numbers first, and in one order, gives both views the
    same lesion, seen along `film_axes`. A model ignores the contrast, which insertion applies.

    Attributes:
        rows: of the view.
        columns: of the view.
        pixel_mm: size of a pixel.
        center: (row, column) of the lesion, continuous; the first pixel reaches from 0 to 1.
        view_position: `CC` or `MLO`.
        numbers: the lesion's random numbers.
        breast: bool (rows, columns), with skin and muscle.
        glandular: float32 (rows, columns), 0 (fat) to 1 (dense tissue), smooth.
        nipple: (row, column).
        back: (row, column) unit vector from the nipple along its line.
    """

    rows: int
    columns: int
    pixel_mm: float
    center: tuple[float, float]
    view_position: str
    numbers: np.random.RandomState
    breast: NDArray[np.bool_]
    glandular: NDArray[np.float32]
    nipple: tuple[float, float]
    back: tuple[float, float] = (0.0, -1.0)

    def around(self, reach_mm: float) -> tuple[Canvas, tuple[slice, slice]]:
        """The part within a distance of the lesion's centre, and where in the view it lies."""
        reach = reach_mm / self.pixel_mm
        ends = [
            (
                min(max(0, math.floor(middle - reach)), size - 1),
                max(min(size, math.ceil(middle + reach)), 1),
            )
            for middle, size in zip(self.center, (self.rows, self.columns), strict=True)
        ]
        (top, bottom), (left, right) = ((low, max(high, low + 1)) for low, high in ends)
        part = slice(top, bottom), slice(left, right)
        smaller = replace(
            self,
            rows=bottom - top,
            columns=right - left,
            center=(self.center[0] - top, self.center[1] - left),
            breast=self.breast[part],
            glandular=self.glandular[part],
            nipple=(self.nipple[0] - top, self.nipple[1] - left),
        )
        return smaller, part


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LesionShape:
    """A lesion in one view, before the view's own grey step, sharpness and noise.

    Attributes:
        attenuation: float32 (rows, columns), Δµ·t against the tissue it replaces; positive is
            brighter. 0 beyond the outline and its margin.
        outline: bool (rows, columns), the truth.
        displacement: float32 (2, rows, columns) in pixels, or None: the warped view takes its
            value at (row, column) from (row + displacement[0], column + displacement[1]) of the
            view. 0 beyond the outline and its margin.
    """

    attenuation: NDArray[np.float32]
    outline: NDArray[np.bool_]
    displacement: NDArray[np.float32] | None = None


LesionModel = Callable[[LesionSpec, Canvas], LesionShape]


def laid_into(shape: LesionShape, canvas: Canvas, part: tuple[slice, slice]) -> LesionShape:
    """A lesion that was drawn into a part of a view, in the whole view."""
    attenuation = np.zeros((canvas.rows, canvas.columns), dtype=np.float32)
    outline = np.zeros((canvas.rows, canvas.columns), dtype=bool)
    attenuation[part], outline[part] = shape.attenuation, shape.outline
    displacement = None
    if shape.displacement is not None:
        displacement = np.zeros((2, canvas.rows, canvas.columns), dtype=np.float32)
        displacement[:, part[0], part[1]] = shape.displacement
    return LesionShape(attenuation=attenuation, outline=outline, displacement=displacement)


def film_axes(view_position: str) -> NDArray[np.float64]:
    """How the breast's axes lie in a view, for a left breast as it hangs.

    The breast's axes are: back (from the nipple to the chest wall), out (lateral) and up. CC is
    taken from above; MLO at 45°, from above and medial, so that its film shows half of out as up.

    Returns:
        (3, 3): rows are the film's axes down, right and along the beam, each in terms of the
        breast's axes (back, out, up).
    """
    half = np.sqrt(0.5)
    if view_position == "MLO":
        return np.array([[0, -half, -half], [-1, 0, 0], [0, half, -half]])
    return np.array([[0, -1, 0], [-1, 0, 0], [0, 0, -1]], dtype=np.float64)


def grid_mm(canvas: Canvas) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far down and right of the lesion's centre each pixel's middle lies, in mm.

    Returns:
        (rows, 1) and (1, columns), to be broadcast.
    """
    down = (np.arange(canvas.rows)[:, None] + 0.5 - canvas.center[0]) * canvas.pixel_mm
    right = (np.arange(canvas.columns)[None] + 0.5 - canvas.center[1]) * canvas.pixel_mm
    return down.astype(np.float64), right.astype(np.float64)
