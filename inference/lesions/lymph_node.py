"""Lymph nodes: an oval with a fatty hilum, or an enlarged one that has lost it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.errors import LesionError
from inference.lesions.shape import (
    CARCINOMA_PER_MM,
    FAT_PER_MM,
    GLAND_PER_MM,
    Canvas,
    LesionShape,
    film_axes,
    laid_into,
)
from inference.lesions.solids import one_body, thickness_mm
from inference.lesions.spec import LesionSpec

NODE_AXES = ((0.62, 0.78), (0.5, 0.65))
"""Second and third radius of a healthy node, as shares of the first: it is bean-shaped."""

ADENOPATHY_AXES = ((0.8, 0.97), (0.75, 0.95))
"""Likewise of an enlarged one: it becomes round."""

HILUM = ((0.5, 0.68), (0.5, 0.62), (0.55, 0.75))
"""Radii of the hilum, as shares of the node's."""

HILUM_AT = 0.5
"""How far it lies to one side, as a share of the second radius: there it opens."""

HILUM_LEFT = (0.0, 0.35)
"""Of an enlarged node's hilum so much is left of each radius."""

ADENOPATHY_MM = (10.0, 60.0)
"""Length of an enlarged axillary node.

Source: nodes longer than 20 mm, round, dense or without their hilum count as pathological (Murray
& Given-Wilson 1997, Clin. Radiol. 52:458), or from 15 mm (Lim et al. 2004, Clin. Radiol. 59:86);
small ones are told by density and shape alone.
"""


def render_lymph_node(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """A healthy node with its hilum, as it lies in a breast or in the axilla."""
    node = _node(spec.extent_mm, NODE_AXES, 1.0, canvas.numbers)
    return _projected(*node, GLAND_PER_MM - FAT_PER_MM, spec.extent_mm, canvas)


def render_adenopathy(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """An enlarged dense axillary node; a CC view does not reach it.

    Raises:
        LesionError: the size is none of an enlarged node.
    """
    least, most = ADENOPATHY_MM
    if not least <= spec.extent_mm <= most:
        raise LesionError(
            f"An enlarged axillary node measures {least:g} to {most:g} mm, not "
            f"{spec.extent_mm:g} mm."
        )
    left = float(canvas.numbers.uniform(*HILUM_LEFT))
    node = _node(spec.extent_mm, ADENOPATHY_AXES, left, canvas.numbers)
    if canvas.view_position != "MLO":
        shape = (canvas.rows, canvas.columns)
        return LesionShape(attenuation=np.zeros(shape, np.float32), outline=np.zeros(shape, bool))
    return _projected(*node, CARCINOMA_PER_MM - FAT_PER_MM, spec.extent_mm, canvas)


def _node(
    size_mm: float,
    shares: tuple[tuple[float, float], tuple[float, float]],
    hilum: float,
    numbers: np.random.RandomState,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Radii of the node and of its hilum (3, 3), and where the hilum lies (3,), in mm."""
    second, third = (numbers.uniform(*share) for share in shares)
    radii = np.array([1.0, second, third]) * size_mm / 2
    opening = np.array([numbers.uniform(*share) for share in HILUM])
    # Long along the body, and opening sideways, where both views see it.
    tilt = np.linalg.qr(np.eye(3) + 0.35 * numbers.normal(size=(3, 3)))[0]
    frame = tilt @ np.array([[0.7, 0.1, 0.7], [-0.5, 0.8, 0.3], [-0.5, -0.6, 0.6]])
    frame = np.linalg.qr(frame)[0]
    at = frame[:, 1] * HILUM_AT * radii[1]
    return frame * radii, frame * (radii * opening * max(hilum, 1e-3)), at


def _projected(
    node: NDArray[np.float64],
    hilum: NDArray[np.float64],
    at: NDArray[np.float64],
    per_mm: float,
    size_mm: float,
    canvas: Canvas,
) -> LesionShape:
    near, part = canvas.around(size_mm / 2 + 2 * canvas.pixel_mm)
    axes = film_axes(canvas.view_position)
    whole, lucent = (
        thickness_mm(
            one_body(middle[None], radii[None]),
            axes,
            (near.rows, near.columns),
            near.pixel_mm,
            near.center,
        )
        for middle, radii in ((np.zeros(3), node), (at, hilum))
    )
    dense = np.maximum(whole - lucent, 0)
    shape = LesionShape(attenuation=dense * np.float32(per_mm), outline=whole > 0)
    return laid_into(shape, canvas, part)
