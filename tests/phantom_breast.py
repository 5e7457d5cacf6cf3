"""Drawn breasts of fat and dense tissue whose measures are known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

PIXEL_MM = 0.45
ROWS, COLUMNS = 640, 512


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PhantomBreast:
    """A breast as the generator would draw it, chest wall at the left edge; read-only.

    Attributes:
        image: float32 (640, 512), −1 (air) to 1.
        breast: bool of the same shape.
        dense: bool of the same shape.
        muscle: bool of the same shape.
    """

    image: NDArray[np.float32]
    breast: NDArray[np.bool_]
    dense: NDArray[np.bool_]
    muscle: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for array in (self.image, self.breast, self.dense, self.muscle):
            array.flags.writeable = False


@cache
def draw_breast(
    *,
    height_mm: float = 180.0,
    depth_mm: float = 90.0,
    middle_mm: float = 144.0,
    dense_share: float = 0.2,
    core_from_mm: float = 12.0,
    blob_mm: float = 6.0,
    fat: float = 0.4,
    dense: float = 0.75,
    noise: float = 0.01,
    muscle_mm: tuple[float, float] | None = None,
    seed: int = 0,
) -> PhantomBreast:
    """Draw half an ellipse, darker toward the skin, with blobs of dense tissue inside.

    Args:
        height_mm: of the ellipse along the chest wall.
        depth_mm: from the chest wall to the nipple.
        middle_mm: from the top of the picture to the middle of the ellipse.
        dense_share: of the breast without muscle and the outer 4 mm.
        core_from_mm: no dense tissue is nearer to the skin than this.
        blob_mm: about the radius of a blob.
        fat: grey of fat where the breast is thickest, 0 to 1.
        dense: grey of dense tissue there.
        noise: standard deviation of the greys of each tissue.
        muscle_mm: how far down and across the muscle's edge reaches from the upper corner.
        seed: of blobs and noise.
    """
    random = np.random.default_rng(seed)
    y, x = (np.mgrid[:ROWS, :COLUMNS] + 0.5) * PIXEL_MM
    breast = ((y - middle_mm) / (height_mm / 2)) ** 2 + (x / depth_mm) ** 2 < 1
    muscle = np.zeros(breast.shape, dtype=bool)
    if muscle_mm is not None:
        muscle = y / muscle_mm[0] + x / muscle_mm[1] < 1
        breast |= (y < middle_mm) & (x < 0.6 * depth_mm)
    depth = np.asarray(ndimage.distance_transform_edt(breast)) * PIXEL_MM
    blobs = ndimage.gaussian_filter(random.standard_normal(breast.shape), blob_mm / PIXEL_MM)
    wanted = dense_share * np.count_nonzero(breast & ~muscle & (depth > 4))
    core = breast & ~muscle & (depth > core_from_mm)
    level = np.quantile(blobs[core], 1 - min(1.0, wanted / np.count_nonzero(core)))
    is_dense = core & (blobs >= level)
    thickness = np.clip(0.5 + depth / 30, 0, 1)
    grey = thickness * np.where(is_dense, dense, fat) + noise * random.standard_normal(breast.shape)
    grey = np.where(muscle, 0.85, grey)
    image = np.where(breast, np.clip(grey, 0.05, 1), 0) * 2 - 1
    return PhantomBreast(
        image=image.astype(np.float32), breast=breast, dense=is_dense, muscle=muscle & breast
    )
