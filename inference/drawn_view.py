"""From what the network gives to a view as it is hung: 12-bit values, clean air, side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.case import PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window
from inference.imaging.regions import filled, label_regions
from inference.recipe import ViewName

MAX_VALUE = 4095
"""Largest value of 12 bits."""

AIR_BELOW = 0.02
"""Share of the range under which a value at the edge of the breast counts as air."""

CHEST_WALL_COLUMNS = 0.03
"""Share of the width, at the chest wall, that a breast has to reach."""

FULL_RANGE = Greyscale(windows=(Window(center=2048, width=4096, explanation="full range"),))


def to_view(
    image: NDArray[np.float32],
    name: ViewName,
    *,
    pixel_mm: float,
    keep_air: bool = False,
    position_known: bool = True,
) -> View:
    """Make a view of what the network drew.

    Args:
        image: (rows, columns), about −1 to 1, chest wall on the left edge.
        name: laterality and position; right breasts are mirrored.
        pixel_mm: spacing, the same in both directions.
        keep_air: whether all stays as it was drawn; otherwise what is no breast becomes 0.
        position_known: whether the picture shows the position of its name.
    """
    share = np.clip((image.astype(np.float64) + 1) / 2, 0, 1)
    values = np.rint(share * MAX_VALUE).astype(np.uint16)
    if not keep_air:
        values[~breast_mask(share)] = 0
    if name.image_laterality == "R":
        values = np.ascontiguousarray(values[:, ::-1])
    return View(
        name=name,
        pixels=values,
        greyscale=FULL_RANGE,
        pixel_spacing_mm=(pixel_mm, pixel_mm),
        pixel_spacing_source=PixelSpacingSource.GENERATED,
        synthetic=True,
        position_known=position_known,
    )


def breast_mask(share: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where the breast is: the largest bright region that reaches the chest wall, without holes.

    Specks that the network leaves in the air are no part of it.

    Args:
        share: (rows, columns), 0 (black) to 1 (white), chest wall on the left edge.
    """
    labels, count = label_regions(share >= AIR_BELOW)
    if count == 0:
        return np.zeros(share.shape, dtype=bool)
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    edge = max(1, round(CHEST_WALL_COLUMNS * share.shape[1]))
    at_chest_wall = np.isin(np.arange(len(sizes)), labels[:, :edge])
    if sizes[at_chest_wall].any():
        sizes[~at_chest_wall] = 0
    return filled(labels == np.argmax(sizes))
