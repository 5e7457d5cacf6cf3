"""Bringing the views of a case together, as far as those of real women agree more than w makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.controls_manifest import OneWoman
from inference.latents import side_z
from inference.mapping_network import Array
from inference.recipe import ViewName
from training.controls.components import PrincipalComponents
from training.controls.drawing import Drawing
from training.controls.regression import REACH, Regression
from training.evaluation.case_consistency import PAIRS, Likeness, MeasuredCases

OWN_PENALTY = 0.3
"""Ridge penalty on what a condition's gradients differ by from those of all together."""

MOVE_COST = 0.3
"""What the squared length of a change costs, in squared standard deviations it misses."""

LEAST_TOLD = 0.05
"""Share of a difference between views that w has to tell for it to be taken away."""

BETWEEN_VIEWS, BETWEEN_SIDES = PAIRS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Togetherness:
    """What the engine needs to bring views together.

    Attributes:
        described: which attributes, and how far.
        gradients: (conditions, k, w_dim).
        changes: (conditions, k, w_dim).
    """

    described: OneWoman
    gradients: Array
    changes: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Samples:
    """What directions were found on.

    Attributes:
        whitened: (n, coordinates) of w.
        table: (n, attributes) measured.
        conditions: (n,) of each view.
        components: of w, of all conditions together; the coordinates are along them.
    """

    whitened: Array
    table: Array
    conditions: NDArray[np.intp]
    components: PrincipalComponents


def togetherness(
    drawing: Drawing,
    samples: Samples,
    regression: Regression,
    usable: NDArray[np.bool_],
    names: Sequence[str],
    drawn: MeasuredCases,
    drawn_likeness: Sequence[Likeness],
    real_likeness: Sequence[Likeness],
    seed: int,
    psi: float,
) -> Togetherness | None:
    """How to bring the views of a case together; None where they agree as real ones do.

    Args:
        drawing: the model.
        samples: to regress on.
        regression: of the attributes on w.
        usable: (attributes,) whether w tells enough of each.
        names: of the attributes.
        drawn: cases as w alone makes them, of seeds one after the other.
        drawn_likeness: of these.
        real_likeness: of real women.
        seed: of the first drawn case.
        psi: their truncation.
    """
    if len(drawing.bundle.manifest.conditions.view) < 2:
        return None
    gradients = _gradients(samples, regression, usable, len(drawing.conditions))
    along = gradients / samples.components.sd @ samples.components.vectors
    told = _told(drawn, _predicted(drawing, along, drawn, seed, psi))
    shares = np.array(
        [
            [
                _share(name, pair, drawn_likeness, real_likeness, float(told[pair][n]))
                for pair in PAIRS
            ]
            for n, name in enumerate(names)
        ]
    )
    kept = np.flatnonzero(shares.any(axis=1))
    if len(kept) == 0:
        return None
    return Togetherness(
        described=OneWoman(
            attributes=tuple(names[int(n)] for n in kept),
            between_views=tuple(round(float(each), 3) for each in shares[kept, 0]),
            between_sides=tuple(round(float(each), 3) for each in shares[kept, 1]),
        ),
        gradients=along[:, kept],
        changes=samples.components.unwhitened(_changes(gradients, kept)),
    )


def _gradients(
    samples: Samples, regression: Regression, usable: NDArray[np.bool_], count: int
) -> Array:
    """(conditions, attributes, n): sd of the condition's own views for 1 sd of each coordinate."""
    attributes, n = regression.gradients.shape
    found = np.zeros((count, attributes, n))
    for index in np.flatnonzero(usable):
        column = samples.table[:, index]
        scaled = np.full(len(column), np.nan)
        for condition in range(count):
            here = (samples.conditions == condition) & np.isfinite(column)
            if here.sum() > 1 and column[here].std() > 0:
                z = (column[here] - column[here].mean()) / column[here].std()
                scaled[here] = np.clip(z, -REACH, REACH)
        seen = np.isfinite(scaled)
        common = _ridge(samples.whitened[seen], scaled[seen], float(regression.penalties[index]))
        for condition in range(count):
            here = seen & (samples.conditions == condition)
            if here.any():
                x = samples.whitened[here]
                own = _ridge(x, scaled[here] - x @ common, OWN_PENALTY)
                found[condition, index] = common + own
    return found


