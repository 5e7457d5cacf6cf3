"""Starting a new run from the weights of an old one: its networks, in half precision."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.array_files import from_npz, to_npz
from inference.atomic_files import write_bytes
from inference.errors import InputError
from training.errors import CheckpointError
from training.run_state import RunState, read_checkpoint

FORMAT = 1
MAX_BYTES = 500_000_000
PARTS = ("g_ema", "discriminator", "window_discriminator")


def write_warm_start(checkpoint: Path, path: Path) -> None:
    """Write the averaged generator and the discriminators of a checkpoint in half precision.

    Raises:
        CheckpointError: the checkpoint cannot be used.
        OutputError: the file cannot be written.
    """
    arrays, facts = read_checkpoint(checkpoint)
    kept: dict[str, NDArray[np.generic]] = {
        name: array.astype(np.float16)
        for name, array in arrays.items()
        if name.split("/")[0] in PARTS
    }
    about = {"format": FORMAT, "cur_nimg": facts["cur_nimg"], "shape": facts["config"]["shape"]}
    kept["facts"] = np.frombuffer(json.dumps(about).encode(), np.uint8)
    write_bytes(path, to_npz(kept))


def warm_start(state: RunState, path: Path) -> int:
    """Take over the weights that fit a new run; what is larger or new keeps its start.

    Args:
        state: of a run that has not begun.
        path: as `write_warm_start` wrote it; its run may have had a lower frame.

    Returns:
        How many weights were taken over, of all networks.

    Raises:
        CheckpointError: the file is missing, damaged, of another format, or less than half of it
            fits.
    """
    arrays = _read(path)
    taken = 0
    for part, network in (
        ("g_ema", state.generator),
        ("discriminator", state.discriminator),
        ("window_discriminator", state.window_discriminator),
    ):
        if network is not None:
            taken += _take_over(arrays, part, network)
    for average in state.averages:
        _take_over(arrays, "g_ema", average)
    # A few small weights fit networks of any width; they make no start.
    if taken < sum(array.size for array in arrays.values()) / 2:
        raise CheckpointError(
            f"{path} does not fit this run: its networks have other widths. Choose the preset "
            "that the weights come from."
        )
    return taken


def _read(path: Path) -> dict[str, NDArray[np.generic]]:
    try:
        arrays = from_npz(path.read_bytes(), max_bytes=MAX_BYTES)
        facts = json.loads(arrays.pop("facts").tobytes())
    except (InputError, OSError, KeyError, ValueError) as error:
        raise CheckpointError(f"Could not read the weights {path}: {error}") from error
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise CheckpointError(f"{path} is of another format than {FORMAT}.")
    return arrays


@torch.no_grad()
def _take_over(arrays: dict[str, NDArray[np.generic]], part: str, network: nn.Module) -> int:
    taken = 0
    for name, parameter in network.named_parameters():
        array = arrays.get(f"{part}/{name}")
        if array is None or array.shape != tuple(parameter.shape):
            continue
        weights = torch.from_numpy(array.astype(np.float32))
        if not torch.isfinite(weights).all():
            raise CheckpointError(f"The weights {part}/{name} hold values that are no numbers.")
        parameter.copy_(weights)
        taken += parameter.numel()
    return taken
