"""Figures for a model card: drawn pictures against training views, beside a floor of real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from training.dataset_file import open_dataset
from training.errors import DatasetError
from training.metrics.sliced_wasserstein import sliced_wasserstein
from training.networks.generator import Generator
from training.networks.shape import NetworkShape
from training.sampling import average_w, draw

MOST_PICTURES = 1000
CHUNK = 16


def card_figures(
    generator: Generator, data: Path, truncation_psi: float = 1.0
) -> dict[str, float | int]:
    """Sliced Wasserstein distances × 1000 at each height, with what real views have of each other.

    The drawn pictures have the conditions of the real ones they are compared with, and the floor
    compares two halves of the training views, split by patient.

    Args:
        generator: the averaged one.
        data: dataset file.
        truncation_psi: of the drawn pictures.

    Raises:
        DatasetError: there are too few views.
    """
    real, conditions, first_half = _training_views(data, generator.shape)
    drawn = _draw(generator, conditions, truncation_psi)
    figures = {}
    for rows, distance in sliced_wasserstein(real, drawn).items():
        figures[f"sliced Wasserstein × 1000 at {rows} rows, drawn (ψ = {truncation_psi:g})"] = (
            distance
        )
    size = min(int(first_half.sum()), int((~first_half).sum()))
    halves = real[first_half][:size], real[~first_half][:size]
    for rows, distance in sliced_wasserstein(*halves).items():
        figures[f"sliced Wasserstein × 1000 at {rows} rows, real against real"] = distance
    return {name: round(value, 2) for name, value in figures.items()} | {
        "views compared": len(real)
    }


def _training_views(path: Path, shape: NetworkShape) -> tuple[Tensor, Tensor, Tensor]:
    """Pictures (n, 1, rows, columns), conditions (n, …), and which belong to the first half."""
    with open_dataset(path) as dataset:
        factor, rest = divmod(dataset.frame.rows, shape.rows)
        if factor == 0 or rest:
            raise DatasetError(f"{path} is {dataset.frame.rows} rows high, not {shape.rows}.")
        usable = np.flatnonzero(~dataset.numbers("held_out").astype(bool))
        chosen = np.random.default_rng(0).permutation(usable)[:MOST_PICTURES]
        if len(chosen) < CHUNK:
            raise DatasetError(f"{path} has only {len(chosen)} views to train on.")
        pictures = [_reduced(dataset.picture(int(index)), factor) for index in chosen]
        views = dataset.texts("view_position")[chosen]
        techniques = dataset.texts("technique")[chosen]
        patients = dataset.texts("patient")[chosen]
    columns = [views == name for name in shape.view_positions]
    columns += [techniques == name for name in shape.techniques]
    first = np.isin(patients, np.unique(patients)[::2])
    stack = torch.from_numpy(np.stack(pictures))[:, None].float() / 127.5 - 1
    condition = torch.from_numpy(np.stack(columns, axis=1).astype(np.float32))
    return stack, condition, torch.from_numpy(first)


def _draw(generator: Generator, conditions: Tensor, truncation_psi: float) -> Tensor:
    w_avg = average_w(generator)
    parts = [
        draw(
            generator,
            part,
            seed=1000 + number,
            truncation_psi=truncation_psi,
            rows=generator.shape.rows,
            w_avg=w_avg,
        )
        for number, part in enumerate(conditions.split(CHUNK))
    ]
    return torch.from_numpy(np.concatenate(parts))[:, None].float() / 127.5 - 1


def _reduced(picture: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    return picture if factor == 1 else np.asarray(Image.fromarray(picture).reduce(factor))
