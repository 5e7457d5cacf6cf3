from __future__ import annotations

import math

import pytest
import torch

from training.losses import DRIFT, Loss, discriminator_loss, generator_loss, penalty

BOTH = torch.zeros(3, 4), torch.zeros(3, 4)


class Quadratic(torch.nn.Module):
    """A discriminator whose gradient is known: the score is half the squared norm."""

    def forward(self, pictures, condition, fade):
        return 0.5 * pictures.square().sum(dim=(1, 2, 3)) * fade


def noise(seed: int) -> torch.Tensor:
    return torch.randn(3, 1, 10, 8, generator=torch.Generator().manual_seed(seed))


def energy(pictures: torch.Tensor) -> float:
    return pictures.square().sum(dim=(1, 2, 3)).mean().item()


def test_undecided_scores_cost_ln_2_a_side() -> None:
    zero = torch.zeros(4)
    for loss, expected in ((Loss.NON_SATURATING, 2), (Loss.RELATIVISTIC, 1)):
        assert generator_loss(loss, zero, zero).item() == pytest.approx(math.log(2))
        assert discriminator_loss(loss, zero, zero).item() == pytest.approx(expected * math.log(2))
    assert discriminator_loss(Loss.WASSERSTEIN, zero, zero).item() == 0


@pytest.mark.parametrize("loss", list(Loss))
def test_losses_go_down_where_each_side_wins(loss: Loss) -> None:
    high, low = torch.tensor([8.0]), torch.tensor([-8.0])
    assert generator_loss(loss, low, high) < generator_loss(loss, high, low)
    assert discriminator_loss(loss, high, low) < discriminator_loss(loss, low, high)


def test_known_values() -> None:
    high, low = torch.tensor([8.0]), torch.tensor([-8.0])
    assert discriminator_loss(Loss.NON_SATURATING, low, high).item() == pytest.approx(16, abs=0.01)
    assert generator_loss(Loss.RELATIVISTIC, high, low).item() == pytest.approx(16, abs=0.01)
    assert discriminator_loss(Loss.WASSERSTEIN, high, low).item() == pytest.approx(-16 + DRIFT * 64)


def test_a_relativistic_score_is_only_worth_its_distance_to_the_other_kind() -> None:
    real, fake = torch.tensor([3.0, 1.0]), torch.tensor([2.0, -1.0])
    for function in (generator_loss, discriminator_loss):
        assert function(Loss.RELATIVISTIC, real + 5, fake + 5).item() == pytest.approx(
            function(Loss.RELATIVISTIC, real, fake).item()
        )


def test_r1_is_half_the_mean_squared_gradient_and_r2_adds_the_drawn_ones() -> None:
    real, fake, mix = noise(0), noise(1), torch.zeros(3)
    r1 = penalty(Loss.NON_SATURATING, Quadratic(), real, fake, BOTH, 1.0, mix)
    assert r1.item() == pytest.approx(energy(real) / 2)
    both = penalty(Loss.RELATIVISTIC, Quadratic(), real, fake, BOTH, 1.0, mix)
    assert both.item() == pytest.approx((energy(real) + energy(fake)) / 2)


def test_the_wasserstein_penalty_pulls_the_norm_of_the_gradient_between_both_to_1() -> None:
    real, fake = noise(0), noise(1)
    for share, between in ((1.0, real), (0.0, fake), (0.25, 0.25 * real + 0.75 * fake)):
        mix = torch.full((3,), share)
        given = penalty(Loss.WASSERSTEIN, Quadratic(), real, fake, BOTH, 1.0, mix)
        norm = between.square().sum(dim=(1, 2, 3)).sqrt()
        assert given.item() == pytest.approx((norm - 1).square().mean().item(), rel=1e-5)


def test_a_penalty_is_taken_in_full_precision_and_leaves_the_pictures_alone() -> None:
    pictures = torch.ones(3, 1, 10, 8, dtype=torch.bfloat16)
    for loss in Loss:
        given = penalty(loss, Quadratic(), pictures, pictures, BOTH, 1.0, torch.zeros(3))
        assert given.dtype == torch.float32
    assert not pictures.requires_grad
