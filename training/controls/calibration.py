"""Calibrating sliders on fresh views: what each position does, and how far it can go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.isotonic import isotonic_regression

from inference.mapping_network import Array

POSITIONS = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
ZERO = POSITIONS.index(0.0)
LEAK_REACH = 2.0
"""Positions up to here say how much an attribute leaks."""

EXTREME, OWN_EXTREME = 0.005, 0.001
"""Share of the reference views beyond each end of what is usual: for an attribute that is held, and
for the one that is moved."""

MORE_UNUSUAL = 0.10
"""How many more views may show something unusual than do unedited ones."""

SCALES = (0.2, 3.0)
"""Own effect of a direction that can be made 1: one that does less is hardly a slider."""

LEAST_RISE = 0.1
"""Standard deviations by which an attribute has to rise from one position to the next."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference:
    """What is usual of each attribute: among unedited views and, where there are any, real ones.

    Attributes:
        mean: (attributes,) of unedited views.
        sd: (attributes,) of unedited views, within conditions.
        low: (attributes,) under which hardly any view lies.
        high: (attributes,) above which hardly any view lies.
        lowest: (attributes,) the same for the attribute that is moved.
        highest: (attributes,) the same for the attribute that is moved.
        reach: (1 or 2, 2, attributes) where 98 % of unedited views lie, and of real ones where
            there are any: lower and upper end.
    """

    mean: Array
    sd: Array
    low: Array
    high: Array
    lowest: Array
    highest: Array
    reach: Array

    @classmethod
    def of(cls, unedited: Array, sd: Array, real: Array | None = None) -> Reference:
        """From tables (n, attributes) of values.

        Args:
            unedited: of drawn views, some of which show each attribute.
            sd: (attributes,) of drawn views within conditions.
            real: of real views, or None.
        """
        tables = [unedited] if real is None else [unedited, real]
        columns = [
            [table[np.isfinite(table[:, index]), index] for table in tables]
            for index in range(unedited.shape[1])
        ]

        def ends(share: float) -> tuple[Array, Array]:
            found = [
                [np.quantile(values, (share, 1 - share)) for values in of_one if len(values)]
                for of_one in columns
            ]
            lows = np.array([np.min(each, axis=0)[0] for each in found])
            return lows, np.array([np.max(each, axis=0)[1] for each in found])

        (low, high), (lowest, highest) = ends(EXTREME), ends(OWN_EXTREME)
        return cls(
            mean=_mean(unedited, 0),
            sd=sd,
            low=low,
            high=high,
            lowest=lowest,
            highest=highest,
            reach=np.stack([np.nanquantile(table, (0.01, 0.99), axis=0) for table in tables]),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calibration:
    """What one slider does.

    Attributes:
        scale: what the direction is divided by, so that 1 moves the attribute by one of its
            standard deviations.
        positions: (positions,) of the slider, in those standard deviations.
        values: (positions,) mean of its attribute, rising.
        slopes: (attributes,) change in standard deviations of every attribute for a step of 1.
        errors: (attributes,) standard errors of the slopes, over views.
        unusual: (positions,) share of views with an attribute beyond what is usual.
        low: lowest plausible position, 0 or less.
        high: highest plausible position, 0 or more.
    """

    scale: float
    positions: Array
    values: Array
    slopes: Array
    errors: Array
    unusual: Array
    low: float
    high: float


def calibrate(
    own: int, table: Array, reference: Reference, artefacts: Array | None = None
) -> Calibration:
    """Calibrate one slider.

    Args:
        own: number of its attribute.
        table: (positions, n, attributes) measured on the same n views at each of `POSITIONS` along
            the direction.
        reference: what is usual.
        artefacts: (positions, m) whether views show an artefact, or None.
    """
    changes = (table - table[ZERO]) / reference.sd
    rise = _mean(changes[:, :, own], 1)
    smooth = isotonic_regression(rise)
    smooth = smooth - smooth[ZERO]
    slopes = _slopes(changes)
    scale = float(np.clip(_mean(slopes[:, own], 0), *SCALES))
    low, high = reference.low.copy(), reference.high.copy()
    low[own], high[own] = -np.inf, np.inf  # the moved one is judged by its mean
    beyond = (table < low) | (table > high)
    unusual = beyond.any(axis=2).mean(axis=1)
    strange = unusual - unusual[ZERO]
    if artefacts is not None:
        rates = artefacts.mean(axis=1)
        strange = np.maximum(strange, rates - rates[ZERO])
    values = reference.mean[own] + reference.sd[own] * smooth
    count = np.maximum(np.isfinite(slopes).sum(axis=0), 1)
    ends = [_end(values, smooth, strange, reference, own, step) for step in (-1, 1)]
    return Calibration(
        scale=scale,
        positions=np.array([round(scale * position, 3) for position in POSITIONS]),
        values=values,
        slopes=_mean(slopes, 0) / scale,
        errors=_deviation(slopes) / np.sqrt(count) / scale,
        unusual=unusual,
        low=round(scale * ends[0], 1) + 0.0,
        high=round(scale * ends[1], 1) + 0.0,
    )


def turns_back(own: int, table: Array, reference: Reference) -> bool:
    """Whether an attribute falls again within the positions: its direction is too long.

    Args:
        own: number of the attribute.
        table: (positions, n, attributes) as for `calibrate`.
        reference: what is usual.
    """
    rise = _mean((table - table[ZERO])[:, :, own], 1) / reference.sd[own]
    return bool((np.diff(rise) < -LEAST_RISE).any())


def _end(
    values: Array, rise: Array, strange: Array, reference: Reference, own: int, step: int
) -> float:
    """How far the slider goes one way: up to where a view in ten more is strange."""
    here = ZERO
    while 0 <= here + step < len(POSITIONS):
        ahead = here + step
        inside = reference.lowest[own] <= values[ahead] <= reference.highest[own]
        if abs(rise[ahead] - rise[here]) < LEAST_RISE or not inside:
            break
        if strange[ahead] > MORE_UNUSUAL:
            share = (MORE_UNUSUAL - strange[here]) / (strange[ahead] - strange[here])
            return POSITIONS[here] + step * float(np.clip(share, 0, 1))
        here = ahead
    return POSITIONS[here]


def _slopes(changes: Array) -> Array:
    """(n, attributes) least squares through 0 of changes (positions, n, attributes)."""
    positions = np.array(POSITIONS)
    near = (np.abs(positions) <= LEAK_REACH) & (positions != 0)
    x = positions[near][:, None, None]
    return (x * changes[near]).sum(axis=0) / np.square(x).sum()


def _mean(values: Array, axis: int) -> Array:
    """Mean of what could be told; 0 where nothing could."""
    present = np.isfinite(values)
    return np.where(present, values, 0).sum(axis=axis) / np.maximum(present.sum(axis=axis), 1)


def _deviation(values: Array) -> Array:
    return np.sqrt(_mean(np.square(values - _mean(values, 0)), 0))
