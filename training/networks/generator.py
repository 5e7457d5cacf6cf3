"""The generator: mapping network, styles, and a synthesis network that takes them flat.

Karras et al. 2020 ("StyleGAN2") with 5:4 frames, bilinear up-sampling and summed skip outputs. The
synthesis network's inputs are a flat `styles` and a flat `noise` vector, as in the exported graph,
so that everything before it is arithmetic on small arrays.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.networks.layers import (
    ACTIVATION_GAIN,
    LEAK,
    Linear,
    activate,
    normalise_moment,
    upsample,
)
from training.networks.shape import FIRST_ROWS, NetworkShape, columns
from training.windows import Window

MARGIN = 4
"""Pixels below a window's level that are drawn beyond it, for the convolutions at its edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledLayer:
    """One layer of the synthesis network that takes a style.

    Attributes:
        name: for example `b40.conv0` or `b40.grey`.
        rows: height of its output.
        w_index: which of the w vectors feeds it.
        style_offset, style_channels: its place in the flat styles; its input channels.
        noise_offset: its place in the flat noise (rows · columns values), None without noise.
    """

    name: str
    rows: int
    w_index: int
    style_offset: int
    style_channels: int
    noise_offset: int | None


def styled_layers(shape: NetworkShape) -> tuple[StyledLayer, ...]:
    """All layers that take a style, in the order of computation.

    A level's grey output shares the w of the next level's first convolution (Karras et al. 2020).
    """
    layers: list[StyledLayer] = []
    style = noise = w = 0
    for rows in shape.levels:
        before = shape.channels(rows // 2) if rows > FIRST_ROWS else shape.channels(rows)
        convs = [before, shape.channels(rows)] if rows > FIRST_ROWS else [before]
        for number, channels in enumerate(convs):
            layers.append(
                StyledLayer(
                    name=f"b{rows}.conv{number}",
                    rows=rows,
                    w_index=w,
                    style_offset=style,
                    style_channels=channels,
                    noise_offset=noise,
                )
            )
            style, noise, w = style + channels, noise + rows * columns(rows), w + 1
        channels = shape.channels(rows)
        layers.append(
            StyledLayer(
                name=f"b{rows}.grey",
                rows=rows,
                w_index=w,
                style_offset=style,
                style_channels=channels,
                noise_offset=None,
            )
        )
        style += channels
    return tuple(layers)


def num_ws(shape: NetworkShape) -> int:
    """How many w vectors a picture takes."""
    return 1 + max(layer.w_index for layer in styled_layers(shape))


def style_size(shape: NetworkShape) -> int:
    """Length of the flat styles."""
    last = styled_layers(shape)[-1]
    return last.style_offset + last.style_channels


def noise_size(shape: NetworkShape, rows: int | None = None) -> int:
    """Length of the flat noise, of the shape's own frame or of a lower one."""
    return sum(
        layer.rows * columns(layer.rows)
        for layer in styled_layers(shape)
        if layer.noise_offset is not None and layer.rows <= (rows or shape.rows)
    )


class Mapping(nn.Module):
    """z (batch, z_dim) and condition (batch, condition_size) → w (batch, w_dim)."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.embed = Linear(shape.condition_size, shape.w_dim)
        widths = [shape.z_dim + shape.w_dim] + [shape.w_dim] * shape.mapping_layers
        self.layers = nn.ModuleList(Linear(a, b, rate=0.01) for a, b in itertools.pairwise(widths))

    def forward(self, z: Tensor, condition: Tensor) -> Tensor:
        """Map."""
        x = torch.cat([normalise_moment(z), normalise_moment(self.embed(condition))], dim=1)
        for layer in self.layers:
            x = activate(layer(x))
        return x


class Affine(nn.Module):
    """w vectors (batch, num_ws, w_dim) → flat styles (batch, style_size)."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.w_indices = [layer.w_index for layer in styled_layers(shape)]
        self.layers = nn.ModuleList(
            Linear(shape.w_dim, layer.style_channels, bias_start=1.0)
            for layer in styled_layers(shape)
        )

    def forward(self, ws: Tensor) -> Tensor:
        """Apply each layer's affine map to its own w."""
        pairs = zip(self.layers, self.w_indices, strict=True)
        return torch.cat([layer(ws[:, index]) for layer, index in pairs], dim=1)


class ModulatedConv(nn.Module):
    """A convolution whose inputs are scaled by styles and whose output is scaled back.

    Exact and without grouped convolution: y = conv(x · s, W) · rsqrt((s · s) @ Σ W² + 1e-8),
    Karras et al. 2020, equations 1 and 3, with the scaling moved from weights to features.
    """

    def __init__(self, inputs: int, outputs: int, kernel: int, *, demodulate: bool) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel))
        self.gain = 1 / math.sqrt(inputs * kernel * kernel)
        self.demodulate = demodulate

    def forward(
        self, x: Tensor, styles: Tensor, offset: Tensor | None = None, gain: float = 1.0
    ) -> Tensor:
        """Apply to x (batch, inputs, h, w) with styles (batch, inputs).

        Args:
            x: features.
            styles: one factor for each input channel.
            offset: added to the demodulated output.
            gain: factor on the demodulated output.
        """
        weight = self.weight * self.gain
        # The scale of a style cancels under demodulation; small values keep bf16 precise.
        if self.demodulate:
            styles = styles * (styles.square().mean(dim=1, keepdim=True) + 1e-8).rsqrt()
        y = F.conv2d(
            x * styles.to(x.dtype)[:, :, None, None],
            weight.to(x.dtype),
            padding=weight.shape[-1] // 2,
        )
        if not self.demodulate:
            return y
        energy = styles.square() @ weight.square().sum(dim=(2, 3)).t()
        factor = gain * (energy + 1e-8).rsqrt()
        y = y * factor.to(x.dtype)[:, :, None, None]
        return y if offset is None else y + offset


