"""A StyleGAN2 generator as published: its layers as arrays, gains multiplied in.

Source: Karras et al. 2020, "Analyzing and Improving the Image Quality of StyleGAN", section 2 and
appendix B; the names are those of the PyTorch code (`networks.py`, `networks_stylegan2.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.errors import NetworkFileError
from training.stylegan2.network_file import SUPPORTED, SavedModule
from training.stylegan2.stored_tensors import Array

FIRST_SIDE = 4
SMALLEST_SIDE, LARGEST_SIDE = 32, 2048
"""Of the pictures of networks that are imported."""

MAX_LAYERS = 64
MAX_FILTER_TAPS = 64


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dense:
    """A fully connected layer.

    Attributes:
        weight: (outputs, inputs).
        bias: (outputs,).
    """

    weight: Array
    bias: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StyledConv:
    """A modulated 3 × 3 convolution with noise, bias and leaky ReLU.

    Attributes:
        weight: (outputs, inputs, 3, 3).
        bias: (outputs,).
        affine: from w to the style.
        noise_strength: factor on the noise; 0 for a layer without.
        gain: factor on the activation.
        clamp: largest size of the output before a residual gain, or None.
        up_filter: (taps, taps) that follows doubling, or None for a layer that does not double.
    """

    weight: Array
    bias: Array
    affine: Dense
    noise_strength: float
    gain: float
    clamp: float | None
    up_filter: Array | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ToRgb:
    """A modulated 1 × 1 convolution without demodulation.

    Attributes:
        weight: (colours, inputs).
        bias: (colours,).
        affine: from w to the style, with the weight's gain.
        clamp: largest size of the output, or None.
    """

    weight: Array
    bias: Array
    affine: Dense
    clamp: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """One side length of the synthesis network.

    Attributes:
        side: of its pictures.
        constant: (channels, 4, 4) at the first block, else None.
        conv0: the convolution that doubles; None at the first block.
        conv1: the second convolution.
        to_rgb: what it adds to the picture, or None.
        skip: (outputs, inputs) of the residual connection, or None.
        up_filter: (taps, taps) for doubling the picture and the residual connection.
    """

    side: int
    constant: Array | None
    conv0: StyledConv | None
    conv1: StyledConv
    to_rgb: ToRgb | None
    skip: Array | None
    up_filter: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PublishedGenerator:
    """A whole generator.

    Attributes:
        z_dim: length of z.
        label_count: length of the label c; 0 for a network without labels.
        w_dim: length of w.
        side: of its pictures.
        colours: 1 or 3.
        mapping: the layers from z, and the embedded label, to w.
        embed: of the label, or None without labels.
        w_avg: (w_dim,), which truncation pulls toward.
        blocks: from side 4 to `side`.
    """

    z_dim: int
    label_count: int
    w_dim: int
    side: int
    colours: int
    mapping: tuple[Dense, ...]
    embed: Dense | None
    w_avg: Array
    blocks: tuple[Block, ...]


def describe(generator: SavedModule) -> PublishedGenerator:
    """Take a saved generator apart.

    Raises:
        NetworkFileError: a part is missing, of another size, or not as published.
    """
    w_dim, side = generator.size("w_dim"), generator.size("img_resolution")
    colours = generator.size("img_channels")
    if not SMALLEST_SIDE <= side <= LARGEST_SIDE or side & (side - 1):
        raise NetworkFileError(
            f"The network draws {side} × {side} pixels; {SMALLEST_SIDE} to {LARGEST_SIDE}, a power "
            "of two, can be imported."
        )
    if colours not in (1, 3):
        raise NetworkFileError(
            f"The network draws {colours} channels; grey (1) and RGB (3) can be imported."
        )
    mapping = generator.needed("mapping")
    w_avg = mapping.tensor("w_avg")
    if w_avg is None or w_avg.shape != (w_dim,):
        raise NetworkFileError(
            "The network has no average w, so that its variety could not be truncated. Name a "
            "snapshot of a run that tracked it (w_avg_beta)."
        )
    label_count = mapping.size("c_dim")
    return PublishedGenerator(
        z_dim=generator.size("z_dim"),
        label_count=label_count,
        w_dim=w_dim,
        side=side,
        colours=colours,
        mapping=_mapping(mapping, w_dim),
        embed=_dense(mapping.needed("embed"), label_count, "linear") if label_count else None,
        w_avg=w_avg,
        blocks=_blocks(generator.needed("synthesis"), side, colours, w_dim),
    )


def _mapping(mapping: SavedModule, w_dim: int) -> tuple[Dense, ...]:
    count = mapping.size("num_layers")
    if not 1 <= count <= MAX_LAYERS:
        raise NetworkFileError(f"The mapping network has {count} layers, and 1 to {MAX_LAYERS} go.")
    layers = []
    for index in range(count):
        layer = mapping.needed(f"fc{index}")
        layers.append(_dense(layer, None if index == 0 else len(layers[-1].bias), "lrelu"))
    if len(layers[-1].bias) != w_dim:
        raise NetworkFileError("The mapping network does not end in w. Name another file.")
    return tuple(layers)


def _dense(layer: SavedModule, inputs: int | None, activation: str, gain: float = 1.0) -> Dense:
    """A dense layer: stored weights are larger by their learning rate's share than used ones."""
    _need_activation(layer, activation)
    weight = layer.sized("weight", None, inputs) * (layer.number("weight_gain") * gain)
    bias = np.zeros(len(weight), np.float32)
    if layer.tensor("bias") is not None:
        bias = layer.sized("bias", len(weight)) * (layer.number("bias_gain") * gain)
    return Dense(weight=weight, bias=bias)


