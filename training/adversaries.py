"""One step of both networks, on whole views or on windows of them."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.augment import augment
from training.config import Stage
from training.dataset import TrainingViews
from training.losses import Loss, discriminator_loss, generator_loss, penalty
from training.native_patches import NativePatches
from training.networks.discriminator import Discriminator
from training.networks.feature_discriminator import FeatureDiscriminator
from training.networks.generator import noise_size
from training.processes import Processes
from training.random_streams import generator as stream
from training.run_state import RunState
from training.windows import added_brightness, judged_window, random_window

PATCH_EVERY = 4
"""On windows, every so manyth real picture is a native patch where there are any."""

ADDED_WEIGHT = 1000.0
"""Of brightness that the highest level adds on windows, in the generator's loss."""

Pictures = tuple[Tensor, Tensor]
"""Pictures as a discriminator sees them, and their conditions."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """Pictures before a discriminator sees them.

    Attributes:
        pictures: (part, 1, rows, columns), whole views or windows.
        condition: (part, condition_size), one-hot.
        without_detail: of drawn windows, the same without what the highest level adds.
    """

    pictures: Tensor
    condition: Tensor
    without_detail: Tensor | None = None


class Adversaries:
    """The two networks of one step, with the batch they meet over.

    All random numbers are those of the whole batch, of which a process takes its part.

    Attributes:
        real: pictures as the discriminator sees them, and their conditions.
        real_sign: how often the discriminator was right about real images: sum of signs, and count.
    """

    def __init__(
        self,
        state: RunState,
        views: TrainingViews,
        stage: Stage,
        fade: float,
        processes: Processes,
        patches: NativePatches | None = None,
    ) -> None:
        config = state.config
        self._state, self._config, self._views = state, config, views
        self._patches = patches
        self._rows, self._processes = stage.rows, processes
        self._compute = getattr(torch, config.compute)
        self._part = processes.part(config.batch)
        self._window = None
        self._fade, self._name = fade, "discriminator"
        if stage.crop_rows is not None:
            self._window = random_window(stage.rows, stage.crop_rows, config.seed, state.cur_nimg)
            self._fade, self._name = 1.0, "window_discriminator"
        self.real = self._real_pictures()
        self.real_sign = (0.0, 0)

    @property
    def _discriminator(self) -> Discriminator:
        state = self._state
        network = state.discriminator if self._window is None else state.window_discriminator
        assert network is not None  # made with the first stage on windows in the configuration
        return network

    @property
    def _helper(self) -> FeatureDiscriminator | None:
        """The auxiliary discriminator, while it takes part."""
        config = self._config
        share = self._state.cur_nimg / config.total_nimg
        takes_part = config.helper_start <= share < config.helper_end and self._window is None
        return self._state.helper if takes_part else None

    def train_discriminator(self) -> dict[str, float]:
        """One step of the discriminator and its helper; losses by name."""
        config, network = self._config, self._discriminator
        real, condition = self.real
        with torch.no_grad():
            fake, fake_condition = self._judged(
                self._draw("discriminator"), "augment discriminator"
            )
        network.requires_grad_(True)
        real_scores = network(real, condition, self._fade, self._compute)
        fake_scores = network(fake, fake_condition, self._fade, self._compute)
        loss = discriminator_loss(config.loss, real_scores, fake_scores)
        losses = {
            "discriminator": loss.item(),
            "real_score": real_scores.mean().item(),
            "fake_score": fake_scores.mean().item(),
        }
        if (self._state.cur_nimg // config.batch) % config.penalty_interval == 0:
            mix = torch.rand(config.batch, generator=self._stream("mix"))[self._part].to(real)
            conditions = (condition, fake_condition)
            extra = penalty(config.loss, network, real, fake, conditions, self._fade, mix)
            loss = loss + self._penalty_weight() * extra
            losses["penalty"] = extra.item()
        self._improve(self._name, network, loss)
        self.real_sign = _real_sign(config.loss, real_scores.detach(), fake_scores.detach())
        if (helper := self._helper) is not None:
            helper.requires_grad_(True)
            loss = discriminator_loss(
                Loss.NON_SATURATING,
                helper(real, condition, self._compute),
                helper(fake, fake_condition, self._compute),
            )
            losses["helper"] = loss.item()
            self._improve("helper", helper, loss)
        return losses

    def train_generator(self) -> dict[str, float]:
        """One step of the generator; losses by name."""
        state, config, network = self._state, self._config, self._discriminator
        self._choose_weights()
        network.requires_grad_(False)
        drawn = self._draw("generator")
        added = None
        if drawn.without_detail is not None:
            added = added_brightness(drawn.pictures, drawn.without_detail)
        fake, fake_condition = self._judged(drawn, "augment generator")
        real_scores = torch.zeros(len(fake), device=fake.device)
        if config.loss == Loss.RELATIVISTIC:
            with torch.no_grad():
                real_scores = network(*self.real, self._fade, self._compute)
        scores = network(fake, fake_condition, self._fade, self._compute)
        loss = generator_loss(config.loss, real_scores, scores)
        losses = {"generator": loss.item()}
        if added is not None:
            loss = loss + ADDED_WEIGHT * added
            losses["added_brightness"] = added.item()
        if (helper := self._helper) is not None:
            helper.requires_grad_(False)
            judged = helper(fake, fake_condition, self._compute)
            loss = loss + config.helper_weight * generator_loss(Loss.NON_SATURATING, judged, judged)
        self._improve("generator", state.generator, loss)
        return losses

    def _improve(self, name: str, network: nn.Module, loss: Tensor) -> None:
        optimizer = self._state.optimizers[name]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self._processes.average_gradients(network)
        optimizer.step()

    def _choose_weights(self) -> None:
        """On windows, only the level of their height learns."""
        generator = self._state.generator
        generator.requires_grad_(self._window is None)
        if self._window is not None:
            for parameter in generator.level_parameters(self._rows):
                parameter.requires_grad_(True)

    def _penalty_weight(self) -> float:
        config = self._config
        weight = config.penalty_weight * config.penalty_interval
        if config.loss == Loss.WASSERSTEIN:
            return weight
        rows = self._rows if self._window is None else self._window.rows
        return weight * rows**2 / config.shape.rows**2

    def _real_pictures(self) -> Pictures:
        config, nimg = self._config, self._state.cur_nimg
        pictures, condition = self._views.batch(
            config.seed,
            nimg,
            config.batch,
            part=self._part,
            window=self._window,
            device=self._state.device,
        )
        if self._patches is not None and self._window is not None:
            size = config.batch // PATCH_EVERY
            pictures[::PATCH_EVERY], condition[::PATCH_EVERY] = self._patches.batch(
                config.seed,
                nimg,
                size,
                self._window.rows,
                self._window.columns,
                part=self._processes.part(size),
                device=self._state.device,
            )
        return self._judged(Batch(pictures=pictures, condition=condition), "augment real")

    def _draw(self, purpose: str) -> Batch:
        state, config, generator = self._state, self._config, self._state.generator
        wanted = self._views.condition_batch(config.seed, purpose, state.cur_nimg, config.batch)
        condition = wanted[self._part].to(state.device)
        noise = torch.randn(
            config.batch,
            noise_size(config.shape, self._rows),
            generator=self._stream(f"{purpose} noise", state.device),
            device=state.device,
        )[self._part]
        ws = self._ws(purpose, condition)
        if self._window is None:
            pictures = generator(ws, noise, self._rows, self._compute)
            return Batch(pictures=pictures, condition=condition)
        pictures, without_detail = generator.synthesis.window(
            generator.affine(ws), noise, self._rows, self._window, self._compute
        )
        return Batch(pictures=pictures, condition=condition, without_detail=without_detail)

    def _ws(self, purpose: str, condition: Tensor) -> Tensor:
        """W vectors of a batch (part, num_ws, w_dim), some of two latents (style mixing)."""
        config, generator = self._config, self._state.generator
        random = self._stream(f"{purpose} latents")
        z = torch.randn(2, config.batch, config.shape.z_dim, generator=random)
        mixed = torch.rand(config.batch, generator=random) < config.style_mixing
        crossover = torch.randint(1, generator.num_ws, (config.batch,), generator=random)
        crossover[~mixed] = generator.num_ws
        z, crossover = z[:, self._part].to(condition), crossover[self._part]
        ws = generator.mapping(z[0], condition)[:, None].repeat(1, generator.num_ws, 1)
        later = torch.arange(generator.num_ws)[None] >= crossover[:, None]
        other = generator.mapping(z[1], condition)[:, None]
        return torch.where(later[:, :, None].to(ws.device), other, ws)

    def _judged(self, batch: Batch, purpose: str) -> Pictures:
        """A batch as the discriminator sees it: of windows the detail, whole views augmented."""
        if self._window is not None:
            return judged_window(batch.pictures), batch.condition
        pictures = augment(
            batch.pictures,
            self._state.augment_p,
            self._stream(purpose),
            batch=self._config.batch,
            part=self._part,
        )
        return pictures, batch.condition

    def _stream(self, purpose: str, device: torch.device | str = "cpu") -> torch.Generator:
        return stream(self._config.seed, purpose, self._state.cur_nimg, device)


def _real_sign(loss: Loss, real_scores: Tensor, fake_scores: Tensor) -> tuple[float, int]:
    """Signs by which the augmentation is steered (Karras et al. 2020, equation 1).

    Only with the non-saturating loss does a score of zero mean "undecided"; with the others a real
    score is compared with the drawn one beside it.
    """
    scores = real_scores if loss == Loss.NON_SATURATING else real_scores - fake_scores
    return float(scores.sign().sum()), len(scores)
