"""Asymmetries and thickened trabeculae: tissue without the borders of a mass."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.birads import AsymmetryType
from inference.errors import LesionError
from inference.imaging.regions import closed, filled
from inference.lesions.shape import FAT_PER_MM, GLAND_PER_MM, Canvas, LesionShape, laid_into
from inference.lesions.spec import LesionSpec
from inference.lesions.tissue_volume import TissueVolume, distance_share, noise, off_the_skin

SIZES_MM: dict[AsymmetryType, tuple[float, float]] = {
    AsymmetryType.ASYMMETRY: (8.0, 50.0),
    AsymmetryType.FOCAL: (8.0, 50.0),
    AsymmetryType.DEVELOPING: (8.0, 50.0),
    AsymmetryType.GLOBAL: (40.0, 120.0),
}
"""Extents: a focal one is smaller than a quadrant, a global one is not.

Source: the terms' definitions in the ACR BI-RADS Atlas, Mammography, 5th edition; the numbers are
this project's own.
"""

SUBCUTANEOUS_MM = 5.0
"""No fibroglandular tissue lies nearer to the skin."""

FULL = 0.55
"""Noise, in standard deviations, at the middle: most of it is tissue."""

EDGE = 2.3
"""How much of that is lost toward the edge: fat comes in between, and no border is convex."""

SOFT = 0.5
"""Width of the border between tissue and fat, in standard deviations of the noise."""

OUTLINE_SHARE = 0.15
"""The outline reaches as far as there is this share of the thickest tissue."""

GAP_MM = 4.0
"""Narrower fat between tissue belongs to the outline."""

FADE_MM = 2.5
"""Over this distance beyond the outline the last islands fade out."""

DISPLACED_SHARE = 0.4
"""New tissue replaces this share of what fibroglandular tissue was there; the rest is pushed
aside."""

STRAND_WIDTH = 0.3
"""Half the width of a trabecula, in standard deviations of the noise."""

_SPAN_PER_MM = GLAND_PER_MM - FAT_PER_MM


def render_asymmetry(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """An asymmetry in a view; a plain `asymmetry` shows in one of the two positions alone.

    Raises:
        LesionError: the size is none of this type.
    """
    kind = AsymmetryType(spec.word("type"))
    least, most = SIZES_MM[kind]
    if not least <= spec.extent_mm <= most:
        raise LesionError(
            f"A finding of the type {kind.label} measures {least:g} to {most:g} mm, not "
            f"{spec.extent_mm:g} mm. Change the size or the type."
        )
    shown_in = "CC" if canvas.numbers.uniform() < 0.5 else "MLO"
    if kind is AsymmetryType.ASYMMETRY and canvas.view_position != shown_in:
        return _nothing(canvas)
    field = FULL + noise(canvas.numbers) - EDGE * distance_share() ** 2
    share = np.clip(field / SOFT + 0.5, 0, 1) * (distance_share() < 1)
    return _tissue(share, spec.extent_mm, canvas)


def render_trabecular_thickening(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """A net of thick strands in a view, densest in the middle of its extent."""
    sheets = [np.clip(1 - np.abs(noise(canvas.numbers, 1.2)) / STRAND_WIDTH, 0, 1) for _ in "12"]
    share = np.maximum(*sheets) * np.clip(2.5 * (1 - distance_share()), 0, 1)
    return _tissue(share, spec.extent_mm, canvas)


def _tissue(share: NDArray[np.float64], size_mm: float, canvas: Canvas) -> LesionShape:
    near, part = canvas.around(size_mm / 2 + 2 * GAP_MM)
    volume = TissueVolume(share=share.astype(np.float32), size_mm=size_mm)
    within = off_the_skin(canvas, SUBCUTANEOUS_MM)[part]
    thickness = volume.thickness_mm(near) * within
    new = thickness * (1 - DISPLACED_SHARE * near.glandular)
    outline = _outline(thickness, canvas)
    away = np.asarray(ndimage.distance_transform_edt(~outline)) * canvas.pixel_mm
    near_by = np.clip(1 - away / FADE_MM, 0, 1)
    shape = LesionShape(
        attenuation=(new * near_by * _SPAN_PER_MM).astype(np.float32), outline=outline
    )
    return laid_into(shape, canvas, part)


def _outline(thickness: NDArray[np.float32], canvas: Canvas) -> NDArray[np.bool_]:
    if not thickness.any():
        return np.zeros(thickness.shape, bool)
    dense = thickness > OUTLINE_SHARE * thickness.max()
    return filled(closed(dense, max(1, round(GAP_MM / canvas.pixel_mm))))


def _nothing(canvas: Canvas) -> LesionShape:
    shape = (canvas.rows, canvas.columns)
    return LesionShape(attenuation=np.zeros(shape, np.float32), outline=np.zeros(shape, bool))