def _blocks(synthesis: SavedModule, side: int, colours: int, w_dim: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    current = FIRST_SIDE
    while current <= side:
        before = blocks[-1].conv1.weight.shape[0] if blocks else None
        blocks.append(_block(synthesis.needed(f"b{current}"), current, before, colours, w_dim))
        current *= 2
    if blocks[-1].to_rgb is None:
        raise NetworkFileError("The last block gives no picture: it is no StyleGAN2 generator.")
    return tuple(blocks)


def _block(block: SavedModule, side: int, before: int | None, colours: int, w_dim: int) -> Block:
    first = before is None
    conv0 = None if first else _conv(block.needed("conv0"), side, before, w_dim, doubles=True)
    inputs = conv0.weight.shape[0] if conv0 else None
    conv1 = _conv(block.needed("conv1"), side, inputs, w_dim, doubles=False)
    outputs, inner = conv1.weight.shape[:2]
    to_rgb, skip = block.child("torgb"), block.child("skip")
    return Block(
        side=side,
        constant=block.sized("const", inner, FIRST_SIDE, FIRST_SIDE) if first else None,
        conv0=conv0,
        conv1=conv1,
        to_rgb=None if to_rgb is None else _to_rgb(to_rgb, colours, outputs, w_dim),
        skip=None if skip is None else _skip(skip, outputs, before),
        up_filter=_filter(block),
    )


def _conv(
    layer: SavedModule, side: int, inputs: int | None, w_dim: int, *, doubles: bool
) -> StyledConv:
    _need_activation(layer, "lrelu")
    if layer.size("up") != (2 if doubles else 1) or layer.size("resolution") != side:
        raise NetworkFileError(f"{layer.where} has another scale than published StyleGAN2.")
    gain = layer.number("act_gain")
    if gain <= 0:
        raise NetworkFileError(f"{layer.where} has another activation than published StyleGAN2.")
    weight = layer.sized("weight", None, inputs, 3, 3)
    strength = layer.tensor("noise_strength")
    return StyledConv(
        weight=weight,
        bias=layer.sized("bias", weight.shape[0]),
        affine=_affine(layer, weight.shape[1], w_dim),
        noise_strength=0.0 if strength is None else float(layer.sized("noise_strength")),
        gain=gain,
        clamp=layer.optional_number("conv_clamp"),
        up_filter=_filter(layer) if doubles else None,
    )


def _to_rgb(layer: SavedModule, colours: int, inputs: int, w_dim: int) -> ToRgb:
    return ToRgb(
        weight=layer.sized("weight", colours, inputs, 1, 1)[:, :, 0, 0],
        bias=layer.sized("bias", colours),
        affine=_affine(layer, inputs, w_dim, layer.number("weight_gain")),
        clamp=layer.optional_number("conv_clamp"),
    )


def _affine(layer: SavedModule, inputs: int, w_dim: int, gain: float = 1.0) -> Dense:
    affine = _dense(layer.needed("affine"), w_dim, "linear", gain)
    if len(affine.bias) != inputs:
        raise NetworkFileError(f"{layer.where} has another number of styles than channels.")
    return affine


def _skip(layer: SavedModule, outputs: int, inputs: int | None) -> Array:
    """The residual connection: no bias, no activation; its gain √½ goes into the weight."""
    if layer.tensor("bias") is not None or layer.size("up") != 2:
        raise NetworkFileError(f"{layer.where} is not as published.")
    weight = layer.sized("weight", outputs, inputs, 1, 1)[:, :, 0, 0]
    return weight * (layer.number("weight_gain") * float(np.sqrt(0.5)))


def _filter(layer: SavedModule) -> Array:
    """The low-pass filter of up-sampling, (taps, taps); one row of taps stands for both axes."""
    taps = layer.tensor("resample_filter")
    if taps is None or taps.ndim not in (1, 2) or not 0 < max(taps.shape) <= MAX_FILTER_TAPS:
        raise NetworkFileError(f"{layer.where} has no filter as published. Name another file.")
    taps = np.outer(taps, taps) if taps.ndim == 1 else taps
    if taps.shape[0] != taps.shape[1]:
        raise NetworkFileError(
            f"{layer.where} has a filter of {taps.shape}, and a square one fits."
        )
    return taps


def _need_activation(layer: SavedModule, activation: str) -> None:
    if layer.text("activation") != activation:
        raise NetworkFileError(
            f"{layer.where} uses the activation {layer.text('activation')[:80]!r}; published "
            f"StyleGAN2 has {activation} there. {SUPPORTED}"
        )
