from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor, nn

from training.lesions.discriminator import PatchClass
from training.lesions.losses import (
    discriminator_loss,
    generator_loss,
    gradient_penalty,
    real_triple,
    triple,
)
from training.lesions.patches import Windows


def scores(true: PatchClass, lead: float) -> Tensor:
    values = torch.zeros(3, 4)
    values[:, int(true)] = lead
    return values


def test_guessing_costs_the_logarithm_of_four_and_the_others_a_fifth() -> None:
    guess = {name: torch.zeros(5, 4) for name in PatchClass}
    assert float(discriminator_loss(guess, 0.2)) == pytest.approx(2.4 * math.log(4))
    assert float(generator_loss(torch.zeros(5, 4))) == pytest.approx(math.log(4))


def test_the_generator_wants_its_patches_taken_for_wanted_ones() -> None:
    assert float(generator_loss(scores(PatchClass.WANTED, 9))) < 0.01
    assert float(generator_loss(scores(PatchClass.SECOND_OTHER, 9))) > 8


def test_a_triple_is_lesion_input_and_sum_without_border() -> None:
    before, lesion = torch.full((1, 1, 256, 256), 0.25), torch.full((1, 1, 256, 256), 0.5)
    made = triple(before, lesion)
    assert made[0, :, 128, 128].tolist() == [0.5, 0.25, 0.75]
    assert made[0, :, 9, 128].tolist() == [0, 0, 0]
    assert made[0, :, 10, 128].tolist() == [0.5, 0.25, 0.75]
    same = real_triple(Windows(before=before, after=before + 0.5, place=torch.zeros(1, 2)))
    torch.testing.assert_close(same, made)


class Linear(nn.Module):
    """Wanted minus drawn is `slope` times the sum of a triple."""

    def __init__(self, slope: float) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(slope))

    def forward(self, x: Tensor, fade: float) -> Tensor:
        wanted = self.slope * x.sum(dim=(1, 2, 3))
        return torch.stack([wanted, 0 * wanted, 5 * wanted, 5 * wanted], dim=1)


def test_the_penalty_is_how_far_the_slope_is_from_one() -> None:
    real, drawn = torch.randn(2, 3, 8, 8), torch.randn(2, 3, 8, 8)
    size = math.sqrt(3 * 8 * 8)  # of the gradient of a sum
    for slope, wanted in ((1 / size, 0.0), (3 / size, 4.0), (0.0, 1.0)):
        network = Linear(slope)
        found = gradient_penalty(network, real, drawn, 1.0, torch.rand(2))  # pyright: ignore[reportArgumentType]
        assert float(found.detach()) == pytest.approx(wanted, abs=1e-4)
    network = Linear(3 / size)
    gradient_penalty(network, real, drawn, 1.0, torch.rand(2)).backward()  # pyright: ignore[reportArgumentType]
    assert network.slope.grad is not None and network.slope.grad > 0
