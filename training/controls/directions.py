"""From gradients to directions of w that move one attribute and hold the others.

Regression tells a direction for each attribute along which, among samples, it alone changes. In
one range of layers each, these are the moves to build with. What each move does to every attribute
is measured on drawn views, and the directions are corrected by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.controls_manifest import LayerRange
from inference.mapping_network import Array
from training.controls.components import PrincipalComponents
from training.controls.drawing import Drawing, Progress, Starts
from training.controls.measurement import Measurement, measure_starts

LENGTH_COSTS = (0.03, 0.1, 0.3, 1.0)
"""What the squared length of a direction may cost, in squared leakage that the regression tells."""

LENGTH_PRICE = 0.03
"""What squared length costs, in squared leakage that views show, when one of those is chosen."""

STEP = 1.0
"""Share of a standard deviation of its attribute by which a move is tried, forth and back."""

LARGEST_EFFECT = 3.0
"""A larger effect on one view counts as this much: some measures leap."""

PENALTIES = tuple(10.0 ** np.arange(-2, 3.5, 0.5))
"""What correcting the directions of the regression may cost, in squared leakage."""

FOLDS = 6
LEAST_EFFECT = 0.15
"""Own effect below which a direction is not made longer to have an effect of 1."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moves:
    """Changes of the w vectors to build directions with: one range of layers after the other.

    Attributes:
        changes: (b, num_ws, w_dim), b = ranges × attributes.
        gram: (b, b) inner products in standard deviations of w, as means over all layers.
        ranges: how many ranges of layers there are.
    """

    changes: Array
    gram: Array
    ranges: int

    @property
    def start(self) -> Array:
        """(attributes, b): the directions of the regression, which are the same in all layers."""
        attributes = len(self.changes) // self.ranges
        return np.tile(np.eye(attributes), self.ranges)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Directions:
    """What to add to the w vectors for one standard deviation of each attribute.

    Attributes:
        changes: (attributes, num_ws, w_dim).
        lengths: (attributes,) in standard deviations of w, as root mean squares over the layers.
        penalty: what was chosen for the correction.
        errors: mean squared error of the effects on views that were not fitted on, without
            correction and with it.
    """

    changes: Array
    lengths: Array
    penalty: float
    errors: tuple[float, float]


def regressed_directions(
    gradients: Array, held: NDArray[np.bool_], length_cost: float = LENGTH_COSTS[0]
) -> Array:
    """(attributes, n): the short way to 1 along each gradient that hardly follows those it holds.

    It is a row of the pseudo-inverse of the gradients, with a price on its length.

    Args:
        gradients: (attributes, n) in standard deviations; without a length for those left out.
        held: (attributes, attributes), whether the one of a row holds the one of a column.
        length_cost: the price.
    """
    found = np.zeros(gradients.shape)
    for index, own in enumerate(gradients):
        others = gradients[held[index]]
        cost = others.T @ others + length_cost * np.eye(gradients.shape[1])
        pulled = np.linalg.solve(cost, own)
        if own @ pulled > 0:
            found[index] = pulled / (own @ pulled)
    return found


def chosen_directions(candidates: Array, effects: Array, held: NDArray[np.bool_]) -> Array:
    """(attributes, n): of several directions for each attribute, the one that does best.

    A cheap length lets a regression hold others by small differences between gradients. Where w
    tells little of an attribute these are chance, and the direction does not even move its own.

    Args:
        candidates: (prices, attributes, n).
        effects: (views, attributes, prices · attributes), what each candidate does to each
            attribute, in standard deviations.
        held: (attributes, attributes), whether the one of a row holds the one of a column.
    """
    prices, count = candidates.shape[:2]
    done = _mean(effects).reshape(count, prices, count)
    found = np.zeros(candidates.shape[1:])
    for index in range(count):
        own = done[index, :, index]
        leaks = np.square(done[held[index], :, index]).sum(axis=0)
        lengths = np.square(candidates[:, index]).sum(axis=1)
        cost = (leaks + LENGTH_PRICE * lengths) / np.where(own > 0, own, np.nan) ** 2
        if np.isfinite(cost).any():
            found[index] = candidates[np.nanargmin(cost), index]
    return found


