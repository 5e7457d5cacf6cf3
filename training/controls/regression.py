"""Ridge regression of attributes on w, with the penalty chosen by cross-validation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.mapping_network import Array
from inference.seeds import stream

PENALTIES = tuple(10.0 ** np.arange(-3, 3.5, 0.5))
"""Ridge penalties tried, as shares of the number of samples; inputs have variance 1."""

FOLDS = 5
HELD_OUT = 0.2
FEWEST = 40
"""Samples below which nothing is fitted."""

REACH = 4.0
"""Values farther from the mean, in standard deviations, count as if they lay there."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regression:
    """Attributes as linear functions of the coordinates of w.

    Attributes:
        gradients: (attributes, n), change in standard deviations of the attribute for 1 sd of each
            coordinate.
        mean: (conditions, attributes) of the samples.
        sd: (attributes,) within conditions.
        penalties: (attributes,) chosen ones.
        r2: (attributes,) on samples that nothing was fitted on; not a number without enough.
    """

    gradients: Array
    mean: Array
    sd: Array
    penalties: Array
    r2: Array


def regress(
    coordinates: Array, values: Array, conditions: NDArray[np.intp], count: int, seed: int
) -> Regression:
    """Fit each attribute by itself, within conditions.

    Args:
        coordinates: (samples, n) of w, of variance about 1.
        values: (samples, attributes), not a number where one cannot be told.
        conditions: (samples,) the condition of each.
        count: how many conditions there are.
        seed: of what is held out, and of the folds.
    """
    mean = np.stack([_means(values[conditions == each]) for each in range(count)])
    centred = values - mean[conditions]
    middle = np.stack([_means(coordinates[conditions == each]) for each in range(count)])
    inputs = coordinates - np.nan_to_num(middle[conditions])
    sd = np.array([_deviation(column) for column in centred.T])
    place = stream(seed, "controls held out").permutation(len(values))
    fits = [
        _fit(inputs, np.clip(column / one, -REACH, REACH), place)
        for column, one in zip(centred.T, sd, strict=True)
    ]
    return Regression(
        gradients=np.array([gradient for gradient, _, _ in fits]),
        mean=mean,
        sd=sd,
        penalties=np.array([penalty for _, penalty, _ in fits]),
        r2=np.array([r2 for _, _, r2 in fits]),
    )


def _fit(inputs: Array, target: Array, place: NDArray[np.intp]) -> tuple[Array, float, float]:
    """Gradient, penalty, and the share of variance explained in held-out samples."""
    usable = np.isfinite(target)
    if usable.sum() < FEWEST or not np.any(target[usable]):
        return np.zeros(inputs.shape[1]), np.nan, np.nan
    x, y = inputs[usable], target[usable]
    order = np.argsort(place[usable])
    held, fitted = np.split(order, [round(HELD_OUT * len(order))])
    folds = np.array_split(fitted, FOLDS)
    errors = np.zeros(len(PENALTIES))
    for number, fold in enumerate(folds):
        others = np.concatenate([*folds[:number], *folds[number + 1 :]])
        weights = _ridge(x[others], y[others])
        errors += np.square(x[fold] @ weights - y[fold][:, None]).sum(axis=0)
    best = int(errors.argmin())
    predicted = x[held] @ _ridge(x[fitted], y[fitted])[:, best]
    r2 = 1 - np.square(predicted - y[held]).sum() / np.square(y[held]).sum()
    return _ridge(x, y)[:, best], float(PENALTIES[best]), float(r2)


def _ridge(x: Array, y: Array) -> Array:
    """Weights (n, penalties) for every penalty."""
    values, vectors = np.linalg.eigh(x.T @ x / len(x))
    projected = vectors.T @ (x.T @ y) / len(x)
    shrunk = projected[:, None] / (np.maximum(values, 0)[:, None] + np.array(PENALTIES))
    return vectors @ shrunk


def _means(values: Array) -> Array:
    """Means of columns, not a number for one without a value."""
    present = np.isfinite(values)
    sums = np.where(present, values, 0).sum(axis=0)
    return np.where(present.any(axis=0), sums / np.maximum(present.sum(axis=0), 1), np.nan)


def _deviation(values: Array) -> float:
    """Root mean square of the values that are there; 1 where there is no spread to divide by."""
    present = values[np.isfinite(values)]
    spread = float(np.sqrt(np.mean(present**2))) if len(present) else 0.0
    return spread if spread > 0 else 1.0
