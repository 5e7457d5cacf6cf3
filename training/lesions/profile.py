"""How lesions are spread over their patches on average: what drawn ones are compared with."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.lesions.patches import LesionPatches, coarsened

CELLS = 16
"""Of a profile, in each direction."""

FINER = 2
"""So much finer than the cells is the grid that is moved."""

LEAST_WEIGHT = 1e-4
"""Every pixel weighs as much: an empty channel has a middle too."""

SAMPLES = 256
SAMPLES_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LesionProfile:
    """Means over many lesions.

    Attributes:
        mean: (`CELLS`, `CELLS`) of the lesion channel, −1 to 1.
        square: the same of the square of the cells.
    """

    mean: Tensor
    square: Tensor

    def to(self, device: torch.device) -> LesionProfile:
        """The same on a device."""
        return LesionProfile(mean=self.mean.to(device), square=self.square.to(device))


def wanted_profile(patches: LesionPatches, seed: int, side: int) -> LesionProfile:
    """The profile of the wanted lesions; the same for the same seed."""
    cells: list[Tensor] = []
    for part in range(SAMPLES // SAMPLES_AT_ONCE):
        wanted = patches.cast.wanted
        windows = patches.windows(wanted, seed, "profile", part, SAMPLES_AT_ONCE)
        small = coarsened(windows, side)
        cells.append(_cells(small.after - small.before, small.place))
    every = torch.cat(cells)
    return LesionProfile(mean=every.mean(dim=0), square=every.square().mean(dim=0))


def profile_loss(lesion: Tensor, place: Tensor, wanted: LesionProfile) -> Tensor:
    """Squared distance of drawn lesions' profile from the wanted one, a mean over cells.

    The product of the deviations of two halves of the batch has that distance as its mean: that of
    the whole batch would also count how the lesions differ, and teach that all be alike.

    Args:
        lesion: (batch, 1, side, side); of an odd batch the last is not used.
        place: (batch, 2), where they were to lie, as shares of the side.
        wanted: as `wanted_profile` gives it.
    """
    cells = _cells(lesion, place)
    half = len(cells) // 2
    first, second = cells[:half], cells[half : 2 * half]
    mean = (first.mean(dim=0) - wanted.mean) * (second.mean(dim=0) - wanted.mean)
    square = (first.square().mean(dim=0) - wanted.square) * (
        second.square().mean(dim=0) - wanted.square
    )
    return (mean + square).mean()


def place_loss(lesion: Tensor, place: Tensor) -> Tensor:
    """Squared distance between the middle of what lesions add and their places, a mean.

    Args:
        lesion: (batch, 1, side, side).
        place: (batch, 2), as shares of the side.
    """
    weight = lesion.float().clamp(min=0)[:, 0] + LEAST_WEIGHT
    middles = (torch.arange(lesion.shape[2], device=lesion.device) + 0.5) / lesion.shape[2]
    whole = weight.sum(dim=(1, 2))
    row = (weight.sum(dim=2) * middles).sum(dim=1) / whole
    column = (weight.sum(dim=1) * middles).sum(dim=1) / whole
    return (torch.stack([row, column], dim=1) - place).square().sum(dim=1).mean()


def _cells(lesion: Tensor, place: Tensor) -> Tensor:
    """(batch, `CELLS`, `CELLS`) of the lesions, moved to the middle."""
    turn = torch.eye(2, device=lesion.device).expand(len(lesion), 2, 2)
    # The grid counts from −1 to 1, columns first.
    move = (2 * place.flip(1) - 1)[:, :, None]
    size = [len(lesion), 1, CELLS * FINER, CELLS * FINER]
    grid = F.affine_grid(torch.cat([turn, move], dim=2), size, align_corners=False)
    small = F.adaptive_avg_pool2d(lesion.float(), CELLS * FINER)
    moved = F.grid_sample(small, grid, align_corners=False)
    return F.avg_pool2d(moved, FINER)[:, 0]