def moves_of(
    directions: Array, components: PrincipalComponents, ranges: Sequence[LayerRange], num_ws: int
) -> Moves:
    """Each direction in each range of layers.

    Args:
        directions: (attributes, n) in coordinates of the components.
        components: of w.
        ranges: of layers; they do not overlap.
        num_ws: how many layers there are.
    """
    along = components.unwhitened(directions)
    changes = np.zeros((len(ranges), len(along), num_ws, along.shape[1]))
    shares = np.zeros(len(ranges))
    for index, layers in enumerate(ranges):
        inside = slice(layers.first_layer, layers.last_layer + 1)
        changes[index, :, inside] = along[:, None]
        shares[index] = (layers.last_layer + 1 - layers.first_layer) / num_ws
    return Moves(
        changes=changes.reshape(-1, num_ws, along.shape[1]),
        gram=np.kron(np.diag(shares), directions @ directions.T).astype(np.float64),
        ranges=len(ranges),
    )


def responses(
    drawing: Drawing,
    starts: Starts,
    measurement: Measurement,
    moves: Moves,
    sd: Array,
    progress: Progress,
    phase: str = "effects of moves",
) -> Array:
    """What each move does to each attribute of each view, by central differences.

    Args:
        drawing: the model.
        starts: the views.
        measurement: what to measure.
        moves: to try; those that change nothing are not drawn.
        sd: (attributes,) standard deviations, as a unit.
        progress: told how many views are measured.
        phase: for it.

    Returns:
        (n, attributes, b) standard deviations of the attribute for each move.
    """
    real = moves.changes.any(axis=(1, 2))
    both = np.concatenate([moves.changes[real], -moves.changes[real]]) * STEP
    table = measure_starts(drawing, starts, measurement, progress, phase, both)
    forth, back = np.split(table, 2)
    effects = np.zeros((len(starts), len(sd), len(moves.changes)))
    effects[:, :, real] = np.transpose((forth - back) / (2 * STEP * sd), (1, 2, 0))
    return np.clip(effects, -LARGEST_EFFECT, LARGEST_EFFECT)


def solve(effects: Array, moves: Moves, held: NDArray[np.bool_]) -> Directions:
    """Correct the directions by what moves do, as far as that helps on views not fitted on.

    Args:
        effects: (n, attributes, b) as `responses` gives them.
        moves: to combine.
        held: (attributes, attributes), whether the one of a row holds the one of a column.
    """
    folds = np.arange(len(effects)) % min(FOLDS, len(effects))
    errors, before = np.zeros(len(PENALTIES)), 0.0
    for fold in np.unique(folds):
        fitted, fresh = _mean(effects[folds != fold]), _mean(effects[folds == fold])
        before += _error(fresh, moves.start, held)
        for index, penalty in enumerate(PENALTIES):
            errors[index] += _error(fresh, _corrected(fitted, moves, held, penalty), held)
    best = int(errors.argmin())
    mean = _mean(effects)
    weights = _corrected(mean, moves, held, PENALTIES[best])
    own = np.einsum("ab,ab->a", weights, mean)
    weights = weights / np.where(own >= LEAST_EFFECT, own, 1)[:, None]
    count = len(np.unique(folds))
    return Directions(
        changes=np.einsum("ab,blw->alw", weights, moves.changes),
        lengths=np.sqrt(np.einsum("ab,bc,ac->a", weights, moves.gram, weights)),
        penalty=PENALTIES[best],
        errors=(float(before / count), float(errors[best] / count)),
    )


def _corrected(effects: Array, moves: Moves, held: NDArray[np.bool_], penalty: float) -> Array:
    """(attributes, b) weights: an own effect near 1, little leakage, not far from the start."""
    weights = moves.start
    for index, start in enumerate(moves.start):
        counted = held[index].copy()
        counted[index] = True
        wanted = (np.arange(len(counted)) == index)[counted].astype(float)
        rows = effects[counted]
        missing = wanted - rows @ start
        cost = rows.T @ rows + penalty * np.eye(len(start))
        weights[index] += np.linalg.solve(cost, rows.T @ missing)
    return weights


def _error(effects: Array, weights: Array, held: NDArray[np.bool_]) -> float:
    """Mean squared distance of the effects from 1 for the own attribute and 0 for held ones."""
    wanted = np.eye(len(held))
    counted = held | wanted.astype(bool)
    return float(np.square(weights @ effects.T - wanted)[counted].mean())


def _mean(effects: Array) -> Array:
    """Mean over views; 0 for what no view shows."""
    present = np.isfinite(effects)
    return np.where(present, effects, 0).sum(axis=0) / np.maximum(present.sum(axis=0), 1)
