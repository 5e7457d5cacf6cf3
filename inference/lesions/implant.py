"""The silhouette of an implant: smooth, against the chest wall, white or veiled."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.errors import LesionError
from inference.lesions.features import LesionFeature
from inference.lesions.shape import FAT_PER_MM, Canvas, LesionShape, grid_mm, laid_into
from inference.lesions.skin import at_center
from inference.lesions.spec import LesionSpec
from inference.lesions.tissue_volume import off_the_skin

SIZES_MM = (50.0, 160.0)
"""Width of an implant along the chest wall, in a breast that is pressed.

Source: implants are made with bases of about 8 to 16 cm; the numbers are this project's own.
"""

PROFILE = (0.42, 0.55)
"""How far an implant reaches from the chest wall, as a share of its width."""

COVER_MM = 8.0
"""It keeps this distance from the skin."""

THICK_MM = 38.0
"""Of a pressed implant, along the beam."""

SALINE_THICK_MM = 18.0
"""What is told of a saline one: pictures for viewing flatten their bright end, and tissue shows
through."""

FLAT = 0.3
"""Its edge falls off with this power of the elliptic distance: ½ would be an ellipsoid, less is a
flatter disc."""

SILICONE_PER_MM = 0.199
"""Linear attenuation at 20 keV of silicone, (C2H6OSi)n, 0.97 g/cm³.

Source: Hubbell & Seltzer, NISTIR 5632, table 3, by the elements' shares of the mass.
"""

SALINE_PER_MM = 0.081
"""Likewise of water."""

SHELL_MM = 0.5
"""Thickness of the silicone shell of a saline implant."""

FOLDS = (2, 5)
"""Folds of a saline implant's shell."""

MOST = 6.0
"""No more attenuation than this is told: all of it is white."""


def render_implant(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """An implant in a view; its size is the width along the chest wall.

    Raises:
        LesionError: the size is none of an implant, or the breast is too small.
    """
    least, most = SIZES_MM
    if not least <= spec.extent_mm <= most:
        raise LesionError(
            f"An implant measures {least:g} to {most:g} mm, not {spec.extent_mm:g} mm."
        )
    profile = spec.extent_mm * float(canvas.numbers.uniform(*PROFILE))
    folds = _folds(canvas.numbers)
    low = LesionFeature(spec.word("feature")) is LesionFeature.SALINE_IMPLANT
    wall = at_center(canvas, _chest_wall(canvas))
    _check_room(wall, spec.extent_mm)
    near, part = wall.around(spec.extent_mm * 0.6)
    far = _elliptic(near, spec.extent_mm / 2, profile)
    # Gaps at the chest wall are the picture's, not the breast's.
    solid = np.maximum.accumulate(canvas.breast[:, ::-1], axis=1)[:, ::-1]
    whole = replace(canvas, breast=solid)
    within = off_the_skin(whole, COVER_MM)[part]
    thick = (
        (SALINE_THICK_MM if low else THICK_MM)
        * np.clip(1 - far**2, 0, None) ** FLAT
        * np.minimum(1, 2 * within)
    )
    attenuation = (SALINE_PER_MM if low else SILICONE_PER_MM) * thick - FAT_PER_MM * thick
    if low:
        attenuation = attenuation + SILICONE_PER_MM * _shell(far, thick, folds)
    shape = LesionShape(
        attenuation=np.minimum(attenuation, MOST).astype(np.float32), outline=thick > 1
    )
    return laid_into(shape, canvas, part)


def _chest_wall(canvas: Canvas) -> tuple[float, float]:
    """The middle of the breast's edge at the chest wall, level with the breast's own middle."""
    rows, columns = np.nonzero(canvas.breast)
    return float(rows.mean()) + 0.5, float(columns.min())


def _check_room(wall: Canvas, size_mm: float) -> None:
    rows = np.flatnonzero(wall.breast.any(axis=1))
    room = (rows[-1] - rows[0] + 1) * wall.pixel_mm - 2 * COVER_MM
    if size_mm > room:
        raise LesionError(
            f"An implant of {size_mm:g} mm does not fit into this breast: at most about "
            f"{max(math.floor(room), 0)} mm would. Make it smaller."
        )


def _elliptic(canvas: Canvas, half_mm: float, profile_mm: float) -> NDArray[np.float64]:
    """0 in the middle of the implant's base, 1 at its edge; in MLO it leans on the muscle."""
    down, right = grid_mm(canvas)
    lean = 0.18 if canvas.view_position == "MLO" else 0.0
    return np.sqrt((down / half_mm) ** 2 + ((right + lean * down) / profile_mm) ** 2)


def _folds(numbers: np.random.RandomState) -> NDArray[np.float64]:
    """(n, 3): bearing, distance from the middle and bend of folds."""
    count = int(numbers.randint(FOLDS[0], FOLDS[1] + 1))
    return np.stack(
        [
            numbers.uniform(-1.2, 1.2, count),
            numbers.uniform(0.3, 0.8, count),
            numbers.uniform(-0.3, 0.3, count),
        ],
        axis=1,
    )


def _shell(
    far: NDArray[np.float64], thick: NDArray[np.float64], folds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Path through the shell in mm: twice its thickness, much more along the edge and in folds."""
    edge = np.clip(1 - np.abs(1 - far) / 0.035, 0, 1) * 12 * SHELL_MM
    rows = np.linspace(-1, 1, far.shape[0])[:, None]
    columns = np.linspace(0, 1, far.shape[1])[None]
    lines = np.zeros(far.shape)
    for bearing, away, bend in folds:
        across = rows * math.sin(bearing) + columns * math.cos(bearing) - away
        along = rows * math.cos(bearing) - columns * math.sin(bearing)
        line = np.clip(1 - np.abs(across + bend * along**2) / 0.012, 0, 1)
        lines = np.maximum(lines, line * np.clip(1 - np.abs(along) / 0.5, 0, 1))
    return np.where(thick > 0, 2 * SHELL_MM + edge + 6 * SHELL_MM * lines, 0)
