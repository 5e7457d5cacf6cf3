"""Skin thickening, and a nipple drawn in."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.lesions.shape import (
    FAT_PER_MM,
    GLAND_PER_MM,
    Canvas,
    LesionShape,
    film_axes,
    grid_mm,
    laid_into,
)
from inference.lesions.solids import joined, one_body, thickness_mm
from inference.lesions.spec import LesionSpec

NORMAL_SKIN_MM = 1.6
"""Mean thickness of the skin.

Source: Willson et al. 1982, Clin. Radiol. 33:691; above 2.5 mm it suggests disease (Pope et al.
1984, J. Can. Assoc. Radiol. 35:365).
"""

THICKENED_MM = (3.0, 6.0)
"""Thickness of thickened skin; the larger its extent, the thicker."""

LARGE_MM = 120.0
"""From this extent on, the whole range of thickness is used."""

EDGE_RADIUS_MM = 12.0
"""The edge of a compressed breast is taken to be round; it bulges less than half its thickness."""

PULL = (0.36, 0.46)
"""How far a point of the skin is drawn in, as a share of the reach; from 0.65 on it would fold."""

BANDS = (5, 9)
"""Strands behind skin that is drawn in."""

OUTLINE_MM = 1.0
"""The truth reaches so much deeper than the skin."""

FADE_MM = 2.5
"""Over this distance behind the truth it fades out."""

WATERY = 0.7
"""Thick skin holds water: it absorbs by this share of what fibroglandular tissue has above fat."""

_PER_MM = GLAND_PER_MM - FAT_PER_MM


def render_skin_thickening(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """Thick skin nearest to the centre; its size is the extent along the skin.

    The skin is a shell round a breast whose edge is a half cylinder: seen along the edge it is far
    thicker than face on.
    """
    share = min(1.0, spec.extent_mm / LARGE_MM)
    low, high = THICKENED_MM
    thick = low + (high - low) * share * float(canvas.numbers.uniform(0.6, 1.0))
    depth = depth_mm(canvas)
    at = nearest_skin(canvas, depth)
    rows, columns = np.ogrid[: canvas.rows, : canvas.columns]
    far = np.hypot(rows - at[0], columns - at[1]) * canvas.pixel_mm / (spec.extent_mm / 2)
    fade = np.clip((1 - far) / 0.35, 0, 1)
    local = NORMAL_SKIN_MM + (thick - NORMAL_SKIN_MM) * fade * fade * (3 - 2 * fade)
    extra = shell_mm(depth, local) - shell_mm(depth, np.full_like(local, NORMAL_SKIN_MM))
    # Face on, thick skin veils the whole breast evenly; what is told is its edge.
    edge = np.clip(1 - (depth - thick - OUTLINE_MM) / FADE_MM, 0, 1)
    extra = np.where(canvas.breast & (far < 1), np.maximum(extra, 0) * edge, 0)
    return LesionShape(
        attenuation=(extra * WATERY * _PER_MM).astype(np.float32),
        outline=canvas.breast & (far < 1) & (depth <= thick + OUTLINE_MM),
    )


def render_nipple_retraction(spec: LesionSpec, canvas: Canvas) -> LesionShape:
    """The nipple drawn in; its size is the diameter of what moves."""
    return _drawn_in(spec, canvas, canvas.nipple, canvas.back)


def shell_mm(depth: NDArray[np.float64], thick: NDArray[np.float64]) -> NDArray[np.float64]:
    """Path through skin of a thickness, so deep behind the edge of the breast, in mm."""
    radius = EDGE_RADIUS_MM
    toward = np.clip(radius - depth, 0, radius)
    whole = np.sqrt(radius**2 - toward**2)
    return 2 * (whole - np.sqrt(np.maximum((radius - thick) ** 2 - toward**2, 0)))


def depth_mm(canvas: Canvas) -> NDArray[np.float64]:
    """How far within the breast each pixel's middle lies from air, in mm; 0 in the air."""
    if canvas.breast.all():
        return np.full(canvas.breast.shape, 1e3)
    steps = np.asarray(ndimage.distance_transform_edt(canvas.breast))
    return np.maximum(steps - 0.5, 0) * canvas.pixel_mm


