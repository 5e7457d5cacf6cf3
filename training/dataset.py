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
from training.networks.shape import NetworkShape, columns
from training.random_streams import generator
from training.sampling import from_bytes
from training.windows import Window

CACHE_BYTES = 6_000_000_000
COARSE_ROWS = 640
"""Up to this height every view is fine enough."""

COARSEST_MM = 0.25
"""Largest native pixel of a view that is shown above `COARSE_ROWS`."""

ALL = slice(None)
CPU = torch.device("cpu")


class TrainingViews:
    """The views of a dataset file that may be trained on, at the height of a stage.

    Pictures are decoded when first asked for and kept up to `CACHE_BYTES`. Above `COARSE_ROWS` only
    views with fine native pixels are shown: the others would teach blur.

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
            shown = ~dataset.numbers("held_out").astype(bool)
            if rows > COARSE_ROWS:
                shown &= dataset.numbers("native_mm").astype(np.float64) <= COARSEST_MM
            self._indices = np.flatnonzero(shown)
            views = dataset.texts("view_position")[self._indices]
            techniques = dataset.texts("technique")[self._indices]
        if len(self._indices) == 0:
            raise DatasetError(
                f"{path} holds no views to train on: all patients are held out"
                + (
                    f", or no native pixel is {COARSEST_MM} mm or finer."
                    if rows > COARSE_ROWS
                    else "."
                )
            )
        self.conditions = one_hot(shape, views, techniques)
        self.probabilities = _balanced(techniques, least_technique_share)

    def __len__(self) -> int:
        return len(self._indices)

    def batch(
        self,
        seed: int,
        cur_nimg: int,
        size: int,
        *,
        part: slice = ALL,
        window: Window | None = None,
        device: torch.device = CPU,
    ) -> tuple[Tensor, Tensor]:
        """The real images of one step.

        Args:
            seed: of the run.
            cur_nimg: images shown before.
            size: of the whole batch.
            part: which of them are wanted.
            window: which part of each picture; None for all of it.
            device: where they are wanted.

        Returns:
            Pictures (part, 1, rows, columns), −1 (air) to 1, with the rounding of 8 bits undone by
            noise inside the breast; and their conditions (part, condition_size).
        """
        chosen = self._choose(seed, "real", cur_nimg, size)
        stack = torch.from_numpy(self._pictures(chosen[part].tolist()))[:, None]
        stack = (stack if window is None else window.of(stack)).to(device)
        random = generator(seed, "dequantise", cur_nimg, device)
        conditions = torch.from_numpy(self.conditions[chosen[part]]).to(device)
        return dequantised(stack, random, size, part), conditions

    def condition_batch(self, seed: int, purpose: str, cur_nimg: int, size: int) -> Tensor:
        """Conditions as often as they occur in training: (size, condition_size)."""
        return torch.from_numpy(self.conditions[self._choose(seed, purpose, cur_nimg, size)])

    def _choose(self, seed: int, purpose: str, cur_nimg: int, size: int) -> NDArray[np.intp]:
        draws = torch.rand(size, generator=generator(seed, purpose, cur_nimg), dtype=torch.float64)
        ends = np.cumsum(self.probabilities)
        return np.minimum(np.searchsorted(ends, draws.numpy() * ends[-1]), len(self) - 1)

    def _pictures(self, numbers: Sequence[int]) -> NDArray[np.uint8]:
        """Pictures (numbers, rows, columns), those not seen before read in one go."""
        found = {number: self._cache[number] for number in numbers if number in self._cache}
        if len(found) < len(set(numbers)):
            with open_dataset(self._path) as dataset:
                for number in set(numbers) - set(found):
                    picture = dataset.picture(int(self._indices[number]))
                    found[number] = reduced(picture, self._rows)
        for number, picture in found.items():
            if number not in self._cache and len(self._cache) * picture.nbytes < CACHE_BYTES:
                self._cache[number] = picture
        return np.stack([found[number] for number in numbers])


def held_out_views(path: Path, shape: NetworkShape, rows: int) -> tuple[Tensor, Tensor]:
    """The views of held-out patients at a height.

    Returns:
        Pictures (n, 1, rows, columns), −1 (air) to 1, and conditions (n, condition_size); n is 0
        where no patient is held out.
    """
    with open_dataset(path) as dataset:
        _check_rows(path, dataset.frame.rows, rows)
        indices = np.flatnonzero(dataset.numbers("held_out").astype(bool))
        pictures = [reduced(dataset.picture(int(index)), rows) for index in indices]
        views = dataset.texts("view_position")[indices]
        techniques = dataset.texts("technique")[indices]
    stack = np.stack(pictures) if pictures else np.zeros((0, rows, columns(rows)), np.uint8)
    conditions = torch.from_numpy(one_hot(shape, views, techniques))
    return from_bytes(stack), conditions


def dequantised(stack: Tensor, random: torch.Generator, size: int, part: slice) -> Tensor:
    """Bytes as pictures, −1 (air) to 1, their rounding undone by noise inside the breast.

    Args:
        stack: uint8 (part of the batch, 1, rows, columns).
        random: on the device of the stack.
        size: of the whole batch.
        part: which of it the stack is.
    """
    noise = torch.rand((size, *stack.shape[1:]), generator=random, device=stack.device)[part]
    return (stack.float() + (noise - 0.5) * (stack > 0)) / 127.5 - 1


def reduced(picture: NDArray[np.uint8], rows: int) -> NDArray[np.uint8]:
    """A picture at a lower height that divides its own, by averages of squares."""
    factor = picture.shape[0] // rows
    return picture if factor == 1 else np.asarray(Image.fromarray(picture).reduce(factor))


def one_hot(
    shape: NetworkShape, views: NDArray[np.generic], techniques: NDArray[np.generic]
) -> NDArray[np.float32]:
    """Condition vectors (n, condition_size) of views and techniques (n,)."""
    parts = [views == name for name in shape.view_positions]
    parts += [techniques == name for name in shape.techniques]
    return np.stack(parts, axis=1).astype(np.float32)


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
