"""StyleGAN2's synthesis network with flat styles and noise as inputs, drawing in grey.

Source: Karras et al. 2020, "Analyzing and Improving the Image Quality of StyleGAN", equations 1 to
3, figure 7; the filters and their padding are those of the PyTorch code's `upfirdn2d`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.stylegan2.published import Block, PublishedGenerator, StyledConv, ToRgb
from training.stylegan2.stored_tensors import Array

LEAK = 0.2
EPSILON = 1e-8
TAP_SIDE = 8
"""Side of the level whose features are given out as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledLayer:
    """One layer of the synthesis network that takes a style.

    Attributes:
        name: for example `b8.conv0` or `b8.torgb`.
        side: of its output.
        w_index: which of the w vectors feeds it.
        style_offset: where its style starts in the flat styles.
        style_channels: length of its style.
        noise_offset: where its side × side noise starts in the flat noise, or None without noise.
    """

    name: str
    side: int
    w_index: int
    style_offset: int
    style_channels: int
    noise_offset: int | None


def styled_layers(generator: PublishedGenerator) -> tuple[StyledLayer, ...]:
    """All layers that take a style, in the order of computation.

    A block's picture layer shares the w of the next block's first convolution.
    """
    layers: list[StyledLayer] = []
    w = style = noise = 0
    for block in generator.blocks:
        named = (("conv0", block.conv0), ("conv1", block.conv1), ("torgb", block.to_rgb))
        for name, part in named:
            if part is None:
                continue
            picture = isinstance(part, ToRgb)
            layers.append(
                StyledLayer(
                    name=f"b{block.side}.{name}",
                    side=block.side,
                    w_index=w,
                    style_offset=style,
                    style_channels=len(part.affine.bias),
                    noise_offset=None if picture else noise,
                )
            )
            style += len(part.affine.bias)
            if not picture:
                w, noise = w + 1, noise + block.side**2
    return tuple(layers)


