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

SPOT = 0.1
"""Standard deviation of the spot that tells a place, as a share of the side."""

WAVE = 0.09
"""Width of the Hermite functions, as a share of the side."""

TOLD = 2
"""Channels that tell place and shape."""

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
        channels = 1 + TOLD if shape.placed else 1
        self.stem = _Down(channels, shape.filters(sides[0]), 1)
        self.half_stem = nn.Conv2d(channels, shape.filters(half), 1)
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

    def forward(
        self, patch: Tensor, scalars: Tensor, fade: float = 1.0, place: Tensor | None = None
    ) -> Tensor:
        """The lesion channel.

        Args:
            patch: (batch, 1, side, side), −1 to 1, at the full side or at half of it.
            scalars: (batch, shape.scalars), −1 to 1; at half the side the finest are not used.
            fade: share of the finest level, at the full side.
            place: (batch, 2), row and column of the wanted lesion as shares of the side, for a
                network that is told it; None is the middle.

        Returns:
            (batch, 1, side, side), −1 to 1; 0 in the border.
        """
        count = len(self.shape.sides)
        if self.shape.placed:
            patch = torch.cat([patch, told_place(patch, scalars, place)], dim=1)
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


def told_place(patch: Tensor, scalars: Tensor, place: Tensor | None) -> Tensor:
    """Where a lesion is to lie, and what it is to be: (batch, 2, side, side).

    The first channel is a soft spot at the place. The second is a smooth random shape about it: the
    random scalars are its coefficients in the Hermite functions, the coarsest first. Planes of
    scalars, which are the same everywhere, hardly ever come to make a shape.

    Args:
        patch: (batch, 1, side, side).
        scalars: (batch, count), −1 to 1.
        place: (batch, 2), as shares of the side; None is the middle.
    """
    if place is None:
        place = torch.full((1, 2), 0.5, device=patch.device)
    middles = (torch.arange(patch.shape[2], device=patch.device) + 0.5) / patch.shape[2]
    away = middles[None, None] - place[..., None]
    spot = torch.exp(-away.square() / (2 * SPOT**2))
    degrees = _degrees(int(scalars.shape[1]))
    waves = _hermite(away / WAVE, max(map(max, degrees)))
    down = torch.stack([waves[i][:, 0] for i, _ in degrees], dim=1)
    right = torch.stack([waves[j][:, 1] for _, j in degrees], dim=1)
    shape = ((scalars[:, :, None] * down).transpose(1, 2) @ right)[:, None]
    spots = spot[:, 0, :, None] * spot[:, 1, None, :]
    return torch.cat([spots[:, None] + torch.zeros_like(patch), shape], dim=1)


def _degrees(count: int) -> list[tuple[int, int]]:
    """Degrees down and right of the coarsest functions, by their sum."""
    most = math.ceil(math.sqrt(2 * count))
    pairs = [(total - j, j) for total in range(most + 1) for j in range(total + 1)]
    return pairs[:count]


def _hermite(x: Tensor, most: int) -> list[Tensor]:
    """Hermite functions of degrees 0 to `most`, equal in what their squares sum to."""
    found = [torch.exp(-x.square() / 2), math.sqrt(2) * x * torch.exp(-x.square() / 2)]
    for n in range(1, most):
        after = math.sqrt(2 / (n + 1)) * x * found[n] - math.sqrt(n / (n + 1)) * found[n - 1]
        found.append(after)
    return found[: most + 1]


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
