"""The network that tells real lesions, drawn ones, and the two other classes apart.

Source: Wu et al. 2020, section 2; Miyato et al. 2018, "Spectral normalization for generative
adversarial networks".
"""

from __future__ import annotations

from enum import IntEnum

import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from training.lesions.config import ContextShape

SLOPE = 0.2
CHANNELS = 3
"""Lesion, input, and their sum."""


class PatchClass(IntEnum):
    """What the discriminator tells apart.

    Attributes:
        WANTED: real patches of the kind that the generator is to draw.
        DRAWN: the generator's.
        FIRST_OTHER: real benign lesions; for a removal, real malignant ones.
        SECOND_OTHER: real normal tissue; for a removal, real benign lesions.
    """

    WANTED = 0
    DRAWN = 1
    FIRST_OTHER = 2
    SECOND_OTHER = 3


class ContextDiscriminator(nn.Module):
    """From lesion, input and sum to four class scores.

    Attributes:
        shape: of the network.
    """

    def __init__(self, shape: ContextShape) -> None:
        super().__init__()
        self.shape = shape
        sides = shape.sides
        self.first = _conv(CHANNELS, shape.discriminator_filters(sides[0]), 3)
        self.half_first = _conv(CHANNELS, shape.discriminator_filters(sides[1]), 1)
        self.blocks = nn.ModuleDict(
            {
                str(side): _conv(
                    shape.discriminator_filters(2 * side), shape.discriminator_filters(side), 3
                )
                for side in sides[1:]
            }
        )
        deepest = min(2 * shape.discriminator_filters(4), shape.discriminator_most)
        self.deep = _conv(shape.discriminator_filters(4), deepest, 3)
        self.last = spectral_norm(nn.Linear(deepest, len(PatchClass)))

    def forward(self, triple: Tensor, fade: float = 1.0) -> Tensor:
        """Scores before the softmax, (batch, 4).

        Args:
            triple: (batch, 3, side, side), at the full side or at half of it.
            fade: share of the finest level, at the full side.
        """
        half = self.shape.side // 2
        if triple.shape[2] == self.shape.side:
            x = self._block(half, F.leaky_relu(self.first(triple), SLOPE))
            if fade < 1:
                before = F.leaky_relu(self.half_first(F.avg_pool2d(triple, 2)), SLOPE)
                x = before.lerp(x, fade)
        else:
            x = F.leaky_relu(self.half_first(triple), SLOPE)
        for side in self.shape.sides[2:]:
            x = self._block(side, x)
        x = F.leaky_relu(self.deep(x), SLOPE)
        return self.last(x.sum(dim=(2, 3)))

    def _block(self, side: int, x: Tensor) -> Tensor:
        return F.max_pool2d(F.leaky_relu(self.blocks[str(side)](x), SLOPE), 2)


def _conv(before: int, after: int, size: int) -> nn.Module:
    layer = nn.Conv2d(before, after, size, padding=size // 2)
    nn.init.kaiming_normal_(layer.weight, SLOPE)
    return spectral_norm(layer)
