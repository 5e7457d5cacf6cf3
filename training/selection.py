"""Choosing the checkpoint: sliced Wasserstein distance of each average to held-out views.

MammoGAN chose its checkpoint so (Korkinof et al. 2018).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from training.dataset import held_out_views
from training.evaluation.sliced_wasserstein import sliced_wasserstein
from training.networks.generator import Generator
from training.networks.shape import NetworkShape
from training.run_state import RunState, Selection
from training.sampling import average_w, draw, from_bytes

CHUNK = 16


class Jury:
    """Compares generators with the held-out views at one height."""

    def __init__(self, data: Path, shape: NetworkShape, rows: int) -> None:
        pictures, self._conditions = held_out_views(data, shape, rows)
        self.rows = rows
        self._real = pictures

    def __len__(self) -> int:
        return len(self._conditions)

    def distance(self, generator: Generator, compute: torch.dtype) -> float:
        """Mean sliced Wasserstein distance × 1000 over the scales, at ψ = 1."""
        w_avg = average_w(generator)
        parts = [
            draw(
                generator,
                part,
                seed=2000 + number,
                truncation_psi=1.0,
                rows=self.rows,
                w_avg=w_avg,
                compute=compute,
            )
            for number, part in enumerate(self._conditions.split(CHUNK))
        ]
        drawn = from_bytes(np.concatenate(parts))
        return float(np.mean(list(sliced_wasserstein(self._real, drawn).values())))


def select(state: RunState, jury: Jury, path: Path) -> Selection:
    """Compare all averages of a run with the held-out views, and keep the best seen so far.

    Args:
        state: whose `selection` changes.
        jury: at the height of the present stage.
        path: where the best average is written.

    Returns:
        The best of this comparison.
    """
    compute = getattr(torch, state.config.compute)
    found = [
        Selection(
            rows=jury.rows,
            cur_nimg=state.cur_nimg,
            ema_kimg=kimg,
            distance=round(jury.distance(network, compute), 3),
        )
        for kimg, network in zip(state.config.ema_kimg, state.averages, strict=True)
    ]
    number = min(range(len(found)), key=lambda index: found[index].distance)
    if state.selection.is_beaten_by(found[number]):
        state.selection = found[number]
        state.save_average(number, path)
    return found[number]
