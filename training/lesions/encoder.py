"""The network that tells the random scalars of a lesion, so that they come to mean something.

Source: Zhu et al. 2017, "Toward multimodal image-to-image translation", section 3.
"""

from __future__ import annotations

import math
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.lesions.config import ContextShape

SLOPE = 0.2
FIRST, MOST = 16, 64
"""Filters of the first block, doubled in each next one, and of the widest."""

GAIN = 4.0
"""Most of a lesion channel is far from its bounds."""

LEAST_SPREAD = 1e-3
NOISE = 0.1
"""Standard deviation of what is added to scalars that were told, so that near ones draw alike."""


class LesionEncoder(nn.Module):
    """From a lesion channel to the scalars that would draw it."""

    def __init__(self, shape: ContextShape) -> None:
        super().__init__()
        self.side = shape.side // 2
        sides = shape.sides[1:]
        widths = [1, *(min(FIRST << n, MOST) for n in range(len(sides) - 1))]
        self.blocks = nn.ModuleList(nn.Conv2d(a, b, 3, 2, 1) for a, b in pairwise(widths))
        for block in self.blocks:
            nn.init.kaiming_normal_(block.weight, SLOPE)  # pyright: ignore[reportArgumentType]
        self.last = nn.Linear(widths[-1] * sides[-1] ** 2, shape.scalars)

    def forward(self, lesion: Tensor) -> Tensor:
        """(batch, shape.scalars), −1 to 1.

        Each of them is compared with those of the other lesions of the batch, and spread as random
        ones are: a number that says the same of every lesion would say nothing.

        Args:
            lesion: (batch, 1, side, side), at the full side or at half of it; a batch of 2 or more.
        """
        x = F.adaptive_avg_pool2d(lesion, self.side) * GAIN
        for block in self.blocks:
            x = F.leaky_relu(block(x), SLOPE)
        told = self.last(x.flatten(1))
        spread = (told - told.mean(dim=0)) / (told.std(dim=0, correction=0) + LEAST_SPREAD)
        return torch.erf(spread / math.sqrt(2))
