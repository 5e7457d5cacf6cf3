from __future__ import annotations

import math

import pytest
import torch

from training.losses import discriminator_loss, generator_loss, r1_penalty


class Quadratic(torch.nn.Module):
    """A discriminator whose gradient is known: the score is half the squared norm."""

    def forward(self, pictures, condition, fade):
        return 0.5 * pictures.square().sum(dim=(1, 2, 3)) * fade


def test_undecided_scores_cost_ln_2_a_side() -> None:
    zero = torch.zeros(4)
    assert generator_loss(zero).item() == pytest.approx(math.log(2))
    assert discriminator_loss(zero, zero).item() == pytest.approx(2 * math.log(2))


def test_losses_go_down_where_each_side_wins() -> None:
    assert generator_loss(torch.tensor([8.0])) < 1e-3
    assert discriminator_loss(torch.tensor([8.0]), torch.tensor([-8.0])) < 1e-3
    assert discriminator_loss(torch.tensor([-8.0]), torch.tensor([8.0])) == pytest.approx(
        16, abs=0.01
    )


def test_the_penalty_is_the_mean_squared_gradient() -> None:
    pictures = torch.randn(3, 1, 10, 8, generator=torch.Generator().manual_seed(0))
    penalty = r1_penalty(Quadratic(), pictures, torch.zeros(3, 4), 1.0)  # type: ignore[arg-type]
    assert penalty.item() == pytest.approx(pictures.square().sum(dim=(1, 2, 3)).mean().item())


def test_the_penalty_is_taken_in_full_precision_and_leaves_the_pictures_alone() -> None:
    pictures = torch.ones(2, 1, 10, 8, dtype=torch.bfloat16)
    penalty = r1_penalty(Quadratic(), pictures, torch.zeros(2, 4), 1.0)  # type: ignore[arg-type]
    assert penalty.dtype == torch.float32
    assert not pictures.requires_grad
