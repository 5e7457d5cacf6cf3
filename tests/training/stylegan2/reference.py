"""The published formulas, plainly: modulated weights, zeros between pixels, padded filters.

Karras et al. 2020, equations 1 to 3, on the modules of `saved_networks`, in double precision.
Nothing of it is shared with the import.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.training.stylegan2.saved_networks import Persistent


def map_to_w(generator: Persistent, z: Tensor, c: Tensor | None) -> Tensor:
    """z (batch, z_dim) and label c (batch, c_dim) → w (batch, w_dim)."""
    mapping = generator.mapping
    x = _unit(z)
    if c is not None:
        x = torch.cat([x, _unit(_dense(mapping.embed, c))], dim=1)
    for index in range(mapping.num_layers):
        x = F.leaky_relu(_dense(getattr(mapping, f"fc{index}"), x), 0.2) * 2**0.5
    return x


def truncated(generator: Persistent, w: Tensor, psi: float) -> Tensor:
    return generator.mapping.w_avg.double().lerp(w, psi)


def draw(generator: Persistent, w: Tensor, noise: list[Tensor] | str) -> Tensor:
    """The picture (batch, colours, side, side) of w (batch, w_dim).

    Args:
        generator: as saved.
        w: for all layers.
        noise: (batch, 1, side, side) for each convolution, or `const` for that of the file.
    """
    x = picture = None
    maps = iter(noise) if isinstance(noise, list) else None
    for side in generator.synthesis.block_resolutions:
        block = getattr(generator.synthesis, f"b{side}")
        resnet = block.architecture == "resnet" and block.in_channels != 0
        if block.in_channels == 0:
            x = block.const.double()[None].repeat(len(w), 1, 1, 1)
            x = _styled(block.conv1, x, w, maps)
        else:
            assert x is not None
            below = x
            x = _styled(block.conv0, x, w, maps)
            x = _styled(block.conv1, x, w, maps, 0.5**0.5 if resnet else 1)
            if resnet:
                skip = block.skip
                y = F.conv2d(below, skip.weight.double() * skip.weight_gain)
                y = up_fir_down(y, skip.resample_filter, up=2, padding=_up_padding(skip))
                x = x + y * 0.5**0.5
        if picture is not None:
            picture = up_fir_down(picture, block.resample_filter, up=2, padding=_up_padding(block))
        if block.is_last or block.architecture == "skip":
            own = _colours(block.torgb, x, w)
            picture = own if picture is None else picture + own
    assert picture is not None
    return picture


def up_fir_down(x: Tensor, taps: Tensor, *, up: int, padding: tuple[int, int]) -> Tensor:
    """Zeros between pixels, zeros around, convolution with the filter; gain up²."""
    taps = taps.double()
    taps = torch.outer(taps, taps) if taps.ndim == 1 else taps
    batch, channels, rows, columns = x.shape
    spread = torch.zeros(batch, channels, rows * up, columns * up, dtype=x.dtype)
    spread[:, :, ::up, ::up] = x
    padded = F.pad(spread, [*padding, *padding])
    kernel = (taps * up**2).flip([0, 1])[None, None]
    rows, columns = padded.shape[2:]
    filtered = F.conv2d(padded.reshape(batch * channels, 1, rows, columns), kernel)
    return filtered.reshape(batch, channels, *filtered.shape[2:])


def _up_padding(layer: Persistent) -> tuple[int, int]:
    size = len(layer.resample_filter)
    return (size + 1) // 2, (size - 2) // 2


def _styled(
    layer: Persistent, x: Tensor, w: Tensor, maps: Iterator[Tensor] | None, gain: float = 1
) -> Tensor:
    styles = _dense(layer.affine, w)
    weight = layer.weight.double()[None] * styles[:, None, :, None, None]
    weight = weight * (weight.square().sum(dim=(2, 3, 4), keepdim=True) + 1e-8).rsqrt()
    if layer.up == 2:
        before, after = _up_padding(layer)
        # One padding serves the filter and the convolution behind it.
        x = up_fir_down(x, layer.resample_filter, up=2, padding=(before + 1, after + 1))
        # After zeros, the projects' code convolves; torch's conv2d correlates.
        weight = weight.flip([3, 4])
    else:
        x = F.pad(x, [1, 1, 1, 1])
    x = torch.cat([F.conv2d(one[None], own) for one, own in zip(x, weight, strict=True)])
    if layer.use_noise:
        noise = layer.noise_const.double() if maps is None else next(maps)
        x = x + noise * layer.noise_strength.double()
    x = F.leaky_relu(x + layer.bias.double()[None, :, None, None], 0.2) * (layer.act_gain * gain)
    return (
        x
        if layer.conv_clamp is None
        else x.clamp(-layer.conv_clamp * gain, layer.conv_clamp * gain)
    )


def _colours(layer: Persistent, x: Tensor, w: Tensor) -> Tensor:
    styles = _dense(layer.affine, w) * layer.weight_gain
    weight = layer.weight.double()[None] * styles[:, None, :, None, None]
    x = torch.cat([F.conv2d(one[None], own) for one, own in zip(x, weight, strict=True)])
    x = x + layer.bias.double()[None, :, None, None]
    return x if layer.conv_clamp is None else x.clamp(-layer.conv_clamp, layer.conv_clamp)


def _dense(layer: Persistent, x: Tensor) -> Tensor:
    weight = layer.weight.double() * layer.weight_gain
    return x @ weight.t() + layer.bias.double() * layer.bias_gain


def _unit(x: Tensor) -> Tensor:
    return x * (x.square().mean(dim=1, keepdim=True) + 1e-8).rsqrt()
