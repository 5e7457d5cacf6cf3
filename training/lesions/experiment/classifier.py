"""The patch classifier: EfficientNet-Lite0, of which the upper stages learn.

The stages up to stride 16 keep what they learned from photographs, so that their features of a
patch are computed once.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from training.feature_network import FEATURE_STAGES, POOLED_SIZE, FrozenConv, feature_network
from training.random_streams import generator as stream

FROZEN_MAPS = 3
"""Maps of lite0, at strides 4, 8 and 16, that stay as they are."""

AT_ONCE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How a classifier is trained.

    Attributes:
        samples: patches shown, half of them with a lesion.
        batch: patches in a step.
        learning_rate: of Adam at the start; it falls to 0 along a half cosine.
        weight_decay: of the weights, decoupled.
        decay: what is left of the share of drawn lesions after each `decay_samples`.
        decay_samples: as it says.
    """

    samples: int = 20_000
    batch: int = 32
    learning_rate: float = 3e-4
    weight_decay: float = 1e-2
    decay: float = 0.9
    decay_samples: int = 5_000

    def share(self, share: float, shown: int) -> float:
        """Share of drawn lesions after so many patches were shown."""
        return share * self.decay ** (shown // self.decay_samples)


class PatchClassifier(nn.Module):
    """From features of lite0 at stride 16 to one score: positive for a lesion."""

    def __init__(self) -> None:
        super().__init__()
        network = feature_network("lite0")
        upper = network.stages[FEATURE_STAGES[FROZEN_MAPS - 1] + 1 :]
        self.upper = nn.Sequential(*[_learning(stage) for stage in upper])
        self.head = _learning(network.head)
        self.score = nn.Linear(POOLED_SIZE, 1)
        nn.init.zeros_(self.score.bias)

    def forward(self, features: Tensor) -> Tensor:
        """(n,) scores of (n, channels, side / 16, side / 16)."""
        return self.score(self.pooled(features))[:, 0]

    def pooled(self, features: Tensor) -> Tensor:
        """(n, 1280), what the last layer sees."""
        return F.relu6(self.head(self.upper(features))).mean(dim=(2, 3))


def frozen_features(pictures: Tensor) -> Tensor:
    """What the frozen stages make of patches: (n, channels, side / 16, side / 16).

    Args:
        pictures: (n, 1, side, side), −1 to 1.
    """
    network = feature_network("lite0")
    with torch.no_grad():
        parts = [network(part, maps=FROZEN_MAPS)[-1] for part in pictures.split(AT_ONCE)]
    return torch.cat(parts)


def trained(
    lesions: Tensor,
    drawn: Tensor,
    tissue: Tensor,
    *,
    share: float,
    schedule: Schedule,
    seed: int,
    progress: Callable[[int], None] = lambda _: None,
) -> PatchClassifier:
    """Train a classifier on lesions, of which a falling share is drawn, and on tissue.

    Args:
        lesions: (n, …) frozen features of real ones.
        drawn: the same of drawn ones; may be empty where the share is 0.
        tissue: the same of patches without any.
        share: of drawn ones among the lesions at the start.
        schedule: how long, and how fast.
        seed: of weights and of the order.
        progress: told how many patches were shown.
    """
    torch.manual_seed(seed)
    classifier = PatchClassifier()
    optimizer = torch.optim.AdamW(
        classifier.parameters(), lr=schedule.learning_rate, weight_decay=schedule.weight_decay
    )
    steps = schedule.samples // schedule.batch
    slower = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, max(1, steps))
    half = schedule.batch // 2
    labels = torch.cat([torch.ones(half), torch.zeros(half)])
    for step in range(steps):
        now = schedule.share(share, step * schedule.batch)
        draws = torch.rand((half, 3), generator=stream(seed, "classifier", step))
        shown = [_one(drawn if by < now else lesions, which) for by, which in draws[:, :2].tolist()]
        shown += [_one(tissue, which) for which in draws[:, 2].tolist()]
        loss = F.binary_cross_entropy_with_logits(classifier(torch.stack(shown)), labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        slower.step()
        progress((step + 1) * schedule.batch)
    return classifier.eval()


def scores(classifier: PatchClassifier, features: Tensor) -> NDArray[np.float64]:
    """(n,) scores of frozen features."""
    with torch.no_grad():
        parts = [classifier(part) for part in features.split(AT_ONCE)]
    return torch.cat(parts).double().numpy()


def _one(features: Tensor, which: float) -> Tensor:
    return features[int(which * len(features))]


def _learning(part: nn.Module) -> nn.Module:
    """A copy whose convolutions are trained."""
    part = copy.deepcopy(part)
    for conv in part.modules():
        if isinstance(conv, FrozenConv):
            for name in ("weight", "bias"):
                values = getattr(conv, name)
                delattr(conv, name)
                conv.register_parameter(name, nn.Parameter(values.clone()))
    return part
