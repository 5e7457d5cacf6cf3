"""Precision and recall, density and coverage: whether drawn views lie where real ones do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.evaluation.comparison import Figures, Indices, Plan, compare
from training.evaluation.measure import Better, Measure
from training.evaluation.report_aims import PRECISION, RECALL

PRECISION_K = 3
"""Neighbours that a ball of precision and recall holds, as in the paper."""
DENSITY_K = 5
"""Neighbours that a ball of density and coverage holds, as in the paper."""

NOTES = {
    PRECISION: f"Share of drawn views inside the real manifold, k = {PRECISION_K}.",
    RECALL: f"Share of real views inside the drawn manifold, k = {PRECISION_K}.",
    "density": f"How many real balls hold a drawn view, k = {DENSITY_K}; about 1 where alike.",
    "coverage": f"Share of real balls that hold a drawn view, k = {DENSITY_K}.",
}


def distances(features: NDArray[np.float64]) -> NDArray[np.float32]:
    """Euclidean distances of all pairs: (n, d) → (n, n)."""
    squares = np.sum(features**2, axis=1)
    found = squares[:, None] + squares[None, :] - 2 * (features @ features.T)
    np.fill_diagonal(found, 0)
    return np.sqrt(np.maximum(found, 0)).astype(np.float32)


def precision_recall(
    between: NDArray[np.float32], real: Indices, drawn: Indices, k: int = PRECISION_K
) -> tuple[float, float]:
    """Improved precision and recall.

    Args:
        between: (items, items) distances.
        real: numbers of the real views.
        drawn: of the drawn ones.
        k: a ball reaches from an item to its kth neighbour in its own set.

    Source: Kynkäänniemi et al. 2019, equations 1 and 2.
    """
    across = between[np.ix_(real, drawn)]
    precision = (across <= _radii(between, real, k)[:, None]).any(axis=0).mean()
    recall = (across <= _radii(between, drawn, k)[None, :]).any(axis=1).mean()
    return float(precision), float(recall)


def density_coverage(
    between: NDArray[np.float32], real: Indices, drawn: Indices, k: int = DENSITY_K
) -> tuple[float, float]:
    """Density and coverage; arguments as of `precision_recall`.

    Source: Naeem et al. 2020, equations 5 and 6.
    """
    inside = between[np.ix_(real, drawn)] <= _radii(between, real, k)[:, None]
    k = min(k, len(real) - 1)
    return float(inside.sum() / (k * len(drawn))), float(inside.any(axis=1).mean())


def manifold_measures(between: NDArray[np.float32], plan: Plan, part: str) -> list[Measure]:
    """Precision, recall, density and coverage of drawn views, beside those of real ones.

    Args:
        between: (items, items) distances, numbered as the plan says.
        plan: which are compared with which; the reference counts as the real set.
        part: of which views.
    """

    def figures(real: Indices, drawn: Indices) -> Figures:
        if min(len(real), len(drawn)) < 2:
            return np.full(4, np.nan)
        found = precision_recall(between, real, drawn), density_coverage(between, real, drawn)
        return np.array([*found[0], *found[1]])

    found = compare(figures, plan)
    return [
        found.measure(
            index,
            name,
            part,
            Better.HIGHER,
            note=note,
            least=0,
            most=np.inf if name == "density" else 1,
        )
        for index, (name, note) in enumerate(NOTES.items())
    ]


def _radii(between: NDArray[np.float32], items: Indices, k: int) -> NDArray[np.float32]:
    """Distance of each item to its kth neighbour among the same items."""
    own = between[np.ix_(items, items)]
    return np.partition(own, min(k, len(items) - 1), axis=1)[:, min(k, len(items) - 1)]
