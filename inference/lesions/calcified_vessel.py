"""Calcified arteries: plaques in the wall of a winding tube, seen as two parallel tracks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.lesions.solids import Solids

STEP_MM = 0.7
"""Distance of plaques along the vessel."""

WALL_MM = 0.3
"""Thickness of a plaque."""

CALCIFIED = 0.65
"""Share of the length that holds plaques."""

PER_STEP = 5
"""Plaques round the wall at each step."""

MOST_STEPS = 150


def calcified_vessel(length_mm: float, calibre_mm: float, numbers: np.random.RandomState) -> Solids:
    """Plaques of one vessel, in the breast's axes about its middle.

    Args:
        length_mm: largest distance between two places of it.
        calibre_mm: its diameter.
        numbers: random numbers.
    """
    steps = int(np.clip(round(1.15 * length_mm / STEP_MM), 6, MOST_STEPS))
    way = _path(steps, numbers)
    apart = np.linalg.norm(way[:, None] - way[None], axis=2).max()
    way *= (length_mm - calibre_mm) / apart
    way -= (way.max(axis=0) + way.min(axis=0)) / 2
    tangents = np.gradient(way, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    at = np.repeat(np.flatnonzero(_calcified(steps, numbers)), PER_STEP)
    angle = numbers.uniform(0, 2 * np.pi, len(at))
    size = numbers.uniform(0.6, 1.3, len(at))
    shift = numbers.uniform(-0.5, 0.5, (len(at), 1)) * STEP_MM
    shift[[0, -1]] = 0
    places = way[at] + tangents[at] * shift
    return _plaques(places, tangents[at], angle, size, calibre_mm)


def _path(steps: int, numbers: np.random.RandomState) -> NDArray[np.float64]:
    """A line that winds slowly; arteries run along the breast and cross it."""
    heading = numbers.normal(size=3)
    wander = ndimage.gaussian_filter1d(numbers.normal(size=(steps, 3)), steps / 7, axis=0)
    wander *= 0.7 / max(float(np.abs(wander).max()), 1e-9)
    towards = heading / np.linalg.norm(heading) + wander
    return np.cumsum(towards / np.linalg.norm(towards, axis=1, keepdims=True), axis=0)


def _calcified(steps: int, numbers: np.random.RandomState) -> NDArray[np.bool_]:
    """Where along the vessel there are plaques: stretches, with both ends among them."""
    patches = ndimage.gaussian_filter1d(numbers.normal(size=steps), 3.0)
    chosen = patches > np.quantile(patches, 1 - CALCIFIED)
    chosen[[0, -1]] = True
    return chosen


def _plaques(
    centers: NDArray[np.float64],
    tangents: NDArray[np.float64],
    angle: NDArray[np.float64],
    size: NDArray[np.float64],
    calibre_mm: float,
) -> Solids:
    """Flat ellipsoids in the wall, each a body of its own."""
    first = np.cross(tangents, [0.31, 0.59, 0.74])
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    second = np.cross(tangents, first)
    outward = first * np.cos(angle)[:, None] + second * np.sin(angle)[:, None]
    around = np.cross(tangents, outward)
    radius = calibre_mm / 2
    radii = np.stack(
        [
            tangents * (0.8 * STEP_MM * size)[:, None],
            around * (0.4 * radius * size)[:, None],
            np.broadcast_to(outward * WALL_MM / 2, outward.shape),
        ],
        axis=2,
    )
    return Solids(
        centers=centers + outward * (radius - WALL_MM),
        radii=np.asarray(radii, np.float64),
        hollow=np.zeros(len(centers)),
        body=np.arange(len(centers)),
    )
