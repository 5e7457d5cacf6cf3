"""Batches of real views for training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from training.dataset_file import open_dataset
from training.errors import DatasetError
from training.networks.shape import NetworkShape
from training.random_streams import generator

CACHE_BYTES = 6_000_000_000


class TrainingViews:
    """The views of a dataset file that may be trained on, at the height of a stage.

    Pictures are decoded when first asked for and kept up to `CACHE_BYTES`.

    Attributes:
        conditions: (views, condition_size) float32, one-hot.
        probabilities: (views,) float64, how often each is shown.
    """

    def __init__(
        self, path: Path, shape: NetworkShape, rows: int, least_technique_share: float
    ) -> None:
        self._path = path
        self._rows = rows
        self._cache: dict[int, NDArray[np.uint8]] = {}
        with open_dataset(path) as dataset:
            _check_rows(path, dataset.frame.rows, rows)
            self._indices = np.flatnonzero(~dataset.numbers("held_out").astype(bool))
            views = dataset.texts("view_position")[self._indices]
            techniques = dataset.texts("technique")[self._indices]
        if len(self._indices) == 0:
            raise DatasetError(f"{path} holds no views to train on: all patients are held out.")
        one_hot = [views == name for name in shape.view_positions]
        one_hot += [techniques == name for name in shape.techniques]
        self.conditions = np.stack(one_hot, axis=1).astype(np.float32)
        self.probabilities = _balanced(techniques, least_technique_share)

    def __len__(self) -> int:
        return len(self._indices)

    def batch(self, seed: int, cur_nimg: int, size: int) -> tuple[Tensor, Tensor]:
        """The real images of one step.

        Returns:
            Pictures (size, 1, rows, columns), −1 (air) to 1, with the rounding of 8 bits undone by
            noise inside the breast; and their conditions (size, condition_size).
        """
        chosen = self._choose(seed, "real", cur_nimg, size)
        stack = torch.from_numpy(np.stack([self._picture(int(i)) for i in chosen]))[:, None]
        noise = torch.rand(stack.shape, generator=generator(seed, "dequantise", cur_nimg)) - 0.5
        pictures = stack.float() + noise * (stack > 0)
        return pictures / 127.5 - 1, torch.from_numpy(self.conditions[chosen])

    def condition_batch(self, seed: int, purpose: str, cur_nimg: int, size: int) -> Tensor:
        """Conditions as often as they occur in training: (size, condition_size)."""
        return torch.from_numpy(self.conditions[self._choose(seed, purpose, cur_nimg, size)])

    def _choose(self, seed: int, purpose: str, cur_nimg: int, size: int) -> NDArray[np.intp]:
        draws = torch.rand(size, generator=generator(seed, purpose, cur_nimg), dtype=torch.float64)
        ends = np.cumsum(self.probabilities)
        return np.minimum(np.searchsorted(ends, draws.numpy() * ends[-1]), len(self) - 1)

    def _picture(self, number: int) -> NDArray[np.uint8]:
        if number in self._cache:
            return self._cache[number]
        with open_dataset(self._path) as dataset:
            picture = dataset.picture(int(self._indices[number]))
            if dataset.frame.rows != self._rows:
                image = Image.fromarray(picture)
                picture = np.asarray(image.reduce(dataset.frame.rows // self._rows))
        if len(self._cache) * picture.nbytes < CACHE_BYTES:
            self._cache[number] = picture
        return picture


def check_dataset(path: Path, heights: Sequence[int]) -> None:
    """Make sure before a run that its data will do for all of its stages.

    Raises:
        DatasetError: missing, damaged, empty, or of another height.
    """
    with open_dataset(path) as dataset:
        for rows in sorted(heights, reverse=True):
            _check_rows(path, dataset.frame.rows, rows)


def _check_rows(path: Path, given: int, needed: int) -> None:
    if given < needed or given % needed:
        raise DatasetError(
            f"{path} is {given} rows high, and the run needs {needed} or a multiple of it. "
            f"Prepare it with --rows {needed}."
        )


def _balanced(techniques: NDArray[np.object_], least: float) -> NDArray[np.float64]:
    """Equal probabilities, raised for a technique with a share below `least`, then scaled."""
    names, index, counts = np.unique(techniques, return_inverse=True, return_counts=True)
    shares = counts / counts.sum()
    wanted = np.maximum(shares, min(least, 1 / len(names)))
    return (wanted / wanted.sum() / counts)[index]
