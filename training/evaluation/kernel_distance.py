"""Kernel distance of features: whether two sets could be from one distribution."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from training.evaluation.comparison import Figures, Indices, Plan, compare
from training.evaluation.measure import Better, Measure
from training.evaluation.report_aims import KERNEL_DISTANCE

SCALE = 1000.0
"""Distances are stated times a thousand."""


def polynomial_kernel(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """k(x, y) = (x · y / d + 1)³ of all pairs: (n, d) → (n, n).

    Source: Bińkowski et al. 2018, equation 7.
    """
    return (features @ features.T / features.shape[1] + 1) ** 3


def kernel_distance(kernel: NDArray[np.float64], first: Indices, second: Indices) -> float:
    """Unbiased squared maximum mean discrepancy of two sets of items.

    Args:
        kernel: (items, items).
        first: numbers of the items of a set.
        second: of the other set.

    Returns:
        About 0 for sets of one distribution, and then below 0 as often as above.

    Source: Gretton et al. 2012, equation 3.
    """
    n, m = len(first), len(second)
    if min(n, m) < 2:
        return float("nan")
    own = [
        (kernel[np.ix_(side, side)].sum() - kernel[side, side].sum())
        / (len(side) * (len(side) - 1))
        for side in (first, second)
    ]
    return float(own[0] + own[1] - 2 * kernel[np.ix_(first, second)].mean())


def kernel_measure(kernel: NDArray[np.float64], plan: Plan, part: str) -> Measure:
    """The kernel distance of drawn views, beside that of real ones.

    The floor is the root mean square over the splits: the mean of an unbiased figure would be
    about 0, and no ratio to it would mean anything.

    Args:
        kernel: (items, items), numbered as the plan says.
        plan: which are compared with which.
        part: of which views.
    """

    def distance(first: Indices, second: Indices) -> Figures:
        return np.array([SCALE * kernel_distance(kernel, first, second)])

    found = compare(distance, plan)
    note = (
        f"Polynomial kernel, unbiased; sets of about {len(plan.pairings[0].reference)} views. "
        "The floor is the root mean square of real against real."
    )
    measure = found.measure(0, KERNEL_DISTANCE, part, Better.LOWER, unit="× 10⁻³", note=note)
    return replace(measure, floor=float(np.sqrt(np.mean(found.floors**2))))
