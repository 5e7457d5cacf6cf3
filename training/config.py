"""What a training run does, as plain values, and presets of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from training.errors import TrainingError
from training.networks.shape import NetworkShape

COMPUTE_TYPES = ("bfloat16", "float32")
MOST_KIMG = 1_000_000
MOST_BATCH = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stretch of a run at one frame height.

    Attributes:
        rows: height of the frame.
        kimg: thousands of real images shown.
    """

    rows: int
    kimg: float

    def __post_init__(self) -> None:
        if not 0 < self.kimg < MOST_KIMG:
            raise TrainingError(f"A stage shows 0 to {MOST_KIMG} kimg, not {self.kimg}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingConfig:
    """All that determines a run, beside its data.

    Attributes:
        shape: of the networks.
        stages: growing frame heights; the networks of the last are the result.
        batch: real images per step.
        seed: of every random number.
        learning_rate: of both networks (Adam, β = (0, 0.99), no first moment).
        r1_gamma: weight of the gradient penalty, for the largest frame; a smaller frame takes it in
            proportion to its pixels.
        r1_interval: steps between gradient penalties.
        ema_kimg: half-life of the averaged generator.
        fade_kimg: how long a new discriminator level takes to fade in.
        style_mixing: share of pictures drawn from two latents.
        augment_target: mean sign of the discriminator on real images that the augmentation aims at.
        augment_most: largest augmentation probability.
        augment_kimg: images over which the probability may go from 0 to 1.
        least_technique_share: a technique with a smaller share of the views is shown as if it had
            this one; all shares are then scaled to sum to 1.
        compute: `bfloat16` or `float32`, type of the convolutions.
        tick_kimg: images between lines of statistics.
        grid_kimg: images between sample grids.
        checkpoint_kimg: images between checkpoints.
    """

    shape: NetworkShape
    stages: tuple[Stage, ...]
    batch: int = 16
    seed: int = 0
    learning_rate: float = 2e-3
    r1_gamma: float = 1.0
    r1_interval: int = 16
    ema_kimg: float = 5.0
    fade_kimg: float = 4.0
    style_mixing: float = 0.5
    augment_target: float = 0.6
    augment_most: float = 0.7
    augment_kimg: float = 100.0
    least_technique_share: float = 0.3
    compute: str = "bfloat16"
    tick_kimg: float = 1.0
    grid_kimg: float = 4.0
    checkpoint_kimg: float = 4.0

    def __post_init__(self) -> None:
        heights = [stage.rows for stage in self.stages]
        if not heights or heights != sorted(set(heights)) or heights[-1] != self.shape.rows:
            raise TrainingError(
                f"Stages have to grow to the network's {self.shape.rows} rows, not {heights}."
            )
        if not set(heights) <= set(self.shape.levels[2:]):
            raise TrainingError(f"Stages are 5 · 2ⁿ rows high, from 20, not {heights}.")
        if not 4 <= self.batch <= MOST_BATCH or self.batch % 4:
            raise TrainingError(f"The batch has to be a multiple of 4, not {self.batch}.")
        if not 0 < self.learning_rate < 1:
            raise TrainingError(f"The learning rate is between 0 and 1, not {self.learning_rate}.")
        if not 0 <= self.seed < 2**63:
            raise TrainingError(f"The seed is 0 to 2⁶³ − 1, not {self.seed}.")
        if self.compute not in COMPUTE_TYPES:
            raise TrainingError(f"There is no compute type {self.compute!r}.")

    @property
    def total_nimg(self) -> int:
        """Images shown in the whole run."""
        return round(sum(stage.kimg for stage in self.stages) * 1000)


PRESETS = {
    "smoke": TrainingConfig(
        shape=NetworkShape(rows=80, z_dim=32, w_dim=48, base=640, most=32, least=8),
        stages=(Stage(rows=40, kimg=0.5), Stage(rows=80, kimg=0.7)),
        ema_kimg=0.2,
        fade_kimg=0.2,
        tick_kimg=0.1,
        grid_kimg=0.4,
        checkpoint_kimg=0.4,
    ),
    "cpu-320": TrainingConfig(
        shape=NetworkShape(rows=320),
        stages=(Stage(rows=80, kimg=60), Stage(rows=160, kimg=60), Stage(rows=320, kimg=40)),
    ),
    "gpu-640": TrainingConfig(
        shape=NetworkShape(rows=640, w_dim=256, base=5120, most=192, least=16),
        stages=(Stage(rows=160, kimg=600), Stage(rows=320, kimg=600), Stage(rows=640, kimg=800)),
        batch=32,
        ema_kimg=10,
        fade_kimg=20,
        augment_kimg=300,
        tick_kimg=4,
        grid_kimg=40,
        checkpoint_kimg=40,
    ),
}
"""`smoke`: a minute on two CPU cores. `cpu-320`: hours on two cores. `gpu-640`: a large GPU."""


def preset(name: str) -> TrainingConfig:
    """A preset by name.

    Raises:
        TrainingError: there is none of the name.
    """
    if name not in PRESETS:
        raise TrainingError(f"There is no preset {name!r}; the presets are {', '.join(PRESETS)}.")
    return PRESETS[name]


def with_stages(config: TrainingConfig, text: str) -> TrainingConfig:
    """Replace the stages by those of a text such as `80:20,160:60,320:40` (rows:kimg).

    Raises:
        TrainingError: the text is of another form.
    """
    stages = []
    for part in text.split(","):
        rows, _, kimg = part.partition(":")
        try:
            stages.append(Stage(rows=int(rows), kimg=float(kimg)))
        except ValueError:
            raise TrainingError(f"Stages look like 160:60,320:40, not {text!r}.") from None
    shape = replace(config.shape, rows=stages[-1].rows)
    return replace(config, shape=shape, stages=tuple(stages))


def to_plain(config: TrainingConfig) -> dict[str, Any]:
    """The configuration as JSON values."""
    return json.loads(json.dumps(asdict(config)))


def from_plain(values: dict[str, Any]) -> TrainingConfig:
    """The configuration from JSON values.

    Raises:
        TrainingError: a field is missing, unknown or out of range.
    """
    known = {field.name for field in fields(TrainingConfig)}
    if set(values) != known:
        raise TrainingError(f"A run's configuration differs in {sorted(set(values) ^ known)}.")
    shape = dict(values["shape"])
    for name in ("view_positions", "techniques"):
        shape[name] = tuple(shape[name])
    stages = tuple(Stage(**stage) for stage in values["stages"])
    return TrainingConfig(**{**values, "shape": NetworkShape(**shape), "stages": stages})
