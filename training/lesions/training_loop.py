"""Steps of a run of the contextual network, from wherever it stands to its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from training.errors import TrainingError
from training.lesions.discriminator import PatchClass
from training.lesions.encoder import NOISE, LesionEncoder
from training.lesions.generator import bordered
from training.lesions.losses import (
    discriminator_loss,
    generator_loss,
    gradient_penalty,
    real_triple,
    triple,
)
from training.lesions.patches import LesionPatches, Part, Windows, coarsened
from training.lesions.profile import LesionProfile, place_loss, profile_loss, wanted_profile
from training.lesions.run_state import LesionRunState
from training.random_streams import generator as stream


@dataclass(slots=True, kw_only=True)
class LesionProgress:
    """What a step reports.

    Attributes:
        cur_nimg: wanted patches shown so far.
        side: of the patches.
        fade: share of the finest level.
        seconds: spent on this step.
        losses: of this step, by name.
    """

    cur_nimg: int
    side: int
    fade: float
    seconds: float
    losses: dict[str, float] = field(default_factory=dict)


def run_until(
    state: LesionRunState, patches: LesionPatches, must_stop: Callable[[], bool]
) -> Iterator[LesionProgress]:
    """Train, a step at a time, to the end of the run or until `must_stop` says so after a step.

    Raises:
        TrainingError: a loss is no longer a number.
    """
    config, profiles = state.config, dict[int, LesionProfile]()
    while state.cur_nimg < config.total_nimg:
        started = time.monotonic()
        side, fade = config.stage(state.cur_nimg)
        if config.profile_weight and side not in profiles:
            profiles[side] = wanted_profile(patches, config.seed, side).to(state.device)
        step = _Step(state, patches, side, fade, profiles.get(side))
        losses = step.train_discriminator()
        for number in range(config.generator_steps):
            losses |= step.train_generator(number)
        bad = [name for name, value in losses.items() if value != value]
        if bad:
            raise TrainingError(
                f"The loss {bad[0]} is not a number after {state.cur_nimg} patches. "
                "Start another --run-dir with a lower --learning-rate."
            )
        state.cur_nimg += config.batch
        state.move_average()
        yield LesionProgress(
            cur_nimg=state.cur_nimg,
            side=side,
            fade=fade,
            seconds=time.monotonic() - started,
            losses=losses,
        )
        if must_stop():
            return


def random_scalars(count: int, size: int, random: torch.Generator) -> Tensor:
    """The generator's scalars: (size, count), uniform from −1 to 1."""
    return torch.rand((size, count), generator=random) * 2 - 1


