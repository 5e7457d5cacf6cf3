"""The training loop: one run from wherever it stands to its end, or until it is asked to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch

from training.adversaries import Adversaries
from training.augment import adapted
from training.config import Stage, TrainingConfig
from training.dataset import TrainingViews
from training.errors import TrainingError
from training.native_patches import NativePatches
from training.processes import Processes
from training.run_state import RunState

CHECKPOINT = "checkpoint.npz"
BEST = "best.npz"
ADAPT_EVERY = 4
"""Steps between changes of the augmentation probability."""

ALONE = Processes()


@dataclass(slots=True, kw_only=True)
class Progress:
    """What a step reports.

    Attributes:
        cur_nimg: real images shown so far.
        rows: height of the present stage.
        losses: of this step, by name.
        fade: share of the newest discriminator level.
        seconds: spent on this step.
    """

    cur_nimg: int
    rows: int
    fade: float
    seconds: float
    losses: dict[str, float] = field(default_factory=dict)


class TrainingLoop:
    """Steps of a run.

    Attributes:
        state: what changes.
        processes: that share the run.
    """

    def __init__(
        self,
        state: RunState,
        data: Path,
        processes: Processes = ALONE,
        patches: Path | None = None,
    ) -> None:
        self.state = state
        self.processes = processes
        self._data, self._patches_path = data, patches
        self._patches: NativePatches | None = None
        self._views: TrainingViews | None = None
        self._stage: Stage | None = None

    def steps(self) -> Iterator[Progress]:
        """Train, a step at a time, to the end of the run.

        Raises:
            TrainingError: a loss is no longer a number.
            DatasetError: the data cannot be used.
        """
        while self.state.cur_nimg < self.state.config.total_nimg:
            started = time.monotonic()
            stage, shown = stage_at(self.state.config, self.state.cur_nimg)
            fade = self._fade(stage, shown)
            losses = self._step(stage, fade)
            bad = [name for name, value in losses.items() if value != value]
            if bad:
                raise TrainingError(
                    f"The loss {bad[0]} is not a number after {self.state.cur_nimg} images. "
                    "Start another --run-dir with a lower --learning-rate."
                )
            yield Progress(
                cur_nimg=self.state.cur_nimg,
                rows=stage.rows,
                fade=fade,
                seconds=time.monotonic() - started,
                losses=losses,
            )

    def _fade(self, stage: Stage, shown: float) -> float:
        first = stage.rows == self.state.config.stages[0].rows
        return 1.0 if first else min(1.0, shown / (self.state.config.fade_kimg * 1000))

    def views(self, stage: Stage) -> TrainingViews:
        """The data of a stage; one stage is held at a time."""
        if self._views is None or self._stage != stage:
            config = self.state.config
            self._views = TrainingViews(
                self._data, config.shape, stage.rows, config.least_technique_share
            )
            self._stage = stage
        return self._views

    def patches(self, stage: Stage) -> NativePatches | None:
        """Native patches at the scale of the last stage, where it learns on windows."""
        last = stage == self.state.config.stages[-1] and stage.crop_rows is not None
        if self._patches_path is None or not last:
            return None
        if self._patches is None:
            shape = self.state.config.shape
            self._patches = NativePatches(self._patches_path, shape, stage.rows)
        return self._patches

    def _step(self, stage: Stage, fade: float) -> dict[str, float]:
        state, config = self.state, self.state.config
        step = Adversaries(
            state, self.views(stage), stage, fade, self.processes, self.patches(stage)
        )
        losses = step.train_discriminator()
        losses |= step.train_generator()
        sums = self.processes.sums([*losses.values(), *step.real_sign], state.device)
        state.real_sign = (state.real_sign[0] + sums[-2], state.real_sign[1] + round(sums[-1]))
        state.cur_nimg += config.batch
        _average(state, config)
        if stage.crop_rows is None:
            self._adapt()
        means = [value / self.processes.count for value in sums[:-2]]
        return dict(zip(losses, means, strict=True))

    def _adapt(self) -> None:
        state, config = self.state, self.state.config
        total, count = state.real_sign
        if count >= ADAPT_EVERY * config.batch:
            state.augment_p = adapted(
                state.augment_p,
                total / count,
                config.augment_target,
                config.augment_most,
                count,
                config.augment_kimg,
            )
            state.real_sign = (0.0, 0)


def stage_at(config: TrainingConfig, cur_nimg: int) -> tuple[Stage, float]:
    """The stage at a point of the run, and how many images it has been shown."""
    start = 0.0
    for stage in config.stages:
        if cur_nimg < start + stage.kimg * 1000:
            return stage, cur_nimg - start
        start += stage.kimg * 1000
    last = config.stages[-1]
    return last, last.kimg * 1000


def run_until(loop: TrainingLoop, must_stop: Callable[[], bool]) -> Iterator[Progress]:
    """Steps until the end or until `must_stop` says so after a step, in one of the processes."""
    for progress in loop.steps():
        yield progress
        if loop.processes.any(must_stop(), loop.state.device):
            return


@torch.no_grad()
def _average(state: RunState, config: TrainingConfig) -> None:
    """Move the averages: each half-life shorter at the start (Karras et al. 2020)."""
    for kimg, network in zip(config.ema_kimg, state.averages, strict=True):
        half_life = min(kimg * 1000, state.cur_nimg * 0.05)
        keep = 0.5 ** (config.batch / max(half_life, 1e-8))
        for average, current in zip(
            network.parameters(), state.generator.parameters(), strict=True
        ):
            average.copy_(current.lerp(average, keep))
