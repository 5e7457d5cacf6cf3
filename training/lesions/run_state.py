"""Everything a run of the contextual network has to keep, and its file."""

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
from training.errors import CheckpointError
from training.lesions.config import LesionConfig, from_plain, to_plain
from training.lesions.discriminator import ContextDiscriminator
from training.lesions.encoder import LesionEncoder
from training.lesions.generator import ContextGenerator
from training.network_arrays import load_moments, load_weights, moments_of, weights_of

FORMAT = 1
KIND = "lesion run"
CHECKPOINT = "checkpoint.npz"
BETAS = (0.0, 0.99)
MAX_BYTES = 8_000_000_000


class LesionRunState:
    """The changing part of a run.

    Attributes:
        generator, discriminator: being trained.
        encoder: of known lesions, where the configuration wants one.
        average: exponential moving average of the generator.
        optimizers: by the name of their network.
        cur_nimg: wanted patches shown so far.
    """

    def __init__(self, config: LesionConfig, device: torch.device) -> None:
        torch.manual_seed(config.seed)
        self.config, self.device = config, device
        # Convolutions are fastest with channels last, on CPUs and on GPUs.
        layout = {"device": device, "memory_format": torch.channels_last}
        self.generator = ContextGenerator(config.shape).to(**layout)
        self.discriminator = ContextDiscriminator(config.shape).to(**layout)
        self.encoder = LesionEncoder(config.shape).to(**layout) if config.known_weight else None
        self.average = copy.deepcopy(self.generator).requires_grad_(False).eval()
        self.optimizers = {
            name: torch.optim.Adam(network.parameters(), lr=config.learning_rate, betas=BETAS)
            for name, network in self._trained().items()
        }
        self.cur_nimg = 0

    def _trained(self) -> dict[str, nn.Module]:
        networks = {"generator": self.generator, "discriminator": self.discriminator}
        return networks if self.encoder is None else {**networks, "encoder": self.encoder}

    @torch.no_grad()
    def move_average(self) -> None:
        """Move the average after a step: a shorter half-life at the start."""
        half_life = min(self.config.ema_kimg * 1000, self.cur_nimg * 0.05)
        keep = 0.5 ** (self.config.batch / max(half_life, 1e-8))
        for average, current in zip(
            self.average.parameters(), self.generator.parameters(), strict=True
        ):
            average.copy_(current.lerp(average, keep))

    def save(self, path: Path) -> None:
        """Write a checkpoint in one step.

        Raises:
            OutputError: it cannot be written; an older one stays.
        """
        arrays: dict[str, NDArray[np.generic]] = weights_of("average", self.average)
        for name, network in self._trained().items():
            arrays |= weights_of(name, network)
            arrays |= moments_of(f"optimizer/{name}", self.optimizers[name], network)
        facts = {
            "kind": KIND,
            "format": FORMAT,
            "config": to_plain(self.config),
            "cur_nimg": self.cur_nimg,
        }
        packed = np.frombuffer(json.dumps(facts).encode(), np.uint8)
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez(file, **arrays, facts=packed)  # pyright: ignore[reportArgumentType]

    def load(self, path: Path) -> None:
        """Go on from a checkpoint; only the length of the run may have changed.

        Raises:
            CheckpointError: missing, damaged, or of a run with another configuration.
        """
        arrays, facts = read_checkpoint(path)
        now, before = to_plain(self.config), facts["config"]
        first_over = int(facts["cur_nimg"]) >= before["kimg"][0] * 1000
        moved = first_over and now["kimg"][0] != before["kimg"][0]
        if moved or {**now, "kimg": 0} != {**before, "kimg": 0}:
            raise CheckpointError(
                f"{path} belongs to a run with another configuration. Name a new --run-dir, or "
                "repeat the run's own options; only the length of what lies ahead may change."
            )
        load_weights(arrays, "average", self.average, path)
        for name, network in self._trained().items():
            load_weights(arrays, name, network, path)
            load_moments(arrays, f"optimizer/{name}", self.optimizers[name], network, path)
        self.cur_nimg = int(facts["cur_nimg"])


def read_checkpoint(path: Path) -> tuple[dict[str, NDArray[np.generic]], dict[str, Any]]:
    """The arrays of a checkpoint, and its facts: config and cur_nimg.

    Raises:
        CheckpointError: missing, damaged, or of another kind or format.
    """
    if not path.is_file():
        raise CheckpointError(f"There is no checkpoint {path}. Train first: mammogym-train lesions")
    try:
        arrays = from_npz(path.read_bytes(), max_bytes=MAX_BYTES)
        facts = json.loads(arrays.pop("facts").tobytes())
    except (InputError, OSError, KeyError, ValueError) as error:
        raise CheckpointError(f"{path} is damaged: {error}. Delete it to start again.") from error
    if not isinstance(facts, dict) or (facts.get("kind"), facts.get("format")) != (KIND, FORMAT):
        raise CheckpointError(f"{path} is no checkpoint of a lesion run in format {FORMAT}.")
    return arrays, facts


def load_average(path: Path) -> tuple[ContextGenerator, LesionConfig, int]:
    """The averaged generator of a checkpoint, its run's configuration, and cur_nimg.

    Raises:
        CheckpointError: as `read_checkpoint`.
    """
    arrays, facts = read_checkpoint(path)
    config = from_plain(facts["config"])
    generator = ContextGenerator(config.shape).requires_grad_(False).eval()
    load_weights(arrays, "average", generator, path)
    return generator, config, int(facts["cur_nimg"])
