"""Batches of windows of native patches, free of lesions, for the finest level of a frame."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.dataset import ALL, CPU, dequantised, one_hot
from training.errors import DatasetError
from training.networks.shape import NetworkShape
from training.patch_file import open_patch_file
from training.random_streams import generator
from training.registration import window_sums

MOST_LESION = 0.02
"""Share of a window that a lesion's margin may cover."""

LEAST_BREAST = 0.5
"""Share of a window that shows tissue: the rest of a frame is learnt from whole views."""


class NativePatches:
    """The patches that may be trained on, and the windows they offer.

    Attributes:
        conditions: (patches, condition_size) float32, one-hot.
    """

    def __init__(self, path: Path, shape: NetworkShape, rows: int) -> None:
        with open_patch_file(path) as file:
            if file.frame.rows != rows:
                raise DatasetError(
                    f"{path} holds patches for {file.frame.rows} rows, and the run needs {rows}. "
                    f"Prepare them with --rows {rows}."
                )
            indices = np.flatnonzero(~file.numbers("held_out").astype(bool)).tolist()
            self._pictures = [file.picture(index) for index in indices]
            self._usable = [file.usable(index) for index in indices]
            views, techniques = (
                file.texts(name)[indices] for name in ("view_position", "technique")
            )
        if not indices:
            raise DatasetError(f"{path} holds no patches to train on: all patients are held out.")
        self._path = path
        self.conditions = one_hot(shape, views, techniques)
        # Found once for each size of window, not at every step.
        self._places = cache(self._find_places)
        self._offering = cache(self._find_offering)

    def __len__(self) -> int:
        return len(self._pictures)

    def offering(self, rows: int, columns: int) -> NDArray[np.intp]:
        """Numbers of the patches that offer a window of a size."""
        return self._offering(rows, columns)

    def batch(
        self,
        seed: int,
        cur_nimg: int,
        size: int,
        rows: int,
        columns: int,
        *,
        part: slice = ALL,
        device: torch.device = CPU,
    ) -> tuple[Tensor, Tensor]:
        """Random windows of random patches, all patches with a free window equally often.

        Args:
            seed: of the run.
            cur_nimg: images shown before.
            size: of the whole batch.
            rows: of a window.
            columns: of a window.
            part: which of the batch are wanted.
            device: where they are wanted.

        Returns:
            Pictures (part, 1, rows, columns), −1 (air) to 1, with the rounding of 8 bits undone by
            noise inside the breast; and their conditions (part, condition_size).

        Raises:
            DatasetError: no patch offers a window of that size.
        """
        offering = self.offering(rows, columns)
        if len(offering) == 0:
            raise DatasetError(
                f"No patch of {self._path} has {rows} × {columns} pixels without a lesion. "
                "Choose a smaller window."
            )
        draws = torch.rand(
            (size, 2), generator=generator(seed, "patches", cur_nimg), dtype=torch.float64
        ).numpy()[part]
        chosen = offering[(draws[:, 0] * len(offering)).astype(np.intp)]
        windows = [
            self._window(int(number), float(draw), rows, columns)
            for number, draw in zip(chosen, draws[:, 1], strict=True)
        ]
        stack = torch.from_numpy(np.stack(windows))[:, None].to(device)
        random = generator(seed, "dequantise patches", cur_nimg, device)
        conditions = torch.from_numpy(self.conditions[chosen]).to(device)
        return dequantised(stack, random, size, part), conditions

    def _window(self, number: int, draw: float, rows: int, columns: int) -> NDArray[np.uint8]:
        """One of the free windows of a patch; `draw`, 0 to 1, tells which."""
        places = self._places(number, rows, columns)
        width = self._pictures[number].shape[1] - columns + 1
        top, left = divmod(int(places[int(draw * len(places))]), width)
        return self._pictures[number][top : top + rows, left : left + columns]

    def _find_places(self, number: int, rows: int, columns: int) -> NDArray[np.intp]:
        """Where a window may begin: flat indices into (h − rows + 1, w − columns + 1)."""
        lesion = window_sums(~self._usable[number], (rows, columns))
        breast = window_sums(self._pictures[number] > 0, (rows, columns))
        size = rows * columns
        return np.flatnonzero((lesion <= MOST_LESION * size) & (breast >= LEAST_BREAST * size))

    def _find_offering(self, rows: int, columns: int) -> NDArray[np.intp]:
        free = [len(self._places(number, rows, columns)) > 0 for number in range(len(self))]
        return np.flatnonzero(free)
