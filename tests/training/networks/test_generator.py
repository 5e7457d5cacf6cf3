from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from inference.bundle_manifest import FileRole
from inference.errors import InputError
from inference.mapping_network import MappingNetwork
from inference.model_bundle import load_bundle
from tests.tiny_bundle import TINY, untrained_generator
from training.export import mapping_arrays
from training.networks.generator import (
    Generator,
    Mapping,
    ModulatedConv,
    noise_size,
    num_ws,
    style_size,
    styled_layers,
    upsample,
)
from training.networks.layers import Linear
from training.networks.shape import NetworkShape, columns
from training.sampling import conditions

SHAPE = NetworkShape(rows=40, z_dim=16, w_dim=24, mapping_layers=2, base=320, most=16, least=8)


def make(shape: NetworkShape = SHAPE) -> Generator:
    return untrained_generator(shape)


def latents(generator: Generator, batch: int, seed: int = 1) -> tuple[Tensor, Tensor]:
    random = torch.Generator().manual_seed(seed)
    z = torch.randn(batch, generator.shape.z_dim, generator=random)
    return z, torch.randn(batch, noise_size(generator.shape), generator=random)


def styles_of(generator: Generator, z: Tensor, condition: Tensor) -> Tensor:
    w = generator.mapping(z, condition)
    return generator.affine(w[:, None].repeat(1, generator.num_ws, 1))


