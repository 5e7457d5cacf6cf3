"""What a run of the contextual network does, as plain values, and presets of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from training.errors import TrainingError
from training.prepare import HELD_OUT_PERCENT

LEAST_SIDE = 32
MOST_SIDE = 512
MOST_KIMG = 1_000_000
MOST_BATCH = 1024
MOST_HELD_OUT_PERCENT = 60
MOST_PENALTY_EVERY = 64


class LesionTask(StrEnum):
    """What a network is for; each has one of its own."""

    MASS = "mass"
    CALCIFICATION = "calcification"
    REMOVAL = "removal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextShape:
    """Sizes of generator and discriminator.

    Attributes:
        side: of a patch in pixels, a power of two.
        base: filters of the generator's first block; each next one has twice as many.
        most: filters of its widest block.
        discriminator_base, discriminator_most: the same for the discriminator.
        attention_side: of the features that see all of each other.
        placed: whether the generator is told where the lesion is to lie, as a second channel; else
            it chooses.
    """

    side: int = 256
    base: int = 16
    most: int = 2048
    discriminator_base: int = 128
    discriminator_most: int = 16384
    attention_side: int = 32
    placed: bool = False

    def __post_init__(self) -> None:
        if not LEAST_SIDE <= self.side <= MOST_SIDE or self.side & (self.side - 1):
            raise TrainingError(
                f"A patch has {LEAST_SIDE} to {MOST_SIDE} pixels, a power of two, not {self.side}."
            )
        if self.attention_side not in self.sides[1:-1]:
            raise TrainingError(
                f"Attention is at {self.sides[1:-1]} pixels, not at {self.attention_side}."
            )

    @property
    def sides(self) -> tuple[int, ...]:
        """Sides of the features, finest first, down to 4."""
        return tuple(self.side >> n for n in range(self.side.bit_length() - 2))

    @property
    def scalars(self) -> int:
        """Random scalars of the generator: one for each block."""
        return 2 * len(self.sides) + 1

    def filters(self, side: int) -> int:
        """Of the generator's block at a side."""
        return min(self.base * self.side // side, self.most)

    def discriminator_filters(self, side: int) -> int:
        """Of the discriminator's block at a side."""
        return min(self.discriminator_base * self.side // side, self.discriminator_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionConfig:
    """All that determines a run, beside its data.

    Attributes:
        shape: of the networks.
        task: what the network is for.
        coarseness: pixels of 0.125 mm, in each direction, that are averaged to one of a patch.
        held_out_percent: of the patients, no less than the file's own, who are not trained on: an
            experiment that asks what drawn lesions are good for needs more of them.
        bfloat16: whether convolutions are computed with 8 bits of precision; weights, losses and
            penalties keep 24.
        kimg: thousands of wanted patches shown at half the side, and then at the full one.
        batch: wanted patches in a step, and as many drawn ones.
        seed: of every random number.
        learning_rate: of both networks (Adam, β = (0, 0.99)).
        penalty_weight: λ of the gradient penalty.
        penalty_every: steps from one gradient penalty to the next, which then counts as often.
        other_weight: of the two classes that are neither wanted nor drawn.
        generator_steps: for each step of the discriminator.
        fade_steps: steps in which the finest level fades in.
        input_noise: standard deviation of noise on what the discriminator sees, so that it cannot
            tell exact zeros.
        pair_weight: of the mean absolute difference to a known answer; 0 leaves it out.
        profile_weight: of the squared difference between the mean drawn lesion and the mean wanted
            one, and between their squares, on a grid of 16 × 16 about their places; 0 leaves it
            out.
        place_weight: of the squared distance, in sides of the patch, between the middle of a drawn
            lesion and its place; 0 leaves it out.
        known_weight: of the mean absolute difference to wanted lesions, drawn from the scalars that
            an encoder tells of them; 0 trains no encoder.
        scalar_weight: of the mean absolute difference between random scalars and those that the
            encoder tells of what they drew.
        ema_kimg: half-life of the averaged generator.
        tick_kimg, grid_kimg, checkpoint_kimg: images between lines, grids and checkpoints.
    """

    shape: ContextShape
    task: LesionTask = LesionTask.MASS
    coarseness: int = 1
    held_out_percent: int = HELD_OUT_PERCENT
    bfloat16: bool = False
    kimg: tuple[float, float] = (40.0, 40.0)
    batch: int = 16
    seed: int = 0
    learning_rate: float = 1e-5
    penalty_weight: float = 10.0
    penalty_every: int = 1
    other_weight: float = 0.2
    generator_steps: int = 1
    fade_steps: int = 3000
    input_noise: float = 0.0
    pair_weight: float = 0.0
    profile_weight: float = 0.0
    place_weight: float = 0.0
    known_weight: float = 0.0
    scalar_weight: float = 0.5
    ema_kimg: float = 2.0
    tick_kimg: float = 0.5
    grid_kimg: float = 4.0
    checkpoint_kimg: float = 4.0

    def __post_init__(self) -> None:
        if not all(0 <= kimg < MOST_KIMG for kimg in self.kimg) or not sum(self.kimg) > 0:
            raise TrainingError(f"A stage shows 0 to {MOST_KIMG} kimg, not {self.kimg}.")
        least = 2 if self.known_weight or self.profile_weight else 1
        if not least <= self.batch <= MOST_BATCH:
            raise TrainingError(f"The batch is {least} to {MOST_BATCH}, not {self.batch}.")
        if not 0 < self.learning_rate < 1:
            raise TrainingError(f"The learning rate is between 0 and 1, not {self.learning_rate}.")
        if not 0 <= self.seed < 2**63:
            raise TrainingError(f"The seed is 0 to 2⁶³ − 1, not {self.seed}.")
        if not 1 <= self.generator_steps <= 16 or self.fade_steps < 1:
            raise TrainingError(
                "The generator takes 1 to 16 steps for one of the discriminator, and a level fades "
                f"in over 1 step or more, not {self.generator_steps} and {self.fade_steps}."
            )
        weights = (
            self.penalty_weight,
            self.other_weight,
            self.input_noise,
            self.pair_weight,
            self.profile_weight,
            self.place_weight,
            self.known_weight,
            self.scalar_weight,
        )
        if not all(0 <= weight < 1e6 for weight in weights):
            raise TrainingError(f"Weights and noise are 0 to a million, not {weights}.")
        if self.coarseness not in (1, 2, 4, 8) or not 1 <= self.penalty_every <= MOST_PENALTY_EVERY:
            raise TrainingError(
                "A pixel averages 1, 2, 4 or 8 pixels in each direction, and a penalty comes every "
                f"1 to {MOST_PENALTY_EVERY} steps, not {self.coarseness} and {self.penalty_every}."
            )

        if not HELD_OUT_PERCENT <= self.held_out_percent <= MOST_HELD_OUT_PERCENT:
            raise TrainingError(
                f"{HELD_OUT_PERCENT} to {MOST_HELD_OUT_PERCENT} % of the patients are held out, "
                f"not {self.held_out_percent}."
            )
        if (self.profile_weight or self.place_weight) and not self.shape.placed:
            raise TrainingError(
                "Only lesions whose place is told can be compared by place: set the weights of "
                "place and profile to 0."
            )

    @property
    def window(self) -> int:
        """Side of a patch in pixels of 0.125 mm."""
        return self.shape.side * self.coarseness

    @property
    def total_nimg(self) -> int:
        """Wanted patches shown in the whole run."""
        return round(sum(self.kimg) * 1000)

    def stage(self, cur_nimg: int) -> tuple[int, float]:
        """Side of the patches at a point of the run, and the share of the finest level."""
        begin = self.kimg[0] * 1000
        if cur_nimg < begin:
            return self.shape.side // 2, 1.0
        if self.kimg[0] == 0:
            return self.shape.side, 1.0
        return self.shape.side, min(1.0, (cur_nimg - begin) / (self.fade_steps * self.batch))


GENERATOR_STEPS = {LesionTask.MASS: 2, LesionTask.CALCIFICATION: 1, LesionTask.REMOVAL: 1}
"""For each step of the discriminator (Wu et al. 2020)."""

PAIR_WEIGHTS = {LesionTask.MASS: 0.0, LesionTask.CALCIFICATION: 0.0, LesionTask.REMOVAL: 60.0}
"""What was under a lesion has one answer, a lesion in normal tissue has many."""

PRESETS = {
    "paper": LesionConfig(shape=ContextShape(), kimg=(500.0, 500.0)),
    "cpu": LesionConfig(
        shape=ContextShape(
            side=128,
            most=64,
            discriminator_base=16,
            discriminator_most=64,
            attention_side=32,
            placed=True,
        ),
        coarseness=2,
        bfloat16=True,
        kimg=(10.0, 5.0),
        batch=8,
        learning_rate=3e-4,
        penalty_weight=1.0,
        penalty_every=4,
        fade_steps=150,
        input_noise=0.015,
        profile_weight=500.0,
        place_weight=50.0,
        known_weight=60.0,
        scalar_weight=1.0,
        ema_kimg=1.0,
        tick_kimg=0.25,
        grid_kimg=1.0,
        checkpoint_kimg=1.0,
    ),
    "gpu": LesionConfig(
        shape=ContextShape(most=128, discriminator_base=64, discriminator_most=512),
        kimg=(60.0, 60.0),
        batch=32,
        learning_rate=1e-4,
        fade_steps=600,
        input_noise=0.02,
        ema_kimg=4.0,
    ),
    "smoke": LesionConfig(
        shape=ContextShape(
            side=32,
            base=4,
            most=8,
            discriminator_base=4,
            discriminator_most=8,
            attention_side=8,
            placed=True,
        ),
        bfloat16=True,
        kimg=(0.016, 0.016),
        batch=4,
        learning_rate=1e-3,
        penalty_every=2,
        fade_steps=3,
        input_noise=0.02,
        profile_weight=500.0,
        place_weight=50.0,
        known_weight=60.0,
        ema_kimg=0.01,
        tick_kimg=0.008,
        grid_kimg=0.016,
        checkpoint_kimg=0.016,
    ),
}
"""`paper` has the widths and rates of Wu et al. 2020, `gpu` its losses with narrower networks and
higher rates; `cpu` is what ships, and `smoke` the same, too small to learn anything."""


def preset(name: str, task: LesionTask) -> LesionConfig:
    """A preset for a task.

    Raises:
        TrainingError: there is no such preset.
    """
    if name not in PRESETS:
        raise TrainingError(f"There is no preset {name!r}; choose one of {', '.join(PRESETS)}.")
    config = replace(
        PRESETS[name],
        task=task,
        generator_steps=1 if name == "cpu" else GENERATOR_STEPS[task],
        pair_weight=0.0 if name == "paper" else PAIR_WEIGHTS[task],
    )
    if task is not LesionTask.REMOVAL:
        return config
    # There is one known answer, and no random one that has to be steered.
    return replace(config, profile_weight=0.0, place_weight=0.0, known_weight=0.0)


def to_plain(config: LesionConfig) -> dict[str, Any]:
    """The configuration as JSON can keep it."""
    plain = asdict(config)
    return {**plain, "task": config.task.value, "kimg": list(config.kimg)}


def from_plain(plain: dict[str, Any]) -> LesionConfig:
    """The configuration that `to_plain` gave.

    Raises:
        TrainingError: it is none.
    """
    try:
        return LesionConfig(
            **{
                **plain,
                "shape": ContextShape(**plain["shape"]),
                "task": LesionTask(plain["task"]),
                "kimg": tuple(plain["kimg"]),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise TrainingError(f"This is no configuration of a lesion run: {error}.") from error