class _Step:
    """One step of both networks."""

    def __init__(
        self,
        state: LesionRunState,
        patches: LesionPatches,
        side: int,
        fade: float,
        profile: LesionProfile | None,
    ) -> None:
        self._state, self._patches, self._side, self._fade = state, patches, side, fade
        self._config, self._profile = state.config, profile

    def train_discriminator(self) -> dict[str, float]:
        """One step of the discriminator; losses by name."""
        state, config, cast = self._state, self._config, self._patches.cast
        state.discriminator.requires_grad_(True)
        real = {PatchClass.WANTED: real_triple(self._real(cast.wanted, "wanted", config.batch))}
        for name, parts in zip(
            (PatchClass.FIRST_OTHER, PatchClass.SECOND_OTHER), cast.others, strict=True
        ):
            if parts:
                size = max(1, config.batch // 2)
                real[name] = real_triple(self._real(parts, name.name, size))
        with torch.no_grad():
            _, drawn, *_ = self._drawn("drawn")
        seen = {name: self._seen(values, name.name) for name, values in real.items()}
        seen[PatchClass.DRAWN] = self._seen(drawn, "DRAWN")
        scores = self._scores(seen)
        loss = discriminator_loss(scores, config.other_weight)
        losses = {"discriminator": loss.item()}
        if state.cur_nimg // config.batch % config.penalty_every == 0:
            mix = torch.rand(config.batch, generator=self._stream("mix")).to(state.device)
            between = (seen[PatchClass.WANTED], seen[PatchClass.DRAWN])
            penalty = gradient_penalty(state.discriminator, *between, self._fade, mix)
            losses["penalty"] = penalty.item()
            loss = loss + config.penalty_every * config.penalty_weight * penalty
        self._improve(["discriminator"], loss)
        right = [_share_right(scores[name], name) for name in (PatchClass.WANTED, PatchClass.DRAWN)]
        return {**losses, "wanted_right": right[0], "drawn_right": right[1]}

    def _scores(self, seen: dict[PatchClass, Tensor]) -> dict[PatchClass, Tensor]:
        """Scores of all classes, from one pass of the discriminator."""
        with self._precision():
            scores = self._state.discriminator(torch.cat(list(seen.values())), self._fade)
        parts = scores.float().split([len(values) for values in seen.values()])
        return dict(zip(seen, parts, strict=True))

    def _precision(self) -> torch.autocast:
        kind = self._state.device.type
        return torch.autocast(kind, dtype=torch.bfloat16, enabled=self._config.bfloat16)

    def train_generator(self, number: int) -> dict[str, float]:
        """One step of the generator; losses by name."""
        state, config = self._state, self._config
        state.discriminator.requires_grad_(False)
        windows, drawn, lesion, scalars = self._drawn(f"generator {number}")
        with self._precision():
            scores = state.discriminator(self._seen(drawn, f"seen {number}"), self._fade)
        scores = scores.float()
        loss = adversarial = generator_loss(scores)
        losses = {"generator": adversarial.item(), "amount": lesion.detach().abs().mean().item()}
        if config.pair_weight:
            difference = (lesion - (windows.after - windows.before)).abs().mean()
            loss = loss + config.pair_weight * difference
            losses["difference"] = difference.item()
        if self._profile is not None:
            profile = profile_loss(lesion, windows.place, self._profile)
            loss = loss + config.profile_weight * profile
            losses["profile"] = profile.item()
        if config.place_weight:
            off = place_loss(lesion, windows.place)
            loss = loss + config.place_weight * off
            losses["off_place"] = off.item()
        if state.encoder is not None:
            known, parts = self._known(state.encoder, number)
            loss, losses = loss + known, losses | parts
            told = state.encoder(lesion)
            scalar = (told - scalars).abs().mean()
            loss = loss + config.scalar_weight * scalar
            losses["scalars"] = scalar.item()
        self._improve(["generator"] if state.encoder is None else ["generator", "encoder"], loss)
        return losses

    def _known(self, encoder: LesionEncoder, number: int) -> tuple[Tensor, dict[str, float]]:
        """How well wanted lesions are drawn again from what the encoder tells of them."""
        config = self._config
        windows = self._real(self._patches.cast.wanted, f"known {number}", config.batch)
        lesion = windows.after - windows.before
        told = encoder(lesion)
        noise = torch.randn(told.shape, generator=self._stream(f"known noise {number}"))
        near = (told + NOISE * noise.to(told.device)).clamp(-1, 1)
        again = self._lesion(windows, near)
        known = (again - bordered(lesion)).abs().mean()
        return config.known_weight * known, {"known": known.item()}

    def _drawn(self, purpose: str) -> tuple[Windows, Tensor, Tensor, Tensor]:
        """Inputs, their triples with drawn lesions, these lesions, and their scalars."""
        state, config = self._state, self._config
        windows = self._patches.inputs(
            config.seed, f"inputs {purpose}", state.cur_nimg, config.batch
        )
        windows = self._placed(windows)
        random = self._stream(f"scalars {purpose}")
        scalars = random_scalars(config.shape.scalars, config.batch, random).to(state.device)
        lesion = self._lesion(windows, scalars)
        return windows, triple(windows.before, lesion), lesion, scalars

    def _lesion(self, windows: Windows, scalars: Tensor) -> Tensor:
        with self._precision():
            drawn = self._state.generator(windows.before, scalars, self._fade, windows.place)
        return drawn.float()

    def _real(self, parts: Sequence[Part], purpose: str, size: int) -> Windows:
        seed, cur_nimg = self._config.seed, self._state.cur_nimg
        return self._placed(self._patches.windows(parts, seed, purpose, cur_nimg, size))

    def _placed(self, windows: Windows) -> Windows:
        return coarsened(windows.to(self._state.device), self._side)

    def _seen(self, values: Tensor, purpose: str) -> Tensor:
        """Triples with the noise that hides exact zeros."""
        if not self._config.input_noise:
            return values
        seed, device = self._config.seed, values.device
        random = stream(seed, f"noise {purpose}", self._state.cur_nimg, device)
        noise = torch.randn(values.shape, generator=random, device=device)
        return values + self._config.input_noise * noise

    def _improve(self, names: Sequence[str], loss: Tensor) -> None:
        optimizers = [self._state.optimizers[name] for name in names]
        for optimizer in optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        for optimizer in optimizers:
            optimizer.step()

    def _stream(self, purpose: str) -> torch.Generator:
        return stream(self._config.seed, purpose, self._state.cur_nimg)


def _share_right(scores: Tensor, true: PatchClass) -> float:
    return float((scores.argmax(dim=1) == int(true)).float().mean())
