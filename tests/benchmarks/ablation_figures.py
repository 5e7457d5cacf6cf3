"""Figures of a short run: its chosen average against real views."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.dataset import held_out_views, one_hot
from training.evaluation.features import pooled_features
from training.evaluation.kernel_distance import kernel_distance, polynomial_kernel
from training.evaluation.manifolds import distances, precision_recall
from training.evaluation.picture_set import PictureSet
from training.evaluation.real_views import load_real_views
from training.evaluation.sliced_wasserstein import sliced_wasserstein
from training.feature_network import feature_network
from training.networks.generator import Generator
from training.networks.shape import NetworkShape
from training.run_state import load_g_ema
from training.sampling import average_w, draw, from_bytes

PICTURES = 1000
CHUNK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFigures:
    """What a run reached.

    Attributes:
        sliced_wasserstein: mean over the scales × 1000, to held-out views.
        kernel_distance: × 1000, of lite2 features, to as many training views.
        precision, recall: in the same features.
        cur_nimg: when the chosen average was found.
    """

    sliced_wasserstein: float
    kernel_distance: float
    precision: float
    recall: float
    cur_nimg: int


def run_figures(best: Path, data: Path) -> RunFigures:
    """Measure the chosen average of a run at ψ = 1.

    Args:
        best: `best.npz` of the run.
        data: dataset file.
    """
    generator, config, cur_nimg = load_g_ema(best)
    rows = config.shape.rows
    held_out, conditions = held_out_views(data, config.shape, rows)
    near = _drawn(generator, conditions, rows, seed=9000)
    by_scale = sliced_wasserstein(held_out, from_bytes(near))
    real = _real(data, rows)
    drawn = _drawn(generator, _conditions(config.shape, real), rows, seed=5000)
    features = np.concatenate([_real_features(data, rows), _features(drawn)])
    first, second = np.arange(len(real)), np.arange(len(real), len(features))
    precision, recall = precision_recall(distances(features), first, second)
    kernel = polynomial_kernel(features)
    return RunFigures(
        sliced_wasserstein=float(np.mean(list(by_scale.values()))),
        kernel_distance=1000 * kernel_distance(kernel, first, second),
        precision=precision,
        recall=recall,
        cur_nimg=cur_nimg,
    )


def floor_figures(data: Path, rows: int) -> RunFigures:
    """The same of two halves of the real views, by patient."""
    features, real = _real_features(data, rows), _real(data, rows)
    women = np.unique(real.patients)
    side = np.isin(real.patients, women[::2])
    first, second = np.flatnonzero(side), np.flatnonzero(~side)
    precision, recall = precision_recall(distances(features), first, second)
    size = min(len(first), len(second))
    one, other = (from_bytes(real.pictures[part[:size]]) for part in (first, second))
    return RunFigures(
        sliced_wasserstein=float(np.mean(list(sliced_wasserstein(one, other).values()))),
        kernel_distance=1000 * kernel_distance(polynomial_kernel(features), first, second),
        precision=precision,
        recall=recall,
        cur_nimg=0,
    )


@cache
def _real(data: Path, rows: int) -> PictureSet:
    return load_real_views(data, rows, held_out=False, most=PICTURES)


@cache
def _real_features(data: Path, rows: int) -> NDArray[np.float64]:
    return _features(_real(data, rows).pictures)


def _features(pictures: NDArray[np.uint8]) -> NDArray[np.float64]:
    return pooled_features(feature_network("lite2"), pictures)


def _conditions(shape: NetworkShape, views: PictureSet) -> torch.Tensor:
    return torch.from_numpy(one_hot(shape, views.view_positions, views.techniques))


def _drawn(
    generator: Generator, conditions: torch.Tensor, rows: int, seed: int
) -> NDArray[np.uint8]:
    w_avg = average_w(generator)
    parts = [
        draw(generator, part, seed=seed + number, truncation_psi=1.0, rows=rows, w_avg=w_avg)
        for number, part in enumerate(conditions.split(CHUNK))
    ]
    return np.concatenate(parts)