def _ridge(x: Array, y: Array, penalty: float) -> Array:
    cost: Array = x.T @ x + penalty * len(x) * np.eye(x.shape[1])
    return np.linalg.solve(cost, x.T @ y).astype(np.float64)


def _predicted(
    drawing: Drawing, along: Array, drawn: MeasuredCases, seed: int, psi: float
) -> Array:
    """(cases, 4, attributes): what w tells of each view, in sd."""
    values = np.zeros(drawn.values.shape)
    z_dim = drawing.bundle.manifest.z_dim
    for number, technique in enumerate(drawn.techniques):
        for index, name in enumerate(ViewName):
            condition = next(
                n
                for n, each in enumerate(drawing.conditions)
                if (each.view_position, str(each.technique)) == (name.view_position, technique)
            )
            z = side_z(seed + number, name.image_laterality, z_dim)[None]
            w = drawing.w(z, condition)[0] - drawing.network.w_avg[condition]
            values[number, index] = along[condition] @ (psi * w)
    return values


def _told(drawn: MeasuredCases, predicted: Array) -> dict[str, Array]:
    """(attributes,) for each pair of views: the share of their difference that w tells."""
    values, order = drawn.standardised(), [name.value for name in ViewName]
    # Predictions are in sd of other views, at another truncation: brought to the same scale.
    scale = np.nanstd(values, axis=(0, 1)) / np.maximum(np.nanstd(predicted, axis=(0, 1)), 1e-9)
    found = {}
    for pair, sides in PAIRS.items():
        a, b = np.array([[order.index(one), order.index(two)] for one, two in sides]).T
        seen = values[:, a] - values[:, b]
        said = (predicted[:, a] - predicted[:, b]) * np.where(np.isfinite(scale), scale, 0)
        present = np.isfinite(seen)
        seen, said = np.where(present, seen, 0), np.where(present, said, 0)
        whole = np.square(seen).sum(axis=(0, 1))
        covered = np.square((seen * said).sum(axis=(0, 1)))
        norm = whole * np.square(said).sum(axis=(0, 1))
        found[pair] = covered / np.where(norm > 0, norm, np.inf)
    return found


def _share(
    name: str, pair: str, drawn: Sequence[Likeness], real: Sequence[Likeness], told: float
) -> float:
    """How much of what w tells of a difference to take away, for the drawn to be as the real.

    With a share κ the squared difference d² of drawn views becomes d² (1 − R + (1 − κ)² R), where R
    is what w tells of it.
    """
    own = next((each for each in drawn if (each.attribute, each.pair) == (name, pair)), None)
    other = next((each for each in real if (each.attribute, each.pair) == (name, pair)), None)
    if own is None or other is None or own.low <= other.ratio or told < LEAST_TOLD:
        return 0.0
    left = (other.ratio**2 - own.ratio**2 * (1 - told)) / (own.ratio**2 * told)
    return 1 - float(np.sqrt(max(0.0, left)))


def _changes(gradients: Array, kept: NDArray[np.intp]) -> Array:
    """(conditions, k, n): the short change for +1 sd of each kept attribute, others held."""
    told = np.flatnonzero(gradients.any(axis=(0, 2)))
    found = np.zeros((len(gradients), len(kept), gradients.shape[2]))
    for condition, of_all in enumerate(gradients):
        rows = of_all[told]
        inverse = np.linalg.solve(rows @ rows.T + MOVE_COST * np.eye(len(told)), rows)
        found[condition] = inverse[[int(np.flatnonzero(told == n)[0]) for n in kept]]
    return found
