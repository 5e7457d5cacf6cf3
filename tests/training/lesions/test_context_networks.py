from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from training.errors import TrainingError
from training.lesions.config import PRESETS, ContextShape, LesionTask, preset
from training.lesions.discriminator import ContextDiscriminator
from training.lesions.generator import ContextGenerator, SelfAttention

SMALL = PRESETS["smoke"].shape


def weights(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def patches(side: int, seed: int = 0) -> Tensor:
    return torch.rand((2, 1, side, side), generator=torch.Generator().manual_seed(seed)) * 2 - 1


def test_the_paper_widths_have_its_shapes() -> None:
    shape = PRESETS["paper"].shape
    assert [shape.filters(side) for side in shape.sides] == [16, 32, 64, 128, 256, 512, 1024]
    with torch.device("meta"):
        generator, discriminator = ContextGenerator(shape), ContextDiscriminator(shape)
        for side in (128, 256):
            patch = torch.empty(2, 1, side, side)
            lesion = generator(patch, torch.empty(2, shape.scalars), 0.5)
            assert lesion.shape == patch.shape
            triple = torch.empty(2, 3, side, side)
            assert discriminator(triple, 0.5).shape == (2, 4)
    assert generator.deep.conv.out_channels == 2048
    assert tuple(generator.code.weight.shape) == (4, 2048, 4, 4)
    assert discriminator.first.out_channels == 8 * 16
    assert discriminator.deep.out_channels == 8 * 2048
    assert 60e6 < weights(generator) < 75e6
    assert weights(discriminator) > 1e9


@pytest.mark.parametrize("name", ["cpu", "gpu"])
def test_three_networks_that_ship_are_under_twenty_megabytes(name: str) -> None:
    with torch.device("meta"):
        generator = ContextGenerator(PRESETS[name].shape)
    assert 3 * 2 * weights(generator) < 20e6  # two bytes a weight


def test_a_lesion_channel_is_bounded_and_leaves_the_border_alone() -> None:
    shape = ContextShape(side=256, base=2, most=4, discriminator_base=2, discriminator_most=4)
    torch.manual_seed(0)
    generator = ContextGenerator(shape).requires_grad_(False)
    generator.to_lesion.weight.mul_(1000)
    lesion = generator(patches(256), torch.zeros(2, shape.scalars))
    assert lesion.abs().max() == 1
    inner = lesion[:, :, 10:-10, 10:-10].clone()
    assert inner[:, :, 0].any()
    lesion[:, :, 10:-10, 10:-10] = 0
    assert not lesion.any()


def test_every_scalar_changes_the_lesion() -> None:
    torch.manual_seed(0)
    generator = ContextGenerator(SMALL).requires_grad_(False)
    patch = patches(32)
    base = generator(patch, torch.zeros(2, SMALL.scalars))
    for number in range(SMALL.scalars):
        scalars = torch.zeros(2, SMALL.scalars)
        scalars[:, number] = 1
        assert (generator(patch, scalars) != base).any(), number


def test_a_level_fades_in_from_what_the_smaller_network_draws() -> None:
    shape = replace(SMALL, placed=False)  # a place is told at the side of the patch
    torch.manual_seed(0)
    generator = ContextGenerator(shape).requires_grad_(False)
    discriminator = ContextDiscriminator(shape).requires_grad_(False).eval()
    patch, scalars = patches(32), torch.zeros(2, SMALL.scalars)
    before = generator(torch.nn.functional.avg_pool2d(patch, 2), scalars)
    start = generator(patch, scalars, fade=1e-9)
    doubled = torch.nn.functional.interpolate(before, scale_factor=2.0)
    torch.testing.assert_close(start[:, :, 4:-4, 4:-4], doubled[:, :, 4:-4, 4:-4])
    triple = torch.cat([patch, patch, patch], dim=1)
    half = discriminator(torch.nn.functional.avg_pool2d(triple, 2))
    torch.testing.assert_close(discriminator(triple, fade=1e-9), half)
    assert (discriminator(triple) != half).any()


def test_attention_begins_as_the_identity_and_mixes_places_later() -> None:
    attention = SelfAttention(8).requires_grad_(False)
    x = torch.randn(1, 8, 4, 4)
    assert (attention(x) == x).all()
    attention.gain.fill_(1.0)
    moved = x.clone()
    moved[..., 3, 3] += 1
    assert (attention(moved)[..., 0, 0] != attention(x)[..., 0, 0]).any()


def test_weights_of_the_discriminator_have_spectral_norm_one() -> None:
    torch.manual_seed(0)
    discriminator = ContextDiscriminator(SMALL)
    for _ in range(60):
        discriminator(torch.randn(1, 3, 32, 32))
    weight = torch.as_tensor(discriminator.deep.weight).detach().flatten(1)
    assert float(torch.linalg.matrix_norm(weight, 2)) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("change", [{"side": 48}, {"side": 16}, {"attention_side": 4}])
def test_impossible_shapes_are_a_sentence(change: dict[str, int]) -> None:
    with pytest.raises(TrainingError, match="pixels"):
        ContextShape(**change)  # pyright: ignore[reportArgumentType]


def test_masses_take_two_generator_steps_and_the_paper_preset_its_rates() -> None:
    assert [preset("paper", task).generator_steps for task in LesionTask] == [2, 1, 1]
    paper = preset("paper", LesionTask.MASS)
    assert (paper.learning_rate, paper.penalty_weight, paper.other_weight) == (1e-5, 10.0, 0.2)
    assert (paper.fade_steps, paper.input_noise, paper.pair_weight) == (3000, 0.0, 0.0)


def test_stages_grow_and_fade_by_steps() -> None:
    config = preset("smoke", LesionTask.MASS)
    assert config.stage(0) == (16, 1.0)
    assert config.stage(16) == (32, 0.0)
    assert config.stage(20) == (32, pytest.approx(1 / 3))
    assert config.stage(28) == (32, 1.0)
