"""How the tissue of a breast looks: brightness, contrast, strands, and how its skin shows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.measurements.measured_breast import MeasuredBreast

STRAND_MM = 1.2
"""Standard deviation of the profile of the strands that are looked for, about 3 mm wide."""

STRAND_SHARE = 0.05
"""Strands cover a small part of the tissue: this share of it tells how strong they are."""

SLOPE_WEIGHT = 1.5
"""How much the slope of the grey, over one `STRAND_MM`, takes off the strength of a line."""

SKIN_RIM_MM = 2.5
"""How far the skin reaches inward from the air."""

FAT_BEHIND_MM = (8.0, 15.0)
"""Distances from the skin at which the subcutaneous fat lies that it is compared with."""

LEAST_PX = 20


def brightness(breast: MeasuredBreast) -> float:
    """Mean grey of the tissue, in % of the range from black to white."""
    return 100 * float(breast.grey[breast.inside].mean())


def contrast(breast: MeasuredBreast) -> float:
    """Standard deviation of the tissue's greys, in % of the range from black to white.

    Source: Peli 1990, J. Opt. Soc. Am. A 7:2032 (contrast as root mean square).
    """
    return 100 * float(breast.grey[breast.inside].std())


def strand_strength(breast: MeasuredBreast) -> float:
    """How strongly ligaments, ducts and vessels stand out as bright lines, in % of the grey range.

    At each place: how much more the grey is curved across a line than along it, at the scale
    `STRAND_MM`. On the crest of a line the grey does not slope, beside an edge it does: what slopes
    counts less, so that round spots and edges count little. The mean over the `STRAND_SHARE` of the
    tissue where it is strongest.

    Source: Lindeberg 1998, Int. J. Comput. Vis. 30:117 (ridge strength from the eigenvalues of the
    Hessian, times the scale squared); what the slope takes off is this project's.
    """
    sigma = max(0.7, STRAND_MM / breast.pixel_mm)
    flat, sloped, curved = (_derived(breast.grey, sigma, order, axis=0) for order in (0, 1, 2))
    by_row, by_column = _derived(curved, sigma, 0, axis=1), _derived(flat, sigma, 2, axis=1)
    mixed = _derived(sloped, sigma, 1, axis=1)
    down, right = _derived(sloped, sigma, 0, axis=1), _derived(flat, sigma, 1, axis=1)
    middle = (by_row + by_column) / 2
    half_gap = np.hypot((by_row - by_column) / 2, mixed)
    across = half_gap - middle
    along = np.abs(middle + half_gap)
    slope = SLOPE_WEIGHT * np.hypot(down, right) / sigma
    ridge = np.maximum(across - along - slope, 0) * sigma**2
    strengths = np.sort(ridge[breast.inside])
    return 100 * float(strengths[-max(1, round(STRAND_SHARE * len(strengths))) :].mean())


def skin_visibility(breast: MeasuredBreast) -> float | None:
    """Mean grey of the skin, in % of that of the fat behind it; None where either is not seen.

    The skin is dark where a film was exposed for the dense tissue, and as bright as fat where a
    detector's picture was processed to show it.
    """
    depth, tissue = breast.depth_mm, breast.tissue
    skin = breast.grey[tissue & (depth <= SKIN_RIM_MM)]
    nearest, farthest = FAT_BEHIND_MM
    fat = breast.grey[tissue & (depth >= nearest) & (depth <= farthest)]
    if min(len(skin), len(fat)) < LEAST_PX or not fat.mean() > 0:
        return None
    return 100 * float(skin.mean() / fat.mean())


def _derived(
    grey: NDArray[np.float32], sigma: float, order: int, *, axis: int
) -> NDArray[np.float32]:
    """The derivative of an order along one axis, smoothed along it."""
    smooth = ndimage.gaussian_filter1d(grey, sigma, axis=axis, order=order, truncate=3.0)
    return np.asarray(smooth, dtype=np.float32)
