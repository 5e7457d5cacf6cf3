"""Texture inside the breast: grey-level co-occurrence and local binary patterns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from skimage.feature import graycomatrix, graycoprops, local_binary_pattern

from training.evaluation.comparison import Figures, Indices, Plan, compare
from training.evaluation.measure import Better, Measure

CO_OCCURRENCE = ("contrast", "homogeneity", "correlation", "energy")
NAMES = tuple(f"co-occurrence {name}" for name in CO_OCCURRENCE)
GREY_LEVELS = 32
FEWEST_PAIRS = 64
"""Pairs of neighbouring pixels inside the breast, below which there is no texture to state."""

PATTERN_POINTS = 8
PATTERN_RADIUS = 1.0
PATTERNS = PATTERN_POINTS + 2
"""Uniform patterns that rotation makes equal, and one for all others."""


def co_occurrence(picture: NDArray[np.uint8], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Contrast, homogeneity, correlation and energy of neighbouring pixels, over 4 directions.

    Args:
        picture: uint8 (rows, columns), brought to `GREY_LEVELS` equal steps.
        inside: (rows, columns); only pairs that lie in it count.

    Returns:
        (4,); not numbers where there are too few pairs.

    Source: Haralick et al. 1973, appendix I (f₁ energy squared, f₂ contrast, f₃ correlation, f₅
    homogeneity).
    """
    levels = np.where(inside, picture // (256 // GREY_LEVELS) + 1, 0).astype(np.uint8)
    angles = [0, np.pi / 4, np.pi / 2, 3 * np.pi / 4]
    counts = graycomatrix(levels, [1], angles, levels=GREY_LEVELS + 1, symmetric=True)
    counts = counts[1:, 1:].astype(np.float64)  # level 0 is outside
    if counts.sum(axis=(0, 1)).min() < FEWEST_PAIRS:
        return np.full(len(NAMES), np.nan)
    shares = counts / counts.sum(axis=(0, 1))
    return np.array([graycoprops(shares, name).mean() for name in CO_OCCURRENCE])


def pattern_shares(picture: NDArray[np.uint8], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How often each rotation-invariant uniform local binary pattern occurs: (10,).

    Source: Ojala et al. 2002, equation 9 (LBP with P = 8, R = 1).
    """
    patterns = local_binary_pattern(picture, PATTERN_POINTS, PATTERN_RADIUS, method="uniform")
    counts = np.bincount(patterns[inside].astype(int), minlength=PATTERNS)
    return counts / counts.sum() if counts.any() else np.full(PATTERNS, np.nan)


def pattern_measure(shares: NDArray[np.float64], plan: Plan, part: str) -> Measure:
    """Total variation between the mean histograms of local binary patterns.

    Args:
        shares: (items, 10), numbered as the plan says.
        plan: which are compared with which.
        part: of which views.
    """

    def distance(first: Indices, second: Indices) -> Figures:
        sides = [shares[side][np.isfinite(shares[side, 0])] for side in (first, second)]
        if min(map(len, sides)) == 0:
            return np.array([np.nan])
        return np.array([np.abs(sides[0].mean(axis=0) - sides[1].mean(axis=0)).sum() / 2])

    note = f"Total variation, 0 to 1; P = {PATTERN_POINTS}, R = {PATTERN_RADIUS:g} px."
    return compare(distance, plan).measure(
        0, "local binary patterns, distance", part, Better.LOWER, note=note, least=0
    )
