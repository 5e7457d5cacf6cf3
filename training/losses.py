"""Losses of the generator and the discriminator, and the penalties that go with them."""

from __future__ import annotations

from enum import StrEnum

import torch
import torch.nn.functional as F
from torch import Tensor, nn

DRIFT = 1e-3
"""Weight that keeps a Wasserstein critic near zero (Karras et al. 2018, appendix A.1)."""


class Loss(StrEnum):
    """What the two networks play for.

    Attributes:
        NON_SATURATING: logistic, each score for itself, with R1.
        RELATIVISTIC: each real score against a drawn one, with R1 and R2.
        WASSERSTEIN: difference of mean scores, with a gradient penalty between real and drawn.
    """

    NON_SATURATING = "non-saturating"
    RELATIVISTIC = "relativistic"
    WASSERSTEIN = "wasserstein"


def generator_loss(loss: Loss, real_scores: Tensor, fake_scores: Tensor) -> Tensor:
    """What the generator lowers.

    Args:
        loss: of the run.
        real_scores: (batch,), constants to the generator; only `RELATIVISTIC` looks at them.
        fake_scores: (batch,).

    Source: Goodfellow et al. 2014, section 3; Huang et al. 2024 ("R3GAN"), equation 2; Gulrajani
    et al. 2017, algorithm 1.
    """
    if loss == Loss.NON_SATURATING:
        return F.softplus(-fake_scores).mean()
    if loss == Loss.RELATIVISTIC:
        return F.softplus(real_scores - fake_scores).mean()
    return -fake_scores.mean()


def discriminator_loss(loss: Loss, real_scores: Tensor, fake_scores: Tensor) -> Tensor:
    """What the discriminator lowers, beside its penalty.

    Args:
        loss: of the run.
        real_scores: (batch,).
        fake_scores: (batch,).

    Source: Goodfellow et al. 2014, equation 1; Huang et al. 2024, equation 2; Gulrajani et al.
    2017, equation 3, with the drift term of Karras et al. 2018.
    """
    if loss == Loss.NON_SATURATING:
        return F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    if loss == Loss.RELATIVISTIC:
        return F.softplus(fake_scores - real_scores).mean()
    return fake_scores.mean() - real_scores.mean() + DRIFT * real_scores.square().mean()


def penalty(
    loss: Loss,
    discriminator: nn.Module,
    real: Tensor,
    fake: Tensor,
    conditions: tuple[Tensor, Tensor],
    fade: float,
    mix: Tensor,
) -> Tensor:
    """The penalty that goes with a loss, in full precision, without its weight.

    Args:
        loss: of the run.
        discriminator: called with pictures, condition and fade.
        real: (batch, 1, rows, columns).
        fake: the same shape.
        conditions: of the real and of the drawn pictures, each (batch, condition_size).
        fade: of the discriminator's newest level.
        mix: (batch,) 0 to 1, share of the real picture in a mixed one; for `WASSERSTEIN`.

    Returns:
        Half the mean squared gradient on real pictures (R1: Mescheder et al. 2018, equation 9), and
        on drawn ones as well (R2) for `RELATIVISTIC`; or the mean squared distance of the
        gradient's norm from 1 (Gulrajani et al. 2017, equation 3).
    """
    if loss == Loss.WASSERSTEIN:
        share = mix[:, None, None, None]
        mixed = share * real.float() + (1 - share) * fake.float()
        squared = _squared_gradients(discriminator, mixed, conditions[0], fade)
        return ((squared + 1e-12).sqrt() - 1).square().mean()
    result = _squared_gradients(discriminator, real, conditions[0], fade).mean() / 2
    if loss == Loss.RELATIVISTIC:
        result = result + _squared_gradients(discriminator, fake, conditions[1], fade).mean() / 2
    return result


def _squared_gradients(
    discriminator: nn.Module, pictures: Tensor, condition: Tensor, fade: float
) -> Tensor:
    """Squared norm of the gradient of each score to its own picture: (batch,)."""
    pictures = pictures.detach().float().requires_grad_()
    scores = discriminator(pictures, condition, fade)
    (gradient,) = torch.autograd.grad(scores.sum(), pictures, create_graph=True)
    return gradient.square().sum(dim=(1, 2, 3))