def nearest_skin(canvas: Canvas, depth: NDArray[np.float64]) -> tuple[int, int]:
    """Row and column of the pixel at the skin that lies nearest to the centre."""
    skin = np.argwhere((depth > 0) & (depth <= canvas.pixel_mm))
    if not len(skin):
        skin = np.array([[canvas.nipple[0], canvas.nipple[1]]]).astype(int)
    far = np.hypot(skin[:, 0] + 0.5 - canvas.center[0], skin[:, 1] + 0.5 - canvas.center[1])
    row, column = skin[int(np.argmin(far))]
    return int(row), int(column)


def _drawn_in(
    spec: LesionSpec,
    canvas: Canvas,
    at: tuple[float, float],
    inward: tuple[float, float],
) -> LesionShape:
    """A point drawn along a direction, most at the point, nothing at the reach."""
    reach = spec.extent_mm / 2
    pull = float(canvas.numbers.uniform(*PULL)) * reach
    strands = _strands(reach, canvas.numbers)
    near, part = at_center(canvas, at).around(reach + canvas.pixel_mm)
    down, right = grid_mm(near)
    far = np.hypot(down, right) / reach
    share = np.clip(1 - far * far, 0, 1) ** 2 * pull / canvas.pixel_mm
    bands = _bands(strands, near, inward, pull)
    shape = LesionShape(
        attenuation=np.where((far < 1) & near.breast, bands, 0).astype(np.float32),
        outline=far < 1,
        displacement=np.stack([-inward[0] * share, -inward[1] * share]).astype(np.float32),
    )
    return laid_into(shape, canvas, part)


def at_center(canvas: Canvas, center: tuple[float, float]) -> Canvas:
    """The same view with the lesion's middle elsewhere."""
    return replace(canvas, center=center)


def _strands(reach: float, numbers: np.random.RandomState) -> NDArray[np.float64]:
    """(n, 5): directions behind the skin, length and width in mm of strands that pull."""
    count = int(numbers.randint(BANDS[0], BANDS[1] + 1))
    aside = numbers.normal(0, 0.35, size=(count, 2))
    towards = np.concatenate([np.ones((count, 1)), aside], axis=1)
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    length = reach * numbers.uniform(0.5, 0.95, size=(count, 1))
    return np.concatenate([towards, length, numbers.uniform(0.8, 1.8, size=(count, 1))], axis=1)


def _bands(
    strands: NDArray[np.float64], canvas: Canvas, inward: tuple[float, float], pull: float
) -> NDArray[np.float32]:
    """Attenuation of the strands, which begin where the skin has gone."""
    axes = film_axes(canvas.view_position)
    # The strands' own direction is back; in the film it points left before it is turned.
    angle = math.atan2(inward[0], inward[1]) - math.pi
    cosine, sine = math.cos(angle), math.sin(angle)
    turn = np.array([[cosine, sine, 0], [-sine, cosine, 0], [0, 0, 1]])
    parts = []
    for *towards, length, width in strands:
        direction = np.array(towards)
        middle = direction * length / 2
        other = np.linalg.qr(np.stack([direction, [0.1, 1, 0.2], [0.2, 0.1, 1]], axis=1))[0]
        parts.append(one_body(middle[None], (other * [length / 2, width / 2, width])[None]))
    start = (
        canvas.center[0] + inward[0] * pull / canvas.pixel_mm,
        canvas.center[1] + inward[1] * pull / canvas.pixel_mm,
    )
    shape = (canvas.rows, canvas.columns)
    return thickness_mm(joined(parts), turn @ axes, shape, canvas.pixel_mm, start) * np.float32(
        _PER_MM
    )
