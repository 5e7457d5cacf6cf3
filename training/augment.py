"""Leak-safe augmentation of real and drawn pictures, with a probability that adapts.

Karras et al. 2020 ("Training GANs with limited data"): one probability p, raised while the
discriminator is too sure of the real images. Only small shifts, turns, sizes and grey changes:
flips, quarter turns and cut-outs show up in the samples at a few thousand images.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

TURN_DEG = 5.0
SCALE = 0.10
SHIFT_ROWS = 0.06
SHIFT_COLUMNS = 0.03
BRIGHTNESS = 0.12
CONTRAST = 0.12
ALL = slice(None)


def augment(
    pictures: Tensor,
    p: float,
    generator: torch.Generator,
    batch: int | None = None,
    part: slice = ALL,
) -> Tensor:
    """Change each picture, each kind of change with probability p.

    Args:
        pictures: (part of the batch, 1, rows, columns), −1 is air and stays it.
        p: 0 to 1.
        generator: of the random numbers, on the CPU.
        batch: size of the whole batch; None if the pictures are all of it.
        part: which pictures of the batch these are.

    Returns:
        The same shape; differentiable.
    """
    if p <= 0:
        return pictures
    batch = batch or len(pictures)
    draws = (torch.rand(6, batch, generator=generator) * 2 - 1)[:, part]
    gates = (torch.rand(4, batch, generator=generator) < p).float()[:, part]
    geometry = _grid(pictures, draws, gates)
    lit = pictures + 1
    moved = F.grid_sample(
        lit, geometry.to(lit), mode="bilinear", padding_mode="border", align_corners=False
    )
    gamma = (1 + CONTRAST * draws[4] * gates[3]).to(lit)[:, None, None, None]
    gain = (1 + BRIGHTNESS * draws[5] * gates[3]).to(lit)[:, None, None, None]
    # A power of the grey changes contrast and leaves air exactly where it is.
    grey = (moved / 2).clamp(0, 2)
    return 2 * gain * (grey + 1e-4) ** gamma - 2 * gain * (1e-4**gamma) - 1


def adapted(p: float, sign: float, target: float, most: float, images: int, kimg: float) -> float:
    """The next probability after `images` images on which the discriminator's mean sign was so."""
    step = math.copysign(images / (kimg * 1000), sign - target)
    return min(most, max(0.0, p + step))


def _grid(pictures: Tensor, draws: Tensor, gates: Tensor) -> Tensor:
    """Sampling grid (batch, rows, columns, 2) of turns, sizes and shifts."""
    batch, _, rows, columns = pictures.shape
    angle = math.radians(TURN_DEG) * draws[0] * gates[0]
    scale = torch.exp(math.log(1 + SCALE) * draws[1] * gates[1])
    # Whole pixels, so that shifting blurs nothing.
    down = torch.round(SHIFT_ROWS * rows * draws[2] * gates[2]) / rows * 2
    across = torch.round(SHIFT_COLUMNS * columns * draws[3] * gates[2]) / columns * 2
    aspect = rows / columns
    theta = torch.zeros(batch, 2, 3)
    theta[:, 0, 0] = scale * torch.cos(angle)
    theta[:, 0, 1] = -scale * torch.sin(angle) * aspect
    theta[:, 1, 0] = scale * torch.sin(angle) / aspect
    theta[:, 1, 1] = scale * torch.cos(angle)
    # Sizes and turns are about the middle of the chest wall, which stays on the frame's edge.
    # A shift across only takes tissue away at the chest wall: none is missing beside it.
    theta[:, 0, 2] = theta[:, 0, 0] - 1 + across.abs()
    theta[:, 1, 2] = theta[:, 1, 0] + down
    return F.affine_grid(theta, [batch, 1, rows, columns], align_corners=False)
