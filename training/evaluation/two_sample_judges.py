"""Training and asking one judge of the two-sample test: a network and what it is shown."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from torch import nn

from training.evaluation.two_sample_networks import Pictures

Scores = NDArray[np.float64]
Progress = Callable[[str], None]
Look = Callable[[Sequence[Pictures], np.random.Generator, bool], NDArray[np.float32]]
Kinds = list[list[Pictures]]
"""Pictures of the two kinds: real, drawn."""

LEARNING_RATE = 2e-3
MOST_CHECKED = 150
"""Validation views of either kind that are looked at to see whether training still helps."""
TRUST = (1e-3, 3.0)
"""Bounds of the factor on a network's scores before the two are added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSampleSettings:
    """How a two-sample test is run.

    Attributes:
        seed: of the split, the networks and the crops.
        training_share: of the patients; the networks learn from them.
        validation_share: of the patients; they tell when to stop.
        batch: pictures of a step, half of either kind.
        most_steps: after which training ends in any case.
        check_every: steps between two looks at the validation patients.
        patience: looks without progress after which training ends.
        enough: loss on validation patients under which there is nothing left to learn.
        crops: crops of a picture that are judged.
    """

    seed: int = 0
    training_share: float = 0.5
    validation_share: float = 0.15
    batch: int = 48
    most_steps: int = 400
    check_every: int = 20
    patience: int = 4
    enough: float = 0.05
    crops: int = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judge:
    """A network, what it is shown of a picture, how often, and a factor on what it says."""

    name: str
    network: nn.Module
    look: Look
    looks: int
    trust: float = 1.0


def trained(
    judge: Judge, learned: Kinds, checked: Kinds, settings: TwoSampleSettings, progress: Progress
) -> tuple[Judge, int]:
    """Train until the validation patients are judged no better.

    Args:
        judge: with the weights it begins with, which are changed.
        learned: pictures of the training patients.
        checked: pictures of the validation patients.
        settings: how.
        progress: told after every few steps.

    Returns:
        The judge with its best weights, and the steps until then.
    """
    random = np.random.default_rng((settings.seed, 1))
    checked = [_some(kind, random) for kind in checked]
    target = torch.tensor([0.0, 1.0]).repeat_interleave(settings.batch // 2)
    optimiser = torch.optim.AdamW(judge.network.parameters(), lr=LEARNING_RATE, weight_decay=0.02)
    wait = settings.patience * settings.check_every
    best, best_step, kept = np.inf, 0, judge.network.state_dict()
    for step in range(1, settings.most_steps + 1):
        chosen = [
            kind[index]
            for kind in learned
            for index in random.integers(len(kind), size=settings.batch // 2)
        ]
        judge.network.train()
        given = judge.network(torch.from_numpy(judge.look(chosen, random, True)))
        optimiser.zero_grad()
        F.binary_cross_entropy_with_logits(given, target).backward()
        optimiser.step()
        if step % settings.check_every == 0 or step == settings.most_steps:
            loss = _loss([judged(judge, kind, settings) for kind in checked])
            progress(f"{judge.name}: step {step}, loss {loss:.3f} on validation patients")
            if loss < best:
                best, best_step = loss, step
                kept = copy.deepcopy(judge.network.state_dict())
            if best < settings.enough or step - best_step >= wait:
                break
    judge.network.load_state_dict(kept)
    scores = [judged(judge, kind, settings) for kind in checked]
    return replace(judge, trust=_best_trust(scores)), best_step


def _some(pictures: list[Pictures], random: np.random.Generator) -> list[Pictures]:
    return [pictures[index] for index in random.permutation(len(pictures))[:MOST_CHECKED]]


def _loss(scores: Sequence[Scores]) -> float:
    """Cross-entropy of real and drawn, averaged: log 2 for a judge who knows nothing."""
    return float(np.mean(np.logaddexp(0, scores[0])) + np.mean(np.logaddexp(0, -scores[1]))) / 2


def _best_trust(scores: Sequence[Scores]) -> float:
    """The factor under which validation scores fit best: nearly 0 for a judge who knows nothing."""
    found = minimize_scalar(
        lambda factor: _loss([factor * one for one in scores]), bounds=TRUST, method="bounded"
    )
    return float(found.x)


@torch.no_grad()
def judged(judge: Judge, pictures: list[Pictures], settings: TwoSampleSettings) -> Scores:
    """Mean score of each picture over all looks at it: (n,)."""
    random = np.random.default_rng((settings.seed, 2))
    judge.network.eval()
    total = np.zeros(len(pictures))
    for _ in range(judge.looks):
        for start in range(0, len(pictures), settings.batch):
            part = slice(start, start + settings.batch)
            given = judge.network(torch.from_numpy(judge.look(pictures[part], random, False)))
            total[part] += given.numpy()
    return judge.trust * total / judge.looks
