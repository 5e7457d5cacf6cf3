"""Sliced Wasserstein distance at every scale, with a floor and intervals."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from training.evaluation.comparison import Compared, Figures, Indices, Plan, compare
from training.evaluation.measure import Better, Measure
from training.evaluation.sliced_wasserstein import (
    PATCH,
    PATCHES_PER_PICTURE,
    SCALE,
    laplacian_pyramid,
    patch_corners,
    patches,
)
from training.sampling import from_bytes

PROJECTIONS = 64
CHUNK = 16

Projected = NDArray[np.float32]


class ScalePatches:
    """Patches of many views at every level of a Laplacian pyramid, projected on directions.

    Attributes:
        levels: height of a level to its projections (PROJECTIONS, items, PATCHES_PER_PICTURE).
    """

    def __init__(self, *sets: NDArray[np.uint8], seed: int = 0) -> None:
        """Cut out patches at random places.

        Args:
            sets: uint8 (n, rows, columns) each; their items are numbered on.
            seed: of places and directions.
        """
        self._random = torch.Generator().manual_seed(seed)
        directions = torch.randn(PATCH * PATCH, PROJECTIONS, generator=self._random)
        self._directions = directions / directions.norm(dim=0, keepdim=True)
        self._count = sum(map(len, sets))
        self.levels: dict[int, Projected] = {}
        self._sums: dict[int, Figures] = {}
        first = 0
        for pictures in sets:
            for start in range(0, len(pictures), CHUNK):
                chunk = pictures[start : start + CHUNK]
                self._cut(chunk, first)
                first += len(chunk)

    def _cut(self, pictures: NDArray[np.uint8], first: int) -> None:
        """Keep what is needed of some pictures, the items from `first` on."""
        items = slice(first, first + len(pictures))
        for level in laplacian_pyramid(from_bytes(pictures)):
            rows = level.shape[2]
            if rows not in self.levels:
                shape = (PROJECTIONS, self._count, PATCHES_PER_PICTURE)
                self.levels[rows] = np.empty(shape, np.float32)
                self._sums[rows] = np.empty((self._count, 2))
            found = patches(level, patch_corners(level, self._random))
            self.levels[rows][:, items] = (found @ self._directions).permute(2, 0, 1).numpy()
            flat = found.double().flatten(1).numpy()
            self._sums[rows][items] = np.stack([flat.mean(axis=1), (flat**2).mean(axis=1)], axis=1)

    def distance(self, rows: int, first: Indices, second: Indices) -> float:
        """Sliced Wasserstein distance × 1000 of two sets of items at one level.

        The larger set is cut to the size of the smaller one. Mean and deviation of each set's
        pixels are taken out.

        Source: Karras et al. 2018, section 5.
        """
        size = min(len(first), len(second))
        if size == 0:
            return float("nan")
        sides = [self._sorted(rows, side[:size]) for side in (first, second)]
        return float(np.abs(sides[0] - sides[1]).mean() * SCALE)

    def _sorted(self, rows: int, items: Indices) -> Projected:
        mean, square = self._sums[rows][items].mean(axis=0)
        deviation = max(np.sqrt(max(square - mean**2, 0)), 1e-8)
        shift = (mean * self._directions.sum(dim=0)).numpy()[:, None]
        values = np.sort(self.levels[rows][:, items].reshape(PROJECTIONS, -1), axis=1)
        return (values - shift) / np.float32(deviation)


def compare_scales(patches_of_views: ScalePatches, plan: Plan) -> Compared:
    """Distances at every level, the highest first."""
    levels = sorted(patches_of_views.levels, reverse=True)

    def distances(first: Indices, second: Indices) -> Figures:
        return np.array([patches_of_views.distance(rows, first, second) for rows in levels])

    return compare(distances, plan)


def scale_measures(levels: list[int], found: Compared, part: str) -> list[Measure]:
    """One measure for each level.

    Args:
        levels: heights, the highest first.
        found: what `compare_scales` gave.
        part: of which views.
    """
    note = f"{PATCHES_PER_PICTURE} patches of {PATCH} × {PATCH} px per view."
    return [
        found.measure(
            index,
            f"sliced Wasserstein at {rows} rows",
            part,
            Better.LOWER,
            unit="× 10⁻³",
            note=note,
            least=0,
        )
        for index, rows in enumerate(levels)
    ]
