"""Dense tissue of a breast: fibroglandular tissue apart from fat, muscle and skin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.birads import Composition
from inference.measurements.measured_breast import MeasuredBreast

RING_MM = 2.0
"""Thickness of the rings, at equal distance from the skin, whose fatty level is found."""

DEEPEST_MM = 60.0
"""Distance from the skin from which on the fatty level stays the same."""

FAT_SHARE = 0.1
"""Share of a ring's tissue that is taken to be darker than the fatty level."""

LEAST_RING_PX = 20
"""A ring with fewer pixels than this has no say."""

SUBCUTANEOUS_MM = 18.0
"""Within this distance from the skin there is fat even in a dense breast."""

STEEPEST_RISE = 0.5
"""Deeper than that, the fatty level rises by at most this share of the way to the dense level: a
ring without any fat must not pass for fat."""

DENSE_PERCENTILE = 99.9
"""Percentile of what rises above the fatty level that is the dense level."""

DENSE_RISE = 0.45
"""Tissue is dense from this share of the way from the fatty to the dense level on."""

LEAST_RISE = 0.4
"""And where it is brighter than fat by at least this share of the level of subcutaneous fat: fat
alone is not divided."""

LEVELS = 512
"""Greys told apart where levels are found."""

CLASS_THRESHOLDS = (6.3, 17.8, 31.8)
"""Density in % from which on a breast counts as b, c and d: they give the classes the shares that
radiologists' grades have among the film views the definition was tuned on."""


def density(breast: MeasuredBreast) -> float:
    """Dense share of the tissue without skin and muscle, in %."""
    return 100 * float(np.count_nonzero(dense_tissue(breast)) / np.count_nonzero(breast.inside))


def density_class(percent: float) -> Composition:
    """The composition, in BI-RADS words, that a density in % stands for."""
    return tuple(Composition)[sum(percent >= threshold for threshold in CLASS_THRESHOLDS)]


def dense_tissue(breast: MeasuredBreast) -> NDArray[np.bool_]:
    """Where the tissue is dense: bool (rows, columns).

    A breast is thinner toward its skin, and therefore darker there. So the level of fat is found
    for each distance from the skin, and tissue is judged by how far it rises above it, compared
    with the brightest tissue of the same view. Adding to the greys or multiplying them changes
    nothing, as long as the dense tissue stands out from fat at all. Where hardly any fat is left
    (above about 60 % in drawn examples) the fatty level cannot be found, and too little is told.

    Source: brightness of the thin rim evened out before judging after Byng et al. 1997, Radiology
    203:564; a threshold of each view's own after Byng et al. 1994, Phys. Med. Biol. 39:1629 (set by
    a reader there) and Keller et al. 2012, Med. Phys. 39:4903 (found from the view's greys). How
    the levels are found, and all constants, are this project's own.
    """
    centres, levels = _ring_levels(breast)
    subcutaneous = float(np.interp(SUBCUTANEOUS_MM, centres, levels))
    highest = float(np.percentile(breast.grey[breast.inside], DENSE_PERCENTILE))
    ceiling = subcutaneous + STEEPEST_RISE * max(0.0, highest - subcutaneous)
    fat = np.interp(breast.depth_mm, centres, np.minimum(levels, ceiling))
    rise = np.where(breast.inside, breast.grey - fat, 0)
    dense_level = float(np.percentile(rise[breast.inside], DENSE_PERCENTILE))
    return breast.inside & (rise > max(DENSE_RISE * dense_level, LEAST_RISE * subcutaneous))


def _ring_levels(breast: MeasuredBreast) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distances from the skin in mm, and the fatty level there, which never falls inward."""
    depth = np.minimum(breast.depth_mm[breast.inside], DEEPEST_MM)
    ring = (depth / RING_MM).astype(np.intp)
    rings = int(ring.max()) + 1
    grey = np.minimum(breast.grey[breast.inside] * LEVELS, LEVELS - 1).astype(np.intp)
    counts = np.bincount(ring * LEVELS + grey, minlength=rings * LEVELS).reshape(rings, LEVELS)
    cumulative = counts.cumsum(axis=1)
    total = cumulative[:, -1]
    level = (cumulative < FAT_SHARE * total[:, np.newaxis]).sum(axis=1) / LEVELS
    kept = total >= min(LEAST_RING_PX, int(total.max()))
    centres = (np.flatnonzero(kept).astype(np.float64) + 0.5) * RING_MM
    return centres, np.maximum.accumulate(level[kept])
