"""Where the calcifications of a distribution lie, and which way they run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.birads import Distribution

FORWARD = np.array([-1.0, 0.0, 0.0])
"""Toward the nipple, in the breast's axes (back, out, up)."""

HALF_ANGLE = 0.28
"""Half the opening of a segment, in radians."""

DUCTS = (3, 7)
"""How many ducts of a segment hold calcifications."""

_USUAL_COUNTS: dict[Distribution, tuple[float, float, float]] = {
    Distribution.GROUPED: (6, 12, 0.6),
    Distribution.LINEAR: (5, 9, 0.5),
    Distribution.SEGMENTAL: (14, 24, 0.7),
    Distribution.REGIONAL: (12, 22, 0.5),
    Distribution.DIFFUSE: (20, 35, 0.5),
}
"""Least and largest number, and so many more for each mm of extent.

A group has at least five (ACR BI-RADS Atlas, 5th edition); the numbers are this project's own.
"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Places of grains.

    Attributes:
        points: (n, 3) in mm, (back, out, up) of the middle.
        directions: (n, 3) unit vectors along which long grains run.
    """

    points: NDArray[np.float64]
    directions: NDArray[np.float64]


def usual_count(
    distribution: Distribution, size_mm: float, numbers: np.random.RandomState
) -> float:
    """How many grains a distribution has."""
    least, most, per_mm = _USUAL_COUNTS[distribution]
    return float(numbers.uniform(least, most)) + per_mm * size_mm


def layout(
    distribution: Distribution, size_mm: float, count: int, numbers: np.random.RandomState
) -> Layout:
    """Places whose largest distance is the size.

    Args:
        distribution: how they lie.
        size_mm: largest distance between two of them.
        count: how many, at least 2.
        numbers: random numbers.
    """
    if distribution is Distribution.LINEAR:
        points, directions = _along_duct(count, numbers)
    elif distribution is Distribution.SEGMENTAL:
        points, directions = _in_segment(count, numbers)
    else:
        thin = 0.75 if distribution is Distribution.GROUPED else 0.6
        points, directions = _in_ellipsoid(count, thin, numbers)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2).max()
    points = points * (size_mm / apart)
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    return Layout(points=points - middle, directions=directions)


def _in_ellipsoid(
    count: int, thin: float, numbers: np.random.RandomState
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Evenly in an ellipsoid, none very near to another."""
    towards = _unit(numbers.normal(size=(count * 6, 3)))
    places = towards * numbers.uniform(size=(count * 6, 1)) ** (1 / 3)
    apart = 0.7 * count ** (-1 / 3)
    kept: list[NDArray[np.float64]] = []
    for place in places:
        if len(kept) == count:
            break
        if not kept or np.linalg.norm(np.asarray(kept) - place, axis=1).min() > apart:
            kept.append(place)
    kept.extend(places[-(count - len(kept)) :] if len(kept) < count else [])
    turn = np.linalg.qr(numbers.normal(size=(3, 3)))[0]
    squeezed = np.asarray(kept) * [1.0, (1 + thin) / 2, thin]
    return squeezed @ turn.T, _spread(np.tile(FORWARD, (count, 1)), 0.6, numbers)


def _along_duct(
    count: int, numbers: np.random.RandomState
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Along one slightly bent duct."""
    way = (np.arange(count) + numbers.uniform(-0.35, 0.35, count)) / max(count - 1, 1)
    bend = numbers.normal(0, 0.08, size=(2, 3))
    points = way[:, None] * (FORWARD + bend[0]) + (way**2)[:, None] * bend[1]
    tangents = _unit(FORWARD + bend[0] + 2 * way[:, None] * bend[1])
    points += numbers.normal(0, 0.012, size=(count, 3))
    return points, _spread(tangents, 0.15, numbers)


def _in_segment(
    count: int, numbers: np.random.RandomState
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Along the ducts of a segment, whose apex points at the nipple."""
    ducts = int(numbers.randint(DUCTS[0], DUCTS[1] + 1))
    tilt = numbers.uniform(-HALF_ANGLE, HALF_ANGLE, size=(ducts, 2))
    ways = _unit(np.concatenate([np.ones((ducts, 1)), np.tan(tilt)], axis=1))
    own = numbers.randint(ducts, size=count)
    far = np.sqrt(numbers.uniform(0.03, 1, count))
    # The ends of the segment are always there.
    far[:2] = (0.12, 1.0)
    points = ways[own] * far[:, None] + numbers.normal(0, 0.015, size=(count, 3))
    return points, _spread(-ways[own], 0.2, numbers)


def _spread(
    directions: NDArray[np.float64], by: float, numbers: np.random.RandomState
) -> NDArray[np.float64]:
    return _unit(directions + numbers.normal(0, by, size=directions.shape))


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
