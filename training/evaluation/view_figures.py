"""Figures of single views, and how far their distributions lie apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from training.evaluation.comparison import Figures, Indices, Plan, compare
from training.evaluation.measure import Better, Measure

FEWEST = 8
"""Views with a figure on either side, below which nothing is compared."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ViewFigure:
    """One figure of each view.

    Attributes:
        name: in the field's words, for example `mean grey`.
        unit: of the figure, empty for a plain number.
        real: (n,), not a number where a view has none.
        drawn: (n,) of the drawn views with the same conditions.
    """

    name: str
    unit: str = ""
    real: NDArray[np.float64]
    drawn: NDArray[np.float64]

    @property
    def both(self) -> NDArray[np.float64]:
        """(2n,) as plans number items."""
        return np.concatenate([self.real, self.drawn])

    def is_enough(self, part: NDArray[np.bool_]) -> bool:
        """Whether a part has so many views with this figure that it can be compared."""
        return all(np.isfinite(values[part]).sum() >= FEWEST for values in (self.real, self.drawn))


def distance_measure(figure: ViewFigure, plan: Plan, part: str) -> Measure:
    """How far the distribution of drawn views lies from that of real ones.

    The unit is the standard deviation of the real views that take part: the mean distance that
    a view's figure would have to move.

    Source: Wasserstein distance of order 1 in one dimension (Villani 2003, theorem 2.18).
    """
    values = figure.both
    real = np.concatenate([plan.pairings[0].reference, plan.pairings[0].real])
    spread = np.nanstd(values[real])

    def distance(first: Indices, second: Indices) -> Figures:
        sides = [_present(values[side]) for side in (first, second)]
        if not spread > 0 or min(map(len, sides)) == 0:
            return np.array([np.nan])
        return np.array([stats.wasserstein_distance(*sides) / spread])

    note = f"Wasserstein-1 distance; real views have a standard deviation of {spread:.3g}"
    note += f" {figure.unit}." if figure.unit else "."
    return compare(distance, plan).measure(
        0, f"{figure.name}, distance", part, Better.LOWER, unit="sd of real", note=note, least=0
    )


def mean_measure(
    figure: ViewFigure, chosen: NDArray[np.bool_], part: str, *, note: str = ""
) -> Measure:
    """The mean over drawn views; as floor that of the real ones, which it should be like.

    Args:
        figure: of each view.
        chosen: (n,) which views take part.
        part: name of that part.
        note: a sentence to add.
    """
    drawn, real = (_present(values[chosen]) for values in (figure.drawn, figure.real))
    error = drawn.std(ddof=1) / np.sqrt(len(drawn))
    reach = float(stats.t.ppf(0.975, len(drawn) - 1) * error)
    value = float(drawn.mean())
    return Measure(
        name=figure.name,
        part=part,
        value=value,
        low=value - reach,
        high=value + reach,
        floor=float(real.mean()),
        better=Better.LIKE_FLOOR,
        unit=figure.unit,
        note=f"Mean of {len(drawn)} drawn views against {len(real)} real ones. {note} "
        "95 % interval: Student's t, drawn views are independent.",
    )


def _present(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values[np.isfinite(values)]
