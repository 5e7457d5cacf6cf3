"""Spicules: strands that grow out of a mass, branch and thin out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.lesions.random_sphere import RandomSphere

STRANDS, STRANDS_SD = 110.0, 20.0
"""How many strands start at the mass. The paper's 1,358 ± 365 are far thinner than a pixel of a
drawn view: a strand here stands for a bundle of them."""

START_RADIUS = 0.095
"""Radius of a strand where it starts, in radii of the mass; the paper's bundle of about sixteen."""

LENGTH = 0.173
"""Length of the first segment in radii of the mass."""

LENGTH_DECAY, RADIUS_DECAY = 0.97, 0.9
"""What each further segment keeps of its length and radius."""

CONTINUES = 0.87
"""Probability that a segment is followed by another."""

BRANCHES = 0.12
"""Probability that it is followed by two."""

TUFTS, TUFT_WIDTH = 14, 0.1
"""Strands start in tufts, whose directions spread by so many radians: evenly spread ones would look
like rays, and at the pixels of a drawn view spread ones would not be seen at all."""

MOST_SEGMENTS = 12
BEND = 0.1
"""How much the direction changes from one segment to the next, in radians."""

STEPS_PER_MM = 6
"""Points per mm of strand: nearer than the pixels of a drawn view lie."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spicules:
    """Strands as points that carry volume.

    Attributes:
        points_mm: float64 (n, 3), from the middle of the mass.
        volume_mm3: float64 (n,).
    """

    points_mm: NDArray[np.float64]
    volume_mm3: NDArray[np.float64]


def grow_spicules(numbers: np.random.RandomState, mass: RandomSphere) -> Spicules:
    """Grow strands from the surface of a mass.

    Source: de Sisternes et al. 2015, Med. Phys. 42:1098 (VICTRE's mass model): segments that
    continue or branch at random, each shorter and thinner than the one before.
    """
    count = max(20, int(numbers.normal(STRANDS, STRANDS_SD)))
    reach = float(np.median(mass.radius_mm))
    tufts = _unit(numbers.standard_normal((TUFTS, 3)))
    towards = tufts[numbers.randint(TUFTS, size=count)]
    towards = _unit(towards + TUFT_WIDTH * numbers.standard_normal((count, 3)))
    ends = towards * 0.8 * mass.radius_toward(towards)[:, None]
    radii = START_RADIUS * reach * numbers.lognormal(0, 0.25, count)
    lengths = LENGTH * reach * numbers.lognormal(0.15, 0.3, count)
    points: list[NDArray[np.float64]] = []
    volumes: list[NDArray[np.float64]] = []
    for _ in range(MOST_SEGMENTS):
        if not len(ends):
            break
        towards = _unit(towards + BEND * numbers.standard_normal(towards.shape))
        new, volume = _segments(ends, towards, lengths, radii)
        points.append(new)
        volumes.append(volume)
        ends = ends + towards * lengths[:, None]
        kept = numbers.random_sample(len(ends)) < CONTINUES
        forked = kept & (numbers.random_sample(len(ends)) < BRANCHES)
        chosen = np.concatenate([np.flatnonzero(kept), np.flatnonzero(forked)])
        towards = towards[chosen]
        towards[np.count_nonzero(kept) :] += 0.4 * numbers.standard_normal((forked.sum(), 3))
        ends, lengths, radii = ends[chosen], lengths[chosen], radii[chosen]
        lengths, radii = lengths * LENGTH_DECAY, radii * RADIUS_DECAY
    return Spicules(points_mm=np.concatenate(points), volume_mm3=np.concatenate(volumes))


def spicule_thickness_mm(
    spicules: Spicules,
    axes: NDArray[np.float64],
    shape: tuple[int, int],
    pixel_mm: float,
    center: tuple[float, float],
) -> NDArray[np.float32]:
    """How thick the strands are behind each pixel.

    Args:
        spicules: the strands.
        axes: (3, 3), the view's row, column and beam directions.
        shape: rows and columns of the picture.
        pixel_mm: size of a pixel.
        center: (row, column) of the mass.

    Returns:
        float32 (rows, columns), in mm.
    """
    film = spicules.points_mm @ axes[:2].T / pixel_mm + np.asarray(center) - 0.5
    first = np.floor(film).astype(np.intp)
    part = film - first
    picture = np.zeros(shape[0] * shape[1])
    for down in (0, 1):
        for right in (0, 1):
            row, column = first[:, 0] + down, first[:, 1] + right
            inside = (row >= 0) & (row < shape[0]) & (column >= 0) & (column < shape[1])
            share = np.abs(1 - down - part[:, 0]) * np.abs(1 - right - part[:, 1])
            picture += np.bincount(
                (row * shape[1] + column)[inside],
                (spicules.volume_mm3 * share)[inside],
                minlength=picture.size,
            )
    return (picture.reshape(shape) / pixel_mm**2).astype(np.float32)


def _segments(
    starts: NDArray[np.float64],
    towards: NDArray[np.float64],
    lengths: NDArray[np.float64],
    radii: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points along straight segments, and the volume that each stands for."""
    steps = max(2, int(np.ceil(lengths.max() * STEPS_PER_MM)))
    along = (np.arange(steps) + 0.5) / steps
    points = starts[:, None] + along[None, :, None] * (towards * lengths[:, None])[:, None]
    volume = np.pi * radii**2 * lengths / steps
    return points.reshape(-1, 3), np.repeat(volume, steps)


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
