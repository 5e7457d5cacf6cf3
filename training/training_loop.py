"""The training loop: one run from wherever it stands to its end, or until it is asked to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from training.augment import adapted, augment
from training.config import Stage, TrainingConfig
from training.dataset import TrainingViews
from training.errors import TrainingError
from training.losses import discriminator_loss, generator_loss, r1_penalty
from training.networks.generator import Generator, noise_size
from training.random_streams import generator as stream
from training.run_state import RunState

CHECKPOINT = "checkpoint.npz"
ADAPT_EVERY = 4
"""Steps between changes of the augmentation probability."""


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
        device: where the networks are.
    """

    def __init__(self, state: RunState, data: Path, device: torch.device) -> None:
        self.state = state
        self.device = device
        self._data = data
        self._compute = getattr(torch, state.config.compute)
        self._views: TrainingViews | None = None
        self._views_rows = 0

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
            losses = self._step(stage.rows, fade)
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

    def views(self, rows: int) -> TrainingViews:
        """The data at the height of a stage; one stage is held at a time."""
        if self._views is None or self._views_rows != rows:
            config = self.state.config
            self._views = TrainingViews(
                self._data, config.shape, rows, config.least_technique_share
            )
            self._views_rows = rows
        return self._views

    def _step(self, rows: int, fade: float) -> dict[str, float]:
        state, config = self.state, self.state.config
        losses = self._discriminator_step(rows, fade)
        losses["generator"] = self._generator_step(rows, fade)
        state.cur_nimg += config.batch
        _average(state, config)
        self._adapt()
        return losses

    def _discriminator_step(self, rows: int, fade: float) -> dict[str, float]:
        state, config = self.state, self.state.config
        pictures, condition = self.views(rows).batch(config.seed, state.cur_nimg, config.batch)
        pictures, condition = pictures.to(self.device), condition.to(self.device)
        state.discriminator.requires_grad_(True)
        with torch.no_grad():
            fake, fake_condition = self._fake(state.generator, "discriminator", rows)
        real = self._augmented(pictures, "augment real")
        fake = self._augmented(fake, "augment fake")
        real_scores = state.discriminator(real, condition, fade, self._compute)
        fake_scores = state.discriminator(fake, fake_condition, fade, self._compute)
        loss = discriminator_loss(real_scores, fake_scores)
        losses = {"discriminator": loss.item()}
        if self._is_penalty_step():
            penalty = r1_penalty(state.discriminator, real, condition, fade)
            weight = config.r1_gamma * rows**2 / config.shape.rows**2 / 2 * config.r1_interval
            loss = loss + weight * penalty
            losses["r1"] = penalty.item()
        state.optimizer_d.zero_grad(set_to_none=True)
        loss.backward()
        state.optimizer_d.step()
        signs = real_scores.detach().sign()
        total, count = state.real_sign
        state.real_sign = (total + float(signs.sum()), count + len(signs))
        losses["real_score"] = real_scores.mean().item()
        losses["fake_score"] = fake_scores.mean().item()
        return losses

    def _generator_step(self, rows: int, fade: float) -> float:
        state = self.state
        state.discriminator.requires_grad_(False)
        fake, condition = self._fake(state.generator, "generator", rows)
        fake = self._augmented(fake, "augment generator")
        loss = generator_loss(state.discriminator(fake, condition, fade, self._compute))
        state.optimizer_g.zero_grad(set_to_none=True)
        loss.backward()
        state.optimizer_g.step()
        return loss.item()

    def _fake(self, generator: Generator, purpose: str, rows: int) -> tuple[Tensor, Tensor]:
        config, nimg = self.state.config, self.state.cur_nimg
        condition = self.views(rows).condition_batch(config.seed, purpose, nimg, config.batch)
        random = stream(config.seed, f"{purpose} latents", nimg)
        z = torch.randn(2, config.batch, config.shape.z_dim, generator=random).to(self.device)
        noise = torch.randn(config.batch, noise_size(config.shape, rows), generator=random)
        condition, noise = condition.to(self.device), noise.to(self.device)
        ws = generator.mapping(z[0], condition)[:, None].repeat(1, generator.num_ws, 1)
        mixed = torch.rand(config.batch, generator=random) < config.style_mixing
        if mixed.any():
            crossover = torch.randint(1, generator.num_ws, (config.batch,), generator=random)
            crossover[~mixed] = generator.num_ws
            later = torch.arange(generator.num_ws)[None] >= crossover[:, None]
            other = generator.mapping(z[1], condition)[:, None]
            ws = torch.where(later[:, :, None].to(self.device), other, ws)
        return generator(ws, noise, rows, self._compute), condition

    def _augmented(self, pictures: Tensor, purpose: str) -> Tensor:
        state = self.state
        return augment(
            pictures, state.augment_p, stream(state.config.seed, purpose, state.cur_nimg)
        )

    def _is_penalty_step(self) -> bool:
        config = self.state.config
        return (self.state.cur_nimg // config.batch) % config.r1_interval == 0

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
    """Steps until the end or until `must_stop` says so after a step."""
    for progress in loop.steps():
        yield progress
        if must_stop():
            return


@torch.no_grad()
def _average(state: RunState, config: TrainingConfig) -> None:
    """Move the average: half-life `ema_kimg`, shorter at the start (Karras et al. 2020)."""
    half_life = min(config.ema_kimg * 1000, state.cur_nimg * 0.05)
    keep = 0.5 ** (config.batch / max(half_life, 1e-8))
    for average, current in zip(
        state.g_ema.parameters(), state.generator.parameters(), strict=True
    ):
        average.copy_(current.lerp(average, keep))
