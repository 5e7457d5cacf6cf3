"""What generator and discriminator of lesions play for."""

from __future__ import annotations

from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

from training.lesions.discriminator import ContextDiscriminator, PatchClass
from training.lesions.generator import bordered
from training.lesions.patches import Windows

REAL_WEIGHT = 1.0


def triple(before: Tensor, lesion: Tensor) -> Tensor:
    """Lesion, input and sum as the discriminator sees them: (batch, 3, side, side).

    The border is cropped from all of them, as a drawn lesion never reaches into it.
    """
    return bordered(torch.cat([lesion, before, before + lesion], dim=1))


def real_triple(windows: Windows) -> Tensor:
    """The triple of real windows: nobody drew a lesion, so it is what both pictures differ by."""
    return triple(windows.before, windows.after - windows.before)


def discriminator_loss(scores: Mapping[PatchClass, Tensor], other_weight: float) -> Tensor:
    """Cross-entropy over the four classes; the two others weigh less.

    Args:
        scores: (batch, 4) by true class.
        other_weight: of `FIRST_OTHER` and `SECOND_OTHER`.

    Source: Wu et al. 2020, section 2.
    """
    total = torch.zeros((), device=next(iter(scores.values())).device)
    for true, values in scores.items():
        weight = REAL_WEIGHT if true <= PatchClass.DRAWN else other_weight
        total = total + weight * _cross_entropy(values, true)
    return total


def generator_loss(scores: Tensor) -> Tensor:
    """Cross-entropy of drawn patches with the wanted class."""
    return _cross_entropy(scores, PatchClass.WANTED)


def gradient_penalty(
    discriminator: ContextDiscriminator, real: Tensor, drawn: Tensor, fade: float, mix: Tensor
) -> Tensor:
    """How far the slope between real and drawn triples is from 1, without its weight.

    The slope is that of the score of a wanted patch against that of a drawn one.

    Args:
        discriminator: of the run.
        real: (batch, 3, side, side).
        drawn: the same.
        fade: share of the finest level.
        mix: (batch,), 0 to 1.

    Source: Gulrajani et al. 2017, equation 3.
    """
    share = mix[:, None, None, None]
    between = (real * share + drawn * (1 - share)).detach().requires_grad_(True)
    scores = discriminator(between, fade)
    margin = scores[:, PatchClass.WANTED] - scores[:, PatchClass.DRAWN]
    (slope,) = torch.autograd.grad(margin.sum(), between, create_graph=True)
    # The small number keeps the root's derivative finite.
    return ((slope.square().sum(dim=(1, 2, 3)) + 1e-12).sqrt() - 1).square().mean()


def _cross_entropy(scores: Tensor, true: PatchClass) -> Tensor:
    wanted = torch.full((len(scores),), int(true), device=scores.device)
    return F.cross_entropy(scores, wanted)
