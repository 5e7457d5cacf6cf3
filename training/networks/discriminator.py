"""The discriminator: residual, with input skips, minibatch statistics and projection.

Every level sees the picture at its own height beside what comes from above. Without these skips, a
level that fades in takes the place of what the levels below know; tried at 160 rows, the
discriminator then lost its hold on the generator for good.

Source: Karras et al. 2020 (residual blocks, input skips: figure 7), Karras et al. 2018 (minibatch
standard deviation), Miyato and Koyama 2018 (projection).
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.networks.layers import ACTIVATION_GAIN, LEAK, Conv, Linear, activate
from training.networks.shape import FIRST_ROWS, NetworkShape, columns

STATISTICS_GROUP = 4
PROJECTION_SIZE = 128


class Block(nn.Module):
    """Halve height and width: (batch, inputs, h, w) → (batch, outputs, h / 2, w / 2)."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        # The sum of two branches is scaled back by √½, here in the branches.
        half = math.sqrt(0.5)
        self.first = Conv(inputs, inputs, 3, output_gain=ACTIVATION_GAIN)
        self.second = Conv(inputs, outputs, 3, output_gain=ACTIVATION_GAIN * half)
        self.skip = Conv(inputs, outputs, 1, bias=False, output_gain=half)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the block."""
        # Average first: a quarter of the work of convolving at full size, and no aliasing.
        y = F.leaky_relu(self.first(x), LEAK)
        y = F.leaky_relu(self.second(F.avg_pool2d(y, 2)), LEAK)
        return y + self.skip(F.avg_pool2d(x, 2))


class Discriminator(nn.Module):
    """Pictures (batch, 1, rows, columns) of any level, and conditions, → scores (batch,)."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.shape = shape
        heights = shape.levels[1:]
        self.from_grey = nn.ModuleDict(
            {
                f"b{rows}": Conv(1, shape.channels(rows), 1, output_gain=ACTIVATION_GAIN)
                for rows in heights
            }
        )
        self.blocks = nn.ModuleDict(
            {f"b{rows}": Block(shape.channels(rows), shape.channels(rows // 2)) for rows in heights}
        )
        channels = shape.channels(FIRST_ROWS)
        self.last = Conv(channels + 1, channels, 3)
        self.hidden = Linear(channels * FIRST_ROWS * columns(FIRST_ROWS), PROJECTION_SIZE)
        self.score = Linear(PROJECTION_SIZE, 1)
        self.embed = Linear(shape.condition_size, PROJECTION_SIZE)

    def forward(
        self,
        pictures: Tensor,
        condition: Tensor,
        fade: float = 1.0,
        compute: torch.dtype = torch.float32,
    ) -> Tensor:
        """Judge.

        Args:
            pictures: (batch, 1, rows, columns), about −1 to 1.
            condition: (batch, condition_size), one-hot.
            fade: below 1 while the level of the pictures is new. At 0 the scores are those of the
                pictures at half the height, so that growing changes nothing at once.
            compute: type of the convolutions.
        """
        rows = pictures.shape[2]
        picture = pictures.to(compute)
        x = self._features(picture)
        for height in reversed(self.shape.levels[1:]):
            if height > rows:
                continue
            x = self.blocks[f"b{height}"](x)
            if height == rows and fade < 1:
                x = x * fade
            if height // 2 > FIRST_ROWS:
                picture = F.avg_pool2d(picture, 2)
                x = x + self._features(picture)
        x = activate(self.last(append_statistics(x)))
        features = activate(self.hidden(x.flatten(1).float()))
        projected = (features * self.embed(condition)).sum(dim=1) / math.sqrt(PROJECTION_SIZE)
        return self.score(features)[:, 0] + projected

    def _features(self, picture: Tensor) -> Tensor:
        """What a level sees of the picture itself at its own height."""
        return F.leaky_relu(self.from_grey[f"b{picture.shape[2]}"](picture), LEAK)


def append_statistics(x: Tensor) -> Tensor:
    """Append one channel with the mean standard deviation within groups of the batch.

    A group is a run of neighbours, so that a batch shared among processes has the same groups.
    """
    batch, channels, height, width = x.shape
    group = math.gcd(batch, STATISTICS_GROUP)
    y = x.float().reshape(batch // group, group, channels, height, width)
    deviation = (y.var(dim=1, unbiased=False) + 1e-8).sqrt().mean(dim=(1, 2, 3))
    plane = deviation.repeat_interleave(group)[:, None, None, None].expand(batch, 1, height, width)
    return torch.cat([x, plane.to(x.dtype)], dim=1)