class Level(nn.Module):
    """One height of the synthesis network: up-sampling, two convolutions, a grey output."""

    def __init__(self, shape: NetworkShape, rows: int) -> None:
        super().__init__()
        self.rows = rows
        channels = shape.channels(rows)
        first = rows == FIRST_ROWS
        before = channels if first else shape.channels(rows // 2)
        inputs = [channels] if first else [before, channels]
        self.convs = nn.ModuleList(
            ModulatedConv(width, channels, 3, demodulate=True) for width in inputs
        )
        self.biases = nn.ParameterList(nn.Parameter(torch.zeros(channels)) for _ in inputs)
        self.noise_strengths = nn.Parameter(torch.zeros(len(inputs)))
        self.grey = ModulatedConv(channels, 1, 1, demodulate=False)
        # A level that joins later adds nothing to the picture at first.
        nn.init.zeros_(self.grey.weight)
        self.grey_bias = nn.Parameter(torch.zeros(1))
        size = (1, channels, rows, columns(rows))
        self.constant = nn.Parameter(torch.randn(size)) if first else None

    def forward(
        self, x: Tensor | None, grey: Tensor | None, styles: list[Tensor], noise: list[Tensor]
    ) -> tuple[Tensor, Tensor]:
        """Features and grey picture of the level below → of this level.

        Args:
            x: features (batch, channels, rows / 2, columns / 2), None at the first level.
            grey: picture (batch, 1, rows / 2, columns / 2), None at the first level.
            styles: one (batch, channels) per convolution, then one for the grey output.
            noise: one (batch, 1, rows, columns) per convolution.
        """
        features = self._start(styles[0], noise[0]) if x is None else upsample(x)
        kind = features.dtype
        for index, conv in enumerate(self.convs):
            # The activation's gain goes into what it is applied to: fewer passes over the features.
            strength = (self.noise_strengths[index] * ACTIVATION_GAIN).to(kind)
            bias = (self.biases[index] * ACTIVATION_GAIN).to(kind)[None, :, None, None]
            offset = noise[index] * strength + bias
            features = F.leaky_relu(conv(features, styles[index], offset, ACTIVATION_GAIN), LEAK)
        own = self.grey(features, styles[-1]).float() + self.grey_bias[None, :, None, None]
        return features, own if grey is None else upsample(grey) + own

    def _start(self, styles: Tensor, noise: Tensor) -> Tensor:
        """The learned constant, for every picture of the batch."""
        assert self.constant is not None  # only the first level is asked to start
        return self.constant.to(noise.dtype).expand(styles.shape[0], -1, -1, -1)


class Synthesis(nn.Module):
    """Flat styles (batch, style_size) and noise (batch, noise_size) → a picture."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.shape = shape
        self.layers = styled_layers(shape)
        self.levels = nn.ModuleDict({f"b{rows}": Level(shape, rows) for rows in shape.levels})

    def forward(
        self,
        styles: Tensor,
        noise: Tensor,
        rows: int | None = None,
        tap_rows: int | None = None,
        compute: torch.dtype = torch.float32,
    ) -> tuple[Tensor, Tensor | None]:
        """Draw.

        Args:
            styles: (batch, style_size of the shape or of a lower frame).
            noise: (batch, noise_size of the shape or of a lower frame), standard normal.
            rows: height of the picture, the shape's own if None.
            tap_rows: level whose features are wanted.
            compute: type of the convolutions.

        Returns:
            The picture (batch, 1, rows, columns), about −1 (air) to 1, and the features or None.
        """
        rows = rows or self.shape.rows
        noise = noise.to(compute)
        x = grey = tap = None
        for height in self.shape.levels:
            if height > rows:
                break
            parts, maps = self._inputs(styles, noise, height)
            x, grey = self.levels[f"b{height}"](x, grey, parts, maps)
            if height == tap_rows:
                tap = x.float()
        assert grey is not None  # there is always a first level
        return grey, tap

    def window(
        self,
        styles: Tensor,
        noise: Tensor,
        rows: int,
        window: Window,
        compute: torch.dtype = torch.float32,
    ) -> tuple[Tensor, Tensor]:
        """Draw a window of the frame that is `rows` high; only its highest level is differentiable.

        Args:
            styles: (batch, style_size of the shape or of a lower frame).
            noise: (batch, noise_size of the shape or of a lower frame).
            rows: height of the frame, above `FIRST_ROWS`.
            window: on even pixels.
            compute: type of the convolutions.

        Returns:
            The window (batch, 1, window.rows, window.columns), equal to that part of the whole
            picture, and the same window without what the highest level adds.
        """
        noise = noise.to(compute)
        x = grey = None
        with torch.no_grad():
            for height in self.shape.levels:
                if height < rows:
                    parts, maps = self._inputs(styles, noise, height)
                    x, grey = self.levels[f"b{height}"](x, grey, parts, maps)
        assert x is not None and grey is not None
        top, left = max(0, window.top // 2 - MARGIN), max(0, window.left // 2 - MARGIN)
        bottom = (window.top + window.rows) // 2 + MARGIN
        right = (window.left + window.columns) // 2 + MARGIN
        parts, maps = self._inputs(styles, noise, rows)
        maps = [m[..., 2 * top : 2 * bottom, 2 * left : 2 * right] for m in maps]
        x, grey = x[..., top:bottom, left:right], grey[..., top:bottom, left:right]
        picture = self.levels[f"b{rows}"](x, grey, parts, maps)[1]
        inner = replace(window, top=window.top - 2 * top, left=window.left - 2 * left)
        return inner.of(picture), inner.of(upsample(grey))

    def _inputs(
        self, styles: Tensor, noise: Tensor, height: int
    ) -> tuple[list[Tensor], list[Tensor]]:
        """Styles and noise maps of one level."""
        here = [layer for layer in self.layers if layer.rows == height]
        parts = [
            styles[:, layer.style_offset : layer.style_offset + layer.style_channels]
            for layer in here
        ]
        return parts, _noise_maps(noise, here)


class Generator(nn.Module):
    """Mapping, affine maps and synthesis together."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.shape = shape
        self.num_ws = num_ws(shape)
        self.mapping = Mapping(shape)
        self.affine = Affine(shape)
        self.synthesis = Synthesis(shape)

    def forward(
        self,
        ws: Tensor,
        noise: Tensor,
        rows: int | None = None,
        compute: torch.dtype = torch.float32,
    ) -> Tensor:
        """W vectors (batch, num_ws, w_dim) and noise (batch, noise_size) → (batch, 1, …)."""
        return self.synthesis(self.affine(ws), noise, rows, compute=compute)[0]

    def level_parameters(self, rows: int) -> list[nn.Parameter]:
        """Weights that act on the level of one height alone: its own and its affine layers'."""
        own = list(self.synthesis.levels[f"b{rows}"].parameters())
        pairs = zip(self.synthesis.layers, self.affine.layers, strict=True)
        return own + [p for layer, a in pairs if layer.rows == rows for p in a.parameters()]


def _noise_maps(noise: Tensor, layers: list[StyledLayer]) -> list[Tensor]:
    maps = []
    for layer in layers:
        if layer.noise_offset is None:
            continue
        size = layer.rows * columns(layer.rows)
        part = noise[:, layer.noise_offset : layer.noise_offset + size]
        maps.append(part.reshape(-1, 1, layer.rows, columns(layer.rows)))
    return maps
