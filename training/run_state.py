"""Everything a run has to keep: networks, optimisers, average, augmentation, counters."""

from __future__ import annotations

import copy
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.array_files import from_npz
from inference.atomic_files import replacing
from inference.errors import InputError
from training.config import TrainingConfig, from_plain, to_plain
from training.errors import CheckpointError
from training.network_arrays import load_moments, load_weights, moments_of, weights_of
from training.networks.discriminator import Discriminator
from training.networks.feature_discriminator import FeatureDiscriminator
from training.networks.generator import Generator

FORMAT = 2
FACTS = {"format", "config", "cur_nimg", "augment_p", "real_sign", "selection"}
BETAS = (0.0, 0.99)
MAX_BYTES = 2_000_000_000

Network = TypeVar("Network", bound=nn.Module)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The best average of a run so far.

    Attributes:
        rows: height of the stage it was found in; 0 before the first comparison.
        cur_nimg: when it was found.
        ema_kimg: its half-life.
        distance: mean sliced Wasserstein distance × 1000 over the scales.
    """

    rows: int = 0
    cur_nimg: int = 0
    ema_kimg: float = 0.0
    distance: float = 0.0

    def is_beaten_by(self, other: Selection) -> bool:
        """Whether the other is better; a new height begins anew."""
        return other.rows != self.rows or other.distance < self.distance


class RunState:
    """The changing part of a run.

    Attributes:
        generator: being trained.
        discriminator: of whole views, being trained.
        window_discriminator: of windows, for stages that learn from them; None without.
        helper: auxiliary discriminator on frozen features; None without.
        averages: exponential moving averages of the generator, one for each half-life.
        optimizers: by the name of their network.
        cur_nimg: real images shown so far.
        augment_p: probability of augmentation.
        real_sign: how often the discriminator was right about real images since `augment_p` last
            changed, as (sum of signs, count).
        selection: the best average so far.
    """

    def __init__(self, config: TrainingConfig, device: torch.device) -> None:
        torch.manual_seed(config.seed)
        self.config = config
        self.device = device
        self.generator = self._placed(Generator(config.shape))
        self.discriminator = self._placed(Discriminator(config.shape))
        self.window_discriminator: Discriminator | None = None
        if config.crop_rows is not None:
            shape = replace(config.shape, rows=config.crop_rows)
            self.window_discriminator = self._placed(Discriminator(shape))
        self.helper: FeatureDiscriminator | None = None
        if config.helper:
            self.helper = self._placed(FeatureDiscriminator(config.shape, config.helper))
        self.averages = tuple(
            copy.deepcopy(self.generator).requires_grad_(False).eval() for _ in config.ema_kimg
        )
        self.optimizers = {
            name: _adam(network, config) for name, network in self._trained().items()
        }
        self.cur_nimg = 0
        self.augment_p = 0.0
        self.real_sign = (0.0, 0)
        self.selection = Selection()

    def _placed(self, network: Network) -> Network:
        # Convolutions in bf16 are fastest with channels last, on CPUs and on GPUs.
        layout = {"device": self.device, "memory_format": torch.channels_last}
        return network.to(**layout)

    @property
    def g_ema(self) -> Generator:
        """The average of the first half-life; what grids show."""
        return self.averages[0]

    def _trained(self) -> dict[str, nn.Module]:
        """Networks with an optimiser, by name."""
        named = {
            "generator": self.generator,
            "discriminator": self.discriminator,
            "window_discriminator": self.window_discriminator,
            "helper": self.helper,
        }
        return {name: network for name, network in named.items() if network is not None}

    def stored(self) -> dict[str, nn.Module]:
        """Networks in a checkpoint, by name."""
        averages = {average_name(n): network for n, network in enumerate(self.averages)}
        return {**self._trained(), **averages}

    def save(self, path: Path) -> None:
        """Write a checkpoint in one step.

        Raises:
            OutputError: it cannot be written; an older one stays.
        """
        arrays: dict[str, NDArray[np.generic]] = {}
        for name, network in self.stored().items():
            arrays |= weights_of(name, network)
        for name, network in self._trained().items():
            arrays |= moments_of(f"optimizer/{name}", self.optimizers[name], network)
        self._write(path, arrays)

    def save_average(self, number: int, path: Path) -> None:
        """Write one of the averages alone, for `load_g_ema`.

        Raises:
            OutputError: it cannot be written; an older one stays.
        """
        self._write(path, weights_of("g_ema", self.averages[number]))

    def _write(self, path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
        facts = {
            "format": FORMAT,
            "config": to_plain(self.config),
            "cur_nimg": self.cur_nimg,
            "augment_p": self.augment_p,
            "real_sign": list(self.real_sign),
            "selection": asdict(self.selection),
        }
        facts_bytes = np.frombuffer(json.dumps(facts).encode(), np.uint8)
        with replacing(path) as temporary, temporary.open("wb") as file:
            np.savez(file, **arrays, facts=facts_bytes)  # pyright: ignore[reportArgumentType]

    def load(self, path: Path) -> None:
        """Go on from a checkpoint.

        What lies ahead may have changed: the present stage may be longer or shorter, and later ones
        are free.

        Raises:
            CheckpointError: missing, damaged, or of a run with another configuration.
        """
        arrays, facts = read_checkpoint(path)
        if not goes_on(facts["config"], to_plain(self.config), int(facts["cur_nimg"])):
            raise CheckpointError(
                f"{path} belongs to a run with another configuration. Name a new --run-dir, or "
                "repeat the run's own options; only stages that lie ahead may change."
            )
        for name, network in self.stored().items():
            load_weights(arrays, name, network, path)
        for name, network in self._trained().items():
            load_moments(arrays, f"optimizer/{name}", self.optimizers[name], network, path)
        self.cur_nimg = int(facts["cur_nimg"])
        self.augment_p = float(facts["augment_p"])
        self.real_sign = (float(facts["real_sign"][0]), int(facts["real_sign"][1]))
        self.selection = Selection(**facts["selection"])


def goes_on(before: dict[str, Any], now: dict[str, Any], cur_nimg: int) -> bool:
    """Whether a run may go on with another configuration: all but what lies ahead is the same."""
    if {**before, "stages": []} != {**now, "stages": []}:
        return False
    shown = 0.0
    for old, new in zip(before["stages"], now["stages"], strict=False):
        if {**old, "kimg": 0} != {**new, "kimg": 0}:
            return False
        if shown + old["kimg"] * 1000 > cur_nimg:
            return shown + new["kimg"] * 1000 >= cur_nimg
        if old != new:
            return False
        shown += old["kimg"] * 1000
    return len(now["stages"]) >= len(before["stages"])


def average_name(number: int) -> str:
    """Name of an average in a checkpoint: `g_ema` for the first half-life, then `g_ema.1`, …."""
    return "g_ema" if number == 0 else f"g_ema.{number}"


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
    load_weights(arrays, "g_ema", generator, path)
    return generator, config, int(facts["cur_nimg"])


def _adam(network: nn.Module, config: TrainingConfig) -> torch.optim.Adam:
    return torch.optim.Adam(network.parameters(), lr=config.learning_rate, betas=BETAS, eps=1e-8)
