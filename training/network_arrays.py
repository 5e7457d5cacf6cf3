"""Networks and their optimisers as named arrays, as checkpoints keep them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from training.errors import CheckpointError


def weights_of(prefix: str, network: nn.Module) -> dict[str, NDArray[np.generic]]:
    """Weights and buffers of a network, each under `prefix/name`."""
    return {f"{prefix}/{name}": t.cpu().numpy() for name, t in network.state_dict().items()}


def load_weights(
    arrays: dict[str, NDArray[np.generic]], prefix: str, network: nn.Module, path: Path
) -> None:
    """Put back what `weights_of` gave.

    Raises:
        CheckpointError: something is missing, left over, or of another shape.
    """
    state = {
        name.removeprefix(f"{prefix}/"): torch.from_numpy(array)
        for name, array in arrays.items()
        if name.startswith(f"{prefix}/")
    }
    try:
        network.load_state_dict(state)
    except RuntimeError as error:
        raise CheckpointError(f"{path} does not fit its own configuration: {error}") from error


def moments_of(
    prefix: str, optimizer: torch.optim.Adam, network: nn.Module
) -> dict[str, NDArray[np.generic]]:
    """Second moments and step counts; with β₁ = 0 there is no first moment to keep."""
    result = {}
    for name, parameter in network.named_parameters():
        state = optimizer.state.get(parameter)
        if state:
            result[f"{prefix}/{name}"] = state["exp_avg_sq"].cpu().numpy()
            result[f"{prefix}/{name}#step"] = np.asarray(float(state["step"]), np.float64)
    return result


def load_moments(
    arrays: dict[str, NDArray[np.generic]],
    prefix: str,
    optimizer: torch.optim.Adam,
    network: nn.Module,
    path: Path,
) -> None:
    """Put back what `moments_of` gave.

    Raises:
        CheckpointError: something has another shape.
    """
    optimizer.state.clear()
    for name, parameter in network.named_parameters():
        square = arrays.get(f"{prefix}/{name}")
        if square is None:
            continue
        if square.shape != tuple(parameter.shape):
            raise CheckpointError(f"{path} does not fit its own configuration: {name}.")
        optimizer.state[parameter] = {
            "step": torch.tensor(float(arrays[f"{prefix}/{name}#step"])),
            "exp_avg": torch.zeros_like(parameter),
            "exp_avg_sq": torch.zeros_like(parameter).copy_(torch.from_numpy(square)),
        }
