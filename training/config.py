"""What a training run does, as plain values, and presets of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from training.errors import TrainingError
from training.losses import Loss
from training.networks.shape import NetworkShape

COMPUTE_TYPES = ("bfloat16", "float32")
HELPERS = ("", "lite0")
MOST_AVERAGES = 4
MOST_PENALTY = 1_000_000
MOST_KIMG = 1_000_000
MOST_BATCH = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stretch of a run at one frame height.

    Attributes:
        rows: height of the frame.
        kimg: thousands of real images shown.
        crop_rows: None to train both networks on whole views; otherwise only the generator's level
            of this height learns, on windows this high, from a discriminator of its own.
    """

    rows: int
    kimg: float
    crop_rows: int | None = None

    def __post_init__(self) -> None:
        if self.crop_rows is not None and not 20 <= self.crop_rows < self.rows:
            raise TrainingError(
                f"Windows of a stage of {self.rows} rows are 20 rows high or more, and lower than "
                f"the stage, not {self.crop_rows}."
            )
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
        loss: what the networks play for.
        penalty_weight: γ of R1 and R2 for the largest frame, of which a smaller one takes a part in
            proportion to its pixels; or λ of the Wasserstein penalty, the same for all.
        penalty_interval: steps between penalties, each then weighted by it.
        helper: frozen feature network of an auxiliary discriminator, or "".
        helper_weight: of the auxiliary discriminator in the generator's loss.
        helper_start, helper_end: share of the run at which it is switched on and dropped.
        ema_kimg: half-lives of the averaged generators.
        select_kimg: images between comparisons of the averages with held-out views.
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
    loss: Loss = Loss.NON_SATURATING
    penalty_weight: float = 1.0
    penalty_interval: int = 16
    helper: str = ""
    helper_weight: float = 0.3
    helper_start: float = 0.15
    helper_end: float = 2 / 3
    ema_kimg: tuple[float, ...] = (5.0,)
    select_kimg: float = 4.0
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
        if not 0 <= self.penalty_weight < MOST_PENALTY or self.penalty_interval < 1:
            raise TrainingError(
                f"A penalty has a weight of 0 to {MOST_PENALTY} and an interval of 1 step or more, "
                f"not {self.penalty_weight} and {self.penalty_interval}."
            )
        if not self.select_kimg > 0:
            raise TrainingError(f"Averages are compared every so often, not {self.select_kimg}.")
        if not 0 <= self.seed < 2**63:
            raise TrainingError(f"The seed is 0 to 2⁶³ − 1, not {self.seed}.")
        if self.compute not in COMPUTE_TYPES:
            raise TrainingError(f"There is no compute type {self.compute!r}.")
        if self.helper not in HELPERS:
            raise TrainingError(f"There is no helper {self.helper!r}; there is {HELPERS[-1]}.")
        if not self.ema_kimg or min(self.ema_kimg) <= 0 or len(self.ema_kimg) > MOST_AVERAGES:
            raise TrainingError(f"A run keeps 1 to {MOST_AVERAGES} averages, not {self.ema_kimg}.")
        crops = [stage.crop_rows for stage in self.stages]
        whole = crops.count(None)
        if not whole or set(crops[:whole]) != {None} or len(set(crops[whole:])) > 1:
            raise TrainingError(
                "Stages on windows follow stages on whole views and have windows of one height."
            )

    @property
    def crop_rows(self) -> int | None:
        """Height of the windows of the last stages, None where there are none."""
        return self.stages[-1].crop_rows

    @property
    def total_nimg(self) -> int:
        """Images shown in the whole run."""
        return round(sum(stage.kimg for stage in self.stages) * 1000)


PRESETS = {
    "smoke": TrainingConfig(
        shape=NetworkShape(rows=80, z_dim=32, w_dim=48, base=640, most=32, least=8),
        stages=(Stage(rows=40, kimg=0.5), Stage(rows=80, kimg=0.7)),
        ema_kimg=(0.2, 0.05),
        select_kimg=0.4,
        fade_kimg=0.2,
        tick_kimg=0.1,
        grid_kimg=0.4,
        checkpoint_kimg=0.4,
    ),
    "ablation-80": TrainingConfig(
        shape=NetworkShape(rows=80, w_dim=128, base=1280, most=64),
        stages=(Stage(rows=80, kimg=30),),
        penalty_weight=0.0625,
        ema_kimg=(5.0, 2.0, 10.0),
        select_kimg=5,
        grid_kimg=10,
        checkpoint_kimg=5,
    ),
    "cpu-640": TrainingConfig(
        shape=NetworkShape(rows=640),
        stages=(
            Stage(rows=80, kimg=40),
            Stage(rows=160, kimg=40),
            Stage(rows=320, kimg=40),
            Stage(rows=640, kimg=20, crop_rows=160),
        ),
        loss=Loss.RELATIVISTIC,
        penalty_weight=4.0,
        penalty_interval=8,
        helper="lite0",
        ema_kimg=(5.0, 2.0, 10.0),
    ),
    "gpu-640": TrainingConfig(
        shape=NetworkShape(rows=640, w_dim=256, base=5120, most=192, least=16),
        stages=(Stage(rows=160, kimg=600), Stage(rows=320, kimg=600), Stage(rows=640, kimg=800)),
        batch=32,
        loss=Loss.RELATIVISTIC,
        penalty_weight=2.0,
        penalty_interval=8,
        helper="lite0",
        ema_kimg=(10.0, 3.0, 30.0),
        select_kimg=40,
        fade_kimg=20,
        augment_kimg=300,
        tick_kimg=4,
        grid_kimg=40,
        checkpoint_kimg=40,
    ),
}
PRESETS["gpu-1280"] = replace(
    PRESETS["gpu-640"],
    shape=replace(PRESETS["gpu-640"].shape, rows=1280, least=8),
    stages=(*PRESETS["gpu-640"].stages, Stage(rows=1280, kimg=400, crop_rows=160)),
    penalty_weight=8.0,
)
"""`smoke`: a minute on two CPU cores. `ablation-80`: ten minutes on one core, to compare ways of
training. `cpu-640`: hours on two cores. `gpu-640`, `gpu-1280`: a large GPU. The highest level of
`cpu-640` and of `gpu-1280` learns on windows."""


def preset(name: str) -> TrainingConfig:
    """A preset by name.

    Raises:
        TrainingError: there is none of the name.
    """
    if name not in PRESETS:
        raise TrainingError(f"There is no preset {name!r}; the presets are {', '.join(PRESETS)}.")
    return PRESETS[name]


def with_stages(config: TrainingConfig, text: str) -> TrainingConfig:
    """Replace the stages by those of a text such as `80:20,160:60,320:40,640:30:160`.

    Each is rows:kimg, or rows:kimg:crop_rows.

    Raises:
        TrainingError: the text is of another form.
    """
    stages = []
    for part in text.split(","):
        rows, kimg, *crop = part.split(":") if part.count(":") in (1, 2) else ("", "")
        try:
            crop_rows = int(crop[0]) if crop else None
            stages.append(Stage(rows=int(rows), kimg=float(kimg), crop_rows=crop_rows))
        except ValueError:
            raise TrainingError(
                f"Stages look like 160:60,320:40 or 320:60,640:30:160, not {text!r}."
            ) from None
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
    replaced = {
        "shape": NetworkShape(**shape),
        "stages": tuple(Stage(**stage) for stage in values["stages"]),
        "loss": Loss(values["loss"]),
        "ema_kimg": tuple(values["ema_kimg"]),
    }
    return TrainingConfig(**{**values, **replaced})
