"""A breast reduced to what its attributes are measured on: greys, masks, distance from the skin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from inference.drawn_view import breast_mask
from inference.imaging.regions import largest_region
from inference.measurements.pectoral_muscle import PectoralEdge, find_pectoral_edge
from inference.preparation.breast_mask import LARGEST_SHARE, SMALLEST_SHARE

WORKING_MM = 0.9
"""Size of a pixel that most is measured at: a frame of 288 mm has 320 rows."""

MOST_ROWS = 480
"""A picture whose scale would make it higher than this is reduced further."""

SMALLEST_SIDE = 32
"""Height and width of a reduced picture are at least this many pixels."""

SKIN_MM = 4.0
"""What is nearer to the air than this is skin, and no tissue to be judged."""

SPUR_MM = 1.8
"""What a drawn picture has at its outline that is thinner than about twice this is no breast."""

WALL_MM = 4.5
"""So near to the chest wall's edge films have bright borders and folds: that is no tissue to be
judged. A drawn breast that comes so near to the edge reaches it."""

MUSCLE_MARGIN_MM = 3.0
"""The muscle bulges so far beyond the straight line that stands for its edge."""

LEAST_TISSUE_PX = 200
"""A breast with less tissue than this, at the working size, is not judged."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeasuredBreast:
    """A reduced view, chest wall at the left edge; all arrays are (rows, columns).

    It ends a little before the nipple: columns of air alone are left out.

    Attributes:
        grey: float32, 0 (air) to 1.
        pixel_mm: size of a pixel.
        breast: bool, one region with the pectoral muscle.
        depth_mm: distance from the skin, 0 outside.
        pectoral: the edge of the muscle in pixels of the reduced view, or None.
        tissue: bool, the breast without the muscle.
        inside: bool, the tissue without the skin and what lies at the chest wall's edge.
    """

    grey: NDArray[np.float32]
    pixel_mm: float
    breast: NDArray[np.bool_]
    depth_mm: NDArray[np.float32]
    pectoral: PectoralEdge | None
    tissue: NDArray[np.bool_]
    inside: NDArray[np.bool_]


def measured_breast(
    share: NDArray[np.float32],
    pixel_mm: float,
    view_position: str,
    breast: NDArray[np.bool_] | None = None,
) -> MeasuredBreast | None:
    """Reduce a view and find its parts.

    Args:
        share: (rows, columns), 0 (air) to 1, chest wall at the left edge.
        pixel_mm: size of a pixel, above 0.
        view_position: the muscle is looked for in `MLO` alone.
        breast: bool of the same shape; None where the breast is what is brighter than air.

    Returns:
        None where there is no breast, no background, or hardly any tissue.
    """
    factor = reduction(share.shape, pixel_mm)
    grey = reduced(share, factor)
    if min(grey.shape) < SMALLEST_SIDE:
        return None
    small_mm = pixel_mm * factor
    if breast is None:
        mask = _drawn_breast(grey, small_mm)
    else:
        mask = reduced(breast.astype(np.float32), factor) > 0.5
    if not SMALLEST_SHARE <= mask.mean() <= LARGEST_SHARE:
        return None
    # All that follows costs by the pixel, and often half of the picture is air before the nipple.
    ahead = int(np.flatnonzero(mask.any(axis=0))[-1]) + 2
    mask = mask[:, :ahead]
    grey = np.where(mask, grey[:, :ahead], np.float32(0))
    pectoral = None
    if view_position == "MLO":
        pectoral = find_pectoral_edge(grey, mask, chest_wall_is_right=False)
    depth_mm = np.asarray(ndimage.distance_transform_edt(mask), dtype=np.float32) * small_mm
    tissue = mask & ~_muscle(mask.shape, pectoral, MUSCLE_MARGIN_MM / small_mm)
    inside = tissue & (depth_mm > SKIN_MM)
    inside[:, : round(WALL_MM / small_mm)] = False
    if np.count_nonzero(inside) < LEAST_TISSUE_PX:
        return None
    return MeasuredBreast(
        grey=grey,
        pixel_mm=small_mm,
        breast=mask,
        depth_mm=depth_mm,
        pectoral=pectoral,
        tissue=tissue,
        inside=inside,
    )


def reduction(shape: tuple[int, ...], pixel_mm: float, working_mm: float = WORKING_MM) -> int:
    """How many rows of a picture become one."""
    most = round(MOST_ROWS * WORKING_MM / working_mm)
    return max(1, round(working_mm / pixel_mm), -(-shape[0] // most))


def reduced(picture: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    """Means of squares of `factor` pixels; those at the edges may be smaller."""
    if factor == 1:
        return picture
    return np.asarray(Image.fromarray(np.ascontiguousarray(picture)).reduce(factor))


def _drawn_breast(grey: NDArray[np.float32], pixel_mm: float) -> NDArray[np.bool_]:
    """What is brighter than air, without spurs at its outline and gaps at the chest wall."""
    mask = breast_mask(grey.astype(np.float64))
    soft = ndimage.gaussian_filter(mask.astype(np.float32), SPUR_MM / pixel_mm)
    mask = largest_region(np.asarray(soft) > 0.5)
    strip = round(WALL_MM / pixel_mm)
    mask[:, :strip] |= mask[:, strip : strip + 1]
    return mask


def _muscle(shape: tuple[int, ...], edge: PectoralEdge | None, margin: float) -> NDArray[np.bool_]:
    """What lies behind the edge, or within a margin before it."""
    if edge is None:
        return np.zeros(shape, dtype=bool)
    row = np.arange(shape[0])[:, np.newaxis] + 0.5 - edge.top[0]
    column = np.arange(shape[1])[np.newaxis] + 0.5 - edge.bottom[1]
    down, across = edge.bottom[0] - edge.top[0], edge.top[1] - edge.bottom[1]
    ahead = (row * across + column * down - down * across) / np.hypot(down, across)
    return ahead < margin
