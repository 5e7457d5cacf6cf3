"""Everything a run has to keep: networks, optimisers, average, augmentation, counters."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.array_files import from_npz
from inference.atomic_files import replacing
from inference.errors import InputError
from training.config import TrainingConfig, from_plain, to_plain
from training.errors import CheckpointError
from training.networks.discriminator import Discriminator
from training.networks.generator import Generator

FORMAT = 1
FACTS = {"format", "config", "cur_nimg", "augment_p", "real_sign"}
BETAS = (0.0, 0.99)
MAX_BYTES = 2_000_000_000


class RunState:
    """The changing part of a run.

    Attributes:
        generator, discriminator: being trained.
        g_ema: exponential moving average of the generator; what is exported.
        cur_nimg: real images shown so far.
        augment_p: probability of augmentation.
        real_sign: mean sign of the discriminator on real images since `augment_p` last changed, as
            (sum, count).
    """

    def __init__(self, config: TrainingConfig, device: torch.device) -> None:
        torch.manual_seed(config.seed)
        self.config = config
        # Convolutions in bf16 are fastest with channels last, on CPUs and on GPUs.
        layout = {"device": device, "memory_format": torch.channels_last}
        self.generator = Generator(config.shape).to(**layout)
        self.discriminator = Discriminator(config.shape).to(**layout)
        self.g_ema = copy.deepcopy(self.generator).requires_grad_(False).eval()
        self.optimizer_g = _adam(self.generator, config)
        self.optimizer_d = _adam(self.discriminator, config)
        self.cur_nimg = 0
        self.augment_p = 0.0
        self.real_sign = (0.0, 0)

    def save(self, path: Path) -> None:
        """Write a checkpoint in one step.

        Raises:
            OutputError: it cannot be written; an older one stays.
        """
        arrays = {
            **_weights("generator", self.generator),
            **_weights("discriminator", self.discriminator),
            **_weights("g_ema", self.g_ema),
            **_moments("optimizer_g", self.optimizer_g, self.generator),
            **_moments("optimizer_d", self.optimizer_d, self.discriminator),
        }
        facts = {
            "format": FORMAT,
            "config": to_plain(self.config),
            "cur_nimg": self.cur_nimg,
            "augment_p": self.augment_p,
            "real_sign": list(self.real_sign),
        }
        arrays["facts"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez(file, **arrays)  # pyright: ignore[reportArgumentType]

    def load(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            CheckpointError: missing, damaged, or of a run with another configuration.
        """
        arrays, facts = read_checkpoint(path)
        if facts["config"] != to_plain(self.config):
            raise CheckpointError(
                f"{path} belongs to a run with another configuration. Name a new --run-dir, or "
                "repeat the run's own options."
            )
        _load_weights(arrays, "generator", self.generator, path)
        _load_weights(arrays, "discriminator", self.discriminator, path)
        _load_weights(arrays, "g_ema", self.g_ema, path)
        _load_moments(arrays, "optimizer_g", self.optimizer_g, self.generator, path)
        _load_moments(arrays, "optimizer_d", self.optimizer_d, self.discriminator, path)
        self.cur_nimg = int(facts["cur_nimg"])
        self.augment_p = float(facts["augment_p"])
        self.real_sign = (float(facts["real_sign"][0]), int(facts["real_sign"][1]))


def read_checkpoint(path: Path) -> tuple[dict[str, NDArray[np.generic]], dict[str, Any]]:
    """The arrays of a checkpoint, and its facts: config, cur_nimg, ….

    Raises:
        CheckpointError: missing, damaged, or of another format.
    """
    if not path.is_file():
        raise CheckpointError(f"There is no checkpoint {path}. Train first: mammogym-train train")
    try:
        arrays = from_npz(path.read_bytes(), max_bytes=MAX_BYTES)
        facts = json.loads(arrays.pop("facts").tobytes())
    except (InputError, OSError, KeyError, ValueError) as error:
        raise CheckpointError(f"{path} is damaged: {error}. Delete it to start again.") from error
    version = facts.get("format") if isinstance(facts, dict) else None
    if version != FORMAT or not set(facts) >= FACTS:
        raise CheckpointError(f"{path} has checkpoint format {version!r}, not {FORMAT}.")
    return arrays, facts


def load_g_ema(path: Path) -> tuple[Generator, TrainingConfig, int]:
    """The averaged generator of a checkpoint, its run's configuration, and cur_nimg.

    Raises:
        CheckpointError: as `read_checkpoint`.
    """
    arrays, facts = read_checkpoint(path)
    config = from_plain(facts["config"])
    generator = Generator(config.shape).requires_grad_(False).eval()
    _load_weights(arrays, "g_ema", generator, path)
    return generator, config, int(facts["cur_nimg"])


def _adam(network: nn.Module, config: TrainingConfig) -> torch.optim.Adam:
    return torch.optim.Adam(network.parameters(), lr=config.learning_rate, betas=BETAS, eps=1e-8)


def _weights(prefix: str, network: nn.Module) -> dict[str, NDArray[np.generic]]:
    return {f"{prefix}/{name}": t.cpu().numpy() for name, t in network.state_dict().items()}


def _load_weights(
    arrays: dict[str, NDArray[np.generic]], prefix: str, network: nn.Module, path: Path
) -> None:
    state = {
        name.removeprefix(f"{prefix}/"): torch.from_numpy(array)
        for name, array in arrays.items()
        if name.startswith(f"{prefix}/")
    }
    try:
        network.load_state_dict(state)
    except RuntimeError as error:
        raise CheckpointError(f"{path} does not fit its own configuration: {error}") from error


def _moments(
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


def _load_moments(
    arrays: dict[str, NDArray[np.generic]],
    prefix: str,
    optimizer: torch.optim.Adam,
    network: nn.Module,
    path: Path,
) -> None:
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
