"""A solitary dilated duct: a smooth tube that runs to the nipple and widens toward it."""

from __future__ import annotations

import numpy as np

from inference.lesions.calcification_layouts import FORWARD
from inference.lesions.ducts import toward_nipple
from inference.lesions.shape import (
    FAT_PER_MM,
    GLAND_PER_MM,
    Canvas,
    LesionShape,
    film_axes,
    laid_into,
)
from inference.lesions.solids import Solids, one_body, thickness_mm
from inference.lesions.spec import LesionSpec

CALIBRE_MM = (3.0, 6.0)
"""Diameter at the nipple's end; a duct counts as dilated from about 2 to 3 mm on."""

PIECES = 14


def render_dilated_duct(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """A dilated duct in a view; its size is its length."""
    duct = dilated_duct(spec.extent_mm, canvas.numbers)
    near, part = canvas.around(spec.extent_mm / 2 + 2 * canvas.pixel_mm)
    thickness = thickness_mm(
        duct,
        toward_nipple(film_axes(canvas.view_position), canvas),
        (near.rows, near.columns),
        near.pixel_mm,
        near.center,
    )
    shape = LesionShape(
        attenuation=thickness * np.float32(GLAND_PER_MM - FAT_PER_MM), outline=thickness > 0
    )
    return laid_into(shape, canvas, part)


def dilated_duct(length_mm: float, numbers: np.random.RandomState) -> Solids:
    """The tube in the breast, in mm about its middle; one body."""
    calibre = min(float(numbers.uniform(*CALIBRE_MM)), 0.6 * length_mm)
    bends = numbers.normal(0, 0.1, size=(2, 3)) * [0, 1, 1]
    way = np.linspace(-0.5, 0.5, PIECES)
    centers = way[:, None] * FORWARD + (way**2)[:, None] * bends[0] + (way**3)[:, None] * bends[1]
    width = calibre / 2 * (0.7 + 0.6 * (way + 0.5) / 1.3)
    radii = np.zeros((PIECES, 3, 3))
    radii[:, 0, 0] = 1.6 * length_mm / PIECES
    radii[:, 1, 1] = radii[:, 2, 2] = width
    tube = one_body(centers * length_mm, radii)
    return tube.scaled(length_mm / tube.diameter_mm)
