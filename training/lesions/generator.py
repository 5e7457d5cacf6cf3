"""The U-Net that answers a patch with a lesion channel.

Source: Wu et al. 2020, section 2; Zhang et al. 2019, "Self-attention generative adversarial
networks", section 3.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.lesions.config import ContextShape

SLOPE = 0.2
BORDER_SHARE = 10 / 256
"""Of a patch's side: 10 px of 256, in which nothing is added."""

CODE_FILTERS = 4
FIRST_WEIGHT = 0.02
"""Of the last convolution's usual weights: a new network adds little."""


class SelfAttention(nn.Module):
    """Features that see all places of each other; it begins as the identity."""

    def __init__(self, filters: int) -> None:
        super().__init__()
        self.inner = max(1, filters // 8)
        self.query = nn.Conv2d(filters, self.inner, 1)
        self.key = nn.Conv2d(filters, self.inner, 1)
        self.value = nn.Conv2d(filters, filters, 1)
        self.gain = nn.Parameter(torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        """(batch, filters, side, side) to the same."""
        query, key, value = (layer(x).flatten(2) for layer in (self.query, self.key, self.value))
        weights = torch.softmax(query.transpose(1, 2) @ key / math.sqrt(self.inner), dim=2)
        return x + self.gain * (value @ weights.transpose(1, 2)).view_as(x)


class _Down(nn.Module):
    """One convolution 3 × 3 of features and a random scalar."""

    def __init__(self, before: int, after: int, stride: int) -> None:
        super().__init__()
        self.conv = _conv(before + 1, after, stride)

    def forward(self, x: Tensor, scalar: Tensor) -> Tensor:
        return F.leaky_relu(self.conv(_with_scalar(x, scalar)), SLOPE)


class _Up(nn.Module):
    """Two convolutions 3 × 3 of coarser features, those of the encoder, and a random scalar."""

    def __init__(self, before: int, skip: int, after: int) -> None:
        super().__init__()
        self.first = _conv(before + skip + 1, after, 1)
        self.second = _conv(after, after, 1)

    def forward(self, x: Tensor, skip: Tensor, scalar: Tensor) -> Tensor:
        x = _with_scalar(torch.cat([x, skip], dim=1), scalar)
        return F.leaky_relu(self.second(F.leaky_relu(self.first(x), SLOPE)), SLOPE)


class ContextGenerator(nn.Module):
    """From a patch and random scalars to what is added to the patch.

    The encoder has a block for each side from the patch's to 4 and one more at 4; its features
    there are squeezed to a 1 × 1 × 4 code. The decoder has a block for each side back up.

    Attributes:
        shape: of the network.
    """

    def __init__(self, shape: ContextShape) -> None:
        super().__init__()
        self.shape = shape
        sides = shape.sides
        deepest = min(2 * shape.filters(4), shape.most)
        half = sides[1]
        self.stem = _Down(1, shape.filters(sides[0]), 1)
        self.half_stem = nn.Conv2d(1, shape.filters(half), 1)
        self.down = nn.ModuleDict(
            {
                str(side): _Down(shape.filters(2 * side), shape.filters(side), 2)
                for side in sides[1:]
            }
        )
        self.deep = _Down(shape.filters(4), deepest, 1)
        self.code = nn.Conv2d(deepest, CODE_FILTERS, 4)
        self.up = nn.ModuleDict()
        before = CODE_FILTERS
        for side in reversed(sides):
            skip = deepest if side == 4 else shape.filters(side)
            self.up[str(side)] = _Up(before, skip, shape.filters(side))
            before = shape.filters(side)
        self.attention = SelfAttention(shape.filters(shape.attention_side))
        self.to_lesion = _last(shape.filters(sides[0]))
        self.half_to_lesion = _last(shape.filters(half))

    def forward(self, patch: Tensor, scalars: Tensor, fade: float = 1.0) -> Tensor:
        """The lesion channel.

        Args:
            patch: (batch, 1, side, side), −1 to 1, at the full side or at half of it.
            scalars: (batch, shape.scalars), −1 to 1; at half the side the finest are not used.
            fade: share of the finest level, at the full side.

        Returns:
            (batch, 1, side, side), −1 to 1; 0 in the border.
        """
        count = len(self.shape.sides)
        full = patch.shape[2] == self.shape.side
        x, skips = self._encode(patch, scalars, full, fade)
        x = F.leaky_relu(self.deep(x, scalars[:, count]), SLOPE)
        skips[4] = x
        x = F.interpolate(F.leaky_relu(self.code(x), SLOPE), scale_factor=4.0, mode="nearest")
        coarse = patch
        for number, side in enumerate(reversed(self.shape.sides)):
            if side > 4:
                x = F.interpolate(x, scale_factor=2.0, mode="nearest")
            if side not in skips:
                break
            x = self.up[str(side)](x, skips[side], scalars[:, count + 1 + number])
            if side == self.shape.attention_side:
                x = self.attention(x)
            if side == self.shape.side // 2:
                coarse = x
        return bordered(self._lesion(x, coarse, full, fade).clamp(-1, 1))

    def _encode(
        self, patch: Tensor, scalars: Tensor, full: bool, fade: float
    ) -> tuple[Tensor, dict[int, Tensor]]:
        """Features at 4 × 4, and those on the way there by their side."""
        half = self.shape.side // 2
        skips: dict[int, Tensor] = {}
        if full:
            skips[self.shape.side] = x = self.stem(patch, scalars[:, 0])
            x = self.down[str(half)](x, scalars[:, 1])
            if fade < 1:
                x = F.leaky_relu(self.half_stem(F.avg_pool2d(patch, 2)), SLOPE).lerp(x, fade)
        else:
            x = F.leaky_relu(self.half_stem(patch), SLOPE)
        skips[half] = x
        for number, side in enumerate(self.shape.sides[2:], start=2):
            skips[side] = x = self.down[str(side)](x, scalars[:, number])
        return x, skips

    def _lesion(self, x: Tensor, coarse: Tensor, full: bool, fade: float) -> Tensor:
        if not full:
            return self.half_to_lesion(coarse)
        if fade == 1:
            return self.to_lesion(x)
        before = F.interpolate(self.half_to_lesion(coarse), scale_factor=2.0, mode="nearest")
        return before.lerp(self.to_lesion(x), fade)


def _conv(before: int, after: int, stride: int) -> nn.Conv2d:
    layer = nn.Conv2d(before, after, 3, stride, 1)
    nn.init.kaiming_normal_(layer.weight, SLOPE)
    assert layer.bias is not None  # the default
    nn.init.zeros_(layer.bias)
    return layer


def _last(filters: int) -> nn.Conv2d:
    layer = nn.Conv2d(filters, 1, 1)
    with torch.no_grad():
        layer.weight.mul_(FIRST_WEIGHT)
        assert layer.bias is not None  # the default
        layer.bias.zero_()
    return layer


def _with_scalar(x: Tensor, scalar: Tensor) -> Tensor:
    plane = scalar[:, None, None, None].expand(-1, 1, x.shape[2], x.shape[3])
    return torch.cat([x, plane], dim=1)


def bordered(lesion: Tensor) -> Tensor:
    """The channel with its border cropped, and zeros in its place: a patch keeps its rim."""
    side = int(lesion.shape[2])
    border = max(1, round(BORDER_SHARE * side))
    inner = lesion[:, :, border : side - border, border : side - border]
    return F.pad(inner, (border, border, border, border))