class Synthesis(nn.Module):
    """Flat styles (batch, S) and noise (batch, N) → a grey picture and features.

    Args:
        generator: whose synthesis network it is.
        grey: share of each colour in grey.
        mirrored: whether the picture is turned left to right.
    """

    def __init__(
        self, generator: PublishedGenerator, grey: tuple[float, ...], *, mirrored: bool
    ) -> None:
        super().__init__()
        self.layers = styled_layers(generator)
        self.mirrored = mirrored
        self.blocks = nn.ModuleList(_SynthesisBlock(block, grey) for block in generator.blocks)

    def forward(self, styles: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
        """The picture (batch, 1, side, side), about −1 to 1, and the features at `TAP_SIDE`."""
        x = picture = tap = None
        for block in self.blocks:
            assert isinstance(block, _SynthesisBlock)
            here = [layer for layer in self.layers if layer.side == block.side]
            parts = [
                styles[:, layer.style_offset : layer.style_offset + layer.style_channels]
                for layer in here
            ]
            maps = [
                noise[:, layer.noise_offset : layer.noise_offset + layer.side**2].reshape(
                    -1, 1, layer.side, layer.side
                )
                for layer in here
                if layer.noise_offset is not None
            ]
            x, picture = block(x, picture, parts, maps)
            tap = x if block.side == TAP_SIDE else tap
        assert picture is not None and tap is not None  # the smallest network has both
        return (picture.flip(3), tap.flip(3)) if self.mirrored else (picture, tap)


class _SynthesisBlock(nn.Module):
    """One side length: doubling, two convolutions, a residual connection, a picture."""

    def __init__(self, block: Block, grey: tuple[float, ...]) -> None:
        super().__init__()
        self.side = block.side
        residual = 1.0 if block.skip is None else math.sqrt(0.5)
        self.constant = None if block.constant is None else _parameter(block.constant)
        self.conv0 = None if block.conv0 is None else _Conv(block.conv0, 1.0)
        self.conv1 = _Conv(block.conv1, residual)
        self.grey = None if block.to_rgb is None else _Grey(block.to_rgb, grey)
        self.skip = None if block.skip is None else _Residual(block.skip, block.up_filter)
        self.doubling = _Doubling(block.up_filter, channels=1)

    def forward(
        self, x: Tensor | None, picture: Tensor | None, styles: list[Tensor], noise: list[Tensor]
    ) -> tuple[Tensor, Tensor | None]:
        """Features and picture of the block below → of this one."""
        below = self._start(styles[0].shape[0]) if x is None else x
        features = below if self.conv0 is None else self.conv0(below, styles[0], noise[0])
        features = self.conv1(features, styles[len(noise) - 1], noise[-1])
        if self.skip is not None:
            features = self.skip(below) + features
        if picture is not None:
            picture = self.doubling(picture)
        if self.grey is not None:
            own = self.grey(features, styles[-1])
            picture = own if picture is None else picture + own
        return features, picture

    def _start(self, batch: int) -> Tensor:
        """The learned constant, for every picture of the batch."""
        assert self.constant is not None  # only the first block is asked to start
        return self.constant.expand(batch, -1, -1, -1)


class _Conv(nn.Module):
    """A modulated convolution, demodulated, with noise, bias and leaky ReLU.

    Exact and without grouped weights: the style scales what goes in, and
    rsqrt((s · s) @ Σ W² + 1e-8) what comes out.
    """

    def __init__(self, layer: StyledConv, residual: float) -> None:
        super().__init__()
        self.weight = _parameter(layer.weight)
        # A positive gain passes through leaky ReLU: it goes into what that is applied to.
        self.gain = layer.gain * residual
        self.bias = _parameter(layer.bias * self.gain)
        self.noise_strength = layer.noise_strength * self.gain
        self.clamp = None if layer.clamp is None else layer.clamp * residual
        taps = layer.up_filter
        self.smoothing = None if taps is None else _Smoothing(taps, len(layer.bias))

    def forward(self, x: Tensor, styles: Tensor, noise: Tensor) -> Tensor:
        """Apply to x (batch, inputs, h, w) with styles (batch, inputs)."""
        x = x * styles[:, :, None, None]
        if self.smoothing is None:
            x = F.conv2d(x, self.weight, padding=1)
        else:
            x = self.smoothing(F.conv_transpose2d(x, self.weight.transpose(0, 1), stride=2))
        energy = styles.square() @ self.weight.square().sum(dim=(2, 3)).t()
        factor = self.gain * (energy + EPSILON).rsqrt()
        offset = noise * self.noise_strength + self.bias[None, :, None, None]
        x = F.leaky_relu(x * factor[:, :, None, None] + offset, LEAK)
        return x if self.clamp is None else x.clamp(-self.clamp, self.clamp)


class _Residual(nn.Module):
    """The residual connection: a 1 × 1 convolution, then doubling."""

    def __init__(self, weight: Array, taps: Array) -> None:
        super().__init__()
        self.weight = _parameter(weight[:, :, None, None])
        self.doubling = _Doubling(taps, channels=len(weight))

    def forward(self, x: Tensor) -> Tensor:
        """Apply to (batch, inputs, h, w)."""
        return self.doubling(F.conv2d(x, self.weight))


class _Grey(nn.Module):
    """The picture layer: colours as published, each clamped, then mixed to grey."""

    def __init__(self, layer: ToRgb, grey: tuple[float, ...]) -> None:
        super().__init__()
        self.clamp = layer.clamp
        mix = torch.tensor(grey)[None, :]
        weight, bias = torch.from_numpy(layer.weight), torch.from_numpy(layer.bias)
        if layer.clamp is None:  # then mixing first is the same, and a third of the work
            weight, bias, mix = mix @ weight, (mix @ bias[:, None])[:, 0], mix.new_ones(1, 1)
        self.weight = nn.Parameter(weight[:, :, None, None], requires_grad=False)
        self.bias = nn.Parameter(bias, requires_grad=False)
        self.mix = nn.Parameter(mix[:, :, None, None], requires_grad=False)

    def forward(self, x: Tensor, styles: Tensor) -> Tensor:
        """Apply to x (batch, inputs, h, w) with styles (batch, inputs)."""
        colours = F.conv2d(x * styles[:, :, None, None], self.weight, self.bias)
        if self.clamp is None:
            return colours
        return F.conv2d(colours.clamp(-self.clamp, self.clamp), self.mix)


class _Doubling(nn.Module):
    """Twice the height and width: zeros between, then a low-pass filter of gain 4."""

    def __init__(self, taps: Array, channels: int) -> None:
        super().__init__()
        self.channels = channels
        self.kernel = _filter_kernel(taps, channels)
        # A transposed convolution gives all places where filter and picture touch: these are kept.
        size = len(taps)
        before = size - 1 - (size + 1) // 2
        self.margins = [-before, before + 2 - size] * 2

    def forward(self, x: Tensor) -> Tensor:
        """Apply to (batch, channels, h, w)."""
        full = F.conv_transpose2d(x, self.kernel, stride=2, groups=self.channels)
        return F.pad(full, self.margins)


class _Smoothing(nn.Module):
    """The low-pass filter of gain 4 after a 3 × 3 convolution that doubled height and width."""

    def __init__(self, taps: Array, channels: int) -> None:
        super().__init__()
        self.channels = channels
        self.kernel = _filter_kernel(np.flip(taps), channels)
        self.margins = [(len(taps) + 1) // 2 - 1, (len(taps) - 2) // 2] * 2

    def forward(self, x: Tensor) -> Tensor:
        """Apply to (batch, channels, 2 h + 1, 2 w + 1); gives (batch, channels, 2 h, 2 w)."""
        return F.conv2d(F.pad(x, self.margins), self.kernel, groups=self.channels)


def _filter_kernel(taps: Array, channels: int) -> nn.Parameter:
    return _parameter(np.tile(taps * 4, (channels, 1, 1, 1)))


def _parameter(values: Array) -> nn.Parameter:
    values = np.ascontiguousarray(values, dtype=np.float32)
    return nn.Parameter(torch.from_numpy(values.copy()), requires_grad=False)
