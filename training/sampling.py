"""Drawing pictures with a generator in torch: for sample grids and comparisons."""

from __future__ import annotations

import itertools

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.networks.generator import Generator, noise_size
from training.networks.shape import NetworkShape
from training.random_streams import generator as stream

W_AVG_SAMPLES = 10_000
CHUNK = 4


def conditions(shape: NetworkShape) -> Tensor:
    """One-hot vectors of all combinations, views slowest: (combinations, condition_size)."""
    rows = []
    for view, technique in itertools.product(
        range(len(shape.view_positions)), range(len(shape.techniques))
    ):
        row = torch.zeros(shape.condition_size)
        row[view] = row[len(shape.view_positions) + technique] = 1
        rows.append(row)
    return torch.stack(rows)


@torch.no_grad()
def average_w(generator: Generator, seed: int = 0) -> Tensor:
    """Mean w of every combination of conditions: (combinations, w_dim)."""
    z = torch.randn(
        W_AVG_SAMPLES, generator.shape.z_dim, generator=stream(seed, "average w", 0)
    ).to(next(generator.parameters()).device)
    means = [
        generator.mapping(z, row.to(z.device).expand(len(z), -1)).mean(dim=0)
        for row in conditions(generator.shape)
    ]
    return torch.stack(means)


@torch.no_grad()
def draw(
    generator: Generator,
    condition: Tensor,
    *,
    seed: int,
    truncation_psi: float,
    rows: int,
    w_avg: Tensor | None = None,
    compute: torch.dtype = torch.float32,
) -> NDArray[np.uint8]:
    """Draw one picture for each condition of a batch.

    Args:
        generator: averaged or not.
        condition: (batch, condition_size) one-hot.
        seed: of latents and noise.
        truncation_psi: towards the mean w of the condition.
        rows: height of the pictures.
        w_avg: as `average_w` gives it, to be found once for many calls.
        compute: type of the convolutions.

    Returns:
        uint8 (batch, rows, columns).
    """
    shape = generator.shape
    device = next(generator.parameters()).device
    z = torch.randn(len(condition), shape.z_dim, generator=stream(seed, "sample", 0)).to(device)
    noise = torch.randn(
        len(condition), noise_size(shape, rows), generator=stream(seed, "sample noise", 0)
    ).to(device)
    condition = condition.to(device)
    table = average_w(generator) if w_avg is None else w_avg
    known = conditions(shape).to(device)
    mean = table[(condition @ known.t()).argmax(dim=1)]
    w = generator.mapping(z, condition)
    ws = (mean + truncation_psi * (w - mean))[:, None].repeat(1, generator.num_ws, 1)
    # A few at a time: features of 1280 × 1024 take 84 MB a picture and layer.
    parts = [
        to_bytes(generator(ws[at : at + CHUNK], noise[at : at + CHUNK], rows, compute)[:, 0])
        for at in range(0, len(ws), CHUNK)
    ]
    return np.concatenate(parts)


def from_bytes(pictures: NDArray[np.uint8]) -> Tensor:
    """(n, rows, columns) of 0 … 255 to (n, 1, rows, columns) of −1 … 1."""
    return torch.from_numpy(pictures)[:, None].float() / 127.5 - 1


def to_bytes(pictures: Tensor) -> NDArray[np.uint8]:
    """−1 … 1 to 0 … 255."""
    return ((pictures.float() + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).cpu().numpy()