def published_modulated_conv(x: Tensor, weight: Tensor, styles: Tensor, *, demodulate: bool):
    """Karras et al. 2020, equations 1 and 3: weights of each sample, by grouped convolution."""
    batch, inputs, height, width = x.shape
    w = weight[None] * styles[:, None, :, None, None]
    if demodulate:
        w = w * (w.square().sum(dim=(2, 3, 4), keepdim=True) + 1e-8).rsqrt()
    flat = w.reshape(-1, inputs, *weight.shape[2:])
    y = F.conv2d(x.reshape(1, -1, height, width), flat, padding=weight.shape[-1] // 2, groups=batch)
    return y.reshape(batch, -1, height, width)


@pytest.mark.parametrize(("kernel", "demodulate"), [(3, True), (1, False)])
def test_modulation_of_features_equals_the_published_modulation_of_weights(
    kernel: int, demodulate: bool
) -> None:
    torch.manual_seed(0)
    conv = ModulatedConv(6, 5, kernel, demodulate=demodulate).requires_grad_(False)
    x, styles = torch.randn(3, 6, 10, 8), torch.randn(3, 6) + 1
    expected = published_modulated_conv(x, conv.weight * conv.gain, styles, demodulate=demodulate)
    offset = torch.zeros(1, 5, 1, 1) if demodulate else None
    assert (conv(x, styles, offset) - expected).abs().max() < 1e-5


def test_flat_sizes_are_the_sums_of_the_layers() -> None:
    layers = styled_layers(SHAPE)
    assert style_size(SHAPE) == sum(layer.style_channels for layer in layers)
    # 5 × 4 once, then two convolutions at 10 × 8, 20 × 16 and 40 × 32.
    assert noise_size(SHAPE) == 20 + 2 * (80 + 320 + 1280)
    assert noise_size(SHAPE, 20) == 20 + 2 * (80 + 320)
    assert num_ws(SHAPE) == 2 * len(SHAPE.levels)
    ends = [layer.style_offset + layer.style_channels for layer in layers]
    assert [layer.style_offset for layer in layers] == [0, *ends[:-1]]


def test_pictures_are_five_to_four_at_every_level() -> None:
    generator = make()
    z, noise = latents(generator, 2)
    styles = styles_of(generator, z, conditions(SHAPE)[:2])
    for rows in SHAPE.levels[1:]:
        picture, _ = generator.synthesis(styles, noise, rows)
        assert picture.shape == (2, 1, rows, columns(rows))


def test_a_lower_frame_takes_the_beginning_of_styles_and_noise() -> None:
    generator = make()
    z, noise = latents(generator, 2)
    styles = styles_of(generator, z, conditions(SHAPE)[:2])
    lower = [layer for layer in styled_layers(SHAPE) if layer.rows <= 20]
    part = lower[-1].style_offset + lower[-1].style_channels
    whole, _ = generator.synthesis(styles, noise, 20)
    short, _ = generator.synthesis(styles[:, :part], noise[:, : noise_size(SHAPE, 20)], 20)
    assert torch.equal(whole, short)


def test_a_smaller_network_has_the_first_weights_of_a_larger_one() -> None:
    larger = dict(make(NetworkShape(**{**as_dict(SHAPE), "rows": 80})).named_parameters())
    for name, parameter in make().named_parameters():
        assert larger[name].shape == parameter.shape, name


def as_dict(shape: NetworkShape) -> dict[str, object]:
    return {name: getattr(shape, name) for name in shape.__slots__}


def test_a_tap_gives_the_features_of_its_level() -> None:
    generator = make()
    z, noise = latents(generator, 2)
    styles = styles_of(generator, z, conditions(SHAPE)[:2])
    picture, tap = generator.synthesis(styles, noise, tap_rows=10)
    assert tap is not None
    assert tap.shape == (2, SHAPE.channels(10), 10, 8)
    assert torch.equal(picture, generator.synthesis(styles, noise)[0])


def test_the_condition_and_the_noise_change_the_picture_and_the_batch_does_not() -> None:
    generator = make()
    z, noise = latents(generator, 4)
    same = z[:1].expand(4, -1)
    pictures = generator.synthesis(styles_of(generator, same, conditions(SHAPE)), noise[:1])[0]
    assert all((pictures[i] - pictures[j]).abs().max() > 1e-3 for i in range(4) for j in range(i))
    styles = styles_of(generator, same, conditions(SHAPE)[:1].expand(4, -1))
    noisy = generator.synthesis(styles, noise)[0]
    assert (noisy[0] - noisy[1]).abs().max() > 1e-3
    alone = generator.synthesis(styles[:1], noise[:1])[0]
    assert (alone[0] - noisy[0]).abs().max() < 1e-5


def test_mapping_equals_the_engines_mapping(tiny_bundle: Path) -> None:
    manifest = load_bundle(tiny_bundle).manifest
    network = MappingNetwork.from_npz(load_bundle(tiny_bundle).read(FileRole.MAPPING), manifest)
    generator = make(TINY)
    z, condition = torch.randn(4, TINY.z_dim), conditions(TINY)
    expected = generator.mapping(z, condition).double().numpy()
    given = np.stack(
        [
            network.w(a.double().numpy(), b.double().numpy())
            for a, b in zip(z, condition, strict=True)
        ]
    )
    assert np.abs(given - expected).max() < 1e-5
    ws = np.repeat(given[:1], generator.num_ws, axis=0)
    styles = styles_of(generator, z[:1], condition[:1])[0].numpy()
    assert np.abs(network.styles(ws, manifest) - styles).max() < 1e-5


def test_exported_arrays_hold_all_gains() -> None:
    generator = make()
    arrays = mapping_arrays(generator)
    first = generator.mapping.layers[0]
    assert isinstance(first, Linear)
    assert np.allclose(arrays["mapping.0.weight"], 0.01 / math.sqrt(40) * first.weight.numpy())
    assert np.allclose(arrays["affine.bias"], 1.0)  # styles start around one


def test_mapping_keeps_the_scale_of_its_input() -> None:
    torch.manual_seed(0)
    mapping = Mapping(NetworkShape(rows=40)).requires_grad_(False)
    condition = conditions(NetworkShape(rows=40))[:1].expand(512, -1)
    w = mapping(torch.randn(512, 128), condition)
    assert w.square().mean().sqrt() == pytest.approx(1, abs=0.35)
    scaled = mapping(7 * torch.ones(1, 128), condition[:1])
    assert torch.allclose(scaled, mapping(torch.ones(1, 128), condition[:1]), atol=1e-4)


def test_a_fresh_generator_draws_nothing_so_that_a_new_level_disturbs_nothing() -> None:
    torch.manual_seed(0)
    generator = Generator(SHAPE).requires_grad_(False)
    z, noise = latents(generator, 2)
    picture, _ = generator.synthesis(styles_of(generator, z, conditions(SHAPE)[:2]), noise)
    assert not picture.any()


def test_upsampling_is_bilinear() -> None:
    ramp = torch.arange(4.0)[None, None, None].expand(1, 1, 2, 4)
    assert torch.allclose(upsample(ramp)[0, 0, 0, 1:-1], torch.arange(6) / 2 + 0.25)


@pytest.mark.parametrize("rows", [5, 7, 60, 333, 5 * 2**20])
def test_only_frames_of_five_times_a_power_of_two_are_accepted(rows: int) -> None:
    with pytest.raises(InputError, match="5 · 2ⁿ"):
        NetworkShape(rows=rows)
