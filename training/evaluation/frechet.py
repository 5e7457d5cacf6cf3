"""Fréchet distance of features: means and covariances compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.evaluation.comparison import Figures, Indices, Plan, compare
from training.evaluation.measure import Better, Measure

Features = NDArray[np.float64]


def frechet_distance(first: Features, second: Features) -> float:
    """Squared Fréchet distance of the Gaussians with the means and covariances of two sets.

    With few items it is biased upward: compare it with a floor of the same size.

    Args:
        first: (n, d).
        second: (m, d).

    Source: Heusel et al. 2017, equation 6. With centred sets A and B as rows, scaled by √(n − 1),
    the trace of (Σ₁ Σ₂)^½ is the sum of the singular values of A Bᵀ: an n × m problem in place
    of one of d × d.
    """
    means = first.mean(axis=0), second.mean(axis=0)
    A = (first - means[0]) / np.sqrt(len(first) - 1)
    B = (second - means[1]) / np.sqrt(len(second) - 1)
    trace = np.linalg.svd(A @ B.T, compute_uv=False).sum()
    between = np.sum((means[0] - means[1]) ** 2)
    return float(between + np.sum(A**2) + np.sum(B**2) - 2 * trace)


def frechet_measure(features: Features, plan: Plan, part: str) -> Measure:
    """The Fréchet distance of drawn views, beside that of real ones.

    Args:
        features: (items, d), numbered as the plan says.
        plan: which are compared with which.
        part: of which views.
    """

    def distance(first: Indices, second: Indices) -> Figures:
        if min(len(first), len(second)) < 2:
            return np.array([np.nan])
        return np.array([frechet_distance(features[first], features[second])])

    note = f"Sets of about {len(plan.pairings[0].reference)} views; grows as sets shrink."
    return compare(distance, plan).measure(0, "Fréchet distance", part, Better.LOWER, note=note)
