"""Sliced Wasserstein distance of patches, per scale (Karras et al. 2018, section 5)."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.networks.layers import upsample

PATCH = 7
PATCHES_PER_PICTURE = 96
PROJECTIONS = 256
SMALLEST_ROWS = 20
SCALE = 1000.0
"""Distances are stated times a thousand, as in the paper."""


def sliced_wasserstein(first: Tensor, second: Tensor, seed: int = 0) -> dict[int, float]:
    """Distance between two sets of pictures at each scale of a Laplacian pyramid.

    Args:
        first: (n, 1, rows, columns), about −1 to 1.
        second: as many pictures of the same size.
        seed: of patch positions and projections, the same for both sets.

    Returns:
        Distance × 1000 by height of the level, from the full height to `SMALLEST_ROWS`.
    """
    distances = {}
    for level, (a, b) in enumerate(
        zip(laplacian_pyramid(first), laplacian_pyramid(second), strict=True)
    ):
        random = torch.Generator().manual_seed(seed + level)
        points = patch_corners(a, random)
        directions = torch.randn(PATCH * PATCH, PROJECTIONS, generator=random)
        directions = directions / directions.norm(dim=0, keepdim=True)
        projected = [
            (_descriptors(pictures, points) @ directions).sort(dim=0).values for pictures in (a, b)
        ]
        distances[a.shape[2]] = float((projected[0] - projected[1]).abs().mean()) * SCALE
    return distances


def laplacian_pyramid(pictures: Tensor) -> list[Tensor]:
    """Laplacian pyramid: details of each height, then the rest."""
    levels = []
    while pictures.shape[2] // 2 >= SMALLEST_ROWS:
        half = F.avg_pool2d(pictures, 2)
        back = upsample(half)
        levels.append(pictures - back)
        pictures = half
    return [*levels, pictures]


def patch_corners(pictures: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor]:
    """Upper left corners of patches: rows and columns, each (n, PATCHES_PER_PICTURE)."""
    size = (len(pictures), PATCHES_PER_PICTURE)
    rows = torch.randint(pictures.shape[2] - PATCH + 1, size, generator=random)
    columns = torch.randint(pictures.shape[3] - PATCH + 1, size, generator=random)
    return rows, columns


def patches(pictures: Tensor, points: tuple[Tensor, Tensor]) -> Tensor:
    """The patches at some corners: (n, PATCHES_PER_PICTURE, PATCH²)."""
    views = pictures[:, 0].unfold(1, PATCH, 1).unfold(2, PATCH, 1)
    index = torch.arange(len(pictures))[:, None]
    return views[index, points[0], points[1]].flatten(2)


def _descriptors(pictures: Tensor, points: tuple[Tensor, Tensor]) -> Tensor:
    """Patches as (patches, PATCH²), with the mean and deviation over the whole set taken out."""
    flat = patches(pictures, points).flatten(0, 1)
    return (flat - flat.mean()) / flat.std().clamp_min(1e-8)
