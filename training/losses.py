"""Losses of the generator and the discriminator."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.networks.discriminator import Discriminator


def generator_loss(fake_scores: Tensor) -> Tensor:
    """Non-saturating loss. Source: Goodfellow et al. 2014, section 3."""
    return F.softplus(-fake_scores).mean()


def discriminator_loss(real_scores: Tensor, fake_scores: Tensor) -> Tensor:
    """Logistic loss. Source: Goodfellow et al. 2014, equation 1."""
    return F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()


def r1_penalty(
    discriminator: Discriminator, pictures: Tensor, condition: Tensor, fade: float
) -> Tensor:
    """Mean squared gradient norm on real pictures, in full precision.

    Source: Mescheder et al. 2018, equation 9 (without γ / 2).
    """
    pictures = pictures.detach().float().requires_grad_()
    scores = discriminator(pictures, condition, fade)
    (gradient,) = torch.autograd.grad(scores.sum(), pictures, create_graph=True)
    return gradient.square().sum(dim=(1, 2, 3)).mean()
